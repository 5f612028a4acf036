/** Names of OCS Inventory that have no meaning here, and why. */
export const settingsWithoutMeaning: Readonly<Record<string, string>> = {
  COMPRESS_TRY_OTHERS: 'Bodies in gzip and without compression are always accepted.',
  'DATA_FILTER, DATA_TO_FILTER': 'Not built; leave the section out in the configuration of the agent.',
  DEFAULT_CATEGORY: 'Software that no rule matches is NEW.',
  EXT_USERAGENTS_FILE_PATH: 'No agent is refused for its name.',
  'INVENTORY_CACHE_ENABLED, INVENTORY_CACHE_REVALIDATE, INVENTORY_CACHE_KEEP':
    'Searches read the rows themselves; there is no cache to keep.',
  INVENTORY_FILTER_ENABLED: 'Historic; OCS Inventory does not read it either.',
  INVENTORY_SAAS_ENABLED: 'Not built.',
  INVENTORY_TRANSACTION: 'An inventory is always stored whole or not at all.',
  INVENTORY_WRITE_DIFF: 'Only rows that differ are ever written.',
  LOGPATH: 'The log is always in the data folder; see --log-to.',
  'OCS_DB_*': 'See the option --database.',
  OCS_FILES_PATH: 'Files are always written inside the data folder.',
  OPTIONS_NOT_OVERLOADED: 'There is one place for each value.',
  SECURITY_LEVEL: 'OCS Inventory declares it and never reads it.',
  SNMP_NETWORK: 'Networks to scan are given to machines by the discovery, which is not built yet.',
  SNMP_PRINT_HTTPS_ERROR: 'Historic.',
  UNICODE_SUPPORT: 'All text is Unicode.',
  UPDATE: 'Served agents of version 1 updating themselves.',
  WEB_SERVICE_PRIV_MODS_CONF: 'There are no modules to load.',
};
