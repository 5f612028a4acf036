import { AppError } from '@muster/protocol';
import type { Found } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';
import { toDate } from '../date-times.ts';
import { readInstalledPackages } from '../packages/package-managers.ts';
import { readProcesses } from '../processes.ts';

export type Antivirus = Found<'antivirus'>;

/** A product that is asked by a program of its own; the program is run only where it is installed. */
type Asked = {
  readonly program: string;
  readonly ask: (run: (args: readonly string[]) => Promise<string>) => Promise<Antivirus | null>;
};

const ASKED: readonly Asked[] = [
  {
    program: '/opt/microsoft/mdatp/sbin/wdavdaemonclient',
    ask: async (run) => parseDefender(await run(['health', '--output', 'json'])),
  },
  {
    program: '/opt/traps/bin/cytool',
    ask: async (run) => parseCortex(await run(['info']), await run(['info', 'query']), await run(['runtime', 'query'])),
  },
  {
    program: '/opt/sentinelone/bin/sentinelctl',
    ask: async (run) => parseSentinelOne(await run(['version']), await run(['control', 'status'])),
  },
  {
    program: '/opt/bitdefender-security-tools/bin/bduitool',
    ask: async (run) => parseBitdefender(await run(['get', 'ps']), await run(['get', 'info'])),
  },
  {
    program: '/opt/CrowdStrike/falconctl',
    ask: async (run) => parseCrowdStrike(await run(['-g', '--version']), await run(['-g', '--rfm-state'])),
  },
];

/** Products that are known by their package and by the process that does the work. */
const SEEN = [
  { name: 'ClamAV', company: 'Cisco', packages: /^clamav(?:-daemon)?$/, process: /^clamd$/ },
  { name: 'ESET Endpoint Antivirus', company: 'ESET', packages: /^eea$/, process: /^oaeventd$/ },
  { name: 'ESET Server Security', company: 'ESET', packages: /^efs$/, process: /^scand$|^oaeventd$/ },
  { name: 'Kaspersky Endpoint Security', company: 'Kaspersky', packages: /^kesl(?:-astra)?$/, process: /^kesl$/ },
  {
    name: 'Sophos Protection',
    company: 'Sophos',
    packages: /^sophos-spl$/,
    process: /^sophos_managemen$|^soapd_driver$/,
  },
  { name: 'Deep Security Agent', company: 'Trend Micro', packages: /^ds[-_]agent$/i, process: /^ds_agent$/ },
  { name: 'Trellix Endpoint Security', company: 'Trellix', packages: /^(?:isectp|mcafeetp)$/i, process: /^mfetpd$/ },
  {
    name: 'WithSecure Linux Security',
    company: 'WithSecure',
    packages: /^f-?secure-linuxsecurity$/i,
    process: /^fsma|^fsavd$/,
  },
  {
    name: 'Dr.Web',
    company: 'Doctor Web',
    packages: /^drweb-(?:workstations|file-servers?)$/,
    process: /^drweb-configd$/,
  },
  { name: 'Cylance', company: 'BlackBerry', packages: /^cylance-protect$/, process: /^cylancesvc$/ },
] as const;

/** Virus scanners that are installed. */
export async function readAntivirus(host: Host): Promise<Antivirus[]> {
  const [asked, seen] = await Promise.all([askAll(host), findSeen(host)]);
  return [...asked, ...seen];
}

async function askAll(host: Host): Promise<Antivirus[]> {
  const found: Antivirus[] = [];
  for (const { program, ask } of ASKED) {
    if ((await host.stat(program)) === null) continue;
    const answer = await ask(async (args) => (await host.run(program, args, { timeoutMs: 15_000 })) ?? '');
    // Something else than expected: nothing is better than something wrong.
    if (answer === null) host.report(new AppError('PROGRAM_UNANSWERED', { what: 'the antivirus', program }).message);
    else found.push(answer);
  }
  return found;
}

async function findSeen(host: Host): Promise<Antivirus[]> {
  const [packages, processes] = await Promise.all([readInstalledPackages(host), readProcesses(host)]);
  return Promise.all(
    SEEN.flatMap((product) => {
      const installed = packages.find(({ name }) => product.packages.test(name ?? ''));
      if (installed === undefined) return [];
      const enabled = processes.some(({ name }) => product.process.test(name));
      const row = { name: product.name, company: product.company, version: installed.version ?? null, enabled };
      return [product.name === 'ClamAV' ? withSignatures(host, row) : Promise.resolve(row)];
    }),
  );
}

/** The head of ClamAV's newest signatures says when they were made. */
async function withSignatures(host: Host, row: Antivirus): Promise<Antivirus> {
  for (const file of ['daily.cld', 'daily.cvd']) {
    const head = await host.read(`/var/lib/clamav/${file}`, { limitBytes: 512, head: true });
    const signatures = parseSignatures(head ?? '', host.now());
    if (signatures !== null) return { ...row, ...signatures };
  }
  return row;
}

const DAY_MS = 86_400_000;

/** `ClamAV-VDB:17 Jul 2024 04-30 -0400:27338:…`: date and number. Older than a week is out of date. */
export function parseSignatures(head: string, now: Date): Antivirus | null {
  const [, day, number] = /^ClamAV-VDB:(\d{1,2} \w{3} \d{4})[^:]*:(\d+):/.exec(head) ?? [];
  const made = new Date(`${day} UTC`);
  if (number === undefined || Number.isNaN(made.getTime())) return null;
  const upToDate = now.getTime() - made.getTime() < 7 * DAY_MS;
  return { baseVersion: number, baseCreatedOn: made.toISOString().slice(0, 10), upToDate };
}

type Health = {
  readonly appVersion?: string;
  readonly definitionsVersion?: string;
  readonly definitionsUpdated?: string | number;
  readonly definitionsStatus?: { readonly $type?: string } | string;
  readonly productExpiration?: string | number;
  readonly engineVersion?: string;
  readonly realTimeProtectionEnabled?: boolean | { readonly value?: boolean };
  readonly passiveModeEnabled?: boolean | { readonly value?: boolean };
};

/** What `mdatp health --output json` prints; null if it is something else. */
export function parseDefender(json: string): Antivirus | null {
  let health: Health;
  try {
    health = JSON.parse(json) as Health; // safe: each value is checked where it is used
  } catch {
    return null;
  }
  if (typeof health !== 'object' || health === null || typeof health.appVersion !== 'string') return null;
  const { definitionsStatus: status, realTimeProtectionEnabled: enabled } = health;
  return {
    name: 'Microsoft Defender',
    company: 'Microsoft',
    version: health.appVersion,
    enabled: typeof enabled === 'object' ? enabled.value === true : enabled === true,
    upToDate: (typeof status === 'object' ? status.$type : status) === 'upToDate',
    baseVersion: health.definitionsVersion ?? null,
    baseCreatedOn: dayOf(health.definitionsUpdated),
    engineVersion: health.engineVersion ?? null,
    expiresOn: dayOf(health.productExpiration),
  };
}

/** Milliseconds since 1970 as text. */
function dayOf(milliseconds: string | number | undefined): string | null {
  const value = Number(milliseconds ?? Number.NaN);
  return value > 0 && value < 1e14 ? toDate(new Date(value)) : null;
}

/** What three commands of Cortex XDR print; null without a version. */
export function parseCortex(info: string, content: string, runtime: string): Antivirus | null {
  const [, version] = /supervisor tool (\d[\d.]*)/.exec(info) ?? [];
  if (version === undefined) return null;
  const [, base] = /^Content Version:\s*(\S+)/m.exec(content) ?? [];
  const daemon = /^[ \t]*pmd\s+\d+\s+\S+\s+(\w+)/m.exec(runtime)?.[1];
  return {
    name: 'Cortex XDR',
    company: 'Palo Alto Networks',
    version,
    baseVersion: base ?? null,
    enabled: daemon === 'Running',
  };
}

/** "Agent version: 23.4.2.14", and the state of its agent. */
export function parseSentinelOne(version: string, status: string): Antivirus | null {
  const [, number] = /version:?\s*(\d+(?:\.\d+)+)/i.exec(version) ?? [];
  if (number === undefined) return null;
  const enabled = /(?:agent state|state)[^\n]*\b(?:enabled|loaded|running)\b/i.test(status);
  return { name: 'SentinelAgent', company: 'SentinelOne', version: number, enabled };
}

/** Modules with their state, and the versions of product, engine and signatures. */
export function parseBitdefender(modules: string, info: string): Antivirus | null {
  const [, version] = /product version:?\s*(\d+(?:\.\d+)+)/i.exec(`${modules}\n${info}`) ?? [];
  if (version === undefined) return null;
  const [, base] = /(?:security content|signatures?) version:?\s*(\d+(?:\.\d+)*)/i.exec(`${modules}\n${info}`) ?? [];
  const [, engine] = /engines? version:?\s*(\d+(?:\.\d+)+)/i.exec(`${modules}\n${info}`) ?? [];
  return {
    name: 'Bitdefender Endpoint Security Tools',
    company: 'Bitdefender',
    version,
    enabled: /antimalware:?\s*(?:on|enabled)/i.test(modules),
    baseVersion: base ?? null,
    engineVersion: engine ?? null,
  };
}

/** `version = 6.50.14407.0`, and whether it works with reduced means, as on a kernel it does not know. */
export function parseCrowdStrike(version: string, state: string): Antivirus | null {
  const [, number] = /version\s*=\s*(\d+(?:\.\d+)+)/.exec(version) ?? [];
  if (number === undefined) return null;
  return { name: 'Falcon Sensor', company: 'CrowdStrike', version: number, enabled: !/rfm-state=true/.test(state) };
}
