import { errors } from '@muster/protocol';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { serverBrief, serverBriefSchema } from './server-brief.ts';
import type { ServerState } from './server-state.ts';

const moment = z.iso.datetime();
const bytes = z.number().describe('Bytes.');

const stateSchema = serverBriefSchema
  .extend({
    at: moment,
    process: z.object({
      startedAt: moment,
      node: z.string(),
      platform: z.string(),
      rssBytes: bytes,
      heapBytes: bytes,
      memoryBytes: z.number().describe('Of the whole machine, as is the free memory.'),
      freeMemoryBytes: bytes,
      load: z.number().describe('Processes that wanted to run, mean of the last minute.'),
    }),
    disk: z.object({ totalBytes: bytes, freeBytes: bytes }).nullable().describe('Where the data folder is.'),
    database: z.object({
      engine: z.enum(['sqlite', 'postgres']),
      version: z.string(),
      bytes,
      migration: z.string().describe('Last change of its tables.'),
      assets: z.int().describe('Records of machines, archived ones too.'),
    }),
    queues: z.object({
      messagesRunning: z.int().describe('Inventories worked on at this moment.'),
      messagesWaiting: z.int(),
      messageBytes: bytes,
      groups: z.int().describe('Machines whose groups are to be looked at.'),
    }),
    slow: z.object({
      thresholdMs: z.number(),
      items: z.array(
        z.object({
          sql: z.string().describe('Its text, without values.'),
          count: z.int(),
          slowestMs: z.number(),
          totalMs: z.number(),
          lastAt: moment,
        }),
      ),
    }),
    errors: z.array(
      z.object({
        code: z.string(),
        message: z.string().describe('What the code means; what was special is in the log alone.'),
        hint: z.string(),
        status: z.int(),
        method: z.string(),
        route: z.string().nullable(),
        address: z.string().describe('Client that met it last.'),
        requestId: z.string().describe('Finds its last occurrence in the log.'),
        count: z.int(),
        firstAt: moment,
        lastAt: moment,
      }),
    ),
    jobs: z.array(
      z.object({
        name: z.string(),
        everyMs: z.number(),
        isRunning: z.boolean(),
        lookedAt: moment.nullable().describe('When it last ran, or had nothing to do, or was left to another process.'),
        startedAt: moment.nullable(),
        endedAt: moment.nullable(),
        runs: z.int(),
        failures: z.int(),
        failedAt: moment.nullable(),
      }),
    ),
    lastBackup: z
      .object({ at: moment, file: z.string(), bytes, durationMs: z.number() })
      .nullable()
      .describe('Made by "muster-server backup"; null: none, or none that this program knows of.'),
  })
  .meta({ id: 'ServerState' });

/** `GET /server/state`. */
export const stateRoutes: FastifyPluginAsyncZod<{ readonly state: ServerState }> = async (app, { state }) => {
  app.get(
    '/server/state',
    {
      config: { permission: 'server.inspect' },
      schema: {
        operationId: 'serverState',
        tags: ['server'],
        description: 'How the server runs: process, database, queues, jobs, slow statements, last errors, backup.',
        response: { 200: stateSchema },
      },
    },
    async () => {
      const { at, process: own, slow, errors: failed, jobs, lastBackup, ...rest } = await state.read();
      return {
        ...serverBrief,
        ...rest,
        at: iso(at),
        process: { ...own, startedAt: iso(own.startedAt) },
        slow: { ...slow, items: slow.items.map((one) => ({ ...one, lastAt: iso(one.lastAt) })) },
        errors: failed.map((one) => ({
          ...one,
          message: errors[one.code].message.replace(/"?\{\w+\}"?/g, '…'),
          hint: errors[one.code].hint,
          firstAt: iso(one.firstAt),
          lastAt: iso(one.lastAt),
        })),
        jobs: jobs.map((job) => ({
          ...job,
          lookedAt: isoOrNull(job.lookedAt),
          startedAt: isoOrNull(job.startedAt),
          endedAt: isoOrNull(job.endedAt),
          failedAt: isoOrNull(job.failedAt),
        })),
        lastBackup: lastBackup === null ? null : { ...lastBackup, at: iso(lastBackup.at) },
      };
    },
  );
};

const iso = (ms: number) => new Date(ms).toISOString();
const isoOrNull = (ms: number | null) => (ms === null ? null : iso(ms));
