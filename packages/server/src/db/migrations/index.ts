import type { Migration } from '../migrate.ts';
import { fleet } from './0001-fleet.ts';
import { access } from './0002-access.ts';
import { settings } from './0003-settings.ts';
import { sections } from './0004-sections.ts';
import { overridesAndAudit } from './0005-overrides-and-audit.ts';
import { contacts } from './0006-contacts.ts';
import { identity } from './0007-identity.ts';
import { adminData } from './0008-admin-data.ts';
import { groups } from './0009-groups.ts';
import { lifecycle } from './0010-lifecycle.ts';
import { history } from './0011-history.ts';
import { takeover } from './0012-takeover.ts';
import { discovery } from './0013-discovery.ts';
import { machineState } from './0014-machine-state.ts';
import { storageHealth } from './0015-storage-health.ts';
import { snapshots } from './0016-snapshots.ts';
import { versions } from './0017-versions.ts';
import { networkIndexes } from './0018-network-indexes.ts';
import { searchText } from './0019-search-text.ts';
import { preferences } from './0020-preferences.ts';
import { notes } from './0023-notes.ts';
import { softwareDictionary } from './0025-software-dictionary.ts';
import { softwareCounts } from './0026-software-counts.ts';
import { massActions } from './0028-mass-actions.ts';
import { administration } from './0029-administration.ts';
import { lists } from './0030-lists.ts';
import { assetTexts } from './0031-asset-texts.ts';
import { sharedEvidence } from './0032-shared-evidence.ts';
import { softwareByRelease } from './0033-software-by-release.ts';
import { deletedSearches } from './0034-deleted-searches.ts';
import { discoveryLists } from './0036-discovery-lists.ts';

/** Every migration, oldest first. */
export const migrations: readonly Migration[] = [
  fleet,
  access,
  settings,
  sections,
  overridesAndAudit,
  contacts,
  identity,
  adminData,
  groups,
  lifecycle,
  history,
  takeover,
  discovery,
  machineState,
  storageHealth,
  snapshots,
  versions,
  networkIndexes,
  searchText,
  preferences,
  notes,
  softwareDictionary,
  softwareCounts,
  massActions,
  administration,
  lists,
  assetTexts,
  sharedEvidence,
  softwareByRelease,
  deletedSearches,
  discoveryLists,
];
