import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createAdminApp } from '../admin-data/testing/admin-app.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createContentStore } from './content-store.ts';

const DOER = { actor: 'test', address: null };

describe.each(enginesUnderTest())('agent files on $name', ({ create }) => {
  async function server() {
    const { db, dispose } = await create();
    const data = await mkdtemp(join(tmpdir(), 'muster-files-'));
    const app = await createAdminApp(db, { data });
    const upload = async (name: string, payload: Buffer | Readable) => {
      const headers = { authorization: app.authorization, 'content-type': 'application/x-msdownload' };
      const url = `/api/v1/agent-files/${encodeURIComponent(name)}`;
      return await app.app.inject({ method: 'PUT', url, headers, payload });
    };
    const contents = async () => {
      const names = await readdir(join(data, 'agent-files'), { recursive: true }).catch(() => []);
      return names.filter((name) => /[0-9a-f]{64}$/.test(name) || name.startsWith('incoming/'));
    };
    const end = async () => {
      await app.close();
      await dispose();
      await rm(data, { recursive: true });
    };
    return { ...app, data, upload, contents, end };
  }

  test('what is uploaded is what agents get, with the headers that proxies look at', async () => {
    const { app, api, upload, contents, services, end } = await server();
    const content = Buffer.from(Array.from({ length: 3_000_000 }, (_, i) => (i * 7919) % 256));
    const sha256 = createHash('sha256').update(content).digest('hex');
    const reply = await upload('ocsagent.exe', content);
    expect(
      (await upload('streamed.exe', Readable.from([content.subarray(0, 9), content.subarray(9)]))).json(),
    ).toMatchObject({ sha256 });
    expect(reply.statusCode, reply.body).toBe(200);
    expect(reply.json()).toMatchObject({ name: 'ocsagent.exe', sha256, size: 3_000_000, uploadedBy: 'token:test' });
    expect(await contents()).toEqual([join(sha256.slice(0, 2), sha256)]);
    await services.settings.set('PROXY_REVALIDATE_DELAY', 600, DOER);
    for (const url of ['/deploy/ocsagent.exe', '/ocsinventory/deploy/ocsagent.exe']) {
      const got = await app.inject({ url });
      expect(got.statusCode).toBe(200);
      expect(got.rawPayload.equals(content)).toBe(true);
      expect(got.headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-length': '3000000',
        'cache-control': 'public, max-age=600',
      });
    }
    expect((await api('GET', '/agent-files')).body.items).toMatchObject([
      { name: 'ocsagent.exe' },
      { name: 'streamed.exe' },
    ]);
    const trail = await services.audit.list({ action: 'agentFile', limit: 9, offset: 0 });
    expect(trail.items).toMatchObject([
      {},
      { action: 'agentFile.upload', target: 'agent file ocsagent.exe', after: { sha256 } },
    ]);
    await end();
  });

  test('a content stays as long as a name stands for it', async () => {
    const { app, api, upload, contents, end } = await server();
    await upload('a.exe', Buffer.from('one'));
    await upload('b.exe', Buffer.from('one'));
    expect(await contents()).toHaveLength(1);
    expect((await api('DELETE', '/agent-files/a.exe')).status).toBe(204);
    expect((await app.inject({ url: '/deploy/b.exe' })).body).toBe('one');
    await upload('b.exe', Buffer.from('two'));
    expect((await app.inject({ url: '/deploy/b.exe' })).body).toBe('two');
    expect(await contents()).toHaveLength(1);
    await api('DELETE', '/agent-files/b.exe');
    expect(await contents()).toEqual([]);
    expect((await api('DELETE', '/agent-files/b.exe')).body.code).toBe('AGENT_FILE_NOT_FOUND');
    await end();
  });

  test('an unknown name is answered as the peer does, and a path is only a name', async () => {
    const { app, data, end } = await server();
    await writeFile(join(data, 'secret'), 'x');
    for (const name of ['none', 'label', '..%2f..%2fsecret', '%2e%2e%2fsecret', 'secret', '%00', "x'%20or%201=1"]) {
      const reply = await app.inject({ url: `/ocsinventory/deploy/${name}` });
      expect(reply.statusCode, name).toBe(400);
      // NUL is refused before anything is looked for.
      expect(reply.headers['muster-error'], name).toBe(name === '%00' ? 'REQUEST_INVALID' : 'AGENT_FILE_UNKNOWN');
    }
    await end();
  });

  test('DEPLOY=0 switches downloads off', async () => {
    const { app, upload, services, end } = await server();
    await upload('a.exe', Buffer.from('one'));
    await services.settings.set('DEPLOY', false, DOER);
    const reply = await app.inject({ url: '/deploy/a.exe' });
    expect(reply.statusCode).toBe(403);
    expect(reply.json()).toMatchObject({ code: 'DEPLOY_DISABLED' });
    await end();
  });

  test('odd names are refused, and nothing is kept', async () => {
    const { upload, contents, end } = await server();
    for (const name of ['label', '..', '../x', 'a/b', '.hidden', 'a b', 'x'.repeat(200), 'ü.exe', '']) {
      const reply = await upload(name, Buffer.from('x'));
      expect(reply.statusCode, name).toBeGreaterThanOrEqual(400);
      expect(reply.statusCode, name).toBeLessThan(500);
    }
    expect(await contents()).toEqual([]);
    await end();
  });

  test('the label is one line; an empty one is none', async () => {
    const { app, api, services, end } = await server();
    expect((await api('GET', '/agent-label')).body).toEqual({ text: null });
    const set = await api('PUT', '/agent-label', { text: ' Enter the number\r\n\tof your room — é ' });
    expect(set.body).toEqual({ text: 'Enter the number of your room — é' });
    const served = await app.inject({ url: '/deploy/label' });
    expect(served.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(served.rawPayload.length),
      'cache-control': 'public, max-age=3600',
    });
    expect(served.rawPayload.toString()).toBe('Enter the number of your room — é');
    expect((await api('PUT', '/agent-label', { text: 'x'.repeat(2000) })).body.code).toBe('AGENT_LABEL_INVALID');
    const late = await api('PUT', '/agent-label', { text: 'Mine', expected: null });
    expect(late.body.code).toBe('AGENT_LABEL_CHANGED');
    expect((await api('PUT', '/agent-label', { text: ' ', expected: set.body.text })).body).toEqual({ text: null });
    expect((await app.inject({ url: '/deploy/label' })).statusCode).toBe(400);
    const trail = await services.audit.list({ action: 'agentLabel', limit: 9, offset: 0 });
    expect(trail.items).toHaveLength(2);
    await end();
  });
});

describe('the content store', () => {
  test('takes no more than its limit, and leaves nothing of what was too much or cut off', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'muster-store-'));
    const store = createContentStore(folder);
    await expect(store.receive(Readable.from([Buffer.alloc(60), Buffer.alloc(60)]), 100)).rejects.toMatchObject({
      code: 'AGENT_FILE_TOO_LARGE',
    });
    const cut = new Readable({ read: () => undefined });
    cut.push(Buffer.alloc(10));
    setImmediate(() => cut.destroy(new Error('gone')));
    await expect(store.receive(cut, 100)).rejects.toThrow('gone');
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
    await writeFile(join(folder, 'incoming', 'left'), 'x');
    await store.sweep(Date.now());
    expect(await readdir(join(folder, 'incoming'))).toEqual(['left']);
    await store.sweep(Date.now() + 25 * 3_600_000);
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
    await rm(folder, { recursive: true });
  });

  test('says when it cannot write', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'muster-store-'));
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(
      createContentStore(join(file, 'below')).receive(Readable.from([Buffer.alloc(1)]), 9),
    ).rejects.toMatchObject({ code: 'AGENT_FILE_UNWRITABLE', details: { reason: 'ENOTDIR' } });
    await rm(folder, { recursive: true });
  });
});
