import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../command-line/run.ts';
import { readConfig } from '../config.ts';
import { readSchedule } from '../daemon/schedule-file.ts';
import { raw, startTestServer } from '../testing/test-server.ts';
import { askTag } from './ask-tag.ts';
import { editConfig } from './edit-config.ts';
import { managedUnits } from './units.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'muster-root-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const withSystemd = () => put('/usr/lib/systemd/systemd', '');
const withCron = () => mkdirSync(join(root, 'etc/cron.d'), { recursive: true });
function put(path: string, text: string) {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const has = (path: string) => existsSync(join(root, path)) || spawnSync('test', ['-L', join(root, path)]).status === 0;
const files = () =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .filter((path) => !path.startsWith('/usr'))
    .sort();

async function run(line: string) {
  let err = '';
  const status = await runCli({
    argv: [...line.split(' '), '--root', root],
    env: { MUSTER_AGENT_CONF_FILE: 'none' },
    out: () => undefined,
    err: (text) => {
      err += text;
    },
  });
  return { status, err };
}

describe('install', () => {
  test('managed: a timer and a socket, and a first moment that is not now', async () => {
    withSystemd();
    const { status, err } = await run('install --mode managed --server https://a/ --server b --tag Paris');
    expect({ status, err }).toEqual({ status: 0, err: expect.stringContaining('mode managed') });
    expect(files()).toEqual([
      '/etc/muster-agent/agent.cfg',
      '/etc/systemd/system/muster-agent-contact.service',
      '/etc/systemd/system/muster-agent-contact.timer',
      '/etc/systemd/system/muster-agent-wake.service',
      '/etc/systemd/system/muster-agent-wake.socket',
      '/etc/systemd/system/sockets.target.wants/muster-agent-wake.socket',
      '/etc/systemd/system/timers.target.wants/muster-agent-contact.timer',
      '/var/lib/muster-agent/next-contact',
      '/var/lib/muster-agent/schedule.json',
    ]);
    expect(read('/etc/muster-agent/agent.cfg')).toMatch(/^server = https:\/\/a\/\nserver = b\ntag = Paris$/m);
    expect(statSync(join(root, 'etc/muster-agent/agent.cfg')).mode & 0o777).toBe(0o600);
    const [plan] = Object.values(readSchedule(join(root, 'var/lib/muster-agent'), () => undefined));
    expect((plan?.nextAtMs ?? 0) - Date.now()).toBeGreaterThan(20 * 60_000);
  });

  test('daemon, half-managed, none: what the mode before has set up is gone', async () => {
    withSystemd();
    withCron();
    await run('install --mode managed --server a');
    await run('install --mode daemon');
    expect(files().filter((path) => path.includes('systemd'))).toEqual([
      '/etc/systemd/system/multi-user.target.wants/muster-agent.service',
      '/etc/systemd/system/muster-agent.service',
    ]);
    await run('install --mode half-managed');
    expect(files().filter((path) => /systemd|cron/.test(path))).toEqual(['/etc/cron.d/muster-agent']);
    expect(read('/etc/cron.d/muster-agent')).toMatch(/^\d{1,2} \* \* \* \* root '.*'contact' '--lazy'/m);
    await run('install');
    expect(has('/etc/cron.d/muster-agent')).toBe(true); // an upgrade keeps the mode
    await run('install --mode none');
    expect(files().filter((path) => /systemd|cron/.test(path))).toEqual([]);
    expect(read('/etc/muster-agent/agent.cfg')).toContain('server = a\n');
  });

  test('half-managed without cron: the timer alone', async () => {
    withSystemd();
    for (const line of ['install --mode half-managed --server a', 'install']) {
      expect((await run(line)).err).toContain('mode half-managed');
      expect(files().filter((path) => path.includes('systemd'))).toEqual([
        '/etc/systemd/system/muster-agent-contact.service',
        '/etc/systemd/system/muster-agent-contact.timer',
        '/etc/systemd/system/timers.target.wants/muster-agent-contact.timer',
      ]);
    }
  });

  test.each([
    ['', 'none', 'neither systemd nor cron'],
    ['cron', 'half-managed', 'needs systemd'],
  ])('on a machine with %j alone it does what it can', async (what, mode, warning) => {
    if (what === 'cron') withCron();
    const { status, err } = await run(what === '' ? 'install --server a' : 'install --mode managed --server a');
    expect(status).toBe(0);
    expect(err).toContain(`mode ${mode}`);
    expect(err).toContain(warning);
  });

  test('no socket where nobody is to wake the agent', async () => {
    withSystemd();
    await run('install --server a --no-httpd');
    expect(files().filter((path) => path.includes('wake'))).toEqual([]);
    expect(read('/etc/muster-agent/agent.cfg')).toContain('no-httpd = true\n');
  });

  test('a configuration that cannot be read is not overwritten', async () => {
    put('/etc/muster-agent/agent.cfg', 'what is this\n');
    const { status, err } = await run('install --server a');
    expect(status).toBe(2);
    expect(err).toContain('line 1');
    expect(read('/etc/muster-agent/agent.cfg')).toBe('what is this\n');
  });
});

test('uninstall leaves the configuration; with --purge nothing at all', async () => {
  withSystemd();
  await run('install --mode managed --server a');
  await run('uninstall');
  expect(files()).toEqual([
    '/etc/muster-agent/agent.cfg',
    '/var/lib/muster-agent/next-contact',
    '/var/lib/muster-agent/schedule.json',
  ]);
  expect((await run('uninstall --purge')).status).toBe(0);
  expect(files()).toEqual([]);
  expect((await run('uninstall --purge')).status).toBe(0);
});

describe('editConfig()', () => {
  test.each([
    [null, { server: ['a'] }, /^# Configuration(.*\n)+server = a\n$/],
    ['# mine\ntag = x\nserver = a\nserver = b # old\n', { server: ['c'] }, /^# mine\ntag = x\nserver = c\n$/],
    ['#server = a\n', { server: ['c'] }, /^#server = a\nserver = c\n$/],
    ['tag = x', {}, /^tag = x\n$/],
  ])('%j with %j', (before, values, after) => {
    expect(editConfig(before, values, 'agent.cfg')).toMatch(after);
  });

  test.each(['Paris', ' two  words ', 'a # b', '#1', "it's", '"quoted"', 'a\nserver = evil', 'é'])(
    'keeps %j',
    (tag) => {
      const path = join(root, 'agent.cfg');
      writeFileSync(path, editConfig(null, { tag: [tag], server: ['a'] }, path));
      const config = readConfig(['--conf-file', path], {});
      expect(config.tag).toBe(tag.replace('\n', ' ').trim());
      expect(config.servers).toEqual(['http://a/ocsinventory']);
    },
  );
});

describe('the timer asks', () => {
  const now = () => Math.floor(Date.now() / 1000);
  const isDue = (state: string, config: string) => {
    const settings = { command: ['/usr/bin/muster-agent'], configFile: config, stateFolder: state, listen: null };
    const unit = managedUnits(settings).find(({ path }) => path.endsWith('contact.service'))?.text ?? '';
    const [, question = ''] = /^ExecCondition=\/bin\/sh -c "(.*)"$/m.exec(unit) ?? [];
    // As systemd takes the quotes and doubled characters away.
    const shell = question.replace(/\\(.)/g, '$1').replace(/([$%])\1/g, '$1');
    return spawnSync('/bin/sh', ['-c', shell]).status === 0;
  };
  const up = () => Math.floor(Number.parseFloat(readFileSync('/proc/uptime', 'utf8')));
  const boot = () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  const state = (next: number, planned: number, nextUp = 0, start = 'another') => {
    put("/state it's/next-contact", `${next} ${planned} ${nextUp} ${start}\n`);
    put('/agent.cfg', '');
    utimesSync(join(root, 'agent.cfg'), 0, 0);
    return isDue(join(root, "state it's"), join(root, 'agent.cfg'));
  };

  test.each([
    ['when the moment has come', () => state(now() - 5, now() - 1000), true],
    ['when it comes before the next question is nearer', () => state(now() + 100, now() - 1000), true],
    ['not long before', () => state(now() + 1000, now() - 1000), false],
    ['when the clock was set back', () => state(now() + 1e6, now() + 1e5), true],
    [
      'whatever the clock says, when the machine was on for so long',
      () => state(now() + 1e6, now(), up() + 100, boot()),
      true,
    ],
    ['not before, whatever the clock says', () => state(now() - 1e6, now() - 1e7, up() + 1000, boot()), false],
    ['when it never was planned', () => isDue(join(root, 'nothing'), '/etc/none'), true],
  ])('%s', (_, ask, due) => {
    expect(ask()).toBe(due);
  });

  test('when somebody woke the agent, or the configuration is new', () => {
    expect(state(now() + 1000, now())).toBe(false);
    put("/state it's/wake-requested", '*\n');
    expect(isDue(join(root, "state it's"), join(root, 'agent.cfg'))).toBe(true);
    rmSync(join(root, "state it's/wake-requested"));
    utimesSync(join(root, 'agent.cfg'), now() + 5, now() + 5);
    expect(isDue(join(root, "state it's"), join(root, 'agent.cfg'))).toBe(true);
  });
});

describe('askTag()', () => {
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: silent };

  test.each([
    [raw('Your \u001b[31moffice'), 'Your  [31moffice: '],
    [raw(''), 'Label of this machine (TAG): '],
    [raw('none', 404), null],
    [raw('none', 400), null],
  ])('asks with the words of the server, if it has any (%#)', async (answer, question) => {
    const server = await startTestServer();
    server.answer(answer);
    const asked: string[] = [];
    const config = readConfig(['--server', server.url, '--conf-file', 'none'], {});
    const ask = async (text: string) => {
      asked.push(text);
      return ' Paris ';
    };
    const tag = await askTag(config, ask, log);
    await server.close();
    expect(asked).toEqual(question === null ? [] : [question]);
    expect(tag).toBe(question === null ? null : 'Paris');
    expect(server.received[0]?.path).toBe('/deploy/label');
  });
});
