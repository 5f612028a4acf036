import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { runProgram } from '@muster/peers';
import { expect, onTestFinished, vi } from 'vitest';
import { journey, linux, program, superuser } from './testing/journey.ts';
import { runMusterAgent } from './testing/muster-agent.ts';
import { freePort, startAgent } from './testing/muster-daemon.ts';
import { agentProgram } from './testing/paths.ts';
import { type RecordingProxy, startRecordingProxy } from './testing/recording-proxy.ts';
import { serverForThisTest } from './testing/server.ts';
import { temporaryFolder } from './testing/temporary.ts';

const LONG = { timeout: 240_000, interval: 100 };

/** A request from another address of this machine, which is not that of a server. */
function ask(port: number, path: string, from: 'server' | 'stranger'): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const localAddress = from === 'server' ? '127.0.0.1' : '127.0.0.3';
    request({ host: '127.0.0.1', port, path, localAddress, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on('error', reject)
      .end();
  });
}

type Plan = {
  readonly why: string;
  readonly nextAtMs: number;
  readonly periodMs: number;
  readonly plannedAtMs: number;
};
const planOf = (folder: string): Plan => {
  const { targets } = JSON.parse(readFileSync(join(folder, 'schedule.json'), 'utf8')) as {
    targets: Record<string, Plan>;
  };
  const [plan] = Object.values(targets);
  if (plan === undefined) throw new Error('Nothing is planned');
  return plan;
};
const contacts = ({ exchanges }: RecordingProxy) =>
  exchanges.filter(({ sent }) => sent.includes('<QUERY>PROLOG</QUERY>')).length;

journey('our daemon waits, is woken in every way, and keeps its schedule', { needs: [linux] }, async () => {
  const folder = await temporaryFolder();
  const server = await serverForThisTest();
  await server.api.setSetting('PROLOG_FREQ', 10);
  const proxy = await startRecordingProxy(server.url);
  onTestFinished(() => proxy.close());
  const port = await freePort();
  const args = ['--vardir', folder, '--server', `${proxy.url}/ocsinventory`, '--httpd-port', String(port)];
  const start = () => startAgent(['--daemon', ...args]);
  let daemon = start();
  const waiting = () =>
    vi.waitFor(async () => expect((await ask(port, '/status', 'stranger')).text).toBe('status: waiting'), LONG);

  await waiting();
  await vi.waitFor(() => expect(planOf(folder).why).toBe('first'), LONG);
  expect(contacts(proxy)).toBe(0);

  /** Does what wakes the agent. @returns When it has contacted the server, and waits again. */
  const woken = async (by: () => unknown) => {
    const before = contacts(proxy);
    await by();
    await vi.waitFor(() => expect(contacts(proxy)).toBeGreaterThan(before), LONG);
    await vi.waitFor(() => expect(planOf(folder).why).toBe('period'), LONG);
    await waiting();
  };

  // The server wakes it.
  await woken(async () => expect((await ask(port, '/now', 'server')).status).toBe(200));
  expect(planOf(folder).periodMs).toBe(36_000_000);
  expect((await server.api.assets()).total).toBe(1);
  const { nextAtMs, plannedAtMs } = planOf(folder);
  expect((nextAtMs - plannedAtMs) / 36_000_000).toBeGreaterThanOrEqual(0.5);
  expect((nextAtMs - plannedAtMs) / 36_000_000).toBeLessThanOrEqual(1);

  // A stranger may not, unless it knows the token.
  const once = contacts(proxy);
  expect(await ask(port, '/now', 'stranger')).toMatchObject({ status: 403 });
  expect(await ask(port, '/now/12345678', 'stranger')).toMatchObject({ status: 403 });
  const { deviceId } = JSON.parse(readFileSync(join(folder, 'agent.json'), 'utf8')) as { deviceId: string };
  expect((await ask(port, '/?action=wakeup&deviceid=other', 'server')).status).toBe(403);
  expect(contacts(proxy)).toBe(once);
  const token = readFileSync(join(folder, 'wake-token'), 'utf8').trim();
  await woken(async () => expect((await ask(port, `/now/${token}`, 'stranger')).status).toBe(200));
  await woken(() => daemon.signal('SIGUSR1'));
  await woken(async () => expect(await runMusterAgent(['wake', '--vardir', folder])).toMatchObject({ code: 0 }));
  await woken(async () => expect((await ask(port, `/?action=wakeup&deviceid=${deviceId}`, 'server')).status).toBe(200));

  // A second one does not start; another start goes on with the plan.
  expect(await runMusterAgent(['--daemon', ...args])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('DAEMON_RUNNING'),
  });
  const before = planOf(folder);
  const all = contacts(proxy);
  expect(await daemon.stop(), daemon.output()).toBe(0);
  daemon = start();
  await waiting();
  expect(planOf(folder)).toEqual(before);
  expect(contacts(proxy)).toBe(all);
  expect(await daemon.stop(), daemon.output()).toBe(0);
});

journey('a daemon that is told to reads its configuration again', { needs: [linux] }, async () => {
  const folder = await temporaryFolder();
  const configFile = join(folder, 'agent.cfg');
  const port = await freePort();
  const configure = (...lines: string[]) =>
    writeFileSync(configFile, `vardir = ${folder}/state\n${lines.join('\n')}\n`);
  const targets = () =>
    Object.keys(
      (JSON.parse(readFileSync(join(folder, 'state', 'schedule.json'), 'utf8')) as { targets: object }).targets,
    );
  configure('server = http://127.0.0.1:9/one', 'no-httpd = 1');
  const daemon = startAgent(['--daemon', '--conf-file', configFile]);
  await vi.waitFor(() => expect(targets()).toEqual(['http://127.0.0.1:9/one']), LONG);

  configure('server = http://127.0.0.1:9/one', 'server = http://127.0.0.1:9/two', `httpd-port = ${port}`);
  daemon.signal('SIGHUP');
  await vi.waitFor(() => expect(targets()).toHaveLength(2), LONG);
  await vi.waitFor(async () => expect((await ask(port, '/status', 'server')).status).toBe(200), LONG);

  configure('sever = x');
  daemon.signal('SIGHUP');
  await vi.waitFor(() => expect(daemon.output()).toMatch(/agent\.cfg" line 2.*"sever".*OPTION_INVALID/), LONG);
  expect((await ask(port, '/status', 'server')).text).toBe('status: waiting');
  expect(await daemon.stop(), daemon.output()).toBe(0);
});

journey('a daemon whose port is taken says so, and reports', { needs: [linux] }, async () => {
  const folder = await temporaryFolder();
  const server = await serverForThisTest();
  const daemon = startAgent([
    ...['--daemon', '--vardir', folder, '--server', `${server.url}/ocsinventory`],
    ...['--httpd-ip', '127.0.0.1', '--httpd-port', String(server.port)],
  ]);
  await vi.waitFor(() => expect(daemon.output()).toContain('CONTROL_PORT_UNUSABLE'), LONG);
  daemon.signal('SIGUSR1');
  await vi.waitFor(() => expect(planOf(folder).why).toBe('period'), LONG);
  expect((await server.api.assets()).total).toBe(1);
  expect(await daemon.stop(), daemon.output()).toBe(0);
});

journey('systemd accepts what "install" writes', { needs: [linux, program('systemd-analyze')] }, async () => {
  const root = await temporaryFolder();
  mkdirSync(join(root, 'usr/lib/systemd'), { recursive: true });
  writeFileSync(join(root, 'usr/lib/systemd/systemd'), '');
  for (const mode of ['managed', 'daemon']) {
    const { code, stderr } = await runMusterAgent(['install', '--root', root, '--mode', mode, '--server', 'a']);
    expect(code, stderr).toBe(0);
    const folder = join(root, 'etc/systemd/system');
    const units = readdirSync(folder).filter((name) => /\.(service|timer|socket)$/.test(name));
    expect(units).toHaveLength(mode === 'managed' ? 4 : 1);
    const verified = await runProgram('systemd-analyze', [
      'verify',
      '--man=no',
      ...units.map((name) => join(folder, name)),
    ]);
    // Of other units of this machine it may complain too.
    expect(verified.stderr.split('\n').filter((line) => line.includes('muster-agent'))).toEqual([]);
  }
});

journey('a daemon without a port listens to nobody', { needs: [linux] }, async () => {
  const folder = await temporaryFolder();
  const port = await freePort();
  const args = ['--vardir', folder, '--server', 'http://127.0.0.1:9/', '--no-httpd', '--httpd-port', String(port)];
  const daemon = startAgent(['--daemon', ...args]);
  await vi.waitFor(() => expect(planOf(folder).why).toBe('first'), LONG);
  await expect(ask(port, '/status', 'server')).rejects.toThrow(/ECONNREFUSED/);
  expect(await daemon.stop(), daemon.output()).toBe(0);
});

/** A server that takes requests and never answers; or, told to, that ends them. */
async function silentServer() {
  let callers = 0;
  const server = createServer((socket) => {
    callers += 1;
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A port of TCP was asked for');
  return { url: `http://127.0.0.1:${address.port}/ocsinventory`, callers: () => callers };
}

journey('of two agents at once one works, and the other says so', { needs: [linux] }, async () => {
  const folder = await temporaryFolder();
  const silent = await silentServer();
  const first = startAgent(['--vardir', folder, '--server', silent.url]);
  await vi.waitFor(() => expect(silent.callers()).toBeGreaterThan(0), LONG);
  const second = await runMusterAgent(['--vardir', folder, '--server', silent.url]);
  expect(second).toMatchObject({ code: 1, stderr: expect.stringMatching(/another agent.*process \d+.*AGENT_BUSY/) });

  // Killed without a chance to tidy up: the next run works all the same.
  first.signal('SIGKILL');
  const server = await serverForThisTest();
  await vi.waitFor(async () => {
    const third = await runMusterAgent(['--vardir', folder, '--server', `${server.url}/ocsinventory`]);
    expect(third.code, third.stderr).toBe(0);
  }, LONG);
  expect((await server.api.assets()).total).toBe(1);
});

journey('a task that hangs is ended, and the next run works', { needs: [linux] }, async () => {
  const folder = await temporaryFolder();
  const silent = await silentServer();
  const hung = await runMusterAgent([
    ...['--vardir', folder, '--server', silent.url],
    ...['--timeout', '3600', '--task-timeout', '3'],
  ]);
  expect(hung).toMatchObject({ code: 1, stderr: expect.stringContaining('TASK_TIMED_OUT') });
  const server = await serverForThisTest();
  const next = await runMusterAgent(['--vardir', folder, '--server', `${server.url}/ocsinventory`]);
  expect(next.code, next.stderr).toBe(0);
});

journey('--lazy contacts only whom it is time for', { needs: [linux] }, async () => {
  const folder = await temporaryFolder();
  const server = await serverForThisTest();
  const proxy = await startRecordingProxy(server.url);
  onTestFinished(() => proxy.close());
  const lazy = () => runMusterAgent(['--lazy', '--vardir', folder, '--server', `${proxy.url}/ocsinventory`]);
  expect(await lazy()).toMatchObject({ code: 0 });
  const messages = proxy.exchanges.length;
  expect(messages).toBeGreaterThan(0);
  expect(await lazy()).toMatchObject({ code: 0, stderr: expect.stringContaining('is not due before') });
  expect(proxy.exchanges).toHaveLength(messages);
  expect(
    await runMusterAgent(['--lazy', '--force', '--vardir', folder, '--server', `${proxy.url}/ocsinventory`]),
  ).toMatchObject({ code: 0 });
  expect(proxy.exchanges.length).toBeGreaterThan(messages);
});

journey('a state that cannot be written is said, and nothing is half done', { needs: [linux, superuser] }, async () => {
  const folder = await temporaryFolder();
  const disk = join(folder, 'disk');
  expect(await runProgram('mkdir', [disk])).toMatchObject({ code: 0 });
  expect(await runProgram('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'none', disk])).toMatchObject({ code: 0 });
  onTestFinished(async () => {
    await runProgram('umount', ['-l', disk]);
  });
  const server = await serverForThisTest();
  const report = () => runMusterAgent(['--vardir', disk, '--server', `${server.url}/ocsinventory`]);
  expect((await report()).code).toBe(0);
  const before = readFileSync(join(disk, 'agent.json'), 'utf8');

  // Full.
  try {
    writeFileSync(join(disk, 'filling'), Buffer.alloc(1024 * 1024));
  } catch {
    // That is what it is for.
  }
  const full = await report();
  expect(full).toMatchObject({ code: 1, stderr: expect.stringMatching(/ENOSPC.*STATE_UNWRITABLE/) });
  expect(full.stderr).not.toMatch(/^\s+at /m);
  await runProgram('rm', [join(disk, 'filling')]);
  expect((await report()).code).toBe(0);

  // Read-only.
  expect(await runProgram('mount', ['-o', 'remount,ro', disk])).toMatchObject({ code: 0 });
  expect(await report()).toMatchObject({ code: 1, stderr: expect.stringMatching(/EROFS.*STATE_UNWRITABLE/) });
  expect(await runProgram('mount', ['-o', 'remount,rw', disk])).toMatchObject({ code: 0 });
  expect((await report()).code).toBe(0);
  expect(readFileSync(join(disk, 'agent.json'), 'utf8')).toBe(before);
  expect(readdirSync(disk).filter((name) => name.includes('.new'))).toEqual([]);
  expect((await server.api.assets()).total).toBe(1);
});

journey(
  'where nothing stays in memory, systemd starts what answers, and the wish is fulfilled',
  { needs: [linux, program('systemd-socket-activate')] },
  async () => {
    const folder = await temporaryFolder();
    const server = await serverForThisTest();
    const port = await freePort();
    const args = ['--vardir', folder, '--server', `${server.url}/ocsinventory`];
    const lazy = () => runMusterAgent([...args, '--lazy']);
    const first = await lazy();
    expect(first.code, first.stderr).toBe(0);
    const before = planOf(folder);

    const listen: [string, ...string[]] = ['systemd-socket-activate', '-l', `127.0.0.1:${port}`, process.execPath];
    const service = startAgent(['answer', ...args], listen);
    await vi.waitFor(() => expect(service.output()).toContain('Listening on'), LONG);
    expect(await ask(port, '/status', 'stranger')).toEqual({ status: 200, text: 'status: waiting' });
    expect((await ask(port, '/now', 'stranger')).status).toBe(403);
    expect(readdirSync(folder)).not.toContain('wake-requested');
    expect((await ask(port, '/now', 'server')).status).toBe(200);
    expect(readdirSync(folder)).toContain('wake-requested');

    const woken = await lazy();
    expect(woken.code, woken.stderr).toBe(0);
    expect(readdirSync(folder)).not.toContain('wake-requested');
    expect(planOf(folder).plannedAtMs).toBeGreaterThan(before.plannedAtMs);
  },
);

journey('the pipelines of the documents work', { needs: [linux, program('curl')] }, async () => {
  const folder = await temporaryFolder();
  const server = await serverForThisTest();
  const agent = `'${process.execPath}' '${agentProgram}' inventory --vardir '${folder}' --conf-file none`;
  const file = await runProgram('sh', ['-c', `${agent} > '${folder}/inventory.xml'`]);
  expect(file.code, file.stderr).toBe(0);
  expect(readFileSync(join(folder, 'inventory.xml'), 'utf8')).toContain('<QUERY>INVENTORY</QUERY>');
  const header = '--header "Content-Type: Application/x-compress"';
  for (const send of [`--data @- ${header}`, '--data @-', '--data-binary @-']) {
    const sent = await runProgram('sh', ['-c', `${agent} | curl -sS -f ${send} '${server.url}/ocsinventory'`]);
    expect(sent.code, sent.stderr).toBe(0);
  }
  const { items } = await server.api.assets();
  expect(items).toHaveLength(1);
});

journey('the log goes to a file that does not grow without end', { needs: [linux] }, async () => {
  const folder = await temporaryFolder();
  const log = join(folder, 'log', 'agent.log');
  const report = () =>
    runMusterAgent(['--vardir', folder, '--server', 'http://127.0.0.1:9/', '--logfile', log, '--logfile-maxsize', '1']);
  expect(await report()).toMatchObject({ code: 1, stderr: '' });
  expect(readFileSync(log, 'utf8')).toMatch(/^\S+Z \[contact\]\[ERROR\] .*SERVER_UNREACHABLE/m);
  writeFileSync(log, 'x'.repeat(1024 * 1024));
  await report();
  expect(readdirSync(join(folder, 'log')).sort()).toEqual(['agent.log', 'agent.log.1']);
  expect(readFileSync(log, 'utf8')).toContain('SERVER_UNREACHABLE');
});
