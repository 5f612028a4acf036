import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { type Host, readNumber, readValue } from '../../host/host.ts';
import { meaningful, type SmbiosStructure } from '../../smbios/decode-smbios.ts';
import { ofType, readSmbios } from '../../smbios/read-smbios.ts';

type Battery = Found<'batteries'>;

const FOLDER = '/sys/class/power_supply';

/** Batteries that the kernel sees, completed by SMBIOS (structures 22): that alone has the date and the part number. */
export const linuxBatteries = defineCollector({
  name: 'linux/batteries',
  section: sections.batteries,
  platforms: ['linux'],
  async collect(host) {
    const names = await host.list(FOLDER);
    const live = (await Promise.all(names.map((name) => readBattery(host, name)))).filter(
      (battery) => battery !== null,
    );
    const told = ofType(await readSmbios(host), 22)
      .map(fromSmbios)
      .filter(saysSomething);
    const merged = merge(live, told);
    return merged.length === 0 ? null : merged;
  },
});

async function readBattery(host: Host, name: string): Promise<Battery | null> {
  const value = (file: string) => readValue(host, `${FOLDER}/${name}/${file}`);
  const number = (file: string) => readNumber(host, `${FOLDER}/${name}/${file}`);
  // "Device": of a mouse or a headset, which is no battery of the computer.
  if ((await value('type')) !== 'Battery' || (await value('scope')) === 'Device') return null;
  const microvolts = (await number('voltage_min_design')) ?? (await number('voltage_now'));
  const capacity = async (kind: 'full' | 'full_design') =>
    toMilliwattHours(await number(`energy_${kind}`), await number(`charge_${kind}`), microvolts);
  return {
    name: meaningful(await value('model_name')) ?? name,
    manufacturer: meaningful(await value('manufacturer')),
    serial: meaningful(await value('serial_number')),
    chemistry: toChemistry(meaningful(await value('technology'))),
    capacity: await capacity('full_design'),
    realCapacity: await capacity('full'),
    voltage: microvolts === null ? null : Math.round(microvolts / 1000),
    level: await number('capacity'),
    cycles: (await number('cycle_count')) || null,
    status: await value('status'),
  };
}

/** Energy is given in µWh, or charge in µAh. */
export function toMilliwattHours(
  microwattHours: number | null,
  microampHours: number | null,
  microvolts: number | null,
) {
  if (microwattHours !== null) return Math.round(microwattHours / 1000);
  if (microampHours === null || microvolts === null) return null;
  return Math.round((microampHours / 1e6) * (microvolts / 1e6) * 1000);
}

function toChemistry(technology: string | null): string | null {
  return technology === null ? null : (CHEMISTRIES[technology] ?? technology);
}

// The kernel's short words → those of firmware and servers.
const CHEMISTRIES: Readonly<Record<string, string>> = {
  'Li-ion': 'Lithium Ion',
  'Li-poly': 'Lithium Polymer',
  NiMH: 'Nickel Metal Hydride',
  NiCd: 'Nickel Cadmium',
};

// Source: DSP0134 §7.23.1, Table 96
const SMBIOS_CHEMISTRIES = [
  null,
  null,
  null,
  'Lead Acid',
  'Nickel Cadmium',
  'Nickel Metal Hydride',
  'Lithium Ion',
  'Zinc Air',
  'Lithium Polymer',
];

function fromSmbios(structure: SmbiosStructure): Battery {
  const multiplier = structure.byte(0x15) || 1;
  const sbdsSerial = structure.word(0x10);
  return {
    location: structure.text(0x04),
    manufacturer: structure.text(0x05),
    name: structure.text(0x08),
    serial: structure.text(0x07) ?? (sbdsSerial ? sbdsSerial.toString(16).toUpperCase().padStart(4, '0') : null),
    chemistry: SMBIOS_CHEMISTRIES[structure.byte(0x09) ?? 0] ?? toChemistry(structure.text(0x14)),
    capacity: (structure.word(0x0a) ?? 0) * multiplier || null,
    voltage: structure.word(0x0c) || null,
    manufacturedOn: toSbdsDate(structure.word(0x12)),
    sbdsVersion: structure.text(0x0e),
  };
}

/** Bits 0–4 day, 5–8 month, 9–15 years since 1980. */
export function toSbdsDate(packed: number | null): string | null {
  if (!packed) return null;
  const two = (n: number) => String(n).padStart(2, '0');
  const [day, month, year] = [packed & 0x1f, (packed >> 5) & 0xf, 1980 + (packed >> 9)];
  return day === 0 || month === 0 || month > 12 ? null : `${year}-${two(month)}-${two(day)}`;
}

const saysSomething = ({ name, serial, capacity }: Battery) => Boolean(name ?? serial ?? capacity);

/** The same battery: the same serial number, or the only one on both sides. What is there now wins. */
function merge(live: readonly Battery[], told: readonly Battery[]): Battery[] {
  const rest = [...told];
  const merged = live.map((battery) => {
    const same = rest.findIndex((other) => sameSerial(battery, other) || (live.length === 1 && told.length === 1));
    const [other = {}] = same === -1 ? [] : rest.splice(same, 1);
    const known = Object.entries(battery).filter(([, value]) => value !== null);
    return { ...battery, ...other, ...Object.fromEntries(known) };
  });
  // Firmware describes bays too, whose battery may be out: only where the kernel shows none at all is it believed alone.
  return live.length === 0 ? rest : merged;
}

function sameSerial(a: Battery, b: Battery): boolean {
  const plain = (serial: string | null | undefined) => serial?.replace(/^0+/, '').toUpperCase();
  return plain(a.serial) !== undefined && plain(a.serial) === plain(b.serial);
}
