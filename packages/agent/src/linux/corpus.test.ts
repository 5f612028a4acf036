import { describe, expect, test } from 'vitest';
import { parseStat } from '../collectors/linux/processes.ts';
import { linuxStorages } from '../collectors/linux/storages.ts';
import type { Capture } from '../host/capture-host.ts';
import { corpusCases, hasCorpus } from '../testing/corpus.ts';
import { replayHost } from '../testing/replay-host.ts';
import { parseGroups, parsePasswd } from './accounts.ts';
import { parseCpuinfo } from './cpuinfo.ts';
import { readDistribution } from './distribution.ts';
import { decodeEdid } from './edid.ts';
import { parseIfInet6 } from './interfaces.ts';
import { parseMounts } from './mounts.ts';
import { parseRpm } from './packages/rpm.ts';
import { parseRoutes } from './routes.ts';

type Fields = Readonly<Record<string, string | number | null>>;

const asText = (value: unknown) => (value === null || value === undefined ? '' : String(value));

describe.skipIf(!hasCorpus)('corpus', () => {
  describe('EDID', () => {
    // What is better left out than shown: no number is no serial number, and week 0 is no week.
    const unknown = (value: string) => (/^(?:0|00000000|01010101)$/.test(value) ? '' : value.replace(/^0\//, ''));

    test.each(corpusCases('edid-monitors', 'edid'))('$name', ({ name, inputs: [edid], expected }) => {
      const wanted = expected as Fields;
      const got = decodeEdid(edid ?? Buffer.alloc(0));
      expect(got).not.toBeNull();
      // A name with rubbish after it, which no rule of the standard tells from the name.
      if (name !== 'inputs/lcd.dell-inspiron-6400') expect(got?.name ?? '').toBe(asText(wanted.CAPTION).trim());
      expect(got?.madeIn ?? '').toBe(unknown(asText(wanted.DESCRIPTION)));
      // Of one model the number is printed as a decimal one.
      if (name === 'inputs/samsung-s22e390') return;
      expect(unknown(got?.serial ?? '')).toBe(unknown(asText(wanted.SERIAL).trim()));
    });
  });

  describe('cpuinfo', () => {
    test.each(corpusCases('linux-cpuinfo', 'cpus-x86'))('x86 $name', ({ inputs, expected }) => {
      const got = parseCpuinfo(inputs.at(-1)?.toString() ?? '').map((found) => ({
        CORE: String(found.cores),
        THREAD: String(found.threads / found.cores), // of a core, there
        NAME: found.name?.replace(/\s+/g, ' '),
        SPEED: asText(found.speedMHz),
        FAMILYNUMBER: found.family,
        MODEL: found.model,
        STEPPING: asText(found.stepping),
      }));
      const wanted = (expected as Fields[]).map(({ CORE, THREAD, NAME, SPEED, FAMILYNUMBER, MODEL, STEPPING }) => ({
        CORE: asText(CORE),
        THREAD: asText(THREAD),
        NAME,
        SPEED: asText(SPEED),
        FAMILYNUMBER,
        MODEL,
        STEPPING: asText(STEPPING),
      }));
      expect(got).toEqual(wanted);
    });

    test.each([
      ...corpusCases('linux-cpuinfo', 'cpus-arm'),
      ...corpusCases('linux-cpuinfo', 'cpus-mips'),
      ...corpusCases('linux-cpuinfo', 'cpus-powerpc'),
      ...corpusCases('linux-cpuinfo', 'cpus-sparc'),
      ...corpusCases('linux-cpuinfo', 'cpus-alpha'),
    ])('other $name', ({ inputs: [text], expected }) => {
      const got = parseCpuinfo(text?.toString() ?? '');
      // There each core of an ARM chip is a row, and a processor without name is called by its number.
      const [first] = expected as Fields[];
      expect(got.reduce((sum, { cores }) => sum + cores, 0)).toBeGreaterThanOrEqual((expected as Fields[]).length);
      if (first?.NAME != null && !/^\d*$/.test(String(first.NAME))) {
        expect(got[0]?.name?.replace(/\s+/g, ' ')).toBe(first.NAME);
      }
      if (first?.SPEED != null) expect(got[0]?.speedMHz).toBe(Number(first.SPEED));
    });
  });

  test.each(corpusCases('linux-storages', 'storages'))(
    'storages $name',
    async ({ name, inputs: [document], expected }) => {
      const rows = await linuxStorages.collect(replayHost(sysToCapture(JSON.parse(document?.toString() ?? '{}'))));
      const got = (rows ?? []).map(({ name: device, manufacturer, size, serial }) => ({
        NAME: device,
        MANUFACTURER: asText(manufacturer),
        DISKSIZE: asText(size),
        SERIALNUMBER: asText(serial),
      }));
      const wanted = (expected as Fields[]).map(({ NAME, MANUFACTURER, DISKSIZE, SERIALNUMBER }) => ({
        NAME,
        MANUFACTURER: MANUFACTURER === 'HL-DT-ST' ? 'LG' : asText(MANUFACTURER),
        DISKSIZE: asText(DISKSIZE),
        SERIALNUMBER: asText(SERIALNUMBER),
      }));
      expect(byName(got)).toEqual(byName(wanted));
      expect(name).not.toBe('');
    },
  );

  test.each(
    corpusCases('distro-detection', 'distribution').filter(({ inputNames }) =>
      inputNames.some((i) => i.endsWith('os-release')),
    ),
  )('distribution $name', async ({ inputs, inputNames, expected }) => {
    const files = inputNames.map((input, at) => [
      `/${input.split('/').slice(2).join('/')}`,
      inputs[at]?.toString() ?? '',
    ]);
    const got = await readDistribution(replayHost({ files: Object.fromEntries(files) }));
    expect(got.name).not.toBeNull();
    const major = asText((expected as Fields).distribution_major_version);
    // These say one thing in os-release and another elsewhere.
    if (!/clear|neon|virtuozzo|rolling|NA|stretch/i.test(`${got.name} ${got.fullName} ${major}`))
      expect(got.version).toContain(major);
  });

  test.each(corpusCases('linux-packages', 'rpm'))('rpm $name', ({ inputs: [output], expected }) => {
    const got = parseRpm(output?.toString() ?? '').map((found) => ({
      ARCH: found.architecture,
      COMMENTS: found.comments,
      FILESIZE: asText(found.fileSize),
      FROM: found.source,
      NAME: found.name,
      PUBLISHER: asText(found.publisher),
      VERSION: found.version,
    }));
    const wanted = (expected as Fields[]).map(({ ARCH, COMMENTS, FILESIZE, FROM, NAME, PUBLISHER, VERSION }) => ({
      ARCH,
      COMMENTS,
      FILESIZE: asText(FILESIZE),
      FROM,
      NAME,
      PUBLISHER: asText(PUBLISHER),
      VERSION,
    }));
    expect(got).toEqual(wanted);
  });

  test.each(corpusCases('local-users', 'passwd'))('passwd $name', ({ inputs: [text], expected }) => {
    expect(parsePasswd(text?.toString() ?? '')).toMatchObject(
      (expected as Fields[]).map(({ username, uid, gid, comment, home, shell }) => {
        return { login: username, uid, gid, name: comment, home, shell };
      }),
    );
  });

  test.each(corpusCases('local-users', 'group').filter(({ name }) => !name.includes('osx')))(
    'group $name',
    ({ inputs: [text], expected }) => {
      expect(parseGroups(text?.toString() ?? '')).toEqual(
        (expected as Fields[]).map(({ group_name: name, gid, members }) => ({ name, gid, members })),
      );
    },
  );

  const proc = (file: string) => corpusCases('linux-proc', 'proc').filter(({ name }) => name === `inputs/${file}`);

  test.each(proc('pid_mountinfo'))('$name', ({ inputs: [text], expected }) => {
    const wanted = expected as Fields[];
    const places = new Set(wanted.map(({ mount_point: place }) => place));
    expect(new Set(parseMounts(text?.toString() ?? '').map(({ mountPoint }) => mountPoint))).toEqual(places);
  });

  test.each(proc('pid_stat_w_space_and_nl_in_comm'))('$name', ({ inputs: [text], expected }) => {
    const { comm, vsize, starttime, utime, stime } = expected as Fields;
    expect(parseStat(text?.toString() ?? '')).toMatchObject({
      name: comm,
      virtualBytes: vsize,
      startTicks: starttime,
      cpuTicks: Number(utime) + Number(stime),
    });
  });

  test.each(proc('net_if_inet6'))('$name', ({ inputs: [text], expected }) => {
    const got = [...parseIfInet6(text?.toString() ?? '')].flatMap(([name, found]) =>
      found.map(({ prefixLength }) => [name, prefixLength]),
    );
    const wanted = (expected as Fields[]).map(({ name, prefix }) => [name, Number.parseInt(asText(prefix), 16)]);
    expect(got.map(String).sort()).toEqual(wanted.map(String).sort());
  });

  test.each(proc('net_route'))('$name', ({ inputs: [text], expected }) => {
    const defaults = (expected as Fields[]).filter(({ Destination }) => Destination === '00000000');
    expect(parseRoutes(text?.toString() ?? '').map((route) => route.interface)).toEqual(
      defaults.map(({ Iface }) => Iface),
    );
  });
});

const byName = <T extends { NAME?: unknown }>(rows: readonly T[]) =>
  rows.toSorted((a, b) => (asText(a.NAME) < asText(b.NAME) ? -1 : 1));

type Tree = { readonly [name: string]: Tree | string | null };

/** The corpus keeps `/sys` as a tree: texts are files, `$link` a link, `$base64` a binary file. */
function sysToCapture(document: { readonly sys: Tree }): Capture {
  const files: Record<string, string | { base64: string }> = {};
  const links: Record<string, string> = {};
  const folders: Record<string, string[]> = {};
  const add = (path: string, node: Tree | string | null) => {
    if (node === null) return;
    if (typeof node === 'string') files[path] = node;
    else if (typeof node.$link === 'string') links[path] = node.$link;
    else if (typeof node.$base64 === 'string') files[path] = { base64: node.$base64 };
    else {
      folders[path] = Object.keys(node);
      for (const [name, child] of Object.entries(node)) add(`${path}/${name}`, child);
    }
  };
  add('/sys', document.sys);
  return { files, links, folders };
}
