import { sections } from '@muster/protocol';
import { selectPowerSupplies } from '../../../collectors/linux/power-supplies.ts';
import { completeMemories, completePowerSupplies, parseFru, toFruControllers } from '../../../linux/ipmi-fru.ts';
import { dmidecodeSmbios } from '../../../smbios/dmidecode-smbios.ts';
import { parseDmidecode } from '../../../smbios/dmidecode-text.ts';
import { toMemories } from '../../../smbios/memory-modules.ts';
import { type Topic, textOf, toFields, whole } from '../conformance.ts';
import { toMemoryFields, toPowerSupplyFields } from './dmidecode.ts';

export const ipmiFru: Topic = {
  topic: 'ipmi-fru',
  checks: {
    controllers: whole((given) =>
      toFruControllers(parseFru(textOf(given))).map((row) =>
        toFields(sections.controllers, row, ['NAME', 'TYPE', 'MANUFACTURER', 'MODEL', 'SERIAL', 'REV']),
      ),
    ),
    'memories-merged': whole((given) => {
      const modules = toMemories(dmidecodeSmbios(parseDmidecode(textOf(given, 0))).memory());
      const merged = completeMemories(modules, parseFru(textOf(given, 1)));
      return Object.fromEntries(merged.map((module) => [module.caption, toMemoryFields(module)]));
    }),
    'psu-dmidecode': whole((given) =>
      selectPowerSupplies(dmidecodeSmbios(parseDmidecode(textOf(given))).powerSupplies()).map(toPowerSupplyFields),
    ),
    'psu-merged': whole((given) => {
      const told = selectPowerSupplies(dmidecodeSmbios(parseDmidecode(textOf(given, 0))).powerSupplies());
      return completePowerSupplies(told, parseFru(textOf(given, 1))).map(toPowerSupplyFields);
    }),
  },
};
