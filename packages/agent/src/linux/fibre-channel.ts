import type { Found } from '../define-collector.ts';
import { type Host, readValue } from '../host/host.ts';

const FOLDER = '/sys/class/fc_host';

/** Ports of Fibre Channel adapters. */
export async function readFibreChannel(host: Host): Promise<Found<'networks'>[]> {
  const names = await host.list(FOLDER);
  return Promise.all(
    names.map(async (name) => {
      const [wwn, speed, state] = await Promise.all([
        readValue(host, `${FOLDER}/${name}/port_name`),
        readValue(host, `${FOLDER}/${name}/speed`),
        readValue(host, `${FOLDER}/${name}/port_state`),
      ]);
      const [, gigabits] = /^(\d+) Gbit/.exec(speed ?? '') ?? [];
      return {
        name,
        type: 'fibrechannel',
        status: state === 'Online' ? 'up' : 'down',
        wwn: wwn?.replace(/^0x/, '').match(/../g)?.join(':') ?? null,
        speed: gigabits === undefined ? null : Number(gigabits) * 1000,
        virtual: false,
      };
    }),
  );
}
