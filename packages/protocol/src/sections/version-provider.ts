import { defineSection, integer, text, texts } from '../define-section.ts';

/**
 * The agent and what it runs on.
 *
 * Source: `VERSIONPROVIDER`, `versionprovider`. The arguments of the command may hold passwords.
 */
export const versionProvider = defineSection({
  name: 'versionProvider',
  label: 'Agent program',
  description: 'The agent that made the inventory, and what it runs on.',
  group: 'agent',
  rows: 'one',
  wire: { xml: 'VERSIONPROVIDER', json: 'versionprovider' },
  identity: [],
  columns: {
    name: text('Name', 'Name of the agent.', { xml: 'NAME', search: true, listed: true }),
    version: text('Version', 'Version of the agent.', { version: true, xml: 'VERSION', search: true, listed: true }),
    comments: texts('Comments', 'Who built it, and when.', { xml: 'COMMENTS', listed: true }),
    program: text('Program', 'Program that ran.', { xml: 'PROGRAM', listed: true }),
    collectionTime: integer('Collection time', 'Time the agent needed for the inventory.', {
      xml: 'ETIME',
      unit: 's',
      volatile: true,
      listed: true,
    }),
    perlArguments: text('Arguments', 'Arguments of the command.', { xml: 'PERL_ARGS', secret: true, volatile: true }),
    perlProgram: text('Perl', 'Perl program that ran it.', { xml: 'PERL_EXE' }),
    perlVersion: text('Perl version', 'Version of Perl.', { xml: 'PERL_VERSION' }),
    perlFolders: text('Perl folders', 'Where Perl looks for modules.', { xml: 'PERL_INC' }),
    perlConfiguration: texts('Perl configuration', 'How Perl was built.', { xml: 'PERL_CONFIG' }),
    perlModules: texts('Perl modules', 'Modules in use and their versions; they differ by task.', {
      xml: 'PERL_MODULE',
      volatile: true,
    }),
  },
});
