import type { Migration } from '../migrate.ts';
import { addSectionSchema, type SectionSchema } from '../section-table.ts';

/** Written by `npm run gen -- --migration` from the section definitions of its day; frozen once released. */
export const machineState: Migration = {
  name: '0014-machine-state',
  up: (db, engine) => addSectionSchema(db, engine, SCHEMA),
};

const SCHEMA: SectionSchema = {
  section_kernel_modules: {
    name: 'text',
    version: 'text',
    size: 'integer',
    state: 'text',
    used_by: 'texts',
    taint: 'text',
  },
  section_listening_ports: {
    protocol: 'text',
    address: 'text',
    port: 'integer',
    process: 'text',
    account: 'text',
    pid: 'integer',
  },
  section_software: {
    origin: 'text',
  },
  section_pending_updates: {
    name: 'text',
    installed_version: 'text',
    version: 'text',
    architecture: 'text',
    security: 'flag',
    origin: 'text',
    source: 'text',
  },
  section_services: {
    name: 'text',
    display_name: 'text',
    status: 'text',
    start_type: 'text',
    account: 'text',
    command: 'text',
    comment: 'text',
    manager: 'text',
    file: 'text',
    pid: 'integer',
    exit_code: 'integer',
    specific_exit_code: 'integer',
  },
  section_sessions: {
    login: 'text',
    terminal: 'text',
    remote_host: 'text',
    type: 'text',
    started_at: 'datetime',
    state: 'text',
  },
  section_local_users: {
    last_login_at: 'datetime',
  },
  section_certificates: {
    subject: 'text',
    issuer: 'text',
    names: 'texts',
    valid_from: 'datetime',
    valid_until: 'datetime',
    serial_number: 'text',
    sha256: 'text',
    key_type: 'text',
    self_signed: 'flag',
    path: 'text',
  },
};
