import { z } from 'zod';
import { readerQuery } from '../http/tables/reader.ts';
import { TABLE_FORMATS } from '../http/tables/table-file.ts';
import { deviceStates } from './device-list-repository.ts';

export const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const time = z.iso.datetime();
const part = z.string().max(200).optional();
const count = z.coerce.number().int().min(0).max(1_000_000_000).optional();

/** Fields to sort by as a request names them. */
export const sort = (fields: readonly string[], first: string) =>
  z
    .string()
    .max(200)
    .default(first)
    .describe(`${fields.join(', ')}; comma separated, "-" before one that descends.`)
    .transform((text) => text.split(',').filter((word) => word !== ''));

/** What an export is asked beside what its list is. */
export const exportQuery = {
  format: z.enum(TABLE_FORMATS).default('csv'),
  ...readerQuery,
  headings: z
    .preprocess((one) => (typeof one === 'string' ? [one] : one), z.array(z.string().max(200)).max(50))
    .optional()
    .describe('Headings of the columns in their order, as the reader knows them; otherwise the names.'),
};

export const network = z
  .object({
    id: z.int(),
    ...{ address: z.string(), prefix: z.int(), mask: z.string() },
    name: z.string().describe('Empty: nobody gave it one; it is there because something is on it.'),
    ...{ site: z.string(), tag: z.string(), comment: z.string() },
    inventoried: z.int().describe('Active machines with an interface on it.'),
    identified: z.int().describe('Devices seen on it that a person identified and no machine reports.'),
    unknown: z.int().describe('Devices seen on it that neither report nor are identified.'),
    version: z.int().describe('Goes back with a change: it is refused if somebody else was faster.'),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'Network' });

/** What narrows a list of networks. */
export const networkFilter = {
  q: part.describe('Text that name, address, site, tag or comment contain.'),
  name: part.describe('Text that the name contains.'),
  address: part.describe('Text that the address contains.'),
  site: part.describe('Text that the site contains.'),
  comment: part.describe('Text that the comment contains.'),
  tag: z.string().max(255).optional().describe('The TAG whose machines are on it, exactly; empty: no TAG.'),
  named: z
    .enum(['yes', 'no'])
    .transform((word) => word === 'yes')
    .optional()
    .describe('Whether somebody gave it a name.'),
  ...{ inventoriedFrom: count, inventoriedTo: count, identifiedFrom: count, identifiedTo: count },
  ...{ unknownFrom: count, unknownTo: count },
};

const machine = z.object({ id: z.int(), name: z.string() });

export const device = z
  .object({
    mac: z.string(),
    state: z.enum(deviceStates).describe('Inventoried: an active machine reports this address, as counted last.'),
    network: z.string().nullable().describe('First address of the network it was seen on; null if it never was.'),
    networkId: z.int().nullable(),
    networkName: z.string().nullable(),
    prefix: z.int().nullable(),
    mask: z.string().nullable(),
    tag: z.string().nullable(),
    ip: z.string().nullable(),
    name: z.string().nullable().describe('The name it has in the network.'),
    firstSeenAt: time.nullable(),
    seenAt: time.nullable(),
    seenBy: machine.nullable().describe('The machine that saw it last; null where that is not known.'),
    type: z.string().nullable(),
    description: z.string().nullable(),
    identifiedBy: z.string().nullable(),
    identifiedAt: time.nullable().describe('Null also where it was taken over and nobody knows when.'),
    version: z.int().describe('Of what people said of it; 0: nothing. Goes back with a change.'),
    assetId: z.int().nullable().describe('The machine that reports this address.'),
    assetName: z.string().nullable(),
  })
  .meta({ id: 'DiscoveredDevice' });

/** What narrows a list of devices. */
export const deviceFilter = {
  state: z.enum(deviceStates).optional(),
  networkId: id.optional(),
  typeId: id.optional(),
  q: part.describe('Text that address, name, type or description contain, or a whole MAC or IP address.'),
  ip: part.describe('A whole address, a part of one, or a network such as 192.0.2.0/24.'),
  mac: part.describe('A MAC address, or a part of one.'),
  name: part.describe('Text that the name contains.'),
  description: part.describe('Text that the description contains.'),
  seenFrom: time.optional().describe('Seen at this moment or later.'),
  seenTo: time.optional().describe('Not seen after this moment.'),
};

export const deviceType = z.object({ id: z.int(), name: z.string(), devices: z.int() }).meta({ id: 'DeviceType' });
