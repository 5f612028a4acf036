import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../http/doer-of.ts';
import type { DeviceTypeService } from './device-type-service.ts';
import { deviceType, id } from './discovery-schema.ts';

const body = z.strictObject({ name: z.string().min(1).max(255) });
const params = z.object({ typeId: id });

/** `/device-types`. */
export const deviceTypeRoutes: FastifyPluginAsyncZod<{ readonly deviceTypes: DeviceTypeService }> = async (
  app,
  { deviceTypes },
) => {
  const tags = ['networks'];

  app.get(
    '/device-types',
    {
      config: { permission: 'network.read' },
      schema: {
        operationId: 'deviceTypeList',
        tags,
        description: 'What devices may be, by name.',
        response: { 200: z.object({ items: z.array(deviceType) }) },
      },
    },
    async () => ({ items: await deviceTypes.list() }),
  );

  app.post(
    '/device-types',
    {
      config: { permission: 'network.write' },
      schema: {
        operationId: 'deviceTypeCreate',
        tags,
        description: 'Adds a type of devices.',
        body,
        response: { 201: deviceType },
      },
    },
    async (request, reply) => reply.code(201).send(await deviceTypes.add(request.body.name, doerOf(request))),
  );

  app.put(
    '/device-types/:typeId',
    {
      config: { permission: 'network.write' },
      schema: {
        operationId: 'deviceTypeRename',
        tags,
        description: 'Gives one another name; devices stay of it.',
        params,
        body,
        response: { 200: deviceType },
      },
    },
    (request) => deviceTypes.rename(request.params.typeId, request.body.name, doerOf(request)),
  );

  app.delete(
    '/device-types/:typeId',
    {
      config: { permission: 'network.write' },
      schema: {
        operationId: 'deviceTypeRemove',
        tags,
        description: 'Removes one that no device is of.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deviceTypes.remove(request.params.typeId, doerOf(request));
      return reply.code(204).send(null);
    },
  );
};
