import { describe, expect, test } from 'vitest';
import { linuxControllers } from '../collectors/linux/controllers.ts';
import { linuxMonitors } from '../collectors/linux/monitors.ts';
import { parseCards } from '../collectors/linux/sounds.ts';
import { linuxUsbDevices } from '../collectors/linux/usb-devices.ts';
import { linuxVideos } from '../collectors/linux/videos.ts';
import { replayHost } from '../testing/replay-host.ts';
import { parseNvidiaSettings, parseNvidiaSmi } from './nvidia.ts';
import { parseXorgLog } from './xorg-log.ts';
import { parseXdpyinfo, parseXrandr } from './xrandr.ts';

const LSPCI = `00:02.0 VGA compatible controller [0300]: Intel Corporation TigerLake-LP GT2 [Iris Xe Graphics] [8086:9a49] (rev 01) (prog-if 00 [VGA controller])
	Subsystem: Acme Inc. Device [1043:189c]
	Memory at 6034000000 (64-bit, non-prefetchable) [size=16M]
	Memory at 4000000000 (64-bit, prefetchable) [size=256M]
	Kernel driver in use: i915

00:1d.0 USB controller [0c03]: Intel Corporation Device [8086:a36d]
	Kernel driver in use: ehci-pci
`;
const stats = { '/proc/bus/pci': {}, '/dev/bus/usb': {} };

describe('without /sys', () => {
  test('PCI devices come from lspci', async () => {
    const host = replayHost({ stats, commands: { 'lspci -v -nn': LSPCI } });
    expect(await linuxControllers.collect(host)).toMatchObject([
      { pciSlot: '00:02.0', pciId: '8086:9a49', pciSubsystemId: '1043:189c', driver: 'i915', revision: '01' },
      { pciSlot: '00:1d.0', driver: 'ehci-pci', type: 'USB controller' },
    ]);
    expect(await linuxVideos.collect(host)).toMatchObject([{ name: 'Iris Xe Graphics', memory: 256 }]);
  });

  test('USB devices come from lsusb', async () => {
    const lsusb = `Bus 001 Device 001: ID 1d6b:0001 Linux Foundation 1.1 root hub
Device Descriptor:
  bDeviceClass            9 Hub

Bus 001 Device 003: ID 046d:c52b Acme Receiver
Device Descriptor:
  bDeviceClass            0
  iManufacturer           1 Acme
  iProduct                2 USB Receiver
  iSerial                 3 ACME00042
      bInterfaceClass         3 Human Interface Device
      bInterfaceSubClass      1 Boot Interface Subclass
`;
    const host = replayHost({ stats, commands: { 'lsusb -v': lsusb } });
    expect(await linuxUsbDevices.collect(host)).toEqual([
      {
        vendorId: '046d',
        productId: 'c52b',
        name: 'USB Receiver',
        caption: 'USB Receiver',
        manufacturer: 'Acme',
        serial: 'ACME00042',
        usbClass: '3',
        usbSubclass: '1',
      },
    ]);
  });

  test('the adapter comes from the log of the display server', async () => {
    const log =
      '(--) PCI:*(0:1:0:0) 10de:014d:10de:0349 rev 162\n(II) NVIDIA(0): NVIDIA GPU Quadro FX 550 (NV43GL) at PCI:1:0:0 (GPU-0)\n(--) NVIDIA(0): Memory: 131072 kBytes\n(II) NVIDIA(0): Virtual screen size determined to be 1600 x 1200\n';
    const host = replayHost({ files: { '/var/log/Xorg.0.log': log } });
    expect(await linuxVideos.collect(host)).toEqual([
      {
        name: 'Quadro FX 550 (NV43GL)',
        chipset: null,
        memory: 128,
        resolution: '1600x1200',
        pciSlot: '01:00.0',
        pciId: '10de:014d',
      },
    ]);
    expect(parseXorgLog('nothing of an adapter')).toBeNull();
  });

  test('sound cards come from ALSA', () => {
    const text =
      ' 0 [Headset        ]: USB-Audio - Acme Headset\n                      Acme Headset at usb-0000:00:14.0-2\n';
    expect(parseCards(text)).toEqual([
      { name: 'Acme Headset', caption: 'Acme Headset at usb-0000:00:14.0-2', description: 'USB-Audio' },
    ]);
  });
});

describe('graphics adapters', () => {
  const pci = '/sys/bus/pci/devices/0000:01:00.0';
  const uevent =
    'DRIVER=amdgpu\nPCI_CLASS=30000\nPCI_ID=1002:73BF\nPCI_SUBSYS_ID=1002:0E3A\nPCI_SLOT_NAME=0000:01:00.0\n';

  test('have the memory and the screen that the driver tells of', async () => {
    const files = {
      [`${pci}/uevent`]: uevent,
      [`${pci}/mem_info_vram_total`]: '17163091968\n',
      [`${pci}/drm/card0/card0-DP-1/enabled`]: 'disabled\n',
      [`${pci}/drm/card0/card0-HDMI-A-1/enabled`]: 'enabled\n',
      [`${pci}/drm/card0/card0-HDMI-A-1/modes`]: '2560x1440\n1920x1080\n',
    };
    expect(await linuxVideos.collect(replayHost({ files }))).toMatchObject([
      { memory: 16_368, resolution: '2560x1440' },
    ]);
  });

  test('of NVIDIA are asked through its own program', async () => {
    const host = replayHost({
      files: { [`${pci}/uevent`]: uevent.replace('1002:73BF', '10DE:1F9D') },
      folders: { '/proc/driver/nvidia/gpus': ['0000:01:00.0'] },
      commands: {
        'nvidia-smi --query-gpu=pci.bus_id,memory.total,driver_version,vbios_version,uuid --format=csv,noheader,nounits':
          '00000000:01:00.0, 4096, 550.54, 90.17.29, GPU-0001\n',
      },
    });
    expect(await linuxVideos.collect(host)).toMatchObject([
      { memory: 4096, driverVersion: '550.54', firmware: '90.17.29', uuid: 'GPU-0001' },
    ]);
  });

  test('parseNvidiaSettings() reads decimal places on the bus', () => {
    const text =
      '  PCIDomain: 0\n  PCIBus: 10\n  PCIDevice: 0\n  PCIFunc: 0\n  TotalDedicatedGPUMemory: 8192\n  CurrentMetaMode: id=50 :: DPY-1: nvidia-auto-select @1920x1080 +0+0\n';
    expect(parseNvidiaSettings(text)).toMatchObject([{ slot: '0a:00.0', memoryMiB: 8192, resolution: '1920x1080' }]);
    expect(parseNvidiaSettings('ERROR: no display')).toEqual([]);
    expect(parseNvidiaSmi('NVIDIA-SMI has failed\n')).toEqual([]);
  });
});

describe('display server', () => {
  const edid = Buffer.alloc(128);
  Buffer.from([0, 255, 255, 255, 255, 255, 255, 0]).copy(edid);
  edid.writeUInt16BE(0x10ac, 8); // DEL
  const lines =
    edid
      .toString('hex')
      .match(/.{32}/g)
      ?.map((line) => `\t\t${line}\n`)
      .join('') ?? '';
  const xrandr = `Screen 0: minimum 320 x 200, current 1680 x 1050, maximum 8192 x 8192
eDP-1 connected primary 1680x1050+0+0 (normal left) 294mm x 165mm
	EDID: 
${lines}	scaling mode: Full aspect
   1920x1080     59.93*+
HDMI-1 disconnected (normal left)
`;

  test('parseXrandr() reads screens, outputs and identification blocks', () => {
    expect(parseXrandr(xrandr)).toMatchObject([
      {
        width: 1680,
        height: 1050,
        outputs: [
          { name: 'eDP-1', connected: true, primary: true, millimetres: { width: 294, height: 165 } },
          { name: 'HDMI-1', connected: false, mode: null, edid: null },
        ],
      },
    ]);
  });

  test('tells of monitors where the connectors of the kernel are empty', async () => {
    const host = replayHost({
      folders: { '/tmp/.X11-unix': ['X1'] },
      commands: { 'env DISPLAY=:1 xrandr --props': xrandr },
    });
    expect(await linuxMonitors.collect(host)).toMatchObject([{ port: 'eDP-1', manufacturer: 'Dell Inc.' }]);
  });

  test('parseXdpyinfo() reads the dimensions', () => {
    expect(parseXdpyinfo('screen #0:\n  dimensions:    1920x1080 pixels (508x285 millimeters)\n')).toEqual({
      width: 1920,
      height: 1080,
    });
  });
});
