import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const MAIN = join(import.meta.dirname, 'main.ts');

let dir: string;
let children: ChildProcess[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'muster-main-'));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dir, { recursive: true });
});

const data = () => join(dir, 'data');

function start(args: readonly string[], stdio: 'pipe' | 'ipc' = 'pipe') {
  // The folder is where nothing may be written.
  const child = spawn(process.execPath, [MAIN, ...args, '--data', data()], {
    cwd: dir,
    env: { PATH: process.env.PATH },
    stdio: ['pipe', 'pipe', 'pipe', ...(stdio === 'ipc' ? (['ipc'] as const) : [])],
  });
  children.push(child);
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) throw new Error('The child has no pipes');
  return { child, stdin, printed: text(stdout), errors: text(stderr), ended: once(child, 'exit') };
}

/** A server, and where it listens. */
async function serve(...args: string[]) {
  const server = start(['serve', '--port', '0', ...args], 'ipc');
  const [message] = await Promise.race([
    once(server.child, 'message'),
    server.ended.then(async () => Promise.reject(new Error(await server.errors))),
  ]);
  return { ...server, url: String(message.url), port: Number(new URL(message.url).port), message };
}

async function stop({ child, ended }: ReturnType<typeof start>, signal: NodeJS.Signals = 'SIGTERM') {
  child.kill(signal);
  return await ended;
}

describe('muster-server serve', () => {
  test('says where it is, makes the first administrator by its link, and keeps everything', async () => {
    const server = await serve();
    expect(server.message).toEqual({ type: 'ready', url: server.url, data: data(), certificate: null });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);

    expect(await stop(server)).toEqual([0, null]);
    const printed = await server.printed;
    expect(printed).toContain(`Console  ${server.url}/`);
    expect(printed.trimEnd().split('\n').at(-1)).toBe('Stopped');
    expect(await server.errors).toBe('');

    const again = await serve();
    const credentials = { userName: 'Ada', password: 'correct horse battery' };
    await stop(again, 'SIGINT');
    const [, token] = (await again.printed).match(/\/setup#([\w-]{43})$/m) ?? [];
    expect(token).toBeDefined();
    expect(printed).not.toContain(String(token)); // a new one at each start

    const third = await serve();
    const post = (path: string, body: object) =>
      fetch(`${third.url}/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await post('/setup', { token, ...credentials })).status).toBe(403); // the link of the second start
    const added = start(['user', 'add', '--name', 'Ada']);
    added.stdin.end(`${credentials.password}\n`);
    expect(await added.ended).toEqual([0, null]);
    expect((await post('/session', credentials)).status).toBe(200);
    await stop(third);

    const fourth = await serve();
    expect((await fetch(`${fourth.url}/api/v1/setup`).then((answer) => answer.json())) as object).toEqual({
      needed: false,
    });
    await stop(fourth);
    expect(await fourth.printed).not.toContain('setup#');
  });

  test('writes nothing outside its folder, and that for its owner alone', async () => {
    await stop(await serve());
    expect(readdirSync(dir)).toEqual(['data']);
    expect(statSync(data()).mode & 0o077).toBe(0);
    for (const name of readdirSync(data(), { recursive: true })) {
      expect(statSync(join(data(), String(name))).mode & 0o077).toBe(0);
    }
    const lines = readFileSync(join(data(), 'log', 'server.log'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => JSON.parse(line).msg)).toContain('Server stopped');
  });

  test('finishes the request under way before it stops', async () => {
    const server = await serve();
    const body = JSON.stringify({ userName: 'Ada', password: 'correct horse battery' });
    const head = `POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`;
    const socket = connect(server.port);
    const begun = once(socket, 'data');
    socket.write(head + body.slice(0, 10));
    expect(String(await begun)).toContain('100 Continue'); // the head has arrived
    const answer = text(socket);
    server.child.kill('SIGTERM');
    await refusesConnections(server.port);
    socket.write(body.slice(10));
    expect(await answer).toMatch(/^HTTP\/1\.1 401 /); // answered, and refused because there is no Ada
    expect(await server.ended).toEqual([0, null]);
  });

  test('stops when the program that started it has ended', async () => {
    const server = await serve();
    server.child.disconnect();
    expect(await server.ended).toEqual([0, null]);
  });

  test('says that its port is taken', async () => {
    const server = await serve();
    const second = start(['serve', '--port', String(server.port)]);
    expect(await second.ended).toEqual([1, null]);
    expect(await second.errors).toContain(`Cannot listen on 127.0.0.1, port ${server.port}: EADDRINUSE`);
    await stop(server);
  });

  test('listens in clear text beyond this machine only when told to', async () => {
    const refused = start(['serve', '--listen', '0.0.0.0']);
    expect(await refused.ended).toEqual([1, null]);
    expect(await refused.errors).toContain('--allow-http');
    expect(existsSync(data())).toBe(false);
  });
});

async function refusesConnections(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port);
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (!isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
