import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { type Host, readNumber, readValue } from '../../host/host.ts';
import { toBatterySerial, toChemistry } from '../../linux/battery-words.ts';
import { findMaker } from '../../linux/manufacturers.ts';
import { meaningful } from '../../smbios/decode-smbios.ts';
import { readSmbios } from '../../smbios/read-smbios.ts';

type Battery = Found<'batteries'>;

const FOLDER = '/sys/class/power_supply';

/** Batteries that the kernel sees, completed by SMBIOS (structures 22): that alone has the date and the part number. */
export const linuxBatteries = defineCollector({
  name: 'linux/batteries',
  section: sections.batteries,
  platforms: ['linux'],
  async collect(host) {
    const [live, smbios] = await Promise.all([readBatteries(host), readSmbios(host)]);
    const merged = mergeBatteries(live, toldBatteries(smbios?.batteries() ?? []));
    return merged.length === 0 ? null : merged;
  },
});

async function readBatteries(host: Host): Promise<Battery[]> {
  const names = await host.list(FOLDER);
  if (names.length === 0 && (await host.stat(FOLDER)) === null) {
    const { readUpower } = await import('../../linux/upower.ts');
    return readUpower(host);
  }
  const found = await Promise.all(names.map((name) => readBattery(host, name)));
  return found.filter((battery) => battery !== null);
}

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
    serial: toBatterySerial(meaningful(await value('serial_number'))),
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

/** Those of the firmware that say something of themselves, in the forms of the kernel. */
export function toldBatteries(batteries: readonly Battery[]): Battery[] {
  return batteries
    .filter(({ name, serial, capacity }) => Boolean(name ?? serial ?? capacity))
    .map((battery) => ({
      ...battery,
      serial: toBatterySerial(battery.serial ?? null),
      chemistry: toChemistry(battery.chemistry ?? null),
      manufacturer: findMaker(battery.manufacturer ?? null) ?? battery.manufacturer ?? null,
    }));
}

/** The same battery: the same serial number, the same name, or the only one on both sides. What is there now wins. */
export function mergeBatteries(live: readonly Battery[], told: readonly Battery[]): Battery[] {
  const rest = [...told];
  const merged = live.map((battery) => {
    const same = rest.findIndex((other) => isSame(battery, other) || (live.length === 1 && told.length === 1));
    const [other = {}] = same === -1 ? [] : rest.splice(same, 1);
    const known = Object.entries(battery).filter(([, value]) => value !== null && value !== undefined);
    return { ...battery, ...other, ...Object.fromEntries(known) };
  });
  // Firmware describes bays too, whose battery may be out: only where the kernel shows none at all is it believed alone.
  return live.length === 0 ? rest : merged;
}

function isSame(a: Battery, b: Battery): boolean {
  const [one, other] = [toBatterySerial(a.serial ?? null), toBatterySerial(b.serial ?? null)];
  if (one !== null && other !== null) return one === other;
  return (
    Boolean(a.name) && a.name === b.name && (!a.manufacturer || !b.manufacturer || a.manufacturer === b.manufacturer)
  );
}
