import { expect, test } from 'vitest';
import { sectionOfTable, toInventory, withEmptySections } from './ocs-inventory.ts';

const hardware = {
  ...{
    ID: '7',
    DEVICEID: 'pc-2026-01-02-03-04-05',
    NAME: 'pc',
    OSNAME: 'Debian <12> & more',
    MEMORY: '2048',
    UUID: null,
  },
  ...{
    QUALITY: '1.0',
    FIDELITY: '4',
    CHECKSUM: '131071',
    LASTDATE: '2026-11-19 10:00:00',
    LASTCOME: '2026-11-20 10:00:00',
  },
  ...{ LASTDATE_MS: '1', LASTCOME_MS: '2', ARCHIVE: '1', SSTATE: '0' },
};

test('rows of the tables are read as an agent’s document is', () => {
  const { inventory, empty } = toInventory(
    hardware,
    new Map([
      ['drives', [{ ID: '1', HARDWARE_ID: '7', TYPE: '/', TOTAL: '1000', CREATEDATE: '0000-00-00', EXTRA: 'kept' }]],
      [
        'software',
        [
          {
            ID: '1',
            HARDWARE_ID: '7',
            NAME_ID: '3',
            NAME: 'bash',
            PUBLISHER: 'Unavailable',
            VERSION: '5.2',
            INSTALLDATE: '2025-05-06 00:00:00',
          },
        ],
      ],
      ['slots', [{ ID: '1', HARDWARE_ID: '7', NAME: null, STATUS: '' }]],
      ['download_history', [{ HARDWARE_ID: '7', PKG_ID: '1700000000' }]],
      ['officepack', [{ ID: '1', HARDWARE_ID: '7', PRODUCT: 'Suite' }]],
    ]),
  );
  expect(inventory.deviceId).toBe('pc-2026-01-02-03-04-05');
  expect(inventory.dialect).toBe('ocs');
  expect(inventory.sections.hardware).toEqual([
    expect.objectContaining({
      name: 'pc',
      osName: 'Debian <12> & more',
      memory: 2048,
      uuid: null,
      lastDate: '2026-11-19 10:00:00',
    }),
  ]);
  expect(inventory.sections.drives).toEqual([
    expect.objectContaining({ mountPoint: '/', total: 1000, createdOn: null }),
  ]);
  expect(inventory.sections.software).toEqual([
    expect.objectContaining({ name: 'bash', publisher: null, version: '5.2', installedAt: '2025-05-06 00:00:00' }),
  ]);
  expect(inventory.sections.downloadHistory).toHaveLength(1);
  expect(inventory.other).toEqual([
    { section: 'DRIVES', row: 0, path: 'EXTRA', value: 'kept' },
    { section: 'OFFICEPACK', row: 0, path: 'PRODUCT', value: 'Suite' },
  ]);
  expect(empty).toEqual({ slots: 1 });
  expect(inventory.sections.slots).toBeUndefined();
  expect(withEmptySections(inventory, ['slots', 'drives', 'officepack']).sections).toMatchObject({
    slots: [],
    drives: [{ mountPoint: '/' }],
  });
});

test('a machine whose identifier no agent could have is refused', () => {
  expect(() => toInventory({ ...hardware, DEVICEID: '../x-2026-01-02-03-04-05' }, new Map())).toThrow(
    expect.objectContaining({ code: 'DEVICE_ID_INVALID' }),
  );
});

test('tables lead to the sections that their elements lead to', () => {
  expect(['software', 'softwares', 'sim', 'local_users', 'download_history', 'officepack'].map(sectionOfTable)).toEqual(
    [...['software', 'software', 'simCards', 'localUsers', 'downloadHistory'], null],
  );
});
