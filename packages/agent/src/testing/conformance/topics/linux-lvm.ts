import { type Section, sections } from '@muster/protocol';
import { parseLvs, parsePvs, parseVgs } from '../../../linux/lvm.ts';
import { type Topic, textOf, toFields, whole } from '../conformance.ts';

const ROW =
  'DEVICE FORMAT ATTR SIZE FREE PV_UUID PV_PE_COUNT PE_SIZE VG_UUID VG_NAME PV_COUNT LV_COUNT VG_EXTENT_SIZE LV_NAME LV_UUID SEG_COUNT';

const rows = (section: Section, parse: (text: string) => readonly object[]) =>
  whole((given) => parse(textOf(given)).map((row) => toFields(section, row as never, ROW.split(' '))));

export const linuxLvm: Topic = {
  topic: 'linux-lvm',
  checks: {
    lvs: rows(sections.logicalVolumes, parseLvs),
    pvs: rows(sections.physicalVolumes, parsePvs),
    vgs: rows(sections.volumeGroups, parseVgs),
  },
};
