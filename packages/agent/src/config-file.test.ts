import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configFor, readConfig } from './config.ts';
import { parseConfigFile } from './config-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-agent-'));
  mkdirSync(join(folder, 'agent.d'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
const read = (line = '', env: Record<string, string> = {}) =>
  readConfig(['--conf-file', join(folder, 'agent.cfg'), ...line.split(' ').filter(Boolean)], env);

describe('parseConfigFile()', () => {
  test.each([
    ['tag = Paris', 'tag', ['Paris']],
    ['  tag=Paris  # where it stands', 'tag', ['Paris']],
    ['tag = "Paris # 2"', 'tag', ['Paris # 2']],
    ["tag = 'Paris' # comment", 'tag', ['Paris']],
    ['tag = a#b', 'tag', ['a#b']],
    ['tag =', 'tag', ['']],
    ['\uFEFFTAG = Paris\r\n', 'tag', ['Paris']],
    ['server = a\nserver = b', 'server', ['a', 'b']],
    ['password = x=y', 'password', ['x=y']],
  ])('%j', (text, key, values) => {
    const parsed = parseConfigFile(text, 'agent.cfg');
    expect(parsed.get(key)?.map((value) => value.text)).toEqual(values);
  });

  test.each(['tag', '= x', 'tag = "x', 'a b = c', '[section]', 'tag = "x" y'])('refuses %j with the line', (line) => {
    expect(() => parseConfigFile(`# first\n${line}\n`, 'agent.cfg')).toThrow(/"agent\.cfg" line 2/);
  });
});

describe('the configuration file', () => {
  test('is used for what flags and environment do not say', () => {
    put('agent.cfg', 'server = one, two\ntag = file\ntimeout = 20\nno-httpd = yes\n');
    expect(read('--tag flag', { MUSTER_AGENT_TIMEOUT: '30' })).toMatchObject({
      command: 'contact',
      servers: ['http://one/ocsinventory', 'http://two/ocsinventory'],
      tag: 'flag',
      timeoutMs: 30_000,
      httpd: { on: false },
    });
  });

  test('may say something else for single servers, which are servers by that', () => {
    put(
      'agent.cfg',
      'server = http://one/\ntag = all\ntimeout = 20\n\n[http://one/]\ntag = first\n[https://two/x] # ours\nuser = alice\n',
    );
    put('agent.d/10.cfg', '[https://two/x]\ntag = second\nno-task = inventory\n');
    const config = read();
    expect(config.servers).toEqual(['http://one/', 'https://two/x']);
    expect(configFor(config, 'http://one/')).toMatchObject({ tag: 'first', user: null, timeoutMs: 20_000, noTask: [] });
    expect(configFor(config, 'https://bob:pw@two/x')).toMatchObject({
      tag: 'second',
      user: 'alice',
      noTask: ['inventory'],
    });
    expect(configFor(config, 'http://three/').tag).toBe('all');
    expect(configFor(read('--tag flag'), 'http://one/').tag).toBe('flag');
    expect(read('--server http://three/').servers).toEqual(['http://three/']);
  });

  test('says what cannot be different for single servers', () => {
    put('agent.cfg', 'server = http://one/\n[http://one/]\nvardir = /tmp\n');
    expect(() => read()).toThrow(/line 3: "vardir" counts for all servers/);
  });

  test('is overridden by agent.d, file by file', () => {
    put('agent.cfg', 'server = one\ntag = file\n');
    put('agent.d/20-b.cfg', 'tag = b\n');
    put('agent.d/10-a.cfg', 'tag = a\nserver = two\nserver = three\n');
    put('agent.d/30-c.cfg.bak', 'tag = c\n');
    expect(read()).toMatchObject({ tag: 'b', servers: ['http://two/ocsinventory', 'http://three/ocsinventory'] });
  });

  test('gives no server to who names another target on the command line', () => {
    put('agent.cfg', 'server = one\n');
    expect(read('--local /somewhere')).toMatchObject({ servers: [], locals: ['/somewhere'] });
  });

  test.each([
    ['no-htpd = 1', 'there is no option "no-htpd"'],
    ['timeout = soon', '"timeout" in'],
    ['no-httpd = perhaps', 'must be 1 or 0'],
    ['httpd-port = 70000', 'must be a whole number from 1 to 65535'],
    ['logger = printer', 'must be one of stderr'],
    ['force = 1', 'belongs on the command line'],
  ])('"%s" is refused with file and line', (line, reason) => {
    put('agent.cfg', '');
    put('agent.d/x.cfg', `\n${line}\n`);
    expect(() => read('--server a')).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
    expect(() => read('--server a')).toThrow(reason);
    expect(() => read('--server a')).toThrow(`agent.d/x.cfg" line 2`);
  });

  test('must be there when it is named', () => {
    expect(() => read('inventory')).toThrow(/ENOENT/);
    expect(read('--help').command).toBe('help');
  });
});
