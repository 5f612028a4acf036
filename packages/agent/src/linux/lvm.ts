import type { Found } from '../define-collector.ts';
import { type Host, once } from '../host/host.ts';
import { boundText } from './bounded-text.ts';

/** Whether there is anything of LVM: without, its programs need not be started. */
export function hasLvm(host: Host): Promise<boolean> {
  return once(host, 'has lvm', async () => {
    if ((await host.list('/etc/lvm/backup')).length > 0 || (await host.list('/run/lvm/pvs_online')).length > 0)
      return true;
    return (await readLvmDevices(host)).length > 0;
  });
}

type LvmDevice = { readonly name: string; readonly uuid: string; readonly sizeBytes: number };

/** Logical volumes that the kernel maps; it tells those to everybody. */
export function readLvmDevices(host: Host): Promise<readonly LvmDevice[]> {
  return once(host, 'lvm devices', async () => {
    const names = (await host.list('/sys/block')).filter((name) => name.startsWith('dm-'));
    const found = await Promise.all(
      names.map(async (block) => {
        const [uuid, name, size] = await Promise.all([
          host.read(`/sys/block/${block}/dm/uuid`),
          host.read(`/sys/block/${block}/dm/name`),
          host.read(`/sys/block/${block}/size`),
        ]);
        const [, id] = /^LVM-(\w{64})/.exec(uuid ?? '') ?? [];
        return id === undefined ? [] : [{ name: name?.trim() ?? block, uuid: id, sizeBytes: Number(size) * 512 }];
      }),
    );
    return found.flat();
  });
}

/** `vg-name` of the device mapper, which doubles dashes of the names → `[vg, name]`. */
export function splitMapperName(name: string): readonly [group: string, volume: string] {
  const [, group = '', volume = name] = /^((?:[^-]|--)+)-((?!-).*)$/.exec(name) ?? [];
  return [group.replaceAll('--', '-'), volume.replaceAll('--', '-')];
}

/** 32 characters → in groups, as LVM prints them. */
export function formatLvmUuid(text: string): string {
  return text.replace(/^(.{6})(.{4})(.{4})(.{4})(.{4})(.{4})(.{6})$/, '$1-$2-$3-$4-$5-$6-$7');
}

export const PVS_COLUMNS = 'pv_name,pv_fmt,pv_attr,pv_size,pv_free,pv_uuid,pv_pe_count,vg_uuid';
export const VGS_COLUMNS = 'vg_name,pv_count,lv_count,vg_attr,vg_size,vg_free,vg_uuid,vg_extent_size';
export const LVS_COLUMNS = 'lv_name,vg_uuid,lv_attr,lv_size,lv_uuid,seg_count';

/** Output of one of LVM's programs; null where it is not installed, or only root may. Sizes are millions of bytes. */
export async function askLvm(host: Host, program: 'pvs' | 'vgs' | 'lvs', columns: string): Promise<string | null> {
  if (!(await hasLvm(host))) return null;
  const output = await host.run(program, ['--noheading', '--nosuffix', '--units', 'M', '-o', columns]);
  return output?.trim() ? output : null;
}

const LVM_UUID = /^\w{6}(?:-\w{4}){5}-\w{6}$/;

/** Rows of words, each with an identifier; numbers may have a decimal comma. */
const rowsOf = (text: string): string[][] =>
  boundText(text)
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((words) => words.some((word) => LVM_UUID.test(word)));

const number = (text: string | undefined): number => Number.parseFloat(text?.replace(',', '.') ?? '');

export function parsePvs(text: string): Found<'physicalVolumes'>[] {
  return rowsOf(text).map((words) => {
    const [device = '', format = '', attributes = '', size, free, uuid = '', count, groupUuid] =
      // A volume of no group may have no format of metadata.
      words.length < 7 ? [words[0], '', ...words.slice(1)] : words;
    return {
      device,
      format: format || null,
      attributes,
      size: Math.trunc(number(size)),
      free: Math.trunc(number(free)),
      uuid,
      extentCount: Math.trunc(number(count)),
      extentSize: number(count) > 0 ? Math.trunc(number(size) / number(count)) : null,
      groupUuid: groupUuid ?? null,
    };
  });
}

export function parseVgs(text: string): Found<'volumeGroups'>[] {
  return rowsOf(text).map(([name = '', physical, logical, attributes = '', size, free, uuid = '', extent]) => ({
    name,
    physicalCount: number(physical),
    logicalCount: number(logical),
    attributes,
    size: Math.trunc(number(size)),
    free: Math.trunc(number(free)),
    uuid,
    extentSize: number(extent),
  }));
}

export function parseLvs(text: string): Found<'logicalVolumes'>[] {
  return rowsOf(text).map(([name = '', groupUuid = '', attributes = '', size, uuid = '', segments]) => ({
    name,
    groupUuid,
    attributes,
    size: Math.trunc(number(size)),
    uuid,
    segmentCount: number(segments),
  }));
}
