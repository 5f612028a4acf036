import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync, inflateSync } from 'node:zlib';
import { expect } from 'vitest';
import { type Answer, type CapturedRequest, readCapturedRequest, sendRequest } from './testing/captured-request.ts';
import { file, journey } from './testing/journey.ts';
import { captures } from './testing/paths.ts';
import { serverForThisTest } from './testing/server.ts';

/** Exchanges of GLPI Agent 1.11 with a GLPI server, replayed to ours. */
const needs = [file(`${captures}/glpi-agent`)];
const capture = (name: string) => readCapturedRequest(`glpi-agent/${name}`);

/** Asks, and asks again while the answer is not ready, as GLPI agents do when a server is busy. */
async function ask(url: string, request: CapturedRequest): Promise<Answer> {
  let answer = await sendRequest(url, request);
  while (answer.status === 202) {
    const { 'glpi-request-id': requestId = '' } = answer.headers;
    await sleep(200);
    const headers = { ...request.headers, 'GLPI-Request-ID': String(requestId) };
    answer = await sendRequest(url, { method: 'GET', headers });
  }
  return answer;
}

/** Where GLPI agents are pointed at: the root of a GLPI, its endpoint, and the plugin's. */
const sites = ['/', '/front/inventory.php', '/plugins/glpiinventory/', '/marketplace/glpiinventory/', '/ocsinventory'];

type Message = {
  readonly status?: string;
  readonly expiration?: number | string;
  readonly tasks?: Readonly<Record<string, { server: string; version: string }>>;
};

/** What a GLPI agent asks of an answer: the coding and type of its request, its request id, and JSON with a status. */
function readAnswer(request: CapturedRequest, answer: Answer): Message {
  expect(answer.status, answer.text).toBe(200);
  expect(answer.headers['content-type']).toBe(request.headers['Content-Type']);
  expect(answer.headers['glpi-request-id']).toBe(request.headers['GLPI-Request-ID']);
  expect(answer.body[0] === 0x78).toBe(request.body[0] === 0x78);
  return JSON.parse(answer.text) as Message; // the fields are checked by the callers
}

function expectHours(expiration: unknown): void {
  expect(Number(expiration)).toBeGreaterThan(0); // plain numbers are hours
}

for (const site of sites) {
  journey(`a GLPI agent that is pointed at ${site} makes contact and reports`, { needs }, async () => {
    const server = await serverForThisTest();
    const send = (request: CapturedRequest) => ask(`${server.url}${site}`, request);

    const first = await capture('01-first-contact-prolog-request');
    const greeting = await send(first);
    expect(greeting.status).toBe(200);
    expect(greeting.headers['content-type']).toMatch(/^application\/(json|x-compress-zlib)/);
    const welcome = JSON.parse(greeting.text) as Message; // an XML answer would throw here
    expect(welcome.status).toBe('ok');
    expectHours(welcome.expiration);

    const contact = await capture('05-contact-request');
    const reply = readAnswer(contact, await send(contact));
    expect(reply.status).toBe('ok');
    expectHours(reply.expiration);
    expect(reply.tasks?.inventory?.server).toBe('glpi');
    expect(reply.tasks?.inventory?.version).toMatch(/^\d+\.\d+\.\d+/);

    const full = await capture('03-inventory-request');
    const accepted = readAnswer(full, await send(full));
    expect(accepted.status).toBe('ok');
    expectHours(accepted.expiration);

    const document = JSON.parse(inflateSync(full.body).toString());
    const { items } = await server.api.assets();
    expect(items).toHaveLength(1);
    const [asset] = items;
    expect(asset).toMatchObject({
      deviceId: document.deviceid,
      agentFamily: 'glpi',
      name: document.content.hardware.name,
    });
    const id = asset?.id ?? 0;
    await expectCounts(id, document.content);
    const before = await server.api.asset(id);

    // Partial: what is absent stays as it was.
    const partial = await capture('07-inventory-partial-request');
    expect(readAnswer(partial, await send(partial)).status).toBe('ok');
    const after = await server.api.asset(id);
    expect(after.softwareCount).toBe(before.softwareCount);
    expect(after.sections.map(({ name }) => name)).toEqual(before.sections.map(({ name }) => name));
    expect((await server.api.assets()).total).toBe(1);

    async function expectCounts(assetId: number, content: Record<string, unknown>) {
      const stored = Object.fromEntries(
        (await server.api.asset(assetId)).sections.map(({ name, count }) => [name, count]),
      );
      for (const [section, property] of Object.entries(JSON_NAMES)) {
        const rows = content[property];
        expect(stored[section] ?? 0, section).toBe(Array.isArray(rows) ? rows.length : 0);
      }
    }
  });
}

const JSON_NAMES = {
  software: 'softwares',
  drives: 'drives',
  networks: 'networks',
  controllers: 'controllers',
  memories: 'memories',
  cpus: 'cpus',
};

journey('a GLPI agent that does not compress is answered without compression', { needs }, async () => {
  const server = await serverForThisTest();
  const send = (request: CapturedRequest) => ask(`${server.url}/front/inventory.php`, request);
  const prolog = await send(await capture('70-no-compression-prolog-request'));
  expect(prolog.headers['content-type']).toMatch(/^application\/(json|xml)/);
  expect(JSON.parse(prolog.text)).toMatchObject({ status: 'ok' });
  const inventory = await capture('72-no-compression-inventory-request');
  expect(readAnswer(inventory, await send(inventory)).status).toBe('ok');
  const { items } = await server.api.assets();
  expect(items).toHaveLength(1);
  const sent = JSON.parse(inventory.body.toString());
  expect(items[0]?.softwareCount).toBe(sent.content.softwares.length);
});

journey('a GLPI agent that compresses with gzip is answered with gzip', { needs }, async () => {
  const server = await serverForThisTest();
  const contact = await capture('05-contact-request');
  const headers = { ...contact.headers, 'Content-Type': 'application/x-compress-gzip' };
  const answer = await ask(`${server.url}/`, { ...contact, headers, body: gzipSync(inflateSync(contact.body)) });
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toBe('application/x-compress-gzip');
  expect([answer.body[0], answer.body[1]]).toEqual([0x1f, 0x8b]);
  expect(JSON.parse(answer.text)).toMatchObject({ status: 'ok' });
});

journey('a GLPI agent in its old mode reports by XML and is answered as it understands', { needs }, async () => {
  const server = await serverForThisTest();
  const send = (request: CapturedRequest) => ask(`${server.url}/plugins/glpiinventory/`, request);
  // Without GLPI-Agent-ID the plugin is asked, and answers XML.
  const prolog = await send(await capture('36-plugin-prolog-request'));
  expect(prolog.status).toBe(200);
  expect(prolog.headers['content-type']).toBe('application/x-compress-zlib');
  expect(prolog.text).toMatch(/<REPLY>[\s\S]*<RESPONSE>(SEND|STOP)<\/RESPONSE>[\s\S]*<\/REPLY>/);
  const inventory = await send(await capture('67-legacy-inventory-xml-request'));
  expect(inventory.status, inventory.text).toBe(200);
  expect((await server.api.assets()).total).toBe(1);
});

journey('the injectors of GLPI agents are accepted', { needs }, async () => {
  const server = await serverForThisTest();
  for (const name of [
    '74-injector-json-request',
    '75-injector-json-ua-request',
    '76-injector-xml-not-compressed-request',
  ]) {
    const answer = await ask(`${server.url}/front/inventory.php`, await capture(name));
    expect(answer.status, `${name}: ${answer.text}`).toBe(200);
  }
  expect((await server.api.assets()).total).toBeGreaterThan(0);
});

journey('databases of a service are rows below it', { needs }, async () => {
  const server = await serverForThisTest();
  const request = await capture('13-inventory-with-databases-request');
  const content = JSON.parse(inflateSync(request.body).toString()).content;
  // A first inventory may be partial by its own word; a full one makes the machine known.
  await ask(`${server.url}/`, await capture('03-inventory-request'));
  expect((await ask(`${server.url}/`, request)).status).toBe(200);
  const [asset] = (await server.api.assets()).items;
  const services = await server.api.rows(asset?.id ?? 0, 'databasesServices');
  const databases = await server.api.rows(asset?.id ?? 0, 'databases');
  const sent = content.databases_services as { databases?: unknown[] }[]; // the shape of the capture
  expect(services.total).toBe(sent.length);
  expect(databases.total).toBe(sent.flatMap((service) => service.databases ?? []).length);
});

journey(
  'questions that this version has no answer to are declined as real servers decline them',
  { needs },
  async () => {
    const server = await serverForThisTest();
    const asked = await capture('11-get-params-request');
    const params = readAnswer(asked, await ask(`${server.url}/`, asked));
    expect(params.status).toMatch(/^(ok|error)$/);
    const getConfig = await capture('38-getconfig-deploy-request');
    const jobs = await sendRequest(`${server.url}/?action=getConfig&machineid=x&task%5BDeploy%5D=2.9`, {
      ...getConfig,
      method: 'GET',
    });
    expect(jobs.status).toBeLessThan(500);
  },
);
