import { agent } from './fr/agent.ts';
import { devices } from './fr/devices.ts';
import type { French } from './fr/french.ts';
import { network } from './fr/network.ts';
import { networkEquipment } from './fr/network-equipment.ts';
import { processor } from './fr/processor.ts';
import { security } from './fr/security.ts';
import { software } from './fr/software.ts';
import { storage } from './fr/storage.ts';
import { system } from './fr/system.ts';
import { users } from './fr/users.ts';
import { virtual } from './fr/virtual.ts';

export type { French, FrenchSection, FrenchSections } from './fr/french.ts';

/** Labels and descriptions of all sections and columns in French; the English stands in the definitions. */
export const fr = {
  groups: {
    system: 'Système',
    processor: 'Processeur et mémoire',
    storage: 'Stockage',
    devices: 'Périphériques',
    network: 'Réseau',
    software: 'Logiciels',
    users: 'Utilisateurs',
    virtual: 'Machines virtuelles',
    security: 'Sécurité',
    agent: 'Agent',
  },
  sections: {
    ...system,
    ...processor,
    ...storage,
    ...devices,
    ...network,
    ...networkEquipment,
    ...software,
    ...users,
    ...virtual,
    ...security,
    ...agent,
  },
} as const satisfies French;
