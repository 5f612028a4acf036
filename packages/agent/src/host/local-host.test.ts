import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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
    const sleep = `sleep ${100_000 + process.pid}`; // nobody else's
    const output = await host().run('sh', ['-c', `trap "" TERM; echo begun; ${sleep} & ${sleep}`], { timeoutMs: 300 });
    expect(output).toBeNull();
    expect(troubles).toEqual(['sh did not end within 300 ms and was killed']);
    const running = () => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
    await vi.waitUntil(() => !running().includes(sleep), { timeout: 60_000 });
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

describe('what is asked for many files at once', () => {
  test('links() gives those of a folder by name, and nothing for what is no folder', async () => {
    symlinkSync('target', join(folder, 'a'));
    writeFileSync(join(folder, 'b'), '');
    expect(await host().links(folder)).toEqual({ a: 'target' });
    expect(await host().links('/no/such/folder')).toEqual({});
  });

  test('modifiedTimes() knows none of what is not there', async () => {
    writeFileSync(join(folder, 'a'), '');
    const [first, second] = await host().modifiedTimes(folder, ['a', 'b']);
    expect(first).toBeGreaterThan(0);
    expect(second).toBeNull();
  });

  test('scan() gives all of a large file in pieces, and then an empty one', async () => {
    const line = 'é 0123456789\n';
    writeFileSync(join(folder, 'large'), line.repeat(100_000));
    const pieces: string[] = [];
    expect(await host().scan(join(folder, 'large'), (piece) => pieces.push(piece))).toBe(true);
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.at(-1)).toBe('');
    expect(Buffer.from(pieces.join(''), 'latin1').toString('utf8')).toBe(line.repeat(100_000));
    expect(await host().scan('/no/such/file', () => undefined)).toBe(false);
  });
});

test('files of the machine itself are read like others: their end, their beginning, and no pipes', async () => {
  const own = host();
  expect(await own.read('/proc/self/comm')).toMatch(/\S/);
  expect((await own.readBytes('/etc/passwd', { limitBytes: 4, head: true }))?.length).toBe(4);
  expect(troubles).toEqual([]);
  const [first, second] = [await own.readBytes('/proc/self/stat'), await own.readBytes('/proc/self/status')];
  expect(first).not.toEqual(second); // no shared buffer
});

describe('run() with more than arguments', () => {
  test('gives a program its input', async () => {
    expect(await host().run('cat', [], { input: 'select 1;\n' })).toBe('select 1;\n');
    expect(await host().run('true', [], { input: 'x'.repeat(1_000_000) })).toBe('');
  });

  test('gives it variables, which no other user can see', async () => {
    expect(await host().run('sh', ['-c', 'echo $PGPASSWORD'], { environment: { PGPASSWORD: 'p' } })).toBe('p\n');
  });

  test('hands over much in pieces, and keeps none of it', async () => {
    let length = 0;
    const output = await host().run('sh', ['-c', 'yes | head -c 3000000'], {
      take: (piece) => {
        length += piece.length;
      },
    });
    expect([output, length]).toEqual(['', 3_000_000]);
  });

  test('runs a few programs at a time, and all of them', async () => {
    const own = host();
    const outputs = await Promise.all(Array.from({ length: 12 }, (_, at) => own.run('echo', [String(at)])));
    expect(outputs.map(Number)).toEqual(Array.from({ length: 12 }, (_, at) => at));
  });
});

describe('remember()', () => {
  const remember = (stamp: string, value: string) => {
    const own = createLocalHost((trouble) => troubles.push(trouble), { stateFolder: folder });
    return own.remember('key', stamp, async () => value);
  };

  test('gives what it was told until the stamp changes', async () => {
    expect(await remember('1', 'first')).toBe('first');
    expect(await remember('1', 'second')).toBe('first');
    expect(await remember('2', 'third')).toBe('third');
  });

  test.each(['', 'nonsense', '[]', '{"key":{}}', 'null'])('is not led astray by a damaged file: %j', async (text) => {
    writeFileSync(join(folder, 'remembered.json'), text);
    expect(await remember('1', 'value')).toBe('value');
  });

  test('does without a folder', async () => {
    expect(await host().remember('key', '1', async () => 'value')).toBe('value');
    const own = createLocalHost(() => undefined, { stateFolder: '/no/such/folder' });
    expect(await own.remember('key', '1', async () => 'value')).toBe('value');
  });
});
