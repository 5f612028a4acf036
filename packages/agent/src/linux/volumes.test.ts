import { describe, expect, test } from 'vitest';
import { parseDfRows } from '../collectors/linux/drives.ts';
import { linuxLogicalVolumes } from '../collectors/linux/logical-volumes.ts';
import { linuxPhysicalVolumes } from '../collectors/linux/physical-volumes.ts';
import { linuxVolumeGroups } from '../collectors/linux/volume-groups.ts';
import { replayHost } from '../testing/replay-host.ts';
import { parseBlkid } from './blkid.ts';
import { formatLvmUuid, LVS_COLUMNS, parsePvs, splitMapperName } from './lvm.ts';
import { findSecondPaths } from './multipath.ts';
import { parseLsdg } from './oracle-asm.ts';
import { parsePoolStatus, parsePools } from './zfs.ts';

describe('LVM', () => {
  test.each([
    ['vg-root', ['vg', 'root']],
    ['my--vg-my--lv', ['my-vg', 'my-lv']],
    ['odd', ['', 'odd']],
  ])('splitMapperName(%j) is %j', (name, parts) => {
    expect(splitMapperName(name)).toEqual(parts);
  });

  test('formatLvmUuid() writes identifiers in groups', () => {
    expect(formatLvmUuid('MjsnP7GaGCNIo7tS3ogft2dieR2eP3Au')).toBe('MjsnP7-GaGC-NIo7-tS3o-gft2-dieR-2eP3Au');
  });

  test('parsePvs() reads a volume of no group, and a decimal comma', () => {
    const text =
      '  /dev/sda5  lvm2 a-   15846,08       0 MjsnP7-GaGC-NIo7-tS3o-gf2t-di2R-eP3Au7 3778\n  WARNING: nothing\n';
    expect(parsePvs(text)).toMatchObject([
      { device: '/dev/sda5', size: 15_846, free: 0, groupUuid: null, extentSize: 4 },
    ]);
  });

  const mapped = {
    files: {
      '/sys/block/dm-0/dm/uuid': `LVM-${'a'.repeat(32)}${'b'.repeat(32)}\n`,
      '/sys/block/dm-0/dm/name': 'vg-root\n',
      '/sys/block/dm-0/size': '2097152\n',
    },
  };

  test('an ordinary user sees what the kernel maps', async () => {
    const host = replayHost(mapped);
    expect(await linuxLogicalVolumes.collect(host)).toMatchObject([{ name: 'root', size: 1073, groupName: 'vg' }]);
    expect(await linuxVolumeGroups.collect(host)).toMatchObject([{ name: 'vg', logicalCount: 1 }]);
    expect(await linuxPhysicalVolumes.collect(host)).toBeNull();
  });

  test('is not asked where there is nothing of it', async () => {
    const host = replayHost({
      commands: { [`lvs --noheading --nosuffix --units M -o ${LVS_COLUMNS}`]: 'x' },
    });
    expect(await linuxLogicalVolumes.collect(host)).toBeNull();
  });
});

describe('ZFS', () => {
  test('parsePools() reads sizes in bytes', () => {
    expect(parsePools('tank\t1000\t400\tONLINE\t42\nno pools available\n')).toEqual([
      { name: 'tank', sizeBytes: 1000, freeBytes: 400, health: 'ONLINE', uuid: '42' },
    ]);
  });

  test('parsePoolStatus() tells devices from what groups them', () => {
    const text =
      '  pool: tank\n state: DEGRADED\nconfig:\n\n\tNAME        STATE\n\ttank        DEGRADED\n\t  mirror-0  DEGRADED\n\t    sda     ONLINE\n\t    sdb     UNAVAIL  cannot open\n\tspares\n\t  sdf       AVAIL\n\nerrors: No known data errors\n';
    const [pool] = parsePoolStatus(text);
    expect(pool?.state).toBe('DEGRADED');
    expect(pool?.entries.filter(({ isGroup }) => !isGroup).map(({ name, state }) => [name, state])).toEqual([
      ['sda', 'ONLINE'],
      ['sdb', 'UNAVAIL'],
      ['sdf', 'AVAIL'],
    ]);
  });
});

test('btrfs on two devices is a volume group; on one it is none', async () => {
  const folder = '/sys/fs/btrfs/5b0e1f3c-0000-4000-8000-000000000001';
  const files = {
    [`${folder}/label`]: 'pool\n',
    [`${folder}/allocation/data/disk_total`]: '1000000000\n',
    '/sys/class/block/sda2/size': '2000000\n',
    '/sys/class/block/sdb2/size': '2000000\n',
  };
  const two = replayHost({ files, folders: { [`${folder}/devices`]: ['sda2', 'sdb2'] } });
  expect(await linuxVolumeGroups.collect(two)).toMatchObject([
    { name: 'pool', size: 2048, free: 1048, physicalCount: 2 },
  ]);
  expect(await linuxPhysicalVolumes.collect(two)).toMatchObject([{ device: '/dev/sda2' }, { device: '/dev/sdb2' }]);
  expect(
    await linuxVolumeGroups.collect(replayHost({ files, folders: { [`${folder}/devices`]: ['sda2'] } })),
  ).toBeNull();
});

test('parseLsdg() counts what files may use', () => {
  const text = `State Type Rebal Sector Block AU Total_MB Free_MB Req_mir_free_MB Usable_file_MB Offline_disks Voting_files Name
MOUNTED NORMAL N 512 4096 4194304 1526208 954324 381552 286386 0 N FLASH/
`;
  expect(parseLsdg(text)).toMatchObject([{ label: 'FLASH', total: 572_328, free: 286_386, fileSystem: 'Oracle ASM' }]);
});

test('findSecondPaths() keeps the first way to each device', () => {
  const text =
    "d11 (35000c5) dm-15 SEAGATE,DL1800\nsize=1.6T\n`-+- policy='service-time 0'\n  |- 14:0:20:0 sdai 66:32  active\n  `- 14:0:45:0 sdbg 67:160 active\n";
  expect([...findSecondPaths(text)]).toEqual(['sdbg']);
});

test('parseBlkid() reads both layouts', () => {
  expect(parseBlkid('/dev/sda1: UUID="05d9" LABEL="my \\"disk\\"" TYPE="xfs"\n')[0]).toMatchObject({
    UUID: '05d9',
    TYPE: 'xfs',
  });
  expect(parseBlkid('ID_FS_UUID=05d9\nID_FS_TYPE=xfs\n\nID_FS_UUID=06\n')).toHaveLength(2);
});

test('parseDfRows() reads kinds, long devices and mount points with spaces', () => {
  const text =
    'Filesystem  Type 1024-blocks Used Available Capacity Mounted on\n/dev/mapper/VolGroup00-LogVol00\n   ext3 6030784 1147932 4571556 21% /\n//srv/share cifs 100 40 -5 99% /mnt/My Files\n';
  expect(parseDfRows(text)).toMatchObject([
    { device: '/dev/mapper/VolGroup00-LogVol00', fileSystem: 'ext3', sizeKiB: 6_030_784, mountPoint: '/' },
    { device: '//srv/share', freeKiB: 0, mountPoint: '/mnt/My Files' },
  ]);
});
