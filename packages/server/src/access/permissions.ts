/**
 * What a route may ask for. In this version every user and every API token holds all of them; roles that hold some come
 * with the management of users. `public` needs nobody signed in.
 */
export const permissions = {
  'asset.archive': 'Put assets out of sight, and back.',
  'asset.delete': 'Delete assets for good.',
  'asset.import': 'Import inventories from files.',
  'adminData.write': 'Change administrative values of assets.',
  'adminField.write': 'Define the fields of the administrative data.',
  'agentFile.read': 'See the files that agents can download, and the label of the TAG prompt.',
  'agentFile.write': 'Change them.',
  'asset.merge': 'Merge records of one machine, and undo it; ignore suspicions.',
  'asset.read': 'See assets, their inventories and their history.',
  'audit.read': 'See who changed what.',
  'event.read': 'Be told about what happens while the console is open.',
  'external.use':
    'Use the SOAP interface of OCS Inventory, with all it can do: read and delete assets, change settings.',
  'group.read': 'See groups and their members.',
  'group.write': 'Make, change and delete groups, and decide on their members.',
  'massAction.read': 'See actions on many assets, and what became of them.',
  'network.read': 'See networks, and devices seen on them.',
  'network.write': 'Name networks, and say what devices on them are.',
  'preference.own': 'Keep what one sets for oneself in the console.',
  'asset.wake': 'Ask agents for an inventory now.',
  'note.write': 'Write notes about assets, and attach files.',
  'registry.read': 'See what Windows machines are asked about their registry.',
  'registry.write': 'Change what Windows machines are asked about their registry.',
  'search.read': 'See stored searches.',
  'search.write': 'Store searches.',
  'server.read': 'See the version, the warnings and the addresses of the server.',
  'server.inspect': 'See how the server runs: its database, jobs, queues, slow statements and errors.',
  'software.read': 'See software titles, their categories and the rules about them.',
  'software.write': 'Decide about software: categories, rules, names of publishers, what is unwanted.',
  'session.own': 'See and end the own session.',
  'setting.read': 'See the settings.',
  'setting.write': 'Change the settings.',
  'view.read': 'See saved views of lists.',
  'view.write': 'Save views of lists.',
} as const satisfies Record<string, string>;

export type Permission = keyof typeof permissions;
export type RoutePermission = Permission | 'public';
