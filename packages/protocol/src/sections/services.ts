import { defineSection, integer, text } from '../define-section.ts';

/**
 * System services: systemd units, init scripts, Windows services.
 *
 * Source: `SERVICE` with `SVC…` of the extension for OCS agents on Windows, whose names other systems use as well.
 */
export const services = defineSection({
  name: 'services',
  label: 'Services',
  description: 'System services, running or not.',
  group: 'software',
  rows: 'many',
  wire: { xml: ['SERVICE', 'SERVICES'], json: 'services' },
  identity: ['name'],
  columns: {
    name: text('Name', 'Name the system knows it by.', {
      xml: ['SVCNAME', 'NAME'],
      json: 'name',
      search: true,
      listed: true,
    }),
    displayName: text('Description', 'What it is, in a few words.', {
      xml: ['SVCDN', 'DISPLAYNAME'],
      json: 'display_name',
      search: true,
      listed: true,
    }),
    status: text('Status', 'Running, stopped, failed…', {
      xml: ['SVCSTATE', 'STATUS'],
      json: 'status',
      letters: 'lower',
      search: true,
      listed: true,
    }),
    startType: text('Start', 'Automatic, manual or disabled.', {
      xml: ['SVCSTARTMODE', 'STARTTYPE'],
      json: 'start_type',
      letters: 'lower',
      spellings: { auto: 'automatic', demand: 'manual' },
      search: true,
      listed: true,
    }),
    account: text('Account', 'Account it runs as.', {
      xml: ['SVCSTARTNAME', 'ACCOUNT'],
      json: 'account',
      search: true,
      listed: true,
    }),
    command: text('Command', 'Program it starts.', { xml: ['SVCPATH', 'COMMAND'], json: 'command', search: true }),
    comment: text('Comment', 'Longer description.', { xml: ['SVCDESC', 'COMMENT'], json: 'comment' }),
    manager: text('Manager', 'What starts it: systemd, sysv, openrc…', { xml: 'MANAGER', search: true }),
    file: text('File', 'File it is configured in.', { xml: 'FILE' }),
    pid: integer('PID', 'Number of its main process.', { xml: 'PID', volatile: true }),
    exitCode: integer('Exit code', 'How it last ended.', { xml: ['SVCEXITCODE', 'EXITCODE'], json: 'exit_code' }),
    specificExitCode: integer('Own exit code', 'How it last ended, by its own list of codes.', {
      xml: ['SVCSPECEXITCODE', 'SPECIFICEXITCODE'],
      json: 'specific_exit_code',
    }),
  },
});
