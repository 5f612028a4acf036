import { expect } from 'vitest';
import type { Db } from '../../db/database.ts';
import { callApi } from '../../http/testing/call-api.ts';
import { createTestApp } from '../../http/testing/test-app.ts';

type Site = 'A' | 'B';

/** In every text that the machines of B report, or that somebody wrote about them: as names, UUIDs, MAC and IP addresses begin. */
export const MARKS = /BMACHINE|BBBBBBBB-|02:bb:|198\.51\.100\./i;

const uuidOf = (site: Site, i: number) => `${site.repeat(8)}-0048-3410-8050-00000000000${i}`;
const macOf = (site: Site, i: number) => `02:${site.repeat(2).toLowerCase()}:00:00:00:0${i}`;
const netOf = (site: Site) => (site === 'A' ? '192.0.2' : '198.51.100');

/** Machines of a site, by what becomes of them. */
const ROLES = { plain: 1, twin: 2, like: 3, likeToo: 4, survivor: 5, merged: 6, deleted: 7, archived: 8 } as const;
export type Role = keyof typeof ROLES;

/**
 * A server with machines of two TAGs, and of each site all that is kept of machines: history, notes, files, groups, values, settings,
 * merges, deletions, suspicions, mass actions, devices. The users `test` and `narrow` may see everything, and the machines of A.
 */
export async function createTwoSites(db: Db) {
  let now = Date.UTC(2026, 10, 20);
  const server = await createTestApp({
    db,
    clock: () => now,
    scopeOf: ({ name }) => (name === 'narrow' ? { tags: ['A'] } : 'everything'),
  });
  const { services } = server;
  const all = callApi(server);
  const token = await services.users.createToken('narrow');
  const narrow = callApi({ ...server, authorization: `Bearer ${token}` });
  const ids = { A: {}, B: {} } as Record<Site, Record<Role, number>>;
  const known = { A: {}, B: {} } as Record<Site, Record<string, number>>;

  async function made(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, payload?: object) {
    const { status, body } = await all(method, path, payload);
    if (status >= 300) throw new Error(`${method} ${path} is answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  async function report(site: Site, role: Role, more = '') {
    const payload = inventory(site, role, more);
    const reply = await server.app.inject({ method: 'POST', url: '/ocsinventory', payload });
    expect(reply.statusCode).toBe(200);
  }

  async function populate(site: Site) {
    const own = ids[site];
    for (const role of Object.keys(ROLES) as Role[]) {
      await report(site, role);
      now += 60_000;
    }
    await report(site, 'plain', `<SOFTWARES><NAME>${site}MACHINE-later</NAME><VERSION>1</VERSION></SOFTWARES>`);
    for (const { id, deviceId } of (await all('GET', `/assets?q=${site}MACHINE&limit=100`)).body.items) {
      own[deviceId.split('-')[1] as Role] = id;
    }
  }

  /** What people write and decide about machines of a site. */
  async function look(site: Site) {
    const own = ids[site];
    const say = (what: string) => `${site}MACHINE-${what}`;
    const of = (role: Role) => `/assets/${own[role]}`;
    const keep = known[site];
    keep.note = (await made('POST', `${of('plain')}/notes`, { text: say('note') })).id;
    keep.attachment = (await attach(of('plain'), say('file'))).id;
    await made('PUT', `${of('plain')}/settings/FREQUENCY`, { value: 5 });
    const version = (await all('GET', `${of('plain')}/admin-data`)).body.version;
    const values = { [String(known.A.field)]: say('value') };
    await made('PATCH', `${of('plain')}/admin-data`, { version, values });
    keep.group = (await made('POST', '/groups', { name: `group of ${site}` })).id;
    await made('POST', `/groups/${keep.group}/members`, { action: 'include', assetIds: [own.plain, own.twin] });
    const merge = { survivorId: own.survivor, mergedIds: [own.merged], reason: say('reason') };
    keep.merge = (await made('POST', '/merges', merge)).mergeIds[0];
    await made('DELETE', `${of('deleted')}?confirm=${own.deleted}`);
    await made('POST', `${of('archived')}/archive`);
    await made('PUT', '/suspicions', { assetIds: [own.plain, own.archived], state: 'ignored' });
    keep.network = (
      await made('POST', '/networks', { ...NETWORK, address: `${netOf(site)}.0`, name: say('net'), tag: site })
    ).id;
    const order = { target: { ids: [own.plain] }, parameters: { values } };
    keep.massAction = (await made('POST', '/mass-actions/admin-data', order)).id;
    await services.jobs.runNow('mass-actions.data');
    keep.suspicion = (await all('GET', '/suspicions?state=ignored')).body.items[0].id;
    keep.decision = await decisionOf(own.plain);
    keep.title = (await all('GET', `/software?q=${say('software')}`)).body.items[0]?.id;
    keep.version = (await all('GET', `${of('plain')}/admin-data`)).body.version;
    const mark = { target: { ids: [keep.title] }, unwanted: true };
    keep.move = (await made('POST', '/software/unwanted', mark)).moveId;
    Object.assign(keep, { asset: own.plain, other: own.like, spare: own.likeToo, device: site === 'A' ? 1 : 2 });
  }

  /** The number of any decision about a record. */
  async function decisionOf(assetId: number): Promise<number> {
    return (await all('GET', `/assets/${assetId}/identity`)).body.decisions[0].id;
  }

  async function attach(path: string, name: string) {
    const reply = await server.app.inject({
      method: 'POST',
      url: `/api/v1${path}/attachments?name=${name}`,
      headers: { authorization: server.authorization, 'content-type': 'application/octet-stream' },
      payload: name,
    });
    expect(reply.statusCode).toBe(201);
    return reply.json();
  }

  await made('PUT', '/settings/TRACE_DELETED', { value: true });
  await made('PUT', '/settings/WEB_SERVICE_ENABLED', { value: true });
  await populate('A');
  await populate('B');
  const mac = macOf('B', 9);
  const sighting = { prefix: 24, name: 'BMACHINE-printer', seenAt: now };
  await services.discovery.devices.see([
    { ...sighting, mac, network: '198.51.100.0', tag: 'B', ip: '198.51.100.9' },
    // The card of a machine of B, seen where those of A are.
    { ...sighting, mac: macOf('B', 1), network: '192.0.2.0', tag: '', ip: '192.0.2.99' },
    { ...sighting, mac: macOf('A', 9), network: '192.0.2.0', tag: 'A', ip: '192.0.2.9', name: 'AMACHINE-printer' },
  ]);
  await made('POST', '/device-types', { name: 'printer' });
  await made('PUT', `/network-devices/${mac}/identification`, { type: 'printer', description: 'BMACHINE-known' });
  await made('POST', '/software/refresh');
  await made('POST', '/networks/refresh');
  known.A.field = (await made('POST', '/admin-fields', FIELD)).id;
  await look('A');
  await look('B');
  const query = { name: 'key', tree: 2, key: 'SOFTWARE\\Test', value: '*' };
  known.A.query = (await made('POST', '/registry-queries', query)).id;
  known.A.search = (await made('POST', '/searches', { name: 'all', query: 'tag:*', shared: true })).id;
  await made('POST', '/software/refresh');
  return { ...server, all, narrow, narrowToken: token, ids, known, report };
}

export type TwoSites = Awaited<ReturnType<typeof createTwoSites>>;

const FIELD = { name: 'Remark', type: 'text', label: { en: 'Remark', fr: 'Remarque' } };
const NETWORK = { mask: '255.255.255.0', site: '', comment: '' };

function inventory(site: Site, role: Role, more: string): string {
  const i = ROLES[role];
  const say = (what: string) => `${site}MACHINE-${what}`;
  // Pairs are alike within their site; and the twins of both sites, so that each is weighed against the other's.
  const serial =
    role === 'like' || role === 'likeToo' ? say('shared') : role === 'twin' ? 'TWIN-SERIAL' : say(`serial${i}`);
  const content = `
    <ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>${site}</KEYVALUE></ACCOUNTINFO>
    <HARDWARE><NAME>${role === 'twin' ? `${say('twin')}` : say(role)}</NAME><UUID>${uuidOf(site, i)}</UUID>
      <USERID>${say('user')}</USERID><DESCRIPTION>${say('description')}</DESCRIPTION><OSNAME>Debian 12</OSNAME>
      <OSCOMMENTS>${say('os')}</OSCOMMENTS><MEMORY>4096</MEMORY><WORKGROUP>${say('workgroup')}</WORKGROUP></HARDWARE>
    <BIOS><SSN>${serial}</SSN><SMANUFACTURER>${say('maker')}</SMANUFACTURER><SMODEL>${say('model')}</SMODEL></BIOS>
    <NETWORKS><DESCRIPTION>${say('eth0')}</DESCRIPTION><MACADDR>${macOf(site, i)}</MACADDR><STATUS>Up</STATUS>
      <IPADDRESS>${netOf(site)}.${i}</IPADDRESS><IPMASK>255.255.255.0</IPMASK><IPSUBNET>${netOf(site)}.0</IPSUBNET></NETWORKS>
    <DRIVES><VOLUMN>${say('volume')}</VOLUMN><TOTAL>1000</TOTAL><FREE>10</FREE></DRIVES>
    <LOCAL_USERS><LOGIN>${say('login')}</LOGIN></LOCAL_USERS>
    <REGISTRY><NAME>key</NAME><REGVALUE>${say('regvalue')}</REGVALUE></REGISTRY>
    <NOBODY><KNOWS>${say('other')}</KNOWS></NOBODY>
    <SOFTWARES><NAME>shared tool</NAME><PUBLISHER>Everybody</PUBLISHER><VERSION>${site === 'B' ? 'BMACHINE-9' : '1'}</VERSION></SOFTWARES>
    <SOFTWARES><NAME>${say('software')}</NAME><PUBLISHER>${say('publisher')}</PUBLISHER><VERSION>${say('version')}</VERSION></SOFTWARES>
    ${more}`;
  return `<?xml version="1.0"?><REQUEST><CONTENT>${content}</CONTENT><DEVICEID>${say(role)}-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
}
