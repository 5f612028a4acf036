import type { AgentOptions, Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { AppError } from '@muster/protocol/errors';
import { type ProxySettings, proxiesOf, proxyFor } from './proxy.ts';
import { contextOptions, mayTrustSystem, type TrustSettings, toFingerprint } from './trust.ts';

export type ConnectionSettings = ProxySettings &
  TrustSettings & {
    /** Told once what certificate was accepted without a check. */
    readonly warn?: (message: string) => void;
  };

export type Connections = {
  /** The agent for a URL; connections are kept open between requests. Modules are loaded when first needed. */
  agentFor(url: string): Promise<HttpAgent>;
  /**
   * After a certificate that nobody vouched for: whether it is worth to try again.
   *
   * The authorities of the system are many, and few agents need them; so they are loaded only then.
   */
  trustSystem(): boolean;
  /** The proxy that a URL is reached by. */
  proxyOf(url: string): string | null;
  close(): void;
};

/** Connections of one client: kept alive, through proxies, with certificates checked as the settings want it. */
export function createConnections(settings: ConnectionSettings): Connections {
  const proxies = proxiesOf(settings);
  const agents = new Map<string, HttpAgent>();
  let system = false;
  const create = async (secure: boolean, proxy: string | null) => {
    const common = {
      keepAlive: true,
      maxSockets: 1, // a run has two or three messages, one after the other
      ...(proxy === null ? {} : { proxyEnv: { HTTP_PROXY: proxy, HTTPS_PROXY: proxy } }),
    };
    if (secure) return httpsAgent(settings, common, system, proxy !== null);
    return new (await import('node:http')).Agent(common);
  };
  const close = () => {
    for (const agent of agents.values()) agent.destroy();
    agents.clear();
  };
  return {
    agentFor: async (url) => {
      const secure = url.startsWith('https:');
      const proxy = proxyFor(url, proxies);
      const key = `${secure} ${proxy}`;
      const agent = agents.get(key) ?? (await create(secure, proxy));
      agents.set(key, agent);
      return agent;
    },
    trustSystem: () => {
      if (system || !mayTrustSystem(settings)) return false;
      system = true;
      close();
      return true;
    },
    proxyOf: (url) => proxyFor(url, proxies),
    close,
  };
}

async function httpsAgent(
  settings: ConnectionSettings,
  common: AgentOptions,
  system: boolean,
  tunnelled: boolean,
): Promise<HttpsAgent> {
  const pinned = (settings.fingerprints ?? []).map(pin);
  const checked = settings.checkCertificates && pinned.length === 0;
  const { Agent } = await import('node:https');
  const agent = new Agent({
    ...common,
    ...contextOptions(settings, system),
    // A session that is taken up again shows no certificate to look at.
    ...(checked ? {} : { rejectUnauthorized: false, maxCachedSessions: 0 }),
  });
  if (!checked) inspect(agent, pinned.length > 0 ? refuseOthers(pinned) : tellOnce(settings.warn), tunnelled);
  return agent;
}

function pin(text: string): string {
  const fingerprint = toFingerprint(text);
  if (fingerprint !== null) return fingerprint;
  throw new AppError('OPTION_INVALID', {
    reason: `--ssl-fingerprint must be the SHA-256 of a certificate, 64 hexadecimal digits, found "${text}"`,
  });
}

/** Says no by an error. */
type Inspection = (fingerprint: string) => void;

/** A certificate that is not the one we were told to expect. */
export class FingerprintError extends Error {
  readonly code = 'FINGERPRINT_OTHER';
}

function refuseOthers(pinned: readonly string[]): Inspection {
  return (fingerprint) => {
    if (pinned.includes(fingerprint)) return;
    throw new FingerprintError(`its certificate has the fingerprint sha256$${fingerprint}, which is not a pinned one`);
  };
}

function tellOnce(warn: ConnectionSettings['warn']): Inspection {
  let told = false;
  return (fingerprint) => {
    if (!told) warn?.(`The certificate that was not checked has the fingerprint sha256$${fingerprint}`);
    told = true;
  };
}

type Done = (error: Error | null, socket?: Duplex) => void;
type Create = (options: object, done: Done) => Duplex | null | undefined;

/**
 * Looks at the certificate before a single byte of a request is sent.
 *
 * Node hands out a socket before its handshake is over, and what is written meanwhile leaves with the end of it.
 */
function inspect(agent: HttpsAgent, accept: Inspection, isTunnelled: boolean): void {
  const pending = new Set<TLSSocket>();
  const create = agent.createConnection.bind(agent) as Create;
  const created: Create = (options, done) => {
    const inspectSocket = (socket: TLSSocket) => {
      const end = (error: Error | null) => {
        socket.off('error', end);
        if (error !== null) socket.destroy();
        done(error, socket);
      };
      const look = () => {
        try {
          accept((socket.getPeerCertificate().fingerprint256 ?? '').replaceAll(':', ''));
          end(null);
        } catch (error) {
          end(error as Error); // safe: an Inspection throws errors only
        }
      };
      // Safe: every TLS socket of Node has it; the types do not know.
      if ((socket as { secureConnecting?: boolean }).secureConnecting !== true) return look();
      // Nobody else knows of it yet.
      pending.add(socket);
      socket.once('close', () => pending.delete(socket));
      socket.once('secureConnect', look);
      socket.once('error', end);
    };
    // Safe: what an https agent connects is TLS.
    const tunnelled: Done = (error, socket) => (error ? done(error) : inspectSocket(socket as TLSSocket));
    const socket = create(options, tunnelled);
    // Through a proxy the socket that is created is the one to the proxy; the one to the server comes later.
    if (socket && !isTunnelled) inspectSocket(socket as TLSSocket);
    return undefined;
  };
  agent.createConnection = created as typeof agent.createConnection;
  const destroy = agent.destroy.bind(agent);
  agent.destroy = () => {
    for (const socket of pending) socket.destroy();
    destroy();
  };
}
