import type { AccessTables } from '../access/access-tables.ts';
import type { AdminTables } from '../admin-data/admin-tables.ts';
import type { AgentFilesTables } from '../agent-files/agent-files-tables.ts';
import type { AuditTables } from '../audit/audit-tables.ts';
import type { DiscoveryTables } from '../discovery/discovery-tables.ts';
import type { ContactTables } from '../fleet/contact-tables.ts';
import type { DeletionTables } from '../fleet/deletion-tables.ts';
import type { FleetTables } from '../fleet/fleet-tables.ts';
import type { GroupTables } from '../groups/group-tables.ts';
import type { HistoryTables } from '../history/history-tables.ts';
import type { IdentityTables } from '../identity/identity-tables.ts';
import type { JobTables } from '../jobs/job-tables.ts';
import type { MassActionTables } from '../mass-actions/mass-action-tables.ts';
import type { TakeoverTables } from '../migration/takeover-tables.ts';
import type { NotesTables } from '../notes/notes-tables.ts';
import type { PreferenceTables } from '../preferences/preference-tables.ts';
import type { RegistryTables } from '../registry/registry-tables.ts';
import type { SearchTables } from '../search/search-tables.ts';
import type { ServerTables } from '../server-info/server-tables.ts';
import type { SettingsTables } from '../settings/settings-tables.ts';
import type { SoftwareTables } from '../software/software-tables.ts';
import type { MigrationTables } from './migrate.ts';

/** Every table but those derived from sections, as Kysely sees them. */
export type Tables = AccessTables &
  AdminTables &
  AgentFilesTables &
  AuditTables &
  ContactTables &
  DeletionTables &
  DiscoveryTables &
  FleetTables &
  GroupTables &
  HistoryTables &
  IdentityTables &
  JobTables &
  MassActionTables &
  MigrationTables &
  NotesTables &
  PreferenceTables &
  RegistryTables &
  SearchTables &
  ServerTables &
  SettingsTables &
  SoftwareTables &
  TakeoverTables;
