import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './testing/test-app.ts';

describe('the console', () => {
  let dir: string;
  let test_: TestApp;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'muster-console-'));
    const dist = join(dir, 'dist');
    mkdirSync(join(dist, 'assets'), { recursive: true });
    writeFileSync(join(dir, 'secret.txt'), 'secret');
    writeFileSync(join(dist, 'index.html'), '<!doctype html>console');
    writeFileSync(join(dist, 'favicon.svg'), '<svg/>');
    writeFileSync(join(dist, 'assets', 'index-abc123.js'), 'run()');
    writeFileSync(join(dist, 'assets', 'index-abc123.js.br'), brotliCompressSync('run()'));
    test_ = await createTestApp({ consoleDist: dist });
  });
  afterAll(async () => {
    await test_.close();
    rmSync(dir, { recursive: true });
  });

  test.each(['/', '/index.html', '/computers', '/computers/7/software?q=1', '/setup'])(
    'is the page at %s',
    async (url) => {
      const answer = await test_.app.inject({ url });
      expect([answer.statusCode, answer.body]).toEqual([200, '<!doctype html>console']);
      expect(answer.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
    },
  );

  test('keeps files with a hash in their names in the browser, others not', async () => {
    const script = await test_.app.inject({ url: '/assets/index-abc123.js' });
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(script.headers['content-type']).toContain('javascript');
    const icon = await test_.app.inject({ url: '/favicon.svg' });
    expect([icon.statusCode, icon.headers['cache-control']]).toEqual([200, 'no-cache']);
    const again = await test_.app.inject({
      url: '/favicon.svg',
      headers: { 'if-none-match': String(icon.headers.etag) },
    });
    expect(again.statusCode).toBe(304);
  });

  test('is sent compressed to who takes it so', async () => {
    const url = '/assets/index-abc123.js';
    const packed = await test_.app.inject({ url, headers: { 'accept-encoding': 'gzip, deflate, br' } });
    expect(packed.headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': expect.stringContaining('javascript'),
      'cache-control': 'public, max-age=31536000, immutable',
      vary: expect.stringMatching(/accept-encoding/i),
    });
    expect(brotliDecompressSync(packed.rawPayload).toString()).toBe('run()');
    const plain = await test_.app.inject({ url });
    expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, 'run()']);
  });

  test('has its icon where browsers look by themselves', async () => {
    const icon = await test_.app.inject({ url: '/favicon.ico' });
    expect([icon.statusCode, icon.body]).toEqual([200, '<svg/>']);
    expect(icon.headers['content-type']).toContain('image/svg+xml');
  });

  test.each([
    '/assets/index-old.js',
    '/assets/index-abc123.js.br',
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/%c0%ae%c0%ae/secret.txt',
    '/assets/',
    '/api/v1/computers',
    '/healthz/x',
  ])('has nothing at %s', async (url) => {
    const answer = await test_.app.inject({ url });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toContain('console');
    expect(answer.body).not.toContain('"secret"');
    expect(Object.keys(answer.json())).toEqual(['code', 'message', 'hint', 'requestId']);
  });

  test('is not a page for a program that posts', async () => {
    expect((await test_.app.inject({ method: 'POST', url: '/computers' })).json().code).toBe('ROUTE_NOT_FOUND');
  });
});

test('a console that is not built says so', async () => {
  const test_ = await createTestApp();
  const answer = await test_.app.inject({ url: '/' });
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain('The console is not built');
  await test_.close();
});
