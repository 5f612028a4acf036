import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { neutralEnvironment, runProgram, watchProcess } from '@muster/peers';
import { expect, onTestFinished } from 'vitest';
import { createApiClient } from './testing/api-client.ts';
import { journey, linux, program } from './testing/journey.ts';
import { repository } from './testing/paths.ts';
import { temporaryFolder } from './testing/temporary.ts';

/** What is not printed by then is never printed. Milliseconds. */
const NEVER_MS = 600_000;

/** An environment as people have it who work on other things. */
const DIRTY = {
  NODE_ENV: 'production',
  NODE_OPTIONS: '--max-http-header-size=16384',
  npm_config_omit: 'dev',
  npm_config_ignore_scripts: 'true',
};

journey(
  'npm start on a fresh clone installs, builds, prints the link and lists this machine',
  { needs: [linux, program('git'), program('npm')] },
  async () => {
    const folder = await temporaryFolder();
    const clone = join(folder, 'muster');
    const cloned = await runProgram('git', ['clone', '--quiet', repository, clone]);
    expect(cloned.code, cloned.stderr).toBe(0);
    const begin = performance.now();
    const { child, printed, stopped } = startNpm(
      clone,
      ['start', '--', '--port', '0', '--data', join(folder, 'data')],
      DIRTY,
    );
    const link = await printed(/http\S+\/setup#\S+/);
    const took = performance.now() - begin;
    await printed(new RegExp(`This computer \\(${hostname()}\\) is in the inventory`));
    // The README promises two minutes on a usual machine; what this one took is told, not judged.
    console.log(
      `fresh clone: link after ${Math.round(took / 1000)} s, inventory after ${Math.round((performance.now() - begin) / 1000)} s`,
    );

    const token = await runProgram(
      'npm',
      ['run', '-s', 'muster-server', '--', 'user', 'token', '--name', 'curl', '--data', join(folder, 'data')],
      { cwd: clone },
    );
    expect(token.code, token.stderr).toBe(0);
    const url = new URL(link).origin;
    const { items } = await createApiClient(url, token.stdout.trim()).assets();
    expect(items.map(({ name }) => name)).toEqual([hostname().split('.')[0]]);
    // The page that the console was built for.
    expect(await (await fetch(url)).text()).toContain('<script');

    child.kill('SIGINT');
    expect(await stopped).toBe(0);
    await expectGone(url);
    const status = await runProgram('git', ['status', '--porcelain'], { cwd: clone });
    expect(status.stdout, 'nothing is written outside the data folder').toBe('');
  },
);

journey(
  'npm start is stopped by one signal and leaves no process; started again it keeps everything',
  { needs: [linux, program('npm')] },
  async () => {
    const folder = await temporaryFolder();
    const start = () => startNpm(repository, ['start', '--', '--port', '0', '--data', folder]);
    const first = start();
    const link = await first.printed(/http\S+\/setup#\S+/);
    await first.printed(/is in the inventory/);
    first.child.kill('SIGTERM');
    expect(await first.stopped).toBe(0);
    await expectGone(new URL(link).origin);

    const second = start();
    await second.printed(/is in the inventory/);
    const url = new URL(await second.printed(/http\S+\/setup#\S+/)).origin;
    const token = await runProgram('npm', [
      'run',
      '-s',
      'muster-server',
      '--',
      'user',
      'token',
      '--name',
      'curl',
      '--data',
      folder,
    ]);
    const { items } = await createApiClient(url, token.stdout.trim()).assets();
    expect(items).toHaveLength(1);
    // Ctrl-C of a terminal reaches every process of the group at once, and npm hands it on once more.
    process.kill(-(second.child.pid ?? 0), 'SIGINT');
    await second.stopped;
    await expectGone(url);
    expect(second.text()).toContain('Stopped');
  },
);

journey('npm that is killed takes the server with it', { needs: [linux, program('npm')] }, async () => {
  const npm = startNpm(repository, ['start', '--', '--no-agent', '--port', '0', '--data', await temporaryFolder()]);
  const url = new URL(await npm.printed(/http\S+\/setup#\S+/)).origin;
  npm.child.kill('SIGKILL');
  await expectGone(url);
});

journey('a server whose starter is killed stops by itself', { needs: [linux] }, async () => {
  const folder = await temporaryFolder();
  const starter = startProgram(
    process.execPath,
    ['scripts/run.mjs', 'start', '--no-agent', '--port', '0', '--data', folder],
    repository,
  );
  const url = new URL(await starter.printed(/http\S+\/setup#\S+/)).origin;
  starter.child.kill('SIGKILL');
  await expectGone(url);
});

journey('scripts refuse a missing or a wrong Node, and say what to do', { needs: [linux] }, async () => {
  const folder = await temporaryFolder();
  for (const part of ['scripts', 'package.json', 'package-lock.json'])
    await cp(join(repository, part), join(folder, part), { recursive: true });
  const run = () => runProgram(process.execPath, ['scripts/run.mjs', 'muster-server', '--version'], { cwd: folder });
  const missing = await run();
  expect(missing.code).toBe(1);
  expect(missing.stderr).toMatch(/Cannot find Node \d+.*npm ci/);

  const fake = join(folder, 'node_modules', 'node', 'bin', 'node');
  await mkdir(join(fake, '..'), { recursive: true });
  await writeFile(fake, '#!/bin/sh\necho v20.0.0\n', { mode: 0o755 });
  const wrong = await run();
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toMatch(/it is v20\.0\.0, package\.json asks for v\d+/);

  await rm(fake);
  await writeFile(fake, 'not a program', { mode: 0o755 });
  const broken = await run();
  expect(broken.code).toBe(1);
  expect(broken.stderr).toMatch(/Cannot run the Node in node_modules/);
});

function startNpm(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return startProgram('npm', args, cwd, env);
}

/** Starts a program in a process group of its own, as a terminal does. */
function startProgram(name: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  const child = spawn(name, args, {
    cwd,
    env: neutralEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  watchProcess(child);
  onTestFinished(() => endGroup(child));
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  const stopped = new Promise<number>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? (signal === null ? -1 : 128))),
  );
  const printed = async (pattern: RegExp): Promise<string> => {
    const deadline = performance.now() + NEVER_MS;
    for (;;) {
      const found = pattern.exec(text)?.[0];
      if (found !== undefined) return found;
      if (performance.now() > deadline || child.exitCode !== null)
        throw new Error(`${name} did not print ${pattern}: ${text}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  return { child, printed, stopped, text: () => text };
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || !existsSync(`/proc/${child.pid}`)) return;
  process.kill(-child.pid, 'SIGKILL');
}

/** Waits until nothing answers any more. */
async function expectGone(url: string): Promise<void> {
  await expect
    .poll(
      () =>
        fetch(`${url}/healthz`).then(
          () => 'answers',
          () => 'gone',
        ),
      { timeout: 120_000, interval: 100 },
    )
    .toBe('gone');
}
