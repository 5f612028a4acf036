import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { insertAsset } from './testing/insert-asset.ts';

// What is refused changes nothing: one server is enough for all of it.
describe.each(enginesUnderTest())('settings on $name', ({ create }) => {
  let server: TestApp;
  let assetId: number;

  beforeAll(async () => {
    server = await createTestApp({ create });
    assetId = await insertAsset(server.db, 'a', Date.now());
  });
  afterAll(() => server.close());

  /** @returns The code of the error, if there is one. */
  async function put(path: string, payload: object): Promise<string | undefined> {
    const headers = { authorization: server.authorization };
    return (await server.app.inject({ method: 'PUT', url: `/api/v1${path}`, headers, payload })).json().code;
  }

  test.each([
    { name: 'FREQUENCY', value: -2, code: 'SETTING_INVALID' },
    { name: 'FREQUENCY', value: 3651, code: 'SETTING_INVALID' },
    { name: 'FREQUENCY', value: 0.5, code: 'REQUEST_INVALID' },
    { name: 'FREQUENCY', value: 1e300, code: 'REQUEST_INVALID' },
    { name: 'FREQUENCY', value: null, code: 'REQUEST_INVALID' },
    { name: 'FREQUENCY', value: { $gt: 0 }, code: 'REQUEST_INVALID' },
    { name: 'FREQUENCY', value: '1', code: 'SETTING_INVALID' },
    { name: 'FREQUENCY', value: ['1'], code: 'SETTING_INVALID' },
    { name: 'PROLOG_FREQ', value: 0, code: 'SETTING_INVALID' },
    { name: 'PROLOG_FREQ', value: true, code: 'SETTING_INVALID' },
    { name: 'INVENTORY_ON_STARTUP', value: 1, code: 'SETTING_INVALID' },
    { name: 'AUTO_DUPLICATE_LVL', value: 64, code: 'SETTING_INVALID' },
    { name: 'IDENTITY_RULE', value: 'guess', code: 'SETTING_INVALID' },
    { name: 'IDENTITY_RULE', value: ['ocs'], code: 'SETTING_INVALID' },
    { name: 'OCS_FILES_FORMAT', value: '../../etc/passwd', code: 'SETTING_INVALID' },
    { name: 'DOWNLOAD_URI_INFO', value: 'https://example.org/x', code: 'SETTING_INVALID' },
    { name: 'DOWNLOAD_URI_INFO', value: 'a b', code: 'SETTING_INVALID' },
    { name: 'DOWNLOAD_URI_INFO', value: 'x'.repeat(1001), code: 'REQUEST_INVALID' },
    { name: 'TRUSTED_IP', value: '10.0.0.1', code: 'SETTING_INVALID' },
    { name: 'TRUSTED_IP', value: ['(\\d+)+'], code: 'SETTING_INVALID' },
    { name: 'TRUSTED_IP', value: ['10.0.0.0/33'], code: 'SETTING_INVALID' },
    { name: 'TRUSTED_IP', value: Array.from({ length: 201 }, (_, i) => `10.0.0.${i}`), code: 'SETTING_INVALID' },
    { name: 'OCS_FILES_PATH', value: '/etc', code: 'SETTING_UNKNOWN' },
    { name: 'NOPE', value: 1, code: 'SETTING_UNKNOWN' },
    { name: 'constructor', value: 1, code: 'SETTING_UNKNOWN' },
  ])('refuse $name = $value with $code', async ({ name, value, code }) => {
    expect(await put(`/settings/${name}`, { value })).toBe(code);
    expect((await server.services.settings.list()).every((item) => item.origin === 'default')).toBe(true);
    expect((await server.services.audit.list({ limit: 1, offset: 0 })).total).toBe(0);
  });

  test.each([
    { path: 'FREQUENCY', value: -2, code: 'SETTING_INVALID' },
    { path: 'IPDISCOVER', value: 2, code: 'SETTING_INVALID' },
    { path: 'IPDISCOVER', value: 0, code: undefined },
    { path: 'LOCK_REUSE_TIME', value: 600, code: 'SETTING_NOT_OVERRIDABLE' },
    { path: 'NOPE', value: 600, code: 'SETTING_UNKNOWN' },
  ])('of one asset refuse $path = $value with $code', async ({ path, value, code }) => {
    expect(await put(`/assets/${assetId}/settings/${path}`, { value })).toBe(code);
  });
});
