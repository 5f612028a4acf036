import { type Column, type Section, sections } from '@muster/protocol';
import { expect, onTestFinished } from 'vitest';
import { browser, launchBrowser, visit } from './testing/browser.ts';
import { settled, setUpByApi, signedIn } from './testing/console.ts';
import { pagesOf } from './testing/console-fleet.ts';
import { sendXml } from './testing/documents.ts';
import { journey, postgres } from './testing/journey.ts';
import { type EngineName, type RunningServer, serverForThisTest } from './testing/server.ts';
import { textOf } from './testing/xml-text.ts';

/** What an agent that is an attacker would say, each meant for another reader of it. */
const PAYLOADS = [
  '<script>window.harmed=1</script>',
  '"><img src=x onerror="window.harmed=1">',
  "'><svg/onload=window.harmed=1>",
  'javascript:window.harmed=1',
  '</textarea></title></style><script>window.harmed=1</script>',
  '{{constructor.constructor("window.harmed=1")()}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the payload itself
  '${window.harmed=1}',
  "'; DROP TABLE assets; --",
  "' OR '1'='1",
  '%" OR 1=1 --',
  '=cmd|"/C calc"!A0',
  '+1+1',
  '-1+1',
  '@SUM(1+1)',
  '\t=1+1',
  '../../../../etc/passwd',
  '/computers/../../etc/passwd%00.html',
  '__proto__',
  'constructor',
  'toString',
  '\u202Egnp.exe',
  '$& $1 \\u0000 %s %n {0} {{name}}',
  'x\r\nSet-Cookie: harmed=1',
  '😀'.repeat(300),
  'W'.repeat(3_000),
];

/** The first character of a cell that a spreadsheet would take for a formula. Source: OWASP, CSV injection. */
const FORMULA = /^[=+\-@\t\r]/;

const DEVICE_ID = 'hostile-2026-01-01-00-00-00';
const NAME = PAYLOADS[0] ?? '';
const IMAGE = '<img src=x onerror="window.harmed=1">';

for (const engine of ['sqlite', 'postgres'] satisfies EngineName[]) {
  journey(
    `a hostile agent goes through the API and every export unharmed (${engine})`,
    { needs: engine === 'postgres' ? [postgres] : [] },
    async () => {
      const server = await serverForThisTest({ engine });
      await reportHostile(server);
      const [asset] = (await server.api.assets()).items;
      const id = asset?.id ?? 0;
      expect(asset?.name).toBe(NAME);

      // Texts come back as they were sent: nothing was run, and nothing was taken away.
      const packages = await server.api.allRows(id, 'software');
      expect(packages.map(({ name }) => name).sort()).toEqual(PAYLOADS.map(asStored).sort());

      // Every section answers, also when it is asked with the payloads themselves.
      const { sections: held } = await server.api.asset(id);
      expect(held.length).toBeGreaterThan(20);
      for (const { name, count } of held) expect((await server.api.allRows(id, name)).length, name).toBe(count);
      for (const payload of PAYLOADS) {
        const q = encodeURIComponent(payload.slice(0, 200));
        for (const path of [
          `/assets?q=${q}`,
          `/assets/${id}/sections/software?q=${q}`,
          `/assets?sort=${q}`,
          `/assets/${id}/sections/${q}`,
          `/assets/${q}`,
        ]) {
          const response = await server.api.get(path);
          expect([200, 400, 404], `${path} answered ${response.status}`).toContain(response.status);
        }
      }
      expect((await server.api.assets(`&q=${encodeURIComponent(NAME)}`)).total).toBe(1);

      await expectExports(server, id);
      expect((await server.api.assets()).total).toBe(1);
    },
  );
}

journey('a hostile agent goes through every page unharmed', { needs: [browser] }, async () => {
  const server = await serverForThisTest();
  const launched = await launchBrowser();
  onTestFinished(() => launched.close());
  const { page, problems } = await visit(launched);
  await page.goto(/http\S+\/setup#\S+/.exec(server.output())?.[0] ?? '');
  await page.getByRole('textbox', { name: 'User name' }).fill('ada');
  await page.getByLabel('Password', { exact: true }).fill('a long sentence is easy');
  await page.getByLabel('Password again').fill('a long sentence is easy');
  await page.getByRole('button', { name: 'Create and sign in' }).click();
  await page.getByText('No computer has reported yet').waitFor();
  await reportHostile(server); // it arrives while somebody looks
  const unharmed = async () => {
    expect(await page.evaluate(() => 'harmed' in window)).toBe(false);
    expect(problems).toEqual([]);
  };

  const link = page.getByRole('link', { name: NAME });
  await link.first().waitFor();
  await unharmed();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('<script>');
  await page.getByRole('option').first().waitFor();
  await unharmed();
  await page.keyboard.press('Escape');
  await link.first().click();
  await page.getByRole('tab').first().waitFor();
  for (const label of await page.getByRole('tab').allTextContents()) {
    const tab = page.getByRole('tab', { name: new RegExp(`^${label.replace(/[\d\s,.]+$/, '')}`) });
    await tab.click();
    await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0);
    expect(await page.getByText('The console made an error').count()).toBe(0);
    await unharmed();
  }
  await page.goto(`${server.url}/add-computers`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await unharmed();
});

journey('hostile texts on every page that has an address are texts', { needs: [browser] }, async () => {
  const server = await serverForThisTest();
  await setUpByApi(server.url, server.output());
  await reportHostile(server);
  await reportHostile(server, `${DEVICE_ID}-2`); // of the same name: a duplicate
  const [asset] = (await server.api.assets()).items;
  for (const [path, body] of [
    [`/assets/${asset?.id}/notes`, { text: PAYLOADS.join('\n') }],
    ['/groups', { name: IMAGE, description: NAME, query: 'name:script' }],
    ['/searches', { name: IMAGE, description: NAME, shared: true, query: 'name:script' }],
    ['/software/categories', { name: IMAGE, description: NAME, unwanted: true }],
    ['/admin-fields', { name: 'hostile', label: { en: IMAGE, fr: IMAGE }, type: 'text' }],
    ['/registry-queries', { name: IMAGE, tree: 2, key: IMAGE, value: IMAGE }],
    ['/software/refresh', undefined],
  ] as const) {
    const answer = await server.api.post(path, body);
    expect([200, 201, 204], `${path}: ${await answer.text()}`).toContain(answer.status);
  }

  const { page, problems } = await signedIn(server.url);
  for (const { name, path } of await pagesOf(server)) {
    await page.goto(server.url + path);
    await page.locator('#root').getByRole('heading', { level: 1 }).first().waitFor();
    await settled(page);
    expect(await page.evaluate(() => 'harmed' in window), name).toBe(false);
    expect(await page.getByText('The console made an error').count(), name).toBe(0);
    expect(await page.locator('#root').locator('img, iframe, [onerror], [onload]').count(), name).toBe(0);
  }
  // A page about a computer that there is not asks for it.
  expect(problems.filter((problem) => !/status of 404.*\/assets\/987654321/.test(problem))).toEqual([]);

  for (const path of ['/software/export', '/audit/export', '/assets/export?columns=name,software.name,tag']) {
    const answer = await server.api.get(`${path}${path.includes('?') ? '&' : '?'}format=csv`);
    expect(answer.headers.get('content-disposition'), path).toMatch(/^attachment; filename="[\w.-]+"$/);
    const cells = cellsOf(await answer.text());
    expect(cells.filter((cell) => /onerror|<script>/.test(cell)).length, path).toBeGreaterThan(0);
    expect(cells.filter((cell) => FORMULA.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell))).toEqual([]);
  }
});

/** Two inventories, so that the history holds the payloads too. */
async function reportHostile(server: RunningServer, deviceId = DEVICE_ID): Promise<void> {
  for (const shift of [0, 1, 0]) {
    const answer = await sendXml(server.url, hostileXml(shift).replace(DEVICE_ID, deviceId));
    expect(answer.status, answer.text).toBe(200);
  }
}

/** Every text column of every section that travels in XML, and elements that no section knows. */
function hostileXml(shift: number): string {
  const payload = (i: number) => PAYLOADS[i % PAYLOADS.length] ?? '';
  const rows = Object.values<Section>(sections)
    .filter((section) => section.parent === undefined && section.wire.xml !== undefined && section.rows !== 'map')
    .flatMap((section, place) => {
      const rowCount = section.rows === 'one' ? 1 : section.name === 'software' ? PAYLOADS.length : 3;
      return Array.from({ length: rowCount }, (_, row) => {
        const columns = Object.entries(section.columns).filter(([, column]) => xmlName(column) !== null);
        const cells = columns.map(([name, column], i) => {
          const isName = section.name === 'hardware' && name === 'name';
          const text = isName
            ? NAME
            : section.name === 'software' && name === 'name'
              ? payload(row)
              : payload(row + place + i + shift);
          return wrap(
            xmlName(column) ?? '',
            column.type === 'text' || column.type === 'texts' ? escaped(text) : escaped(text.slice(0, 40)),
          );
        });
        return wrap(first(section.wire.xml), cells.join(''));
      });
    });
  const unknown = `<HARMFUL>${PAYLOADS.map((text) => wrap('VALUE', escaped(text))).join('')}</HARMFUL>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<REQUEST><DEVICEID>${DEVICE_ID}</DEVICEID><QUERY>INVENTORY</QUERY><CONTENT>${rows.join('')}${unknown}</CONTENT></REQUEST>`;
}

const first = (names: string | readonly string[] | undefined): string =>
  typeof names === 'string' ? names : (names?.[0] ?? '');

function xmlName(column: Column): string | null {
  return first(column.ocs ?? column.xml) || null;
}

/** `A/B` is element B inside A. */
function wrap(path: string, inner: string): string {
  return path.split('/').reduceRight((text, name) => `<${name}>${text}</${name}>`, inner);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\r', '&#13;');
}

/** Blanks at the ends are no part of a name; line ends are as XML has them. */
function asStored(text: string): string {
  return text.trim();
}

async function expectExports({ api }: RunningServer, id: number): Promise<void> {
  const csv = await (await api.get('/assets/export?format=csv')).text();
  const cells = cellsOf(csv);
  expect(cells.some((cell) => cell.includes('<script>'))).toBe(true);
  expect(cells.filter((cell) => FORMULA.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell))).toEqual([]);

  const asJson = await api.get(`/assets/${id}/inventory?format=json`);
  expect(asJson.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(asJson.headers.get('content-disposition')).not.toMatch(/\.\.|[<>\r\n]/);
  const document = JSON.parse(await asJson.text());
  expect(document.content.hardware.name).toBe(NAME);

  const asXml = await api.get(`/assets/${id}/inventory?format=xml`);
  expect(asXml.headers.get('x-content-type-options')).toBe('nosniff');
  const xml = await asXml.text();
  expect(xml).not.toContain('<script>');
  expect(textOf(xml, 'NAME') === NAME || xml.includes('&lt;script&gt;')).toBe(true);
}

/** Cells of a CSV document. Source: RFC 4180. */
function cellsOf(csv: string): string[] {
  return [...csv.replace(/^\uFEFF/, '').matchAll(/(?:^|[,;\r\n])(?:"((?:[^"]|"")*)"|([^",;\r\n]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
