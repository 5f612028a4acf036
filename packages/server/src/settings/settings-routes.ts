import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../http/doer-of.ts';
import type { Change, ScopedSetting } from './scoped-settings.ts';
import { meaningOf, type SettingDefinition } from './setting-types.ts';
import type { Scope } from './settings-repository.ts';
import type { Setting, SettingsService } from './settings-service.ts';

const settingValue = z.union([z.int(), z.boolean(), z.string(), z.array(z.string())]);
const settingBody = z.strictObject({
  value: z.union([z.int(), z.boolean(), z.string().max(1000), z.array(z.string().max(1000)).max(1000)]),
});
const globalBody = settingBody.extend({
  expected: settingValue
    .optional()
    .describe('The value as it was seen: if somebody else changed it meanwhile, nothing is stored.'),
});
const scopedBody = settingBody.extend({
  expected: settingValue
    .nullable()
    .optional()
    .describe('Its own value as it was seen, null for none: if somebody else changed it meanwhile, nothing is stored.'),
});
const settingName = z.string().max(64);
const settingParams = z.object({ name: settingName });
const idParam = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

const described = {
  name: z.string(),
  type: z.enum(['integer', 'flag', 'text', 'choice', 'list']),
  theme: z.string(),
  meaning: z.object({ en: z.string(), fr: z.string() }),
  served: z.enum(['now', 'later']).describe('later: it is stored, but has no effect in this version.'),
  default: settingValue,
  min: z.int().nullable().describe('Null for all but integers, as are max and unit.'),
  max: z.int().nullable(),
  unit: z.string().nullable(),
  choices: z.array(z.string()).nullable().describe('Null for all but choices.'),
  pattern: z.string().nullable().describe('Regular expression for texts; null for all else, as is form.'),
  form: z.string().nullable().describe('What the pattern admits, for a person.'),
};

const changed = { changedBy: z.string().nullable(), changedAt: z.iso.datetime().nullable() };

const settingSchema = z
  .object({
    ...described,
    value: settingValue,
    origin: z.enum(['default', 'global']),
    overridable: z.boolean().describe('Whether an asset or a group may have a value of its own.'),
    ...changed,
  })
  .meta({ id: 'Setting' });

const scopedSettingSchema = z
  .object({
    ...described,
    value: settingValue.describe('What is in force.'),
    origin: z.enum(['default', 'global', 'group', 'asset']),
    groupId: z.int().nullable().describe('The group it comes from; null for any other origin.'),
    groupName: z.string().nullable(),
    own: settingValue.nullable().describe('What is set for this very asset or group; null: nothing.'),
    ...changed,
  })
  .meta({ id: 'ScopedSetting' });

function describedToJson(name: string, definition: SettingDefinition) {
  const { type, theme, served } = definition;
  const isInteger = definition.type === 'integer';
  return {
    name,
    type,
    theme,
    meaning: meaningOf(definition),
    served,
    default: toJsonValue(definition.default),
    min: isInteger ? definition.min : null,
    max: isInteger ? definition.max : null,
    unit: isInteger ? definition.unit : null,
    choices: definition.type === 'choice' ? [...definition.choices] : null,
    pattern: definition.type === 'text' ? definition.pattern.source : null,
    form: definition.type === 'text' ? definition.form : null,
  };
}

function toJson({ name, definition, value, origin, changed: last }: Setting): z.infer<typeof settingSchema> {
  return {
    ...describedToJson(name, definition),
    value: toJsonValue(value),
    origin,
    overridable: definition.override !== null,
    ...changeToJson(last),
  };
}

function scopedToJson(setting: ScopedSetting): z.infer<typeof scopedSettingSchema> {
  const { name, definition, value, origin, groupName, own } = setting;
  return {
    ...describedToJson(name, definition),
    value: toJsonValue(value),
    origin: origin.kind,
    groupId: origin.kind === 'group' ? origin.groupId : null,
    groupName,
    own: own === null ? null : toJsonValue(own.value),
    ...changeToJson(own),
  };
}

const changeToJson = (last: Change | null) => ({
  changedBy: last?.by ?? null,
  changedAt: last === null ? null : new Date(last.at).toISOString(),
});
const toJsonValue = (value: Setting['value']) => (typeof value === 'object' ? [...value] : value);

type Needs = { readonly settings: SettingsService };

/** `GET /settings`, `PUT` and `DELETE /settings/:name`; the same below `/assets/:assetId` and `/groups/:groupId`. */
export const settingsRoutes: FastifyPluginAsyncZod<Needs> = async (app, { settings }) => {
  app.get(
    '/settings',
    {
      config: { permission: 'setting.read' },
      schema: {
        operationId: 'settingList',
        tags: ['settings'],
        description: 'Every setting with its value, its default and its range.',
        response: { 200: z.object({ items: z.array(settingSchema) }) },
      },
    },
    async () => ({ items: (await settings.list()).map(toJson) }),
  );

  app.put(
    '/settings/:name',
    {
      config: { permission: 'setting.write' },
      schema: {
        operationId: 'settingUpdate',
        tags: ['settings'],
        description: 'Changes one setting. Agents hear of it at their next contact.',
        params: settingParams,
        body: globalBody,
        response: { 200: settingSchema },
      },
    },
    async (request) =>
      toJson(await settings.set(request.params.name, request.body.value, doerOf(request), request.body.expected)),
  );

  app.delete(
    '/settings/:name',
    {
      config: { permission: 'setting.write' },
      schema: {
        operationId: 'settingReset',
        tags: ['settings'],
        description: 'Gives one setting its default again.',
        params: settingParams,
        response: { 200: settingSchema },
      },
    },
    async (request) => toJson(await settings.reset(request.params.name, doerOf(request))),
  );

  await app.register(scopedRoutes, { settings, kind: 'asset' });
  await app.register(scopedRoutes, { settings, kind: 'group' });
};

/** What single assets and groups have of their own. */
const scopedRoutes: FastifyPluginAsyncZod<Needs & { readonly kind: 'asset' | 'group' }> = async (
  app,
  { settings, kind },
) => {
  const idName = `${kind}Id`;
  const path = `/${kind}s/:${idName}/settings`;
  const ids = { [idName]: idParam };
  const params = z.object(ids);
  const namedParams = z.object({ name: settingName }).and(params);
  const scopeOf = (given: z.infer<typeof params>): Scope => ({ kind, id: Number(given[idName]) }); // safe: params say so
  const tags = ['settings'];

  app.get(
    path,
    {
      config: { permission: 'setting.read' },
      schema: {
        operationId: `${kind}SettingList`,
        tags,
        description: `Every setting that may differ, as it is for one ${kind}, and where each value comes from.`,
        params,
        response: { 200: z.object({ items: z.array(scopedSettingSchema) }) },
      },
    },
    async (request) => ({ items: (await settings.listFor(scopeOf(request.params))).map(scopedToJson) }),
  );

  app.put(
    `${path}/:name`,
    {
      config: { permission: 'setting.write' },
      schema: {
        operationId: `${kind}SettingUpdate`,
        tags,
        description: `Sets a value for one ${kind}. Its agents hear of it at their next contact.`,
        params: namedParams,
        body: scopedBody,
        response: { 200: scopedSettingSchema },
      },
    },
    async (request) => {
      const { value, expected } = request.body;
      const scope = scopeOf(request.params);
      return scopedToJson(await settings.setFor(scope, request.params.name, value, doerOf(request), expected));
    },
  );

  app.delete(
    `${path}/:name`,
    {
      config: { permission: 'setting.write' },
      schema: {
        operationId: `${kind}SettingReset`,
        tags,
        description: `Removes the value of one ${kind}: what holds for all counts again.`,
        params: namedParams,
        response: { 200: scopedSettingSchema },
      },
    },
    async (request) => {
      const scope = scopeOf(request.params);
      return scopedToJson(await settings.resetFor(scope, request.params.name, doerOf(request)));
    },
  );
};
