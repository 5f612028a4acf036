import type { Db } from '../../db/database.ts';
import { createTestApp } from '../../http/testing/test-app.ts';

/** A whole server with a client for administrators and an agent that speaks plain XML. */
export async function createAdminApp(db: Db, more: { readonly data?: string } = {}) {
  const app = await createTestApp({ db, ...more });
  const headers = { authorization: app.authorization };
  async function api(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, payload?: object) {
    const reply = await app.app.inject({ method, url: `/api/v1${path}`, headers, ...(payload ? { payload } : {}) });
    return { status: reply.statusCode, body: reply.body === '' ? null : reply.json() } as {
      status: number;
      // biome-ignore lint/suspicious/noExplicitAny: tests compare it with what they expect
      body: any;
    };
  }
  return {
    ...app,
    api,
    /** Sends an inventory; what the agent is told, and its copy afterwards. */
    async report(
      deviceId: string,
      copy: Record<string, string> = {},
      { user = 'OCS-NG_unified_unix_agent_v2.10.0' } = {},
    ) {
      const name = deviceId.split('-2026')[0] ?? deviceId;
      const pairs = Object.entries(copy).map(
        ([key, value]) => `<ACCOUNTINFO><KEYNAME>${key}</KEYNAME><KEYVALUE>${value}</KEYVALUE></ACCOUNTINFO>`,
      );
      const content = `${pairs.join('')}<BIOS><SSN>SER-${name}</SSN></BIOS><HARDWARE><NAME>${name}</NAME></HARDWARE>`;
      const payload = `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT>${content}</CONTENT><DEVICEID>${deviceId}</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
      const reply = await app.app.inject({
        method: 'POST',
        url: '/ocsinventory',
        payload,
        headers: { 'content-type': 'application/xml', 'user-agent': user },
      });
      const response = /<RESPONSE>(\w+)</.exec(reply.body)?.[1] ?? reply.body;
      const told = [...reply.body.matchAll(/<KEYNAME>([^<]*)<\/KEYNAME>\s*<KEYVALUE>([^<]*)</g)].map(
        ([, key = '', value = '']) => [key, value] as const,
      );
      const { body } = await api('GET', `/assets?q=${name}&limit=500`);
      const asset = body.items.find((item: { deviceId: string }) => item.deviceId === deviceId);
      return { response, copy: response === 'ACCOUNT_UPDATE' ? Object.fromEntries(told) : copy, asset };
    },
    /** Name → value, those that have one. */
    async values(assetId: number): Promise<Record<string, unknown>> {
      const { body } = await api('GET', `/assets/${assetId}/admin-data`);
      const filled = body.values.filter((value: { value: unknown }) => value.value !== null);
      return Object.fromEntries(filled.map((value: { name: string; value: unknown }) => [value.name, value.value]));
    },
    async field(given: object): Promise<number> {
      const { status, body } = await api('POST', '/admin-fields', given);
      if (status !== 201) throw new Error(JSON.stringify(body));
      return body.id;
    },
  };
}
