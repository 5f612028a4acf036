import { lookup } from 'node:dns/promises';
import { connect, isIP } from 'node:net';
import { AppError } from '@muster/protocol';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { askTarget } from '../targets/contact-target.ts';
import { createTarget } from '../targets/create-target.ts';
import type { Identity } from '../targets/identity.ts';
import type { HttpClient } from '../transport/http-client.ts';
import { proxiesOf, proxyFor, shownProxy } from '../transport/proxy.ts';
import { type Finding, note, ok, problem, warning } from './finding.ts';

const CONNECT_MS = 10_000;
const SKEW_NOTED_MS = 5 * 60_000;
const SKEW_HARMFUL_MS = 24 * 3_600_000;

/** The way to one server, step by step, until one fails. `identity`: null where none can be kept. */
export async function checkServer(
  url: string,
  config: Config,
  identity: Identity | null,
  log: Log,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const proxy = proxyFor(url, proxiesOf(config));
  const door = new URL(proxy ?? url);
  findings.push(proxy === null ? ok('No proxy is used') : ok(`The proxy is ${shownProxy(proxy)}`));
  const add = (...found: Finding[]) => {
    findings.push(...found);
    return found.some(({ level }) => level === 'problem');
  };
  if (add(...(await checkName(hostOf(door))))) return findings;
  const port = Number(door.port) || (door.protocol === 'https:' ? 443 : 80);
  if (add(await checkPort(hostOf(door), port, proxy !== null))) return findings;
  if (url.startsWith('https:') && proxy === null) add(...(await checkCertificate(url, config)));
  if (url.startsWith('http:'))
    add(note('What is sent can be read and changed on the way', 'Use an https address if the server has one.'));
  add(...(await checkAnswer(url, config, identity, log)));
  return findings;
}

const hostOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '');

async function checkName(host: string): Promise<Finding[]> {
  if (isIP(host) !== 0) return [];
  try {
    const addresses = await lookup(host, { all: true });
    return [ok(`The name ${host} is ${addresses.map(({ address }) => address).join(', ')}`)];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isTemporary = code === 'EAI_AGAIN';
    return [
      problem(
        isTemporary ? `No name server says what ${host} is` : `There is no address for the name ${host}`,
        isTemporary
          ? 'Check the network and the name servers in /etc/resolv.conf.'
          : 'Check its spelling, or ask who runs your DNS.',
      ),
    ];
  }
}

function checkPort(host: string, port: number, isProxy: boolean): Promise<Finding> {
  const what = `${isProxy ? 'the proxy' : 'the server'} at port ${port}`;
  return new Promise((resolve) => {
    const startedMs = performance.now();
    const socket = connect({ host, port });
    const end = (finding: Finding) => {
      socket.destroy();
      resolve(finding);
    };
    socket.setTimeout(CONNECT_MS, () =>
      end(problem(`Nobody answers for ${what}`, 'A firewall may drop what is sent there, or the address is wrong.')),
    );
    socket.once('connect', () => end(ok(`Reached ${what} in ${Math.round(performance.now() - startedMs)} ms`)));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const advice =
        error.code === 'ECONNREFUSED'
          ? 'The machine is there, but no program listens at this port: is the server running, and the port right?'
          : 'Check the network, the routes and the firewalls between.';
      end(problem(`Cannot reach ${what}: ${error.message || error.code}`, advice));
    });
  });
}

type Certificate = {
  readonly subject: string;
  readonly issuer: string;
  readonly fingerprint: string;
  readonly validTo: string;
};

async function checkCertificate(url: string, config: Config): Promise<Finding[]> {
  const found = await readCertificate(new URL(url));
  if (found instanceof Error) {
    return [
      problem(
        `TLS cannot be set up: ${found.message.trim().split('\n', 1)[0]}`,
        'Is this port one of https? Very old servers speak only TLS 1.0 or 1.1.',
      ),
    ];
  }
  const days = Math.floor((Date.parse(found.validTo) - Date.now()) / 86_400_000);
  const who = `Its certificate is that of "${found.subject}", issued by "${found.issuer}", sha256$${found.fingerprint}`;
  if (!config.checkCertificates)
    return [
      ok(who),
      warning(
        'Certificates are not checked',
        'Anybody between can read and change everything: pin it by --ssl-fingerprint instead.',
      ),
    ];
  if (days < 0) return [ok(who), problem(`It expired ${-days} days ago`, 'The server needs a new certificate.')];
  return [
    ok(who),
    days < 15
      ? warning(`It expires in ${days} days`, 'The server needs a new one soon.')
      : ok(`It is valid for ${days} more days`),
  ];
}

async function readCertificate(url: URL): Promise<Certificate | Error> {
  const tls = await import('node:tls');
  return new Promise((resolve) => {
    const host = hostOf(url);
    // Only looked at: nothing is sent on this connection.
    const socket = tls.connect({
      host,
      port: Number(url.port) || 443,
      rejectUnauthorized: false,
      ...(isIP(host) === 0 ? { servername: host } : {}),
    });
    const end = (result: Certificate | Error) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(CONNECT_MS, () => end(new Error(`no answer within ${CONNECT_MS / 1000} seconds`)));
    socket.once('error', end);
    socket.once('secureConnect', () => {
      const { subject, issuer, fingerprint256, valid_to } = socket.getPeerCertificate();
      const name = (of: { CN?: string | string[]; O?: string | string[] } | undefined) =>
        String(of?.CN ?? of?.O ?? '?');
      const fingerprint = (fingerprint256 ?? '').replaceAll(':', '');
      end({ subject: name(subject), issuer: name(issuer), fingerprint, validTo: valid_to ?? '' });
    });
  });
}

/** Asks as a contact does, and remembers nothing. */
async function checkAnswer(url: string, config: Config, identity: Identity | null, log: Log): Promise<Finding[]> {
  if (identity === null) return [note('The server was not asked, as this agent has no identity yet')];
  const target = createTarget({ ...config, retries: 0 }, url, log);
  let date: string | undefined;
  const client: HttpClient = {
    ...target.client,
    request: async (request) => {
      const reply = await target.client.request(request);
      date = reply.headers.date;
      return reply;
    },
  };
  const readOnly = { ...target, client, store: { ...target.store, write: async () => undefined } };
  try {
    const { order, prologFreqHours } = await askTarget(readOnly, identity, config.tag);
    const wish = order.wanted ? 'wants an inventory now' : 'wants no inventory now';
    const period = prologFreqHours === null ? '' : `, and a contact every ${prologFreqHours} hours`;
    return [ok(`It answers as a server of ${NAMES[order.dialect]}, ${wish}${period}`), ...checkClock(date)];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [problem(`${error.message} (${error.code})`, error.hint), ...checkClock(date)];
  } finally {
    target.client.close();
  }
}

const NAMES = { muster: 'Muster', ocs: 'OCS Inventory', fusion: 'FusionInventory', glpi: 'GLPI' };

function checkClock(date: string | undefined): Finding[] {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return [];
  const skewMs = Date.now() - theirs;
  const size = Math.abs(skewMs);
  if (size < SKEW_NOTED_MS) return [ok('Its clock and that of this machine agree')];
  const text = `The clock of this machine is ${shownTime(size)} ${skewMs > 0 ? 'ahead of' : 'behind'} that of the server`;
  const advice = 'Let a time service keep both; certificates and dates of inventories depend on it.';
  return [size > SKEW_HARMFUL_MS ? problem(text, advice) : warning(text, advice)];
}

function shownTime(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes / 1440)} days`;
}
