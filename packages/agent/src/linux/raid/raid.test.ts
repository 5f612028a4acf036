import { describe, expect, test } from 'vitest';
import { withoutRaidVolumes } from '../../collectors/linux/storages.ts';
import { replayHost } from '../../testing/replay-host.ts';
import { parseArcconf } from './arcconf.ts';
import { parseConfig, parseDrive, parseLogicalDrives as parseHpArrays } from './hpacucli.ts';
import { readServeRaidDisks } from './ipssend.ts';
import {
  parseLogicalDrives as parseMegaArrays,
  parseMegasasctl,
  parsePhysicalDrives,
  toArray,
  toStorage,
} from './megacli.ts';
import { parseMptStatus } from './mpt-status.ts';
import { parseProcScsi } from './proc-scsi.ts';
import { readRaidDisks } from './raid-disks.ts';
import { parseStorcli, parseStorcliArrays } from './storcli.ts';
import { parseCards, parsePort } from './three-ware.ts';

const SLOTS = 'Smart Array P410i in Slot 0 (Embedded)    (sn: 5001438021EF0380)\n';
const DRIVES = '   array A\n      physicaldrive 1I:1:1 (port 1I:box 1:bay 1, SAS, 300 GB, OK)\n';
const DRIVE = `      physicaldrive 1I:1:1
         Status: OK
         Interface Type: SAS
         Size: 300 GB
         Firmware Revision: HPD7
         Serial Number:         PMVX0001
         Model: HP      EG0300FBDBR
`;
const controller = (id: string, classCode: string) => ({
  files: { '/sys/bus/pci/devices/0000:65:00.0/uevent': `PCI_CLASS=${classCode}\nPCI_ID=${id}\n` },
});

describe('readRaidDisks()', () => {
  const commands = {
    'ssacli ctrl all show': SLOTS,
    'ssacli ctrl slot=0 pd all show': DRIVES,
    'ssacli ctrl slot=0 pd 1I:1:1 show': DRIVE,
  };

  test('asks the program of the controller for each drive', async () => {
    expect(await readRaidDisks(replayHost({ ...controller('103C:323A', '10400'), commands }))).toEqual([
      {
        name: 'HP EG0300FBDBR',
        manufacturer: 'Hewlett-Packard',
        model: 'EG0300FBDBR',
        serial: 'PMVX0001',
        firmware: 'HPD7',
        size: 300_000,
        description: 'SAS',
        type: 'disk',
        health: 'OK',
      },
    ]);
  });

  test.each([
    { what: 'a SATA controller', id: '8086:A182', classCode: '10601' },
    { what: 'a virtual disk', id: '1AF4:1004', classCode: '10000' },
  ])('asks nothing for $what', async ({ id, classCode }) => {
    expect(await readRaidDisks(replayHost({ ...controller(id, classCode), commands }))).toEqual([]);
  });
});

test('parseConfig() counts the drives of each controller', () => {
  expect([...parseConfig(SLOTS + DRIVES)]).toEqual([[0, { serial: '5001438021EF0380', drives: ['1I:1:1'] }]]);
});

describe('arrays of controllers tell their state', () => {
  test('Smart Array', () => {
    expect(parseHpArrays('      logicaldrive 1 (2.2 TB, RAID 1+0, Interim Recovery Mode)\n')).toEqual([
      {
        name: 'logicaldrive 1',
        model: 'raid1+0',
        description: 'Hardware RAID',
        type: 'raid',
        size: 2_200_000,
        health: 'Interim Recovery Mode',
      },
    ]);
  });

  test('MegaRAID', () => {
    const text =
      'Virtual Drive: 0 (Target Id: 0)\nName                :os\nRAID Level          : Primary-1, Secondary-3, RAID Level Qualifier-0\nSize                : 558.375 GB\nState               : Degraded\n';
    expect(parseMegaArrays(text).map(toArray)).toMatchObject([
      { name: 'Virtual Drive 0', model: 'raid10, os', size: 599_550, health: 'Degraded' },
    ]);
  });

  test('newer programs of MegaRAID', () => {
    const drives = [{ 'DG/VD': '0/239', TYPE: 'RAID1', State: 'Dgrd', Size: '558.375 GB', Name: 'os' }];
    const text = JSON.stringify({ Controllers: [{ 'Response Data': { 'Virtual Drives': drives } }, null] });
    expect(parseStorcliArrays(text)).toMatchObject([
      { name: 'Virtual Drive 0/239', model: 'raid1, os', size: 599_550, health: 'Degraded' },
    ]);
  });
});

test('parseDrive() gives nothing for an error', () => {
  expect(parseDrive('Error: The specified device does not have any physical drives.')).toBeNull();
});

describe('newer programs of MegaRAID', () => {
  const drive = 'Drive /c0/e64/s0';
  const output = JSON.stringify({
    Controllers: [
      {
        'Response Data': {
          [drive]: [{ 'EID:Slt': '64:0', Intf: 'SAS', Med: 'HDD', SeSz: '512B', Model: 'ST1200MM0099    ' }],
          [`${drive} - Detailed Information`]: {
            [`${drive} State`]: { 'S.M.A.R.T alert flagged by drive': 'No' },
            [`${drive} Device attributes`]: {
              SN: 'WFK00001            ',
              'Manufacturer Id': 'SEAGATE ',
              'Model Number': 'ST1200MM0099    ',
              'Firmware Revision': 'ST33',
              WWN: '5000C500AABBCC01',
              'Raw size': '1.091 TB [0x8bba0cb0 Sectors]',
            },
          },
        },
      },
    ],
  });

  test('are asked before the older one', async () => {
    const commands = { 'perccli64 /call/eall/sall show all J': output, 'megacli -PDlist -aAll -NoLog': '' };
    expect(await readRaidDisks(replayHost({ ...controller('1000:0014', '10400'), commands }))).toEqual([
      {
        name: 'ST1200MM0099',
        manufacturer: 'Seagate',
        model: 'ST1200MM0099',
        serial: 'WFK00001',
        firmware: 'ST33',
        size: 1_200_243,
        description: 'SAS',
        type: 'disk',
        wwn: '5000c500aabbcc01',
        health: 'PASSED',
      },
    ]);
  });

  test.each(['', '[]', '{"Controllers":{}}', '{"Controllers":[null,{"Response Data":{"Drive x":null}}]}'])(
    'an answer of %j is survived',
    (text) => {
      expect(parseStorcli(text).every(({ serial }) => serial === null)).toBe(true);
    },
  );
});

test('parseArcconf() leaves enclosures out', () => {
  const text = `Controllers found: 1
      Device #0
         Device is a Hard drive
         State                              : Online
         Transfer Speed                     : SAS 12.0 Gb/s
         Vendor                             : HGST
         Model                              : HUC101860CSS200
         Firmware                           : ADB0
         Serial number                      : 0BK00001
         World-wide name                    : 5000CCA02F000001
         Total Size                         : 572325 MB
         S.M.A.R.T. warnings                : 0
      Device #1
         Device is an Enclosure services device
`;
  expect(parseArcconf(text)).toMatchObject([
    {
      manufacturer: 'Hitachi',
      model: 'HUC101860CSS200',
      serial: '0BK00001',
      size: 600_126,
      description: 'SAS',
      health: 'PASSED',
    },
  ]);
});

describe('MegaRAID', () => {
  const drive = (fields: string) =>
    parsePhysicalDrives(`Adapter #0\n\nEnclosure Device ID: 32\n${fields}`).map(toStorage);

  test('SATA drives have the serial number first, and sizes come from the sectors', () => {
    const inquiry = `${'CVCV0001'.padEnd(20)}${'INTEL SSDSC2CW240A3'.padEnd(40)}400i`;
    const text = `PD Type: SATA\nRaw Size: 223.570 GB [0x1bf244b0 Sectors]\nSector Size:  0\nDevice Firmware Level: 400i\nInquiry Data: ${inquiry}\nDrive has flagged a S.M.A.R.T alert : No\n`;
    expect(drive(text)).toMatchObject([
      { manufacturer: 'Intel', model: 'SSDSC2CW240A3', serial: 'CVCV0001', size: 240_057, health: 'PASSED' },
    ]);
  });

  test('SAS drives have it at the end', () => {
    const text =
      'PD Type: SAS\nDevice Firmware Level: U5E0\nInquiry Data: HGST    HUC101212CSS600 U5E0KZGL0001\nWWN: 5000CCA01\n';
    expect(drive(text)).toMatchObject([
      { manufacturer: 'Hitachi', model: 'HUC101212CSS600', serial: 'KZGL0001', wwn: '5000cca01' },
    ]);
  });

  test('megasasctl counts GiB', () => {
    expect(parseMegasasctl('a0e32s0   SEAGATE ST3600057SS         558GiB  a0d0  online\n')).toMatchObject([
      { name: 'a0e32s0', model: 'ST3600057SS', size: 599_147 },
    ]);
  });
});

test('ServeRAID: hard disks of each controller, and nothing else that answers on its channels', async () => {
  const host = replayHost({
    commands: {
      'ipssend GETVERSION':
        'Found 1 IBM ServeRAID Controller(s).\nServeRAID Controller Number 1 (4Lx) has been found\n',
      'ipssend GETCONFIG 1 PD': `Channel #1:
   Initiator at SCSI ID 7
   Target on SCSI ID 0
      Device is a Hard disk
      SCSI ID                  : 0
      State                    : Online (ONL)
      Size (in MB)/(in sectors): 34715/71096368
      Device ID                : IBM-ESXSMODEL36A1
      Serial number            : K1X2Y3
   Target on SCSI ID 8
      Device is an Enclosure
      SCSI ID                  : 8
`,
    },
  });
  expect(await readServeRaidDisks(host)).toEqual([
    expect.objectContaining({ serial: 'K1X2Y3', size: 36401, health: 'Online (ONL)', type: 'disk' }),
  ]);
});

test('parseMptStatus() leaves arrays out', () => {
  const text = `ioc:0 vol_id:0 type:IM raidlevel:RAID-1 num_disks:2 size(GB):148 state: OPTIMAL
ioc:0 phys_id:1 scsi_id:2 vendor:ATA      product_id:ST3160815AS      revision:D    size(GB):149 state: ONLINE
`;
  expect(parseMptStatus(text)).toMatchObject([{ device: '/dev/sg1', manufacturer: 'Seagate', model: 'ST3160815AS' }]);
});

test('parseProcScsi() numbers generic devices over all controllers', () => {
  const device = (host: string, vendor: string, model: string) =>
    `Host: ${host} Channel: 01 Id: 00 Lun: 00\n  Vendor: ${vendor.padEnd(8)} Model: ${model.padEnd(16)} Rev: S3C0\n  Type: Direct-Access\n`;
  const text = `Attached devices:\n${device('scsi1', 'ATA', 'other')}${device('scsi0', 'HITACHI', 'HUS151436VL3800')}`;
  expect(parseProcScsi(text, 'scsi0')).toMatchObject([{ device: '/dev/sg1', model: 'HUS151436VL3800' }]);
});

test('3ware cards and ports', () => {
  expect(parseCards('Ctl   Model        Ports\n-----\nc0    9650SE-2LP   2\n')).toEqual([
    { id: 'c0', model: '9650SE-2LP' },
  ]);
  const port = '/c0/p0 Model = WDC WD5000\n/c0/p0 Serial = WD-1\n/c0/p0 Capacity = 465.76 GB (976773168 Blocks)\n';
  expect(parsePort(port)).toMatchObject({ manufacturer: 'Western Digital', serial: 'WD-1', size: 465_760 });
});

test('withoutRaidVolumes() replaces what a controller shows by its disks, and counts none twice', () => {
  const own = [
    { name: 'sda', model: 'PERC H740P Mini' },
    { name: 'sdb', model: 'ST4000', serial: 'A1' },
    { name: 'nvme0n1', model: 'SSD', serial: 'N1' },
  ];
  expect(withoutRaidVolumes(own, [{ serial: 'A1' }]).map(({ name }) => name)).toEqual(['nvme0n1']);
  expect(withoutRaidVolumes(own, [])).toHaveLength(3);
});
