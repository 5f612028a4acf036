import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLocalHost } from './local-host.ts';

let folder: string;
let troubles: string[];
const host = () => createLocalHost((trouble) => troubles.push(trouble));

beforeEach(() => {
  troubles = [];
  folder = mkdtempSync(join(tmpdir(), 'muster-agent-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('run()', () => {
  test('gives what a program prints, in the C locale, without the environment of the agent', async () => {
    process.env.MUSTER_AGENT_PASSWORD = 'secret';
    const output = await host().run('env', []);
    delete process.env.MUSTER_AGENT_PASSWORD;
    expect(output).toMatch(/^LC_ALL=C$/m);
    expect(output).not.toContain('secret');
  });

  test('passes arguments on as they are', async () => {
    expect(await host().run('printf', ['%s', '$(id) `id` ; "'])).toBe('$(id) `id` ; "');
  });

  test.each([
    ['a program that is not installed', 'no-such-program', []],
    ['a program that fails', 'false', []],
    ['a file that is no program', '/etc/passwd', []],
  ])('gives null for %s', async (_, program, args) => {
    expect(await host().run(program, args)).toBeNull();
  });

  test('kills what takes too long, with all it started, and says so', async () => {
    // The shell's child keeps the output open; only killing the group ends it.
    const output = await host().run('sh', ['-c', 'trap "" TERM; echo begun; sleep 61 & sleep 61'], { timeoutMs: 300 });
    expect(output).toBeNull();
    expect(troubles).toEqual(['sh did not end within 300 ms and was killed']);
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toMatch(/^sleep 61$/m);
  });

  test('stops what prints without end, keeps whole lines, and says so', async () => {
    const output = await host().run('yes', ['0123456789'], { limitBytes: 100_000 });
    expect(output).toMatch(/^(?:0123456789\n)+$/);
    expect(output?.length).toBeLessThanOrEqual(100_000);
    expect(troubles).toHaveLength(1);
  });

  test('survives binary output', async () => {
    const output = await host().run('head', ['-c', '100000', '/dev/urandom']);
    expect(typeof output).toBe('string');
  });
});

describe('read()', () => {
  const write = (content: string | Buffer) => {
    writeFileSync(join(folder, 'file'), content);
    return join(folder, 'file');
  };

  test('gives null for what is no readable file', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    symlinkSync('loop', join(folder, 'loop'));
    for (const path of ['/no/such/file', folder, join(folder, 'pipe'), join(folder, 'loop'), '/dev/zero', 'a\u0000b']) {
      expect(await host().read(path)).toBeNull();
    }
  });

  test('reads files of the kernel, whose size is not true', async () => {
    expect(await host().read('/proc/self/status')).toContain('Pid:');
  });

  test('cuts off what is too long, and says so', async () => {
    const path = write('x'.repeat(10_000));
    expect((await host().read(path, { limitBytes: 100 }))?.length).toBe(100);
    expect(troubles).toEqual([`${path} is longer than 100 bytes, the rest is left out`]);
  });

  test('reads the end where that is asked', async () => {
    expect(await host().read(write('0123456789'), { limitBytes: 3, end: true })).toBe('789');
  });

  test('reads lines of other encodings as Latin-1, and only those', async () => {
    const path = write(Buffer.concat([Buffer.from('é\n'), Buffer.from([0xe9, 0x0a]), Buffer.from('日本')]));
    expect(await host().read(path)).toBe('é\né\n日本');
  });
});

test('list(), link() and stat() give nothing for what is not there', async () => {
  expect(await host().list('/no/such/folder')).toEqual([]);
  expect(await host().link('/no/such/link')).toBeNull();
  expect(await host().stat('/no/such/file')).toBeNull();
  expect(await host().statFileSystem('/no/such/mount')).toBeNull();
});

test('statFileSystem() says how large the root is', async () => {
  const facts = await host().statFileSystem('/');
  expect(facts?.totalBytes).toBeGreaterThan(0);
  expect(facts?.freeBytes).toBeLessThanOrEqual(facts?.totalBytes ?? 0);
});
