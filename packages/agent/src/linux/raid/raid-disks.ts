import type { Found } from '../../define-collector.ts';
import { type Host, once } from '../../host/host.ts';
import { readPciDevices } from '../pci-devices.ts';

/** PCI classes of controllers that may hide disks: SCSI, RAID, SAS, and "other". */
const CLASSES = new Set(['0100', '0104', '0107', '0180']);

/** Disks that only the programs of their controllers show; the readers are not even loaded where there is no such controller. */
export function readRaidDisks(host: Host): Promise<readonly Found<'storages'>[]> {
  return once(host, 'raid disks', async () => {
    const devices = await readPciDevices(host);
    // A virtio disk is a "SCSI storage controller", too.
    const controllers = devices.filter(({ classId, vendorId }) => CLASSES.has(classId) && vendorId !== '1af4');
    if (controllers.length === 0) return [];
    const [hp, mega, mpt, threeWare, adaptec, serveRaid] = await Promise.all([
      import('./hpacucli.ts').then(({ readHpDisks }) => readHpDisks(host)),
      readMegaraid(host),
      import('./mpt-status.ts').then(({ readMptDisks }) => readMptDisks(host)),
      import('./three-ware.ts').then(({ readThreeWareDisks }) => readThreeWareDisks(host)),
      readAdaptec(host),
      import('./ipssend.ts').then(({ readServeRaidDisks }) => readServeRaidDisks(host)),
    ]);
    return [...hp, ...mega, ...mpt, ...threeWare, ...adaptec, ...serveRaid];
  });
}

/** The newer program knows more, of newer controllers too. */
async function readMegaraid(host: Host): Promise<readonly Found<'storages'>[]> {
  const { readStorcliDisks } = await import('./storcli.ts');
  const told = await readStorcliDisks(host);
  if (told !== null) return told;
  const { readMegaraidDisks } = await import('./megacli.ts');
  return readMegaraidDisks(host);
}

async function readAdaptec(host: Host): Promise<readonly Found<'storages'>[]> {
  const { readArcconfDisks } = await import('./arcconf.ts');
  const told = await readArcconfDisks(host);
  if (told !== null) return told;
  const { readAdaptecDisks } = await import('./proc-scsi.ts');
  return readAdaptecDisks(host);
}
