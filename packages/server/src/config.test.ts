import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkListen } from './config/listening.ts';
import { optionsHelp, optionsReference } from './config/options-help.ts';
import { configOf, makeDataDir, options, readConfig } from './config.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'muster-config-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function read(flags: Record<string, string | boolean>, environment: Record<string, string> = {}) {
  return readConfig({ flags: { data: dir, ...flags }, environment });
}

function inFile(content: string): void {
  writeFileSync(join(dir, 'server.json'), content);
}

describe('readConfig()', () => {
  test('takes a flag before the environment, that before the file, that before the default', () => {
    inFile('{ "port": 1003, "logLevel": "warn", "allowHttp": true }');
    expect(read({ port: '1001' }, { MUSTER_PORT: '1002' }).port).toBe(1001);
    expect(read({}, { MUSTER_PORT: '1002' }).port).toBe(1002);
    expect(read({}, { MUSTER_PORT: '' })).toMatchObject({ port: 1003, logLevel: 'warn', allowHttp: true });
    inFile('{}');
    expect(read({}).port).toBe(8080);
  });

  test('keeps everything below the data folder unless told otherwise', () => {
    expect(read({})).toMatchObject({
      dataDir: dir,
      databaseLocation: join(dir, 'muster.db'),
      logFile: join(dir, 'log', 'server.log'),
    });
    expect(read({ database: 'postgres://a@b/c' }).databaseLocation).toBe('postgres://a@b/c');
  });

  test.each([
    { flags: { port: '80x' }, says: '"--port" must be a whole number from 0 to 65535, found "80x" in --port' },
    { flags: { port: '65536' }, says: 'from 0 to 65535' },
    { flags: { logLevel: 'loud' }, says: '"--log-level" must be one of trace, debug' },
    { flags: { listen: ' ' }, says: '"--listen" must be a text that is not empty' },
    { flags: { tlsCert: 'a.pem' }, says: '"--tls-cert" and "--tls-key" must be given together' },
    { flags: { behindProxy: '10.0.0.0/33' }, says: 'must be IP addresses or networks' },
    { flags: { behindProxy: 'proxy.example' }, says: 'must be IP addresses or networks' },
    { flags: { publicUrl: 'javascript:alert(1)' }, says: 'must be an address that begins with http' },
  ])('refuses $flags', ({ flags, says }) => {
    expect(() => read(flags)).toThrow(says);
  });

  test('names the variable that holds a wrong value, and never shows a database location', () => {
    expect(() => read({}, { MUSTER_ALLOW_HTTP: 'perhaps' })).toThrow('found "perhaps" in MUSTER_ALLOW_HTTP');
    inFile('{ "database": 5 }');
    expect(() => read({})).toThrow('found another value in server.json');
    inFile('{}');
  });

  test.each([
    { content: '{ "prot": 80 }', says: 'has "prot", which is no option' },
    { content: '{ "data": "/elsewhere" }', says: 'has "data", which is no option' },
    { content: '[]', says: 'must hold a JSON object' },
    { content: '{', says: 'must be JSON' },
  ])('refuses a server.json of $content', ({ content, says }) => {
    inFile(content);
    expect(() => read({})).toThrow(says);
    inFile('{}');
  });
});

describe('checkListen()', () => {
  test.each(['127.0.0.1', '127.8.9.1', '::1', 'localhost'])('lets plain HTTP listen on %s', (listen) => {
    expect(() => checkListen(configOf({ listen }))).not.toThrow();
  });

  test.each(['0.0.0.0', '::', '192.0.2.1', 'muster.example', '127.0.0.1.example'])('wants TLS on %s', (listen) => {
    expect(() => checkListen(configOf({ listen }))).toThrow(expect.objectContaining({ code: 'LISTEN_NEEDS_TLS' }));
    expect(() => checkListen(configOf({ listen, allowHttp: true }))).not.toThrow();
    expect(() => checkListen(configOf({ listen, tlsCert: 'a', tlsKey: 'b' }))).not.toThrow();
  });
});

test('makeDataDir() makes a folder for its owner alone, and says when it cannot', () => {
  const data = join(dir, 'deep', 'data');
  makeDataDir(configOf({ data }));
  expect(statSync(data).mode & 0o777).toBe(0o700);
  expect(() => makeDataDir(configOf({ data: '/dev/null/data' }))).toThrow('"--data" must be a folder');
});

test('optionsHelp() and optionsReference() tell of every option', () => {
  for (const { description } of Object.values(options)) {
    expect(optionsReference()).toContain(description);
    expect(optionsHelp().replace(/\s+/g, ' ')).toContain(description);
  }
});
