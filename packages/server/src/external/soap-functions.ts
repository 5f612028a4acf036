import { AppError } from '@muster/protocol';
import type { Doer } from '../audit/audit-service.ts';
import type { DeletionService } from '../fleet/deletion-service.ts';
import type { DeletionTrace } from '../fleet/deletion-trace.ts';
import { parseSettingText, settingText } from '../settings/setting-values.ts';
import type { Setting, SettingsService } from '../settings/settings-service.ts';
import { type ComputerService, toOcsTime } from './computer-service.ts';
import { bits, getComputers, idsIn, refusal, toText } from './soap-computers.ts';
import { type DeviceNeeds, deviceFunctions } from './soap-devices.ts';
import { type SoapParameter, type SoapResult, textAt } from './soap-envelope.ts';

export type SoapServices = DeviceNeeds & {
  readonly computers: ComputerService;
  readonly settings: Pick<SettingsService, 'get' | 'set' | 'view'>;
  readonly deletion: Pick<DeletionService, 'removeMany'>;
  readonly deletionTrace: Pick<DeletionTrace, 'list' | 'clear'>;
};

type SoapFunction = (
  services: SoapServices,
  parameters: readonly SoapParameter[],
  doer: Doer,
) => SoapResult | Promise<SoapResult>;

/** Computers deleted at once: one transaction, during which inventories wait. */
const MOST_DELETED = 500;

/** The functions of OCS Inventory's interface. Source: ocs-server §9.1. */
const functions = {
  async get_computers_V1({ computers, settings }, [request]) {
    return getComputers(computers, request, await settings.get('WEB_SERVICE_RESULTS_LIMIT'));
  },

  async delete_computers_by_id_V1({ deletion }, parameters, doer) {
    const ids = idsIn(parameters.map(({ text }) => text).filter((text) => text !== ''));
    if (ids === null) return refusal('BAD_ID');
    if (ids.length > MOST_DELETED) return refusal('BAD_REQUEST');
    if (ids.length > 0) await deletion.removeMany(ids, new Set(ids).size, doer);
    return 'OK';
  },

  async ocs_config_V1({ settings }, parameters, doer) {
    const setting = await configured(settings, textAt(parameters, 0), textAt(parameters, 1), doer);
    if (typeof setting === 'string') return setting;
    return isNumber(setting) ? Number(setting.value) : settingText(setting.value);
  },

  async ocs_config_V2({ settings }, parameters, doer) {
    const [key = '', number = '', text = ''] = parameters.map((parameter) => parameter.text);
    const known = await configured(settings, key, '', doer);
    if (typeof known === 'string') return known;
    const [given, other] = isNumber(known) ? [number, text] : [text, number];
    // What the setting has no place for must not be dropped in silence; 0 is what a text has for a number.
    if (given === '' && other !== '' && other !== '0') return refusal('VALUE_NOT_VALID');
    const setting = given === '' ? known : await configured(settings, key, given, doer);
    if (typeof setting === 'string') return setting;
    const [ivalue, tvalue] = isNumber(setting) ? [Number(setting.value), ''] : [0, settingText(setting.value)];
    const children = [
      { name: 'IVALUE', text: String(ivalue) },
      { name: 'TVALUE', text: tvalue },
    ];
    return toText({ name: 'RESULT', children });
  },

  /** There is no dictionary in this version, so no name has another. */
  get_dico_soft_element_V1: () => null,

  async reset_checksum_V1({ computers }, [checksum, ...rest], doer) {
    if (!/^\d{1,10}$/.test(checksum?.text ?? '')) return refusal('BAD_CHECKSUM');
    const ids = idsIn(rest.map(({ text }) => text));
    if (ids === null) return refusal('BAD_ID');
    return ids.length === 0 ? 0 : await computers.resetChecksum(bits(Number(checksum?.text)), ids, doer);
  },

  async get_history_V1({ settings, deletionTrace }, parameters) {
    const page = textAt(parameters, 0);
    if (!/^\d{1,9}$/.test(page)) return refusal('BAD_OFFSET');
    const limit = await settings.get('WEB_SERVICE_RESULTS_LIMIT');
    const { items } = await deletionTrace.list({ limit, offset: Number(page) * limit });
    const events = items.map(({ at, deleted, equivalent }) => ({
      name: 'EVENT',
      children: [
        { name: 'DATE', text: toOcsTime(Date.parse(at)) },
        { name: 'DELETED', text: String(deleted) },
        { name: 'EQUIVALENT', text: equivalent === null ? '' : String(equivalent) },
      ],
    }));
    return toText({ name: 'EVENTS', children: events });
  },

  async clear_history_V1({ deletionTrace }, parameters, doer) {
    const count = textAt(parameters, 0);
    if (!/^\d{1,9}$/.test(count)) return refusal('BAD_OFFSET');
    return Number(count) === 0 ? 0 : await deletionTrace.clear(Number(count), doer);
  },

  ...deviceFunctions,
} as const satisfies Record<string, SoapFunction>;

/** Functions for what this version has nothing of. */
const NOT_BUILT: ReadonlySet<string> = new Set(['get_snmp_V1', 'InstallPlugins', 'DeletePlugins']);

export const soapFunctionNames: readonly string[] = Object.keys(functions);

/**
 * Calls a function by its name.
 *
 * @throws {AppError} `EXTERNAL_NOT_BUILT`, `SOAP_CALL_INVALID` (no such function).
 */
export async function callFunction(
  services: SoapServices,
  name: string,
  parameters: readonly SoapParameter[],
  doer: Doer,
): Promise<SoapResult> {
  if (NOT_BUILT.has(name)) throw new AppError('EXTERNAL_NOT_BUILT', { name });
  if (!Object.hasOwn(functions, name)) {
    throw new AppError('SOAP_CALL_INVALID', { reason: `there is no function ${JSON.stringify(name.slice(0, 60))}` });
  }
  const call: SoapFunction = functions[name as keyof typeof functions]; // safe: it is one of its names
  return await call(services, parameters, doer);
}

const isNumber = ({ definition }: Setting) => definition.type === 'integer' || definition.type === 'flag';

/** The setting, after it was set if a value is given; or why not. */
async function configured(
  settings: SoapServices['settings'],
  key: string,
  value: string,
  doer: Doer,
): Promise<Setting | string> {
  if (key === '') return refusal('BAD_KEY');
  try {
    const setting = await settings.view(key);
    return value === '' ? setting : await settings.set(key, parseSettingText(setting.definition, value), doer);
  } catch (error) {
    const code = error instanceof AppError ? REFUSALS[error.code] : undefined;
    if (code === undefined) throw error;
    return refusal(code);
  }
}

const REFUSALS: Readonly<Record<string, 'KEY_NOT_SUPPORTED' | 'VALUE_NOT_VALID'>> = {
  SETTING_UNKNOWN: 'KEY_NOT_SUPPORTED',
  SETTING_INVALID: 'VALUE_NOT_VALID',
};
