import { createLog } from '../log.ts';
import type { SectionRows } from '../section-hashes.ts';
import { targetStore } from '../state.ts';
import { contactTarget, type Outcome } from '../targets/contact-target.ts';
import type { Contact, Target } from '../targets/target.ts';
import { undeliveredStore } from '../targets/undelivered.ts';
import { createHttpClient, type HttpClientOptions } from '../transport/http-client.ts';

export const DEVICE_ID = 'pc-0042-2026-11-20-09-40-00';
export const AGENT_ID = 'f428f9ca-e4be-41f1-b14d-a5df7b16ada8';

export const someRows: SectionRows = {
  hardware: [{ name: 'pc-0042', description: 'uptime', lastLoggedUser: 'alice', lastLoggedAt: 'Thu Nov 19 17:42' }],
  bios: [{ systemSerial: 'PF-TEST01' }],
  operatingSystem: [{ fullName: 'Debian GNU/Linux 12' }],
  drives: [{ mountPoint: '/', device: '/dev/sda1', total: 100, free: 50 }],
  software: [{ name: 'bash', version: '1' }],
  users: [{ login: 'alice' }],
};

/** One machine and what it remembers of one server in a folder. */
export function machineOf(folder: string, url: string) {
  const logged: string[] = [];
  const log = createLog((line) => logged.push(line), true);
  const store = targetStore(folder, url, log.warn);
  const undelivered = undeliveredStore(folder, url, Date.now);
  return {
    logged,
    store,
    undelivered,
    async contact(
      given: Partial<Contact> & { deviceId?: string; agentId?: string } = {},
      options: Partial<HttpClientOptions> & Partial<Pick<Target, 'dialect' | 'isNamed'>> = {},
    ): Promise<Outcome> {
      const { deviceId = DEVICE_ID, agentId = AGENT_ID, ...contact } = given;
      const client = createHttpClient({
        timeoutMs: 60_000,
        userAgent: 'Muster-Agent_vTest',
        checkCertificates: true,
        user: null,
        password: null,
        retries: 0,
        ...options,
      });
      const { dialect = null, isNamed = false } = options;
      try {
        return await contactTarget(
          { url, client, store, undelivered, log, dialect, isNamed },
          {
            identity: { deviceId, agentId, hostName: 'pc-0042' },
            force: false,
            full: false,
            partialsBetweenFull: 14,
            tag: null,
            httpdPort: null,
            collect: async () => someRows,
            ...contact,
          },
        );
      } finally {
        client.close();
      }
    },
  };
}
