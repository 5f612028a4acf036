import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';

const START = Date.UTC(2026, 10, 1);
const DAY = 86_400_000;

describe.each(enginesUnderTest())('the page of a machine on $name', ({ create }) => {
  let server: TestApp;
  let now: number;

  beforeEach(async () => {
    now = START;
    server = await createTestApp({ create, clock: () => now });
  });
  afterEach(() => server.close());

  async function ask(path: string, method: 'GET' | 'POST' | 'DELETE' = 'GET', payload?: object) {
    const headers = { authorization: server.authorization };
    const url = `/api/v1${path}`;
    const reply = await server.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return { status: reply.statusCode, headers: reply.headers, body: reply.payload === '' ? null : reply.json() };
  }
  /** A Debian machine that reports these packages: name, version. */
  async function report(name: string, packages: readonly (readonly [string, string])[], device = name) {
    const software = packages.map(
      ([title, version]) =>
        `<SOFTWARES><NAME>${title}</NAME><VERSION>${version}</VERSION><ARCH>amd64</ARCH><FROM>deb</FROM></SOFTWARES>`,
    );
    const payload = `<?xml version="1.0"?><REQUEST><CONTENT><HARDWARE><NAME>${name}</NAME><OSNAME>Debian GNU/Linux 13 (trixie)</OSNAME><OSVERSION>13.1</OSVERSION></HARDWARE><BIOS><SSN>S-${device}</SSN><SMODEL>Model 1</SMODEL></BIOS>${software.join('')}</CONTENT><DEVICEID>${device}-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
    expect((await server.app.inject({ method: 'POST', url: '/ocsinventory', payload })).statusCode).toBe(200);
  }

  test('finds a text in every section, and as it was', async () => {
    await report('web-1', [
      ['openssl', '3.0.14-1'],
      ['nginx', '1.26'],
    ]);
    now += DAY;
    await report('web-1', [['nginx', '1.28']]);
    const found = (await ask('/assets/1/find?q=WEB-1')).body.items;
    expect(found.map(({ section }: { section: string }) => section)).toEqual(['hardware', 'bios']);
    expect((await ask('/assets/1/find?q=openssl')).body.items).toEqual([]);
    const at = encodeURIComponent(new Date(START).toISOString());
    expect((await ask(`/assets/1/find?q=openssl&at=${at}`)).body.items).toMatchObject([
      { section: 'software', total: 1, rows: [{ name: 'openssl', version: '3.0.14-1' }] },
    ]);
    expect((await ask('/assets/1/find?q=%25')).body.items).toEqual([]);
    expect((await ask('/assets/9/find?q=x')).status).toBe(404);
  });

  test('tells what the machine was at a moment', async () => {
    await report('old-name', [['a', '1']], 'pc');
    now += DAY;
    await report(
      'new-name',
      [
        ['a', '1'],
        ['b', '1'],
      ],
      'pc',
    );
    const stateAt = async (ms: number) => (await ask(`/assets/1/state?at=${new Date(ms).toISOString()}`)).body;
    const counts = (state: { sections: { name: string; count: number }[] }) =>
      Object.fromEntries(state.sections.map(({ name, count }) => [name, count]));
    const [before, first, last] = [await stateAt(START - DAY), await stateAt(START), await stateAt(now)];
    expect(before).toMatchObject({ known: false, sections: [], summary: { name: null } });
    expect(first).toMatchObject({ known: true, summary: { name: 'old-name', model: 'Model 1', serial: 'S-pc' } });
    expect(last).toMatchObject({ known: true, summary: { name: 'new-name' } });
    expect([counts(first).software, counts(last).software]).toEqual([1, 2]);
  });

  test('tells what became of a record that is merged or deleted', async () => {
    await report('one', []);
    await report('two', []);
    expect((await ask('/assets/1/whereabouts')).body.state).toBe('here');
    await ask('/merges', 'POST', { survivorId: 1, mergedIds: [2] });
    expect((await ask('/assets/2')).body.mergedInto).toBe(1);
    expect((await ask('/assets/2/whereabouts')).body).toMatchObject({
      state: 'merged',
      mergedInto: { id: 1, name: 'one' },
    });
    await ask('/assets/1?confirm=1', 'DELETE');
    expect((await ask('/assets/1/whereabouts')).body).toEqual({
      state: 'deleted',
      mergedInto: null,
      at: new Date(START).toISOString(),
      by: 'token:test',
    });
    expect((await ask('/assets/77/whereabouts')).body.state).toBe('unknown');
  });

  test('writes a bill of materials that CycloneDX 1.6 takes', async () => {
    const hostile = '=cmd|&apos;/C calc&apos;!A0 &lt;script&gt;';
    await report('pc-1', [
      ['openssl', '3.0.14-1~deb13u1'],
      ['libstdc++6', '1:14.2.0-19'],
      ['twice', '1'],
      ['twice', '1'],
      [hostile, '1'],
    ]);
    const { body: bom, headers } = await ask('/assets/1/bom');
    expect(headers['content-type']).toContain('application/vnd.cyclonedx+json');
    expect(headers['content-disposition']).toBe('attachment; filename="asset-1.cdx.json"');
    // Required by the schema, and its patterns.
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
    expect(bom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    expect(bom.metadata).toMatchObject({
      timestamp: new Date(START).toISOString(),
      tools: { components: [{ type: 'application', name: 'Muster' }] },
      component: { type: 'device', name: 'pc-1', 'bom-ref': 'asset-1' },
    });
    const allowed = new Set(
      'type,bom-ref,name,version,publisher,description,purl,properties'.split(','), // of the schema, those used here
    );
    for (const component of bom.components) {
      expect(Object.keys(component).filter((key) => !allowed.has(key))).toEqual([]);
      expect(component.name).not.toBe('');
    }
    const refs = bom.components.map((component: Record<string, string>) => component['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    expect(bom.dependencies).toEqual([{ ref: 'asset-1', dependsOn: refs }]);
    const purls = bom.components.map(({ purl }: { purl?: string }) => purl);
    expect(purls).toContain('pkg:deb/debian/openssl@3.0.14-1~deb13u1?arch=amd64&distro=debian-13.1');
    expect(purls).toContain('pkg:deb/debian/libstdc%2B%2B6@1:14.2.0-19?arch=amd64&distro=debian-13.1');
    expect(bom.components.map(({ name }: { name: string }) => name)).toContain("=cmd|'/C calc'!A0 <script>");
    expect((await ask('/assets/1/bom')).body).toEqual(bom); // the same inventory, the same document
  });
});
