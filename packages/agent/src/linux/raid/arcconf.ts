import type { Found } from '../../define-collector.ts';
import { type Host, once } from '../../host/host.ts';
import { boundText } from '../bounded-text.ts';
import { splitModel } from '../disk-models.ts';
import { parseFields } from './megacli.ts';

const PROGRAMS = ['arcconf', '/usr/Arcconf/arcconf'];

/** Disks behind Adaptec and Microchip controllers; null where their program is not installed. */
export function readArcconfDisks(host: Host): Promise<Found<'storages'>[] | null> {
  return once(host, 'arcconf disks', async () => {
    for (const program of PROGRAMS) {
      const list = await host.run(program, ['LIST']);
      if (list === null) continue;
      const [, count = '0'] = /Controllers found: (\d+)/i.exec(list) ?? [];
      const numbers = Array.from({ length: Math.min(Number(count), 64) }, (_, at) => String(at + 1));
      const told = await Promise.all(numbers.map((number) => host.run(program, ['GETCONFIG', number, 'PD'])));
      return told.flatMap((output) => parseArcconf(output ?? ''));
    }
    return null;
  });
}

/** `GETCONFIG N PD`: a block for each device; enclosures have one, too. */
export function parseArcconf(text: string): Found<'storages'>[] {
  return boundText(text)
    .split(/^(?=[ \t]+Device #\d+)/m)
    .flatMap((block) => {
      if (!/Device is an? (?:Hard drive|Solid State Drive|SSD)/i.test(block)) return [];
      const fields = parseFields(block);
      const { manufacturer, model } = splitModel(fields.Model ?? null);
      const [, size] = /^(\d+) MB/.exec(fields['Total Size'] ?? fields.Size ?? '') ?? [];
      const [, bus] = /^(SATA|SAS|NVMe|SCSI)/i.exec(fields['Transfer Speed'] ?? '') ?? [];
      return [
        {
          name: model,
          manufacturer: splitModel(fields.Vendor ?? null).manufacturer ?? manufacturer,
          model,
          serial: fields['Serial number'] ?? null,
          firmware: fields.Firmware ?? null,
          // Its MB are 2²⁰ bytes.
          size: size === undefined ? null : Math.floor((Number(size) * 1024 ** 2) / 1e6),
          description: bus?.toUpperCase() ?? null,
          type: 'disk',
          wwn: fields['World-wide name']?.toLowerCase() ?? null,
          health: fields['S.M.A.R.T. warnings'] === '0' ? 'PASSED' : (fields.State ?? null),
        },
      ];
    });
}
