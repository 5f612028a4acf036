import { AppError } from '@muster/protocol';
import type { Doer } from '../audit/audit-service.ts';
import type { DeviceService } from '../discovery/device-service.ts';
import type { DeviceTypeService } from '../discovery/device-type-service.ts';
import { parseMac } from '../discovery/subnet.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import { fromOcsTime, toNetmap } from './netmap.ts';
import { refusal, toText } from './soap-computers.ts';
import { type SoapParameter, type SoapResult, textAt } from './soap-envelope.ts';

export type DeviceNeeds = {
  readonly devices: DeviceService;
  readonly deviceTypes: DeviceTypeService;
  readonly settings: Pick<SettingsService, 'get'>;
  /** Whether there is a user of this name. */
  readonly isUser: (name: string) => Promise<boolean>;
};

type DeviceFunction = (needs: DeviceNeeds, parameters: readonly SoapParameter[], doer: Doer) => Promise<SoapResult>;

const INTERFACE = ['MAC', 'IP', 'MASK', 'DATE', 'NAME'] as const;

/** What of OCS Inventory's interface is about devices seen on networks. Source: ocs-server §9.1. */
export const deviceFunctions = {
  async get_ipdiscover_devices_V1({ settings, devices }, parameters) {
    const since = textAt(parameters, 0) === '' ? 0 : fromOcsTime(textAt(parameters, 0));
    if (Number.isNaN(since)) return refusal('BAD_DATE');
    if (!/^\d{0,9}$/.test(textAt(parameters, 1))) return refusal('BAD_OFFSET');
    const limit = await settings.get('WEB_SERVICE_RESULTS_LIMIT');
    const offset = Number(textAt(parameters, 1)) * limit;
    const state = Number(textAt(parameters, 2)) > 0 ? 'unknown' : undefined;
    const { items } = await devices.list({ since, state, limit, offset, order: 'seen' });
    const interfaces = items.map(toNetmap).map((row) => ({
      name: 'IFACE',
      children: INTERFACE.map((name) => ({ name, text: row[name] ?? '' })),
    }));
    return toText({ name: 'RESULT', children: interfaces });
  },

  async ipdiscover_tag_V1({ devices, deviceTypes, isUser }, parameters, doer) {
    const [mac = '', description = '', type = '', user = ''] = parameters.map((parameter) => parameter.text);
    if (parseMac(mac) === null) return refusal('BAD_MAC');
    if (description === '' || description.length > 255) return refusal('BAD_DESCRIPTION');
    if ((await typeNamed(deviceTypes, type)) === undefined) return refusal('BAD_TYPE');
    if (!(await isUser(user))) return refusal('BAD_USER');
    return await rowsOf(() => devices.identify(mac, { type, description }, doer, user));
  },

  async ipdiscover_untag_V1({ devices }, parameters, doer) {
    const mac = textAt(parameters, 0);
    return parseMac(mac) === null ? refusal('BAD_MAC') : await rowsOf(() => devices.unidentify(mac, doer));
  },

  async ipdiscover_remove_V1({ devices }, parameters, doer) {
    const mac = textAt(parameters, 0);
    return parseMac(mac) === null ? refusal('BAD_MAC') : await rowsOf(() => devices.forget(mac, doer));
  },

  async ipdiscover_create_type_V1({ deviceTypes }, parameters, doer) {
    const name = textAt(parameters, 0);
    if (name === '' || name.length > 255) return refusal('BAD_TYPE');
    return await rowsOf(() => deviceTypes.add(name, doer));
  },

  async ipdiscover_delete_type_V1({ deviceTypes }, parameters, doer) {
    const type = await typeNamed(deviceTypes, textAt(parameters, 0));
    return type === undefined ? 0 : await rowsOf(() => deviceTypes.remove(type.id, doer));
  },
} as const satisfies Record<string, DeviceFunction>;

const typeNamed = async (types: DeviceTypeService, name: string) =>
  (await types.list()).find((one) => one.name.toLowerCase() === name.toLowerCase());

/** How many rows changed, as a statement of SQL tells it: none where there is nothing, or it is there already. */
async function rowsOf(work: () => Promise<unknown>): Promise<SoapResult> {
  try {
    await work();
    return 1;
  } catch (error) {
    const code = error instanceof AppError ? error.code : '';
    if (code === 'DEVICE_NOT_FOUND' || code === 'DEVICE_TYPE_EXISTS') return 0;
    if (code === 'DEVICE_TYPE_NOT_FOUND' || code === 'DEVICE_TYPE_IN_USE') return refusal('BAD_TYPE');
    throw error;
  }
}
