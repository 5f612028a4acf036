import { expect, test } from 'vitest';
import { ocsTables, toOcsRows } from './ocs-tables.ts';

const tableOf = (element: string) => {
  const table = ocsTables().find((one) => one.element === element);
  if (table === undefined) throw new Error(`no table ${element}`);
  return table;
};

test('sections have the names of OCS Inventory', () => {
  const elements = ocsTables().map(({ element }) => element);
  // Source: ocs-server §2.2.
  const known = [
    'HARDWARE',
    'BIOS',
    'MEMORIES',
    'SOFTWARES',
    'SIM',
    'LOCAL_USERS',
    'REPOSITORY',
    'NETWORKS',
    'REGISTRY',
  ];
  expect(elements).toEqual(expect.arrayContaining(known));
  expect(new Set(elements).size).toBe(elements.length);
  expect(elements.filter((name) => ['ACCOUNTINFO', 'SIMCARDS'].includes(name) || name.includes('/'))).toEqual([]);
});

test('dates, flags, addresses and words are written as OCS agents write them', () => {
  expect(toOcsRows(tableOf('BIOS'), [{ biosDate: '2020-03-04', systemModel: 'X & Y' }])).toEqual([
    { BDATE: '03/04/2020', SMODEL: 'X & Y' },
  ]);
  expect(toOcsRows(tableOf('SOFTWARES'), [{ name: 'bash', installedAt: '2020-01-02 03:04:05' }])).toEqual([
    { NAME: 'bash', INSTALLDATE: '2020/01/02 03:04:05' },
  ]);
  expect(toOcsRows(tableOf('NETWORKS'), [{ status: 'up', ip6: '2001:db8::1', virtual: true }])).toEqual([
    expect.objectContaining({ STATUS: 'Up', IPADDRESS: '2001:db8::1', VIRTUALDEV: '1' }),
  ]);
});
