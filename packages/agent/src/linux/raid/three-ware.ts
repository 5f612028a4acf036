import type { Found } from '../../define-collector.ts';
import { type Host, once } from '../../host/host.ts';
import { labelledValues } from '../bounded-text.ts';
import { splitModel, toMegabytes } from '../disk-models.ts';

/** Disks behind 3ware controllers. */
export function readThreeWareDisks(host: Host): Promise<Found<'storages'>[]> {
  return once(host, '3ware disks', async () => {
    const program = 'tw_cli';
    const disks: Found<'storages'>[] = [];
    for (const { id } of parseCards((await host.run(program, ['info'])) ?? '')) {
      for (const port of parsePorts((await host.run(program, ['info', id, 'drivestatus'])) ?? '')) {
        const output = await host.run(program, ['info', id, port, 'model', 'serial', 'capacity', 'firmware']);
        disks.push(parsePort(output ?? ''));
      }
    }
    return disks.filter(({ model }) => model !== null);
  });
}

/** Cards of `tw_cli info`. */
export function parseCards(text: string): { readonly id: string; readonly model: string }[] {
  return [...text.matchAll(/^(c\d+)\s+(\S+)/gm)].map(([, id = '', model = '']) => ({ id, model }));
}

/** Units of `tw_cli info cN`. */
export function parseUnits(text: string): { readonly id: string; readonly index: number }[] {
  return [...text.matchAll(/^(u(\d+))\s/gm)].map(([, id = '', index]) => ({ id, index: Number(index) }));
}

function parsePorts(text: string): string[] {
  return [...text.matchAll(/^(p\d+)\s+(?!NOT-PRESENT)/gm)].map(([, port = '']) => port);
}

/** Lines such as `/c0/p0 Model = ST3250310AS`. */
export function parsePort(text: string): Found<'storages'> {
  const values = [...labelledValues(text, ' = ')];
  const value = (name: string) => values.find(([label]) => label.endsWith(` ${name}`))?.[1] ?? null;
  const { manufacturer, model } = splitModel(value('Model'));
  return {
    name: model,
    manufacturer,
    model,
    serial: value('Serial'),
    firmware: value('Firmware Version'),
    size: toMegabytes(value('Capacity')),
    description: 'SATA',
    type: 'disk',
  };
}
