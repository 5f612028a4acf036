import type { Found } from '../../define-collector.ts';
import { type Host, once } from '../../host/host.ts';
import { boundText } from '../bounded-text.ts';
import { splitModel } from '../disk-models.ts';
import { parseFields } from './megacli.ts';

/** Disks behind IBM ServeRAID controllers, which show no generic device for them. */
export function readServeRaidDisks(host: Host): Promise<Found<'storages'>[]> {
  return once(host, 'serveraid disks', async () => {
    const version = await host.run('ipssend', ['GETVERSION']);
    if (version === null) return [];
    const numbers = [...version.matchAll(/ServeRAID Controller(?: Number)? (\d+)/gi)].map(([, number = '']) => number);
    const asked = [...new Set(numbers)].slice(0, 16);
    const told = await Promise.all(asked.map((number) => host.run('ipssend', ['GETCONFIG', number, 'PD'])));
    return told.flatMap((output) => parseServeRaid(output ?? ''));
  });
}

/** `GETCONFIG N PD`: a block for each target of each channel; enclosures and the controller itself are targets, too. */
export function parseServeRaid(text: string): Found<'storages'>[] {
  return boundText(text)
    .split(/^(?=[ \t]+Target on SCSI ID)/m)
    .flatMap((block) => {
      if (!/Device is a Hard disk/i.test(block)) return [];
      const fields = parseFields(block);
      // "IBM-ESXSCBR036C3DFQDB2Q6CDKM": maker, model and firmware without anything between.
      const { manufacturer, model } = splitModel(fields['Device ID'] ?? null);
      const [, size] = /^(\d+)/.exec(fields['Size (in MB)/(in sectors)'] ?? '') ?? [];
      return [
        {
          name: model,
          manufacturer,
          model,
          serial: fields['Serial number'] ?? null,
          // Its MB are 2²⁰ bytes.
          size: size === undefined ? null : Math.floor((Number(size) * 1024 ** 2) / 1e6),
          description: 'SCSI',
          type: 'disk',
          health: fields.State ?? null,
        },
      ];
    });
}
