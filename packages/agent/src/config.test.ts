import { describe, expect, test } from 'vitest';
import { OPTIONS, readConfig } from './config.ts';
import { helpText } from './config-help.ts';

const read = (line: string, env: Record<string, string> = {}) =>
  readConfig(line.split(' ').filter(Boolean), { MUSTER_AGENT_CONF_FILE: 'none', ...env });

describe('readConfig()', () => {
  test.each([
    { line: '', command: 'help' },
    { line: '--help --server a', command: 'help' },
    { line: '--version', command: 'version' },
    { line: 'inventory', command: 'inventory' },
    { line: '--server a', command: 'contact' },
    { line: '--daemon --server a', command: 'daemon' },
    { line: '-d -s a', command: 'daemon' },
    { line: '--local x', command: 'inventory' },
    { line: '--local x --server a', command: 'contact' },
    { line: 'contact --server a', command: 'contact' },
    { line: 'inventory --server a', command: 'inventory' },
  ])('understands "$line" as $command', ({ line, command }) => {
    expect(read(line).command).toBe(command);
  });

  test.each([
    ['host', 'http://host/ocsinventory'],
    ['host:8080', 'http://host:8080/ocsinventory'],
    ['192.0.2.1', 'http://192.0.2.1/ocsinventory'],
    ['https://host/path', 'https://host/path'],
    ['https://host', 'https://host/'],
  ])('takes %s for %s', (server, url) => {
    expect(read(`--server ${server}`).servers).toEqual([url]);
  });

  test('reads the environment, and the command line first', () => {
    const env = { MUSTER_AGENT_SERVER: 'a, b', MUSTER_AGENT_TAG: 'Paris', MUSTER_AGENT_FORCE: '1' };
    expect(read('', env)).toMatchObject({
      command: 'contact',
      servers: ['http://a/ocsinventory', 'http://b/ocsinventory'],
      tag: 'Paris',
      force: true,
    });
    expect(read('--tag Lyon --server c', env)).toMatchObject({ servers: ['http://c/ocsinventory'], tag: 'Lyon' });
    expect(read('inventory', { MUSTER_AGENT_FORCE: '0' }).force).toBe(false);
  });

  test.each([
    '--unknown',
    'dance',
    'inventory now',
    'contact',
    '--server',
    '--server ftp://host',
    '--server http://',
    '--server a --timeout soon',
    '--server a --timeout 0',
    'inventory --xml --json',
  ])('refuses "%s"', (line) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
  });

  test('does not repeat a password in its message', () => {
    expect(() => read('--server ftp://bob:secret@host')).toThrow(/^(?!.*secret)/);
  });
});

test.each([
  ['--ssl 0', { checkCertificates: false }],
  ['--ssl 1', { checkCertificates: true }],
  ['--ca-cert-file /a.pem', { caFile: '/a.pem' }],
  ['--basevardir /state', { stateFolder: '/state' }],
  ['--nosoftware', { noSoftware: true }],
  ['--no-category process', { without: ['process'] }],
  ['--ssl-keystore system-ssl-ca', { trust: 'system' }],
  ['--ssl-keystore none', { trust: 'bundled' }],
  ['-t Paris -u alice -p secret -P http://proxy:3128', { tag: 'Paris', user: 'alice', proxy: 'http://proxy:3128' }],
  ['--debug --debug', { debug: true }],
])('understands what other agents say: %s', (line, meaning) => {
  expect(read(`contact -s host ${line}`)).toMatchObject(meaning);
});

test('sections may be left out', () => {
  expect(read('inventory --without software --without processes').without).toEqual(['software', 'processes']);
});

test('the help names every option with its environment variable', () => {
  for (const { flag } of Object.values(OPTIONS)) {
    expect(helpText()).toContain(`--${flag}`);
    expect(helpText()).toContain(`[MUSTER_AGENT_${flag.replaceAll('-', '_').toUpperCase()}]`);
  }
});
