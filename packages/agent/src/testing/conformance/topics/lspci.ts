import { sections } from '@muster/protocol';
import { linuxControllers } from '../../../collectors/linux/controllers.ts';
import { linuxModems } from '../../../collectors/linux/modems.ts';
import { linuxSounds } from '../../../collectors/linux/sounds.ts';
import { linuxVideos } from '../../../collectors/linux/videos.ts';
import { parseLspci } from '../../../linux/lspci.ts';
import { parseNvidiaSettings } from '../../../linux/nvidia.ts';
import type { CorpusCase } from '../../corpus.ts';
import { replayHost } from '../../replay-host.ts';
import { type Topic, textOf, toFields, whole } from '../conformance.ts';
import { pciIds } from './id-databases.ts';

/** A machine whose `/sys` does not show the buses; the display server answers, and NVIDIA's driver. */
function host(given: CorpusCase) {
  const outputs = Object.fromEntries(
    given.inputNames.map((name, at) => [name.split('.').slice(1).join('.'), textOf(given, at)]),
  );
  const nvidia = outputs['nvidia-settings'];
  return replayHost({
    files: { '/usr/share/misc/pci.ids': { base64: pciIds.toString('base64') } },
    stats: { '/proc/bus/pci': {} },
    folders: {
      ...(given.inputNames.length > 1 ? { '/tmp/.X11-unix': ['X0'] } : {}),
      ...(nvidia === undefined ? {} : { '/proc/driver/nvidia/gpus': ['0000:00:00.0'] }),
    },
    commands: {
      'lspci -v -nn': textOf(given),
      ...(outputs.xrandr === undefined ? {} : { 'env DISPLAY=:0 xrandr --props': outputs.xrandr }),
      ...(outputs.xdpyinfo === undefined ? {} : { 'env DISPLAY=:0 xdpyinfo': outputs.xdpyinfo }),
      ...(nvidia === undefined ? {} : { 'nvidia-settings -t -c all -q all': nvidia }),
    },
  });
}

const CONTROLLER = 'NAME MANUFACTURER CAPTION TYPE DRIVER PCICLASS VENDORID PRODUCTID PCISUBSYSTEMID PCISLOT REV'.split(
  ' ',
);
const VIDEO = ['NAME', 'CHIPSET', 'MEMORY', 'RESOLUTION', 'PCIID', 'PCISLOT'];

const videos = whole(async (given) =>
  ((await linuxVideos.collect(host(given))) ?? []).map((row) => toFields(sections.videos, row, VIDEO)),
);

const DOMAIN = 'The domain stands before a slot only when it is not 0000, on all machines.';

export const lspci: Topic = {
  topic: 'lspci',
  checks: {
    controllers: whole(async (given) =>
      ((await linuxControllers.collect(host(given))) ?? []).map((row) =>
        toFields(sections.controllers, row, CONTROLLER),
      ),
    ),
    devices: whole((given) =>
      parseLspci(textOf(given)).map((device) => ({
        NAME: device.className,
        MANUFACTURER: device.title,
        DRIVER: device.driver,
        PCICLASS: device.classId,
        PCIID: `${device.vendorId}:${device.deviceId}`,
        PCISLOT: device.slot,
        PCISUBSYSTEMID: device.subVendorId === null ? null : `${device.subVendorId}:${device.subDeviceId}`,
        REV: device.revision,
        MEMORY: device.memoryMiB,
      })),
    ),
    modems: whole(async (given) => (await linuxModems.collect(host(given))) ?? []),
    sounds: whole(async (given) =>
      ((await linuxSounds.collect(host(given))) ?? []).map((row) =>
        toFields(sections.sounds, row, ['NAME', 'MANUFACTURER', 'DESCRIPTION']),
      ),
    ),
    'nvidia-settings': whole((given) =>
      parseNvidiaSettings(textOf(given, 1)).map(({ slot, memoryMiB, resolution }) => ({
        PCISLOT: slot,
        MEMORY: memoryMiB,
        RESOLUTION: resolution,
      })),
    ),
    videos,
    'videos-nvidia-merged': videos,
  },
  differences: [
    {
      parser: 'controllers',
      fields: ['DRIVER', 'REV'],
      reason: 'Names of drivers may have dashes ("ehci-pci"), and revisions letters ("e1").',
    },
    { parser: 'videos', fields: ['PCISLOT'], reason: DOMAIN },
    { parser: 'videos-nvidia-merged', fields: ['PCISLOT'], reason: DOMAIN },
    {
      parser: 'sounds',
      fields: ['NAME', 'MANUFACTURER'],
      reason: 'The name is that of the device and the manufacturer its maker, not the class and both in one.',
    },
    {
      parser: 'nvidia-settings',
      fields: ['NAME', 'CHIPSET', 'PCIID'],
      reason: 'What the driver tells completes the adapter on the bus, which has its names.',
    },
    {
      parser: 'devices',
      fields: ['MEMORY', 'DRIVER', 'REV'],
      reason:
        'Memory is read of every device, not of graphics adapters alone; names of drivers may have dashes; revisions letters.',
    },
  ],
};
