import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFusionInventoryAgent, runOcsAgent, startOcsServer } from '@muster/peers';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { expect, onTestFinished } from 'vitest';
import { file, journey, linux, program, superuser } from './testing/journey.ts';
import { runMusterAgent } from './testing/muster-agent.ts';
import { ocsServerNeeds } from './testing/ocs-needs.ts';
import { captures, corpus } from './testing/paths.ts';
import { startRecordingProxy } from './testing/recording-proxy.ts';
import { startReplayingGlpi } from './testing/replaying-glpi.ts';
import { serverForThisTest } from './testing/server.ts';
import { temporaryFolder } from './testing/temporary.ts';
import { countElements, elementsOf, textOf } from './testing/xml-text.ts';

// Our agent with servers of each kind, and in the place of other agents.

/** An agent of our own with its configuration and state in one folder. */
async function ownAgent() {
  const folder = await temporaryFolder();
  const configuration = join(folder, 'agent.cfg');
  await writeFile(configuration, '');
  return {
    folder,
    run: (...args: string[]) =>
      runMusterAgent([...args, '--conf-file', configuration, '--vardir', join(folder, 'state')]),
    state: async (url: string) => {
      const name = url.replaceAll('/', '_');
      return JSON.parse(await readFile(join(folder, 'state', name, 'state.json'), 'utf8')) as Record<string, unknown>;
    },
  };
}

journey(
  "our agent takes the place of Debian's ocsinventory-agent, and the machine stays one",
  { needs: [linux, superuser, program('ocsinventory-agent'), program('unshare')], timeoutMs: 600_000 },
  async () => {
    const server = await serverForThisTest();
    const url = `${server.url}/ocsinventory`;
    const theirs = await temporaryFolder();
    const before = await runOcsAgent(url, theirs, ['--tag=Paris']);
    expect(before.code, before.stderr).toBe(0);
    const [known] = (await server.api.assets()).items;
    expect(known).toMatchObject({ agentFamily: 'ocs' });

    const configuration = join(theirs, 'ocsinventory-agent.cfg');
    await writeFile(configuration, `server=${url}\nbasevardir=${theirs}\ntag=Paris\n`);
    await expectReplaced(configuration, known?.deviceId ?? '', server);
  },
);

journey(
  "our agent takes the place of Debian's fusioninventory-agent, and the machine stays one",
  { needs: [linux, superuser, program('fusioninventory-agent'), program('unshare')], timeoutMs: 600_000 },
  async () => {
    const server = await serverForThisTest();
    const url = `${server.url}/plugins/fusioninventory/`;
    const theirs = await temporaryFolder();
    const before = await runFusionInventoryAgent(url, theirs);
    expect(before.code, before.stderr).toBe(0);
    const [known] = (await server.api.assets()).items;
    expect(known).toMatchObject({ agentFamily: 'fusion' });

    const configuration = join(theirs, 'fusioninventory.cfg');
    await writeFile(configuration, `server = ${url}\nvardir = ${theirs}\ntag = Paris\n`);
    await expectReplaced(configuration, known?.deviceId ?? '', server);
  },
);

async function expectReplaced(
  configuration: string,
  deviceId: string,
  server: Awaited<ReturnType<typeof serverForThisTest>>,
): Promise<void> {
  const agent = await ownAgent();
  const adopted = await agent.run('adopt', '--from', configuration);
  expect(adopted.code, adopted.stdout + adopted.stderr).toBe(0);
  expect(adopted.stdout).toContain(`as ${deviceId}`);
  const after = await agent.run('contact', '--force');
  expect(after.code, after.stdout + after.stderr).toBe(0);
  const { items, total } = await server.api.assets();
  expect(total).toBe(1);
  expect(items[0]).toMatchObject({ deviceId, agentFamily: 'muster' });
}

journey(
  'our agent does what the real OCS server says: frequency, label, administrative data; though it knows only its own agents',
  { needs: ocsServerNeeds, timeoutMs: 600_000 },
  async () => {
    const ocs = await startOcsServer({ admit: [] });
    onTestFinished(() => ocs.dispose());
    const proxy = await startRecordingProxy(ocs.url);
    onTestFinished(() => proxy.close());
    const url = `${proxy.url}/ocsinventory`;
    const agent = await ownAgent();
    const inventories = () => proxy.exchanges.filter(({ sent }) => sent.includes('<QUERY>INVENTORY</QUERY>'));
    const contact = async (...options: string[]) => {
      const { code, stdout, stderr } = await agent.run('contact', '--server', url, ...options);
      expect(code, `${stdout}${stderr}${await ocs.logs()}`).toBe(0);
    };

    await ocs.execute("UPDATE config SET IVALUE = 7 WHERE NAME = 'PROLOG_FREQ'");
    await contact('--tag', 'Paris');
    expect(await agent.state(url)).toMatchObject({ dialect: 'ocs', prologFreqHours: 7 });
    const schedule = JSON.parse(await readFile(join(agent.folder, 'state', 'schedule.json'), 'utf8')) as {
      targets: Record<string, { periodMs: number }>;
    };
    expect(schedule.targets[url]?.periodMs).toBe(7 * 3_600_000);
    const [stored] = await ocs.select(
      "SELECT JSON_OBJECT('tag', a.TAG, 'agent', h.USERAGENT, 'id', h.ID) FROM accountinfo a JOIN hardware h ON h.ID = a.HARDWARE_ID",
    );
    expect(stored).toMatchObject({ tag: 'Paris', agent: expect.stringMatching(/^Muster-Agent_v/) });

    // What an administrator writes there is kept here, and wins.
    await ocs.execute("UPDATE accountinfo SET TAG = 'Lyon'");
    await contact('--tag', 'Paris', '--force');
    expect(await agent.state(url)).toMatchObject({
      accountInfo: expect.arrayContaining([{ name: 'TAG', value: 'Lyon' }]),
    });
    await contact('--tag', 'Paris', '--force');
    const account = elementsOf(inventories().at(-1)?.sent ?? '', 'ACCOUNTINFO').join();
    expect(account).toContain('<KEYVALUE>Lyon</KEYVALUE>');
    expect(await ocs.select("SELECT JSON_OBJECT('tag', TAG) FROM accountinfo")).toEqual([{ tag: 'Lyon' }]);

    // Not wanted: not sent.
    await ocs.execute("UPDATE config SET IVALUE = 30 WHERE NAME = 'FREQUENCY'");
    const before = inventories().length;
    await contact();
    expect(inventories()).toHaveLength(before);
  },
);

const glpi = [linux, file(`${captures}/glpi-agent`), file(`${corpus}/inventory-schema/inventory.schema.json`)];

journey('our agent speaks with a GLPI as GLPI agents do', { needs: glpi, timeoutMs: 300_000 }, async () => {
  const server = await startReplayingGlpi();
  onTestFinished(() => server.close());
  const agent = await ownAgent();
  const contact = async (...replies: string[]) => {
    const from = server.asked.length;
    server.reply(...replies);
    const { code, stdout, stderr } = await agent.run('contact', '--server', server.url, '--tag', 'Paris');
    expect(code, stdout + stderr).toBe(0);
    return server.asked.slice(from);
  };
  const accepted = '04-inventory-reply-ok';

  const first = await contact('02-first-contact-reply-json', accepted);
  expect(first.map(({ text }) => text.includes('PROLOG'))).toEqual([true, false]);
  const whole = await inventoryIn(first[1]?.text);
  expect(whole).toMatchObject({ itemtype: 'Computer', tag: 'Paris' });
  expect(whole.partial).toBeUndefined();
  const ids = first.map(({ headers }) => headers['glpi-agent-id']);
  expect(ids[0]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

  // Known: in JSON from the beginning, and only what has changed.
  const second = await contact('06-contact-reply-ok', accepted);
  expect(JSON.parse(second[0]?.text ?? '')).toMatchObject({ action: 'contact', 'enabled-tasks': ['inventory'] });
  const changed = await inventoryIn(second[1]?.text);
  expect(changed.partial).toBe(true);
  expect(Object.keys(changed.content)).toEqual(expect.arrayContaining(['hardware', 'bios', 'versionclient']));
  expect(changed.content).not.toHaveProperty('softwares');
  expect([...ids, ...second.map(({ headers }) => headers['glpi-agent-id'])]).toEqual(Array(4).fill(ids[0]));

  // Not ready: asked again, for both.
  const slow = await contact(
    '14-contact-reply-pending',
    '16-pending-poll-reply-contact-ok',
    '25-inventory-reply-pending',
    '27-inventory-pending-poll-reply-still-pending',
    '28-inventory-pending-poll-reply-ok',
  );
  expect(slow.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST', 'GET', 'GET']);
  expect(slow.map(({ headers }) => headers['glpi-request-id'])).toEqual([
    undefined,
    '7810DAAA',
    undefined,
    'AD86013C',
    'AD86013C',
  ]);

  // Left out what it does not want, and nothing at all when it wants nothing.
  const less = await contact('20-contact-reply-no-category', accepted);
  const without = await inventoryIn(less[1]?.text);
  expect(without.partial).toBeUndefined(); // sections vanished
  for (const section of ['softwares', 'processes', 'envs']) expect(without.content).not.toHaveProperty(section);
  expect(await contact('19-contact-reply-inventory-disabled')).toHaveLength(1);
  await contact('22-contact-reply-expiration-minutes', accepted);
  expect(await agent.state(server.url)).toMatchObject({ dialect: 'glpi', prologFreqHours: 24 });

  // It turned into a server of FusionInventory.
  const legacy = await contact(
    '69-contact-reply-xml-not-understood',
    '65-legacy-prolog-reply-xml',
    '68-legacy-inventory-xml-reply',
  );
  expect(legacy.map(({ text }) => /contact|PROLOG|INVENTORY/.exec(text)?.[0])).toEqual([
    'contact',
    'PROLOG',
    'INVENTORY',
  ]);
  expect(await agent.state(server.url)).toMatchObject({ dialect: 'fusion' });
});

journey('our agent speaks with FusionInventory as its agents do', { needs: glpi, timeoutMs: 300_000 }, async () => {
  const server = await startReplayingGlpi();
  onTestFinished(() => server.close());
  const agent = await ownAgent();
  const captured = '../fusioninventory-agent';
  const contact = async (...replies: string[]) => {
    const from = server.asked.length;
    server.reply(...replies.map((name) => `${captured}/${name}`));
    const { code, stdout, stderr } = await agent.run('contact', '--server', server.url, '--tag', 'Paris');
    expect(code, stdout + stderr).toBe(0);
    return server.asked.slice(from).map(({ text }) => text);
  };
  for (const token of [false, true]) {
    const [asked = '', sent = ''] = await contact('02-prolog-reply-send', '04-inventory-reply');
    expect(asked).toContain('<QUERY>PROLOG</QUERY>');
    expect(asked.includes('<TOKEN>12345678</TOKEN>')).toBe(token);
    expect(textOf(elementsOf(sent, 'ACCOUNTINFO')[0] ?? '', 'KEYVALUE')).toBe('Paris');
  }
  // However it packs its answers, though its own agents do not read all of them.
  for (const stop of [
    '08-prolog-reply-stop',
    '12-prolog-reply-plain',
    '13-prolog-reply-gzip',
    '14-prolog-reply-zlib-level9-refused',
  ]) {
    expect(await contact(stop), stop).toHaveLength(1);
  }
  expect(await agent.state(server.url)).toMatchObject({ dialect: 'fusion', prologFreqHours: 24 });
  for (const refused of ['15-prolog-reply-empty-refused', '16-prolog-reply-html-refused', '17-prolog-reply-http-503']) {
    server.reply(`${captured}/${refused}`);
    expect((await agent.run('contact', '--server', server.url, '--retries', '0')).code, refused).toBe(1);
  }
});

journey(
  'our agent gets a token, and says what a GLPI says against it',
  { needs: glpi, timeoutMs: 300_000 },
  async () => {
    const server = await startReplayingGlpi();
    onTestFinished(() => server.close());
    const agent = await ownAgent();
    const oauth = ['--oauth-client-id', 'abc', '--oauth-client-secret', 'def'];
    server.reply(
      '29-contact-reply-401',
      '32-oauth-token-reply',
      '02-first-contact-reply-json',
      '04-inventory-reply-ok',
    );
    const { code, stdout, stderr } = await agent.run('contact', '--server', server.url, ...oauth);
    expect(code, stdout + stderr).toBe(0);
    expect(server.asked.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      undefined,
      'Bearer eyJ0eXAiOiJKV1QifQ.demo.token',
      'Bearer eyJ0eXAiOiJKV1QifQ.demo.token',
    ]);
    server.reply('17-contact-reply-error');
    const refused = await agent.run('contact', '--server', server.url, ...oauth);
    expect(refused.code).toBe(1);
    expect(refused.stdout + refused.stderr).toContain('Inventory is disabled');
  },
);

journey(
  'our agent reports to several servers at once, each in its language, what it has collected once',
  { needs: glpi, timeoutMs: 300_000 },
  async () => {
    const ours = await serverForThisTest();
    const theirs = await startReplayingGlpi();
    onTestFinished(() => theirs.close());
    const agent = await ownAgent();
    const dead = 'http://127.0.0.1:9/ocsinventory';
    const urls = [dead, `${ours.url}/ocsinventory`, theirs.url];
    theirs.reply('02-first-contact-reply-json', '04-inventory-reply-ok');
    const args = [...urls.flatMap((url) => ['--server', url]), '--retries', '0'];
    const { code, stdout, stderr } = await agent.run('contact', '--once-for-all', ...args);
    expect(code, stdout + stderr).toBe(1);
    expect(stdout + stderr).toContain('SERVER_UNREACHABLE');
    const { items } = await ours.api.assets();
    expect(items).toHaveLength(1);
    const json = await inventoryIn(theirs.asked[1]?.text);
    expect(json.deviceid).toBe(items[0]?.deviceId);
    expect((json.content.softwares as unknown[]).length).toBe(items[0]?.softwareCount);
    expect(await agent.state(`${ours.url}/ocsinventory`)).toMatchObject({ dialect: 'muster' });
    expect(await agent.state(theirs.url)).toMatchObject({ dialect: 'glpi' });
  },
);

journey(
  'our injector brings the files of all agents to our server, once',
  { needs: glpi, timeoutMs: 300_000 },
  async () => {
    const server = await serverForThisTest();
    const agent = await ownAgent();
    const files = join(agent.folder, 'files');
    await mkdir(join(files, 'more'), { recursive: true });
    const own = await agent.run('inventory', '--xml');
    await writeFile(join(files, 'own.xml'), own.stdout);
    const capture = (name: string) => readFile(join(captures, name));
    await writeFile(join(files, 'fusion.ocs'), await capture('fusioninventory-agent/03-inventory-request.bin'));
    await writeFile(join(files, 'more/glpi.json'), await capture('glpi-agent/03-inventory-request.json'));
    await writeFile(join(files, 'more/broken.xml'), '<REQUEST><QUERY>INVENTORY');
    const inject = () => agent.run('inject', '-r', files, '--server', `${server.url}/ocsinventory`);
    const first = await inject();
    expect({ code: first.code, stdout: first.stdout.trim() }, first.stderr).toEqual({
      code: 1,
      stdout: 'injected 3, failed 1',
    });
    expect(first.stderr).toContain('broken.xml');
    const { items } = await server.api.assets();
    const deviceIds = items.map(({ deviceId }) => deviceId);
    expect(deviceIds).toContain(textOf(own.stdout, 'DEVICEID'));
    expect(countElements(own.stdout, 'SOFTWARES')).toBeGreaterThan(100);
    expect((await inject()).stdout.trim()).toBe('injected 0, failed 1, accepted before 3');
  },
);

type Document = {
  readonly deviceid: string;
  readonly partial?: boolean;
  readonly content: Readonly<Record<string, unknown>>;
};

let validate: ReturnType<Ajv['compile']> | null = null;

/** GLPI before 11 refuses what it does not know. */
function asBefore11(schema: unknown): object {
  const strict = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(strict);
    if (typeof part !== 'object' || part === null) return part;
    const inner = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, strict(value)]));
    const isObject = 'properties' in part && typeof part.properties === 'object' && 'type' in part;
    return isObject ? { additionalProperties: false, ...inner } : inner;
  };
  return strict(schema) as object; // safe: a schema is one
}

/** An inventory as GLPI takes it: refused here, if GLPI would. */
async function inventoryIn(text: string | undefined): Promise<Document> {
  const document = JSON.parse(text ?? '') as Document; // the schema sees to it
  if (validate === null) {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const schema = await readFile(join(corpus, 'inventory-schema/inventory.schema.json'), 'utf8');
    validate = ajv.compile(asBefore11(JSON.parse(schema)));
  }
  expect(validate(document) ? [] : validate.errors).toEqual([]);
  return document;
}
