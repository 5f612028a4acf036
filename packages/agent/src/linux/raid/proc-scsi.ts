import type { Found } from '../../define-collector.ts';
import { type Host, once } from '../../host/host.ts';
import { boundText } from '../bounded-text.ts';
import { splitModel } from '../disk-models.ts';
import { askSmartctl } from '../smartctl.ts';
import type { GenericDisk } from './mpt-status.ts';

/** Drivers of Adaptec, whose controllers show the disks behind them as generic devices. */
const DRIVERS = /^(?:aacraid|ips|dpt_i2o)/;

/** Disks behind Adaptec controllers. */
export function readAdaptecDisks(host: Host): Promise<Found<'storages'>[]> {
  return once(host, 'adaptec disks', async () => {
    const text = await host.read('/proc/scsi/scsi');
    if (text === null) return [];
    const hosts = await host.list('/sys/class/scsi_host');
    const disks: Found<'storages'>[] = [];
    for (const name of hosts) {
      const driver = (await host.read(`/sys/class/scsi_host/${name}/proc_name`))?.trim() ?? '';
      if (!DRIVERS.test(driver)) continue;
      for (const { device, ...disk } of parseProcScsi(text, name.replace('host', 'scsi'))) {
        const asked = await askSmartctl(host, device);
        if (asked?.identity.serial) disks.push({ name: device.replace('/dev/', ''), ...disk, ...asked.identity });
      }
    }
    return disks;
  });
}

/**
 * Devices of one controller in `/proc/scsi/scsi`, but for the arrays it makes of them.
 *
 * Generic devices are numbered in the order of the file.
 */
export function parseProcScsi(text: string, controller: string): GenericDisk[] {
  const devices = boundText(text)
    .split(/^(?=Host: )/m)
    .filter((block) => block.startsWith('Host: '));
  return devices.flatMap((block, at) => {
    const [, host, channel] = /^Host: (\w+) Channel: (\d+)/.exec(block) ?? [];
    const [, vendor = '', model = '', firmware] = /Vendor: (.{8}) Model: (.{16}) Rev: (\S*)/.exec(block) ?? [];
    if (host !== controller || firmware === undefined) return [];
    // Arrays stand on the first channel under the name of the controller.
    if (/adaptec|serveraid?/i.test(vendor) && Number(channel) === 0 && !/drive/i.test(model)) return [];
    return [{ device: `/dev/sg${at}`, ...splitModel(model), firmware, type: 'disk' }];
  });
}
