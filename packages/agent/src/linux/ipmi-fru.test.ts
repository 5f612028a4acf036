import { describe, expect, test } from 'vitest';
import { completeMemories, completePowerSupplies, parseFru, toFruControllers } from './ipmi-fru.ts';

const FRU = parseFru(`FRU Device Description : Builtin FRU Device (ID 0)
 Board Mfg             : Acme
 Board Product         : Board

FRU Device Description : PS1 (ID 1)
 Board Mfg             : DELL
 Board Product         : PWR SPLY,495W
 Board Serial          : PSU1
 Board Part Number     : 0GRTNKA02

FRU Device Description : PS2 (ID 2)
 Device not present (Timeout)

FRU Device Description : CPU0 DIMM1 SPD (ID 19)
 Memory Type           : DDR2 SDRAM
 Manufacturer          : SK Hynix
 Part Number           : HYMP525P72CP4-Y5
 Serial Number         : 04004090

FRU Device Description : PERC1 (ID 10)
 Board Mfg             : DELL
 Board Product         : Storage Cntlr. H330
 Board Serial          : CARD1
 Board Part Number     : 0GDJ3JA03
`);

describe('parts that the service processor knows', () => {
  test('are read without those that are absent', () => {
    expect(FRU.map(({ name }) => name)).toEqual(['Builtin FRU Device', 'PS1', 'CPU0 DIMM1 SPD', 'PERC1']);
  });

  test('complete power supplies by serial number, and add those that firmware left out', () => {
    const told = [{ serial: 'PSU1', name: null, maximumPower: 495 }];
    expect(completePowerSupplies(told, FRU)).toEqual([
      { serial: 'PSU1', name: 'PWR SPLY,495W', manufacturer: 'Dell', partNumber: '0GRTNK', maximumPower: 495 },
    ]);
    expect(completePowerSupplies([], FRU)).toHaveLength(1);
  });

  test.each(['CPU0_DIMM1', 'CPU0 DIMM1', 'P0-DIMM1'])('complete the memory module in %s', (caption) => {
    expect(completeMemories([{ caption, capacity: 2048 }], FRU)).toEqual([
      { caption, capacity: 2048, manufacturer: 'Hynix', model: 'HYMP525P72CP4-Y5', serial: '04004090' },
    ]);
  });

  test('leave an empty slot empty, and what firmware knows as it is', () => {
    const empty = { caption: 'CPU0_DIMM1', capacity: null };
    const known = { caption: 'CPU0_DIMM1', capacity: 2048, serial: 'KNOWN' };
    expect(completeMemories([empty], FRU)).toEqual([empty]);
    expect(completeMemories([known], FRU)[0]?.serial).toBe('KNOWN');
  });

  test('are controllers, with their serial numbers', () => {
    expect(toFruControllers(FRU)).toEqual([
      {
        name: 'Storage Cntlr. H330',
        type: 'PERC',
        manufacturer: 'Dell',
        model: '0GDJ3J',
        serial: 'CARD1',
        revision: 'A03',
      },
    ]);
  });
});
