import { Readable } from 'node:stream';
import { AppError, type OcsTable, ocsTables } from '@muster/protocol';
import type { FastifyPluginAsync } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { DeviceFilter } from '../discovery/device-list-repository.ts';
import type { DeviceService } from '../discovery/device-service.ts';
import { type ComputersFilter, isHardwareField, type Sort } from './computer-repository.ts';
import type { ComputerService, Parts } from './computer-service.ts';
import { toNetmap } from './netmap.ts';
import { filterRows } from './rest-filter.ts';
import { fieldsOf, findTable, toJsonComputer, toJsonRows } from './rest-shape.ts';

type Needs = {
  readonly computers: ComputerService;
  readonly devices: DeviceService;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

/** What one answer may hold. Computers are read and sent one by one, so it is the client that must bear it. */
const MOST = 10_000;
/** Ids read at once. */
const IDS = 5_000;
const DAY_S = 86_400;
/** Numbers below are seconds before now, as the documentation of OCS Inventory has them; from here on moments since 1970. */
const FIRST_MOMENT_S = 1_000_000_000;
const MOST_CRITERIA = 20;

const READ = {
  config: { permission: 'asset.read', tokenAsPassword: true },
  schema: { hide: true } as object,
} as const;

const start = z.coerce.number().int().min(0).max(1_000_000_000).default(0);
const page = z.object({ start, limit: z.coerce.number().int().min(1).max(MOST).default(100) });
const idPage = z.object({ start, limit: z.coerce.number().int().min(1).max(MOST).default(MOST) });
const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const text = z.string().max(255);
const filter = z.object({ where: text.optional(), operator: text.default('='), value: text.default('') });
const BY_ID: Sort = { field: 'ID', descending: false };
const HARDWARE = ocsTables().find(({ section }) => section.name === 'hardware') as OcsTable; // safe: a section of ours
const ALL: Parts = { tables: ocsTables(), accountInfo: true };

/** `/ocsapi/v1`, what programs read of an OCS Inventory server. Source: ocs-server §9.2. */
export const restRoutes: FastifyPluginAsyncZod<Needs> = async (app, { computers, devices, clock }) => {
  app.get('/computers/listID', READ, (_request, reply) => reply.type(JSON_TYPE).send(listIds(computers, {})));

  app.get('/computers', { ...READ, schema: { hide: true, querystring: page } }, ({ query }, reply) => {
    const found = computers.read({}, BY_ID, { limit: query.limit, offset: query.start }, ALL);
    return reply.type(JSON_TYPE).send(Readable.from(writeComputers(found)));
  });

  for (const url of ['/computers/lastupdate', '/computers/lastupdate/:timestamp']) {
    const given = z.object({ timestamp: z.coerce.number().int().min(0).max(100_000_000_000).default(DAY_S) });
    app.get(url, { ...READ, schema: { hide: true, params: given } }, ({ params: { timestamp } }, reply) => {
      const since = timestamp >= FIRST_MOMENT_S ? timestamp * 1000 : clock() - timestamp * 1000;
      return reply.type(JSON_TYPE).send(listIds(computers, { since }));
    });
  }

  const search = idPage.extend({ orderby: text.optional() }).catchall(text);
  app.get('/computers/search', { ...READ, schema: { hide: true, querystring: search } }, async ({ query }) => {
    const { start: offset, limit, orderby, ...criteria } = query;
    const ids = await computers.ids({ hardware: hardwareOf(criteria) }, sortOf(orderby), { limit, offset });
    return ids.map((ID) => ({ ID }));
  });

  app.get('/computer/:id', { ...READ, schema: { hide: true, params } }, async ({ params: { id } }) => ({
    [id]: toJsonComputer(await computers.one(id, ALL), true),
  }));

  const one = params.extend({ section: z.string().max(64) });
  app.get(
    '/computer/:id/:section',
    { ...READ, schema: { hide: true, params: one, querystring: filter } },
    async ({ params: { id, section }, query }) => ({ [id]: await sectionOf(computers, id, section, query) }),
  );

  const named = page.extend({ soft: text.default('') });
  app.get('/softwares', { ...READ, schema: { hide: true, querystring: named } }, async ({ query }) => {
    const found = await computers.software(query.soft, { limit: query.limit, offset: query.start });
    return found.map(({ name, publisher, version, computers: COUNT }) => ({
      NAME: name,
      PUBLISHER: publisher,
      VERSION: version ?? '',
      COUNT,
    }));
  });

  const seen = (query: DeviceFilter, { start: offset, limit }: z.infer<typeof page>) =>
    devices.list({ ...query, limit, offset, order: 'seen' });
  app.get('/ipdiscover', { ...READ, schema: { hide: true, querystring: page } }, async ({ query }) =>
    (await devices.networksSeen({ limit: query.limit, offset: query.start })).map((NETID) => ({ NETID })),
  );
  for (const by of ['tag', 'network'] as const) {
    const wanted = z.object({ [by]: text });
    app.get(
      `/ipdiscover/${by}/:${by}`,
      { ...READ, schema: { hide: true, params: wanted, querystring: page } },
      async ({ params, query }) => (await seen({ [by]: params[by] }, query)).items.map(toNetmap),
    );
  }

  await app.register(unbuiltRoutes);
};

/** An empty list would be a lie: nobody has looked. */
const unbuiltRoutes: FastifyPluginAsync = async (app) => {
  for (const url of ['/snmps/*', '/snmp', '/snmp/*', '/cve/*']) {
    app.get(url, READ, (request) => {
      throw new AppError('EXTERNAL_NOT_BUILT', { name: request.routeOptions.url ?? url });
    });
  }
  app.get('/*', READ, (request) => {
    const path = request.url.split('?')[0]?.slice(0, 200) ?? '';
    throw new AppError('ROUTE_NOT_FOUND', { method: 'GET', path });
  });
};

const JSON_TYPE = 'application/json; charset=utf-8';

/** Ids by the thousand: a fleet has more than one answer should hold in memory. */
function listIds(computers: ComputerService, filter: ComputersFilter): Readable {
  return Readable.from(writeIds());

  async function* writeIds(): AsyncGenerator<string> {
    yield '[';
    for (let offset = 0; ; offset += IDS) {
      const ids = await computers.ids(filter, BY_ID, { limit: IDS, offset });
      if (ids.length > 0) yield `${offset === 0 ? '' : ','}${ids.map((id) => `{"ID":${id}}`).join(',')}`;
      if (ids.length < IDS) break;
    }
    yield ']';
  }
}

async function* writeComputers(found: ReturnType<ComputerService['read']>): AsyncGenerator<string> {
  let separator = '{';
  for await (const computer of found) {
    yield `${separator}"${computer.asset.id}":${JSON.stringify(toJsonComputer(computer, true))}`;
    separator = ',';
  }
  yield separator === '{' ? '{}' : '}';
}

/** One section; with it always comes HARDWARE, as in OCS Inventory. */
async function sectionOf(computers: ComputerService, id: number, name: string, query: z.infer<typeof filter>) {
  if (name.toLowerCase() === 'accountinfo') {
    return toJsonComputer(await computers.one(id, { tables: [HARDWARE], accountInfo: true }), false);
  }
  const table = findTable(name);
  if (table === undefined) throw new AppError('SECTION_NOT_FOUND', { section: name });
  const computer = await computers.one(id, { tables: [...new Set([HARDWARE, table])], accountInfo: false });
  const rows = computer.tables.find((one) => one.table === table)?.rows ?? [];
  const found = query.where === undefined ? rows : filterRows(rows, fieldsOf(table), { ...query, where: query.where });
  const hardware = toJsonComputer(
    { ...computer, tables: computer.tables.filter((one) => one.table === HARDWARE) },
    false,
  );
  if (table !== HARDWARE) return { ...hardware, [name.toLowerCase()]: toJsonRows(table, id, found) };
  return query.where === undefined ? hardware : { hardware: toJsonRows(table, id, found) };
}

/** @throws {AppError} `REQUEST_INVALID` for what is no field of HARDWARE. */
function hardwareOf(criteria: Readonly<Record<string, string>>): [string, string | null][] {
  const given = Object.entries(criteria);
  if (given.length > MOST_CRITERIA) {
    throw new AppError('REQUEST_INVALID', { reason: `it has more than ${MOST_CRITERIA} fields` });
  }
  return given.map(([name, value]) => [fieldNamed(name), value === 'null' ? null : value]);
}

/** `LASTDATE;desc`. */
function sortOf(orderby: string | undefined): Sort {
  if (orderby === undefined || orderby === '') return BY_ID;
  const [field = '', order = ''] = orderby.split(';');
  return { field: fieldNamed(field), descending: /^desc$/i.test(order.trim()) };
}

function fieldNamed(name: string): string {
  const field = name.trim().toUpperCase();
  if (isHardwareField(field)) return field;
  throw new AppError('REQUEST_INVALID', { reason: 'it names what is no field of HARDWARE' });
}
