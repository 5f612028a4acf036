import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, decodeXmlRequest, type Inventory } from '@muster/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withOther } from '../content/other-values.ts';
import { NEW_TARGET, toFolderName } from '../state.ts';
import { AGENT_ID, DEVICE_ID, machineOf, someRows } from '../testing/contact-one.ts';
import { type Answer, raw, startTestServer, type TestServer, xml } from '../testing/test-server.ts';

const SEND = xml('<REPLY><PROLOG_FREQ>24</PROLOG_FREQ><RESPONSE>SEND</RESPONSE></REPLY>');
const STOP = xml('<REPLY><PROLOG_FREQ>12</PROLOG_FREQ><RESPONSE>STOP</RESPONSE></REPLY>');
const UNCHANGED = xml('<REPLY><RESPONSE>NO_ACCOUNT_UPDATE</RESPONSE></REPLY>');
const pair = (name: string, value: string) =>
  `<ACCOUNTINFO><KEYNAME>${name}</KEYNAME><KEYVALUE>${value}</KEYVALUE></ACCOUNTINFO>`;
const ACCOUNT = xml(`<REPLY><RESPONSE>ACCOUNT_UPDATE</RESPONSE>${pair('TAG', 'Paris')}${pair('Room', 'B 12')}</REPLY>`);

let server: TestServer;
let folder: string;
let machine: ReturnType<typeof machineOf>;

beforeEach(async () => {
  server = await startTestServer();
  folder = mkdtempSync(join(tmpdir(), 'muster-agent-'));
  machine = machineOf(folder, server.url);
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** A server whose dialect is known, so that a forced contact is one message. */
const knowing = (dialect: string) => machine.store.write({ ...NEW_TARGET, dialect });

function sent(at: number): Inventory {
  const request = decodeXmlRequest(server.received[at]?.text ?? '');
  if (request.query !== 'INVENTORY') throw new AppError('QUERY_UNKNOWN', { query: request.query });
  return request.inventory;
}

describe('a server of OCS', () => {
  test('is asked first, and gets the inventory when it wants one', async () => {
    server.answer(SEND, UNCHANGED);
    expect(await machine.contact()).toBe('sent');
    expect(decodeXmlRequest(server.received[0]?.text ?? '')).toMatchObject({ query: 'PROLOG', token: null });
    expect(sent(1)).toMatchObject({
      deviceId: DEVICE_ID,
      sections: { software: [{ name: 'bash' }], drives: [{ mountPoint: '/' }] },
    });
    expect(await machine.store.read()).toMatchObject({ prologFreqHours: 24, dialect: 'ocs' });
  });

  test('that wants nothing costs no collecting, and its frequency is kept', async () => {
    server.answer(STOP);
    const collect = () => Promise.reject(new Error('must not be called'));
    expect(await machine.contact({ collect })).toBe('not wanted');
    expect(await machine.store.read()).toEqual({
      ...NEW_TARGET,
      agentId: AGENT_ID,
      dialect: 'ocs',
      prologFreqHours: 12,
    });
  });

  test('is not asked with force, once it is known', async () => {
    server.answer(STOP, UNCHANGED);
    expect(await machine.contact({ force: true })).toBe('sent');
    expect(await machine.contact({ force: true })).toBe('sent');
    const queries = server.received.map(({ text }) => decodeXmlRequest(text).query);
    expect(queries).toEqual(['PROLOG', 'INVENTORY', 'INVENTORY']);
  });

  test('is told which sections changed since the last accepted inventory', async () => {
    await knowing('ocs');
    server.answer(UNCHANGED);
    await machine.contact({ force: true });
    await machine.contact({ force: true });
    const drives = [{ mountPoint: '/', device: '/dev/sda1', total: 100, free: 7 }];
    const software = [{ name: 'bash', version: '2' }];
    await machine.contact({ force: true, collect: async () => ({ ...someRows, drives, software }) });
    const [first, second, third] = [sent(0), sent(1), sent(2)].map(({ checksum }) => checksum ?? 0);
    expect((first ?? 0) & 1_572_863).toBe(1_572_863); // all that OCS knows
    expect(second).toBe(0);
    expect(third).toBe(65_536); // software; free space is no change
  });

  test('that refused an inventory has not accepted it', async () => {
    await knowing('ocs');
    server.answer(raw('', 500), UNCHANGED);
    await expect(machine.contact({ force: true })).rejects.toMatchObject({ code: 'SERVER_REFUSED' });
    await machine.contact({ force: true });
    expect(sent(1).checksum).toBe(sent(0).checksum);
  });

  test('gets its administrative data back, and its label wins', async () => {
    await knowing('ocs');
    server.answer(ACCOUNT);
    await machine.contact({ force: true, tag: 'Lyon' });
    server.answer(UNCHANGED);
    await machine.contact({ force: true, tag: 'Lyon' });
    expect(sent(0).tag).toBe('Lyon');
    expect(sent(1).tag).toBe('Paris');
    expect(sent(1).sections.accountInfo).toEqual([
      { name: 'TAG', value: 'Paris' },
      { name: 'Room', value: 'B 12' },
    ]);
  });

  test('is told the old device id until it accepted the new one', async () => {
    await knowing('ocs');
    server.answer(UNCHANGED, raw('', 503), UNCHANGED);
    await machine.contact({ force: true, deviceId: 'old-2026-01-01-00-00-00' });
    await machine.contact({ force: true }).catch(() => undefined);
    await machine.contact({ force: true });
    await machine.contact({ force: true });
    expect([0, 1, 2, 3].map((at) => sent(at).oldDeviceId)).toEqual([
      null,
      'old-2026-01-01-00-00-00',
      'old-2026-01-01-00-00-00',
      null,
    ]);
  });

  describe('that answers only agents it knows', () => {
    const strict: Answer = (response, request) => {
      const isKnown = /^OCS-NG_unified_unix_agent_v\d/.test(request.headers['user-agent'] ?? '');
      const isProlog = request.text.includes('PROLOG');
      (isProlog ? (isKnown ? SEND : raw('<html>Bad Request', 400)) : UNCHANGED)(response, request);
    };
    const names = () => server.received.map(({ headers }) => headers['user-agent']);

    test('is asked under a name it knows, and that is remembered; inventories are sent under our own', async () => {
      server.answer(strict);
      await machine.contact();
      await machine.contact();
      const [known, own] = ['OCS-NG_unified_unix_agent_v2.0', 'Muster-Agent_vTest'];
      expect(names()).toEqual([own, known, own, known, own]);
    });

    test('refuses an agent that was given a name, and is said to', async () => {
      server.answer(strict);
      await expect(machine.contact({}, { isNamed: true })).rejects.toMatchObject({ code: 'SERVER_REFUSED' });
      expect(machine.logged.join()).toContain('EXT_USERAGENTS_FILE_PATH');
      expect(names()).toEqual(['Muster-Agent_vTest']);
    });

    test('may refuse for another reason', async () => {
      server.answer(raw('', 400));
      await expect(machine.contact()).rejects.toMatchObject({ code: 'SERVER_REFUSED', details: { status: 400 } });
      expect(await machine.store.read()).toEqual(NEW_TARGET);
    });
  });
});

test('a server whose clock is another is told of, once, and gets the inventory', async () => {
  const at: (answer: Answer) => Answer = (answer) => (response, request) => {
    response.setHeader('Date', 'Thu, 01 Jan 1998 00:00:00 GMT');
    answer(response, request);
  };
  server.answer(at(SEND), at(UNCHANGED));
  expect(await machine.contact()).toBe('sent');
  expect(machine.logged.join('').match(/The clock of this machine is \d+ h ahead of/g)).toHaveLength(1);
});

describe('a server of FusionInventory', () => {
  const asFusion =
    (answer: Answer): Answer =>
    (response, request) => {
      response.setHeader('server-type', 'glpi/fusioninventory 10.0.6+1.1');
      answer(response, request);
    };

  test('is asked with a token once it is known, and gets an inventory as its agents write it', async () => {
    server.answer(asFusion(SEND), xml('<REPLY/>'));
    await machine.contact({ tag: 'Paris' });
    server.answer(asFusion(SEND), xml('<REPLY/>'));
    await machine.contact();
    expect(await machine.store.read()).toMatchObject({ dialect: 'fusion' });
    expect(decodeXmlRequest(server.received[2]?.text ?? '')).toMatchObject({ query: 'PROLOG', token: '12345678' });
    expect(sent(1)).toMatchObject({ dialect: 'fusion', tag: 'Paris' });
    expect(server.received.map(({ headers }) => headers['content-type'])).toEqual(
      Array(4).fill('application/x-compress-zlib'),
    );
  });

  test('stays one when it packs an answer in another way, and turns out to be of OCS by what it says', async () => {
    await knowing('fusion');
    server.answer(raw('<REPLY><RESPONSE>SEND</RESPONSE></REPLY>'), xml('<REPLY/>'), SEND, UNCHANGED);
    await machine.contact();
    expect(await machine.store.read()).toMatchObject({ dialect: 'fusion' });
    await machine.contact();
    expect(await machine.store.read()).toMatchObject({ dialect: 'ocs' });
  });

  test('is told by its address, too', async () => {
    machine = machineOf(folder, server.url.replace('ocsinventory', 'plugins/fusioninventory/'));
    server.answer(STOP);
    await machine.contact();
    expect(await machine.store.read()).toMatchObject({ dialect: 'fusion' });
  });
});

describe('a server of ours', () => {
  const ours =
    (answer: Answer): Answer =>
    (response, request) => {
      response.setHeader('Server-Type', 'muster');
      answer(response, request);
    };

  test('is asked once more, in the language it is then spoken to in', async () => {
    server.answer(ours(raw('{"status":"ok","expiration":24}')), ours(SEND), ours(UNCHANGED));
    expect(await machine.contact()).toBe('sent');
    expect(await machine.store.read()).toMatchObject({ dialect: 'muster' });
    expect(server.received.map(({ headers }) => [headers['glpi-agent-id'], headers['muster-agent-id']])).toEqual([
      [AGENT_ID, undefined],
      [undefined, AGENT_ID],
      [undefined, AGENT_ID],
    ]);
  });

  test('that gave way to another one is noticed', async () => {
    await knowing('muster');
    server.answer(SEND, SEND, UNCHANGED);
    expect(await machine.contact()).toBe('sent');
    expect(await machine.store.read()).toMatchObject({ dialect: 'ocs' });
    expect(server.received[1]?.headers['glpi-agent-id']).toBe(AGENT_ID);
  });
});

describe('an inventory that could not be delivered', () => {
  const software = [{ name: 'bash', version: '2' }];

  test('is sent at the next contact, though the server does not ask for it', async () => {
    server.answer(SEND, raw('', 500), STOP, UNCHANGED, STOP);
    await expect(machine.contact()).rejects.toMatchObject({ code: 'SERVER_REFUSED' });
    const collect = () => Promise.reject(new Error('must not be called'));
    expect(await machine.contact({ collect })).toBe('kept one sent');
    expect(await machine.contact({ collect })).toBe('not wanted');
    expect(sent(3).sections.software).toEqual(sent(1).sections.software);
  });

  test('keeps what no section defines', async () => {
    server.answer(SEND, raw('', 500), STOP, UNCHANGED, STOP);
    const other = { section: 'LOCKERS', row: 0, path: 'CODE', value: 'B12' };
    const collect = async () => withOther(someRows, [other]);
    await expect(machine.contact({ collect })).rejects.toThrow();
    expect(await machine.contact()).toBe('kept one sent');
    expect(sent(3).other).toEqual([other]);
  });

  test('gives way to a newer one', async () => {
    server.answer(SEND, raw('', 500), SEND, raw('', 500), STOP, UNCHANGED, STOP);
    await expect(machine.contact()).rejects.toThrow();
    await expect(machine.contact({ collect: async () => ({ ...someRows, software }) })).rejects.toThrow();
    expect(await machine.contact()).toBe('kept one sent');
    expect(sent(5).sections.software).toMatchObject(software);
    expect(await machine.contact()).toBe('not wanted');
  });

  test('is dropped when a newer one was accepted', async () => {
    server.answer(SEND, raw('', 500), SEND, UNCHANGED, STOP);
    await expect(machine.contact()).rejects.toThrow();
    expect(await machine.contact()).toBe('sent');
    expect(await machine.contact()).toBe('not wanted');
  });

  test('is kept when somebody forced it and the server is not there', async () => {
    const { url } = server;
    await server.close();
    await expect(machine.contact({ force: true })).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' });
    server = await startTestServer(Number(new URL(url).port));
    server.answer(STOP, UNCHANGED);
    expect(await machine.contact()).toBe('kept one sent');
  });

  test.each([
    { name: 'another machine', agentId: '00000000-0000-4000-8000-000000000000', ageMs: 0 },
    { name: 'long ago', agentId: AGENT_ID, ageMs: 31 * 86_400_000 },
  ])('is dropped when it is of $name', async ({ agentId, ageMs }) => {
    await machine.undelivered.write({ agentId, collectedAtMs: Date.now() - ageMs, rows: someRows });
    server.answer(STOP);
    expect(await machine.contact()).toBe('not wanted');
  });

  test('is dropped when its file is damaged', async () => {
    await machine.undelivered.write({ agentId: AGENT_ID, collectedAtMs: Date.now(), rows: someRows });
    writeFileSync(join(folder, toFolderName(server.url), 'undelivered.gz'), 'damaged');
    server.answer(STOP);
    expect(await machine.contact()).toBe('not wanted');
  });
});

test('the state of a copied disk is not told to the server', async () => {
  server.answer(SEND, ACCOUNT, SEND, UNCHANGED);
  await machine.contact();
  await machine.contact({ deviceId: 'copy-2026-11-20-09-40-00', agentId: '00000000-0000-4000-8000-000000000000' });
  expect(sent(3)).toMatchObject({ deviceId: 'copy-2026-11-20-09-40-00', oldDeviceId: null, tag: null });
  expect(sent(3).sections.accountInfo).toBeUndefined();
});
