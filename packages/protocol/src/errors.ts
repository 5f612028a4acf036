type Entry = { readonly status: number; readonly message: string; readonly hint: string };

/** Every error a person or an agent may meet. A code is never reused, not even after removal. */
export const errors = {
  // What agents send
  BODY_EMPTY: {
    status: 400,
    message: 'Cannot read the message: the body is empty',
    hint: 'An agent posts a compressed XML or JSON document. Check that no proxy strips the body.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    message: 'Cannot read the message: the body is larger than {limit} bytes',
    hint: 'Raise MUSTER_MAX_BODY_BYTES, or leave out a section in the configuration of the agent.',
  },
  BODY_INFLATED_TOO_LARGE: {
    status: 413,
    message:
      'Cannot read the message: inflated it is larger than {limit} bytes, or more than {ratio} times its compressed size',
    hint: 'Real inventories stay far below. If this one is real, raise MUSTER_MAX_INFLATED_BYTES.',
  },
  BODY_NOT_DECODABLE: {
    status: 400,
    message: 'Cannot read the message: it is neither zlib, gzip, XML nor JSON',
    hint: 'The body may be truncated or encrypted. Check the proxy between agent and server.',
  },
  BODY_TIMED_OUT: {
    status: 408,
    message: 'Cannot read the message: it did not arrive within {seconds} seconds',
    hint: 'The agent will try again at its next contact.',
  },
  XML_NOT_WELL_FORMED: {
    status: 400,
    message: 'Cannot read the message: the XML is not well formed: {reason}',
    hint: 'Run the agent with its debug option and look at the document it sends.',
  },
  XML_DOCTYPE_REFUSED: {
    status: 400,
    message: 'Cannot read the message: the XML has a DOCTYPE',
    hint: 'No agent sends one. Entities are never expanded here.',
  },
  JSON_NOT_WELL_FORMED: {
    status: 400,
    message: 'Cannot read the message: the JSON is not well formed',
    hint: 'Run the agent with its debug option and look at the document it sends.',
  },
  MESSAGE_SHAPE_WRONG: {
    status: 400,
    message: 'Cannot read the message: {reason}',
    hint: 'The document is readable, but it is not a message of an inventory agent.',
  },
  MESSAGE_TOO_DEEP: {
    status: 400,
    message: 'Cannot read the message: elements are nested more than {limit} deep',
    hint: 'Real inventories have five levels.',
  },
  MESSAGE_TOO_MANY_ROWS: {
    status: 413,
    message: 'Cannot read the message: it has more than {limit} elements',
    hint: 'Real inventories stay far below. Leave out a section in the configuration of the agent.',
  },
  MESSAGE_TOO_COSTLY: {
    status: 413,
    message: 'Cannot read the message: it takes more time or memory than a message may',
    hint: 'Nothing of it was stored. Real inventories stay far below; the log tells more, and which address sent it.',
  },
  QUERY_MISSING: {
    status: 400,
    message: 'Cannot answer the message: it has no QUERY',
    hint: 'An agent names what it wants: PROLOG, INVENTORY…',
  },
  QUERY_UNKNOWN: {
    status: 400,
    message: 'Cannot answer the message: QUERY "{query}" is unknown',
    hint: 'Known are PROLOG and INVENTORY for XML, contact and inventory for JSON.',
  },
  QUERY_NOT_BUILT: {
    status: 501,
    message: 'Cannot answer the message: QUERY "{query}" is not supported by this version',
    hint: 'See docs/agents.md for what is supported.',
  },
  DEVICE_ID_MISSING: {
    status: 400,
    message: 'Cannot accept the message: it has no DEVICEID',
    hint: 'The agent makes one at its first run; look at the state directory of the agent.',
  },
  DEVICE_ID_INVALID: {
    status: 400,
    message: 'Cannot accept the message: the DEVICEID is not of a known form',
    hint: 'Expected are 1 to 255 printable characters without / \\ < > " \' and white space, the first of them a letter, a digit or a non-ASCII letter.',
  },
  INVENTORY_DISABLED: {
    status: 403,
    message: 'Inventory is disabled',
    hint: 'FREQUENCY is -1 on this server: an administrator switched inventories off.',
  },
  INVENTORY_FLOOD: {
    status: 403,
    message:
      'Cannot accept the inventory: another new machine came from the same address less than {seconds} seconds ago',
    hint: 'INVENTORY_FILTER_FLOOD_IP is on. Addresses of which many new machines are expected belong in TRUSTED_IP.',
  },
  INVENTORY_NOT_ASKED: {
    status: 403,
    message: 'Cannot accept the inventory: the machine was not asked for it',
    hint: 'INVENTORY_SESSION_ONLY is on: an inventory needs a contact before it. Machines that are not asked belong in TRUSTED_IP.',
  },
  INVENTORY_BUSY: {
    status: 503,
    message: 'Cannot accept the inventory now: too many are waiting',
    hint: 'The agent will try again at its next contact.',
  },
  // What people import and delete
  MESSAGE_NOT_INVENTORY: {
    status: 400,
    message: 'Cannot import the message: it is no inventory but "{query}"',
    hint: 'Import the files that agents write of a machine: .ocs, XML or JSON.',
  },
  FILE_UNREADABLE: {
    status: 400,
    message: 'Cannot read the file: {reason}',
    hint: 'Check the path, and that this user may read it.',
  },
  ZIP_DAMAGED: {
    status: 400,
    message: 'Cannot read the zip archive: {reason}',
    hint: 'It may be truncated. Unpack it with another program and import the folder.',
  },
  ZIP_TOO_DEEP: {
    status: 400,
    message: 'Cannot read the zip archive: it stands in more than {limit} archives, itself among them',
    hint: 'Unpack the outer one first.',
  },
  ZIP_TOO_MANY_FILES: {
    status: 413,
    message: 'Cannot read the rest of the zip archive: it has more than {limit} files',
    hint: 'Split it into several, or unpack it and import the folder.',
  },
  ZIP_TOO_LARGE: {
    status: 413,
    message: 'Cannot read the rest of the zip archive: unpacked it is larger than any real one',
    hint: 'Inventories compress 8 to 30 times. If this one is real, unpack it and import the folder.',
  },
  IMPORT_NOT_STORED: {
    status: 500,
    message: 'Cannot store the inventory: {reason}',
    hint: 'Nothing of this file was stored. Import it again when the reason is gone.',
  },
  CONFIRMATION_NEEDED: {
    status: 400,
    message: 'Cannot delete {count} assets: the request does not confirm it',
    hint: 'Deleting cannot be undone. Confirm it by {wish}.',
  },
  REGISTRY_QUERY_NOT_FOUND: {
    status: 404,
    message: 'Cannot find registry query {id}',
    hint: 'It may have been deleted.',
  },
  REGISTRY_QUERY_NAME_TAKEN: {
    status: 409,
    message: 'Cannot store the registry query: there is another one named "{name}"',
    hint: 'Answers come back under this name: choose another.',
  },
  REGISTRY_QUERY_CHANGED: {
    status: 409,
    message: 'Cannot store the registry query "{name}": somebody else changed it meanwhile',
    hint: 'Nothing was stored. Load the query again and repeat the change.',
  },
  REGISTRY_QUERY_INVALID: {
    status: 400,
    message: 'Cannot store the registry query: {reason}',
    hint: 'A query has a name, the number of a tree, a key such as SOFTWARE\\Example, and a value or *.',
  },
  SOFTWARE_NOT_FOUND: {
    status: 404,
    message: 'Cannot find software {titleId}',
    hint: 'Software that just arrived is in the list after some seconds.',
  },
  SOFTWARE_CATEGORY_NOT_FOUND: {
    status: 404,
    message: 'Cannot find software category {categoryId}',
    hint: 'It may have been removed. GET /api/v1/software/categories lists those there are.',
  },
  SOFTWARE_CATEGORY_NAME_TAKEN: {
    status: 409,
    message: 'Cannot store the category: there is another one named "{name}"',
    hint: 'Names differ in more than capital letters: choose another.',
  },
  SOFTWARE_CATEGORY_BUILT_IN: {
    status: 409,
    message: 'Cannot change the category {name}: every dictionary has it',
    hint: 'Make a category of your own.',
  },
  SOFTWARE_CATEGORY_IN_USE: {
    status: 409,
    message: 'Cannot remove the category "{name}": {rules} rule(s) lead to it',
    hint: 'Remove these rules, or let them lead elsewhere, first.',
  },
  SOFTWARE_RULE_INVALID: {
    status: 400,
    message: 'Cannot store the rules: rule {number} is wrong: {reason}',
    hint: 'A rule has a pattern for the name or for the publisher; a version may be added.',
  },
  SOFTWARE_RULES_CHANGED: {
    status: 409,
    message: 'Cannot store the rules: somebody else changed them meanwhile',
    hint: 'Nothing was stored. Load them again and repeat the change.',
  },
  SOFTWARE_MOVE_NOT_FOUND: {
    status: 404,
    message: 'Cannot undo move {moveId}: it is undone already, or too long ago',
    hint: 'Moves can be undone once, for 90 days. The audit trail has them all.',
  },
  NETWORK_NOT_FOUND: {
    status: 404,
    message: 'Cannot find network {id}',
    hint: 'It may have been deleted.',
  },
  NETWORK_INVALID: {
    status: 400,
    message: 'Cannot store the network: {reason}',
    hint: 'A network has a name, its first address such as 192.0.2.0, and a mask such as 255.255.255.0 or 24.',
  },
  NETWORK_EXISTS: {
    status: 409,
    message: 'Cannot store the network: {network} has a name already',
    hint: 'Change that one, or give each of the two a TAG.',
  },
  NETWORK_CHANGED: {
    status: 409,
    message: 'Cannot change network {id}: it was changed meanwhile, to version {version}',
    hint: 'Read it again, and decide whether your change still holds.',
  },
  DEVICE_CHANGED: {
    status: 409,
    message: 'Cannot change what is known of device {mac}: somebody else did meanwhile',
    hint: 'Read it again, and decide whether your change still holds.',
  },
  DEVICE_NOT_FOUND: {
    status: 404,
    message: 'Cannot find what is known of device {mac}',
    hint: 'It was not seen or not identified, or somebody has removed it meanwhile.',
  },
  DEVICE_INVALID: {
    status: 400,
    message: 'Cannot store what is known of the device: {reason}',
    hint: 'A device has a MAC address such as 00:1a:2b:3c:4d:5e, a type and a description.',
  },
  DEVICE_TYPE_NOT_FOUND: {
    status: 404,
    message: 'Cannot find device type "{type}"',
    hint: 'GET /api/v1/device-types lists the types; POST adds one.',
  },
  DEVICE_TYPE_EXISTS: {
    status: 409,
    message: 'Cannot add device type "{type}": there is one of that name',
    hint: 'Names of types are compared without regard to case.',
  },
  DEVICE_TYPE_IN_USE: {
    status: 409,
    message: 'Cannot remove device type "{type}": {devices} devices are of it',
    hint: 'Identify them as something else first.',
  },
  ANSWER_UNKNOWN: {
    status: 404,
    message: 'Cannot find the answer: no message with this GLPI-Request-ID is worked on',
    hint: 'The server was restarted, or the answer was fetched too late. The agent will try again at its next contact.',
  },
  // What people and programs ask
  EXTERNAL_NOT_BUILT: {
    status: 501,
    message: 'Cannot answer {name}: this version has nothing of it',
    hint: 'What the interfaces of OCS Inventory offer here is in docs/reference/external-interfaces.md.',
  },
  WEB_SERVICE_DISABLED: {
    status: 403,
    message: 'Cannot answer at /ocsinterface: the setting WEB_SERVICE_ENABLED is off',
    hint: 'An administrator can turn it on: muster-server settings set WEB_SERVICE_ENABLED 1.',
  },
  SOAP_CALL_INVALID: {
    status: 400,
    message: 'Cannot read the call: {reason}',
    hint: 'A call is a SOAP 1.1 envelope; its body has one element, named as the function.',
  },
  REQUEST_INVALID: {
    status: 400,
    message: 'Cannot answer the request: {reason}',
    hint: 'The API is described at /api/v1/openapi.json.',
  },
  ROUTE_NOT_FOUND: {
    status: 404,
    message: 'Cannot find {method} {path}',
    hint: 'The API is described at /api/v1/openapi.json.',
  },
  METHOD_NOT_ALLOWED: {
    status: 403,
    message: 'Cannot answer the request: method {method} is not allowed here',
    hint: 'Agents use POST.',
  },
  ASSET_NOT_FOUND: {
    status: 404,
    message: 'Cannot find asset {assetId}',
    hint: 'It may have been deleted.',
  },
  GROUP_NOT_FOUND: {
    status: 404,
    message: 'Cannot find group {groupId}',
    hint: 'It may have been deleted.',
  },
  ASSET_MERGED: {
    status: 409,
    message: 'Cannot use asset {assetId}: it was merged into asset {survivorId}',
    hint: 'Use the record it was merged into, or undo the merge.',
  },
  MERGE_INVALID: {
    status: 400,
    message: 'Cannot merge: {reason}',
    hint: 'A merge needs a record that stays and at least one other.',
  },
  MERGE_NOT_FOUND: {
    status: 404,
    message: 'Cannot undo merge {mergeId}: there is none that stands',
    hint: 'It may have been undone already.',
  },
  MERGE_NOT_LAST: {
    status: 409,
    message: 'Cannot undo merge {mergeId}: merge {lastId} into the same record came later',
    hint: 'Undo the later ones first.',
  },
  MASS_ACTION_NOT_FOUND: {
    status: 404,
    message: 'Cannot find mass action {massActionId}',
    hint: 'Mass actions are kept for 30 days after their end.',
  },
  MASS_ACTION_EMPTY: {
    status: 400,
    message: 'Cannot start: no asset is selected',
    hint: 'What was selected may have been deleted or changed meanwhile. Select again.',
  },
  MASS_ACTION_NOT_UNDOABLE: {
    status: 409,
    message: 'Cannot undo mass action {massActionId}: {reason}',
    hint: 'The result of the mass action tells what it changed.',
  },
  DECISION_NOT_FOUND: {
    status: 404,
    message: 'Cannot split asset {assetId} at decision {decisionId}: it was not recognised by that one',
    hint: 'Its decisions are listed at /api/v1/assets/:assetId/identity; one that made the record cannot be split.',
  },
  SUSPICION_NOT_FOUND: {
    status: 404,
    message: 'Cannot find suspicion {suspicionId}',
    hint: 'It may have been settled by a merge.',
  },
  SECTION_NOT_FOUND: {
    status: 404,
    message: 'Cannot find section "{section}"',
    hint: 'The sections are listed in docs/reference/sections.md.',
  },
  HISTORY_EXPIRED: {
    status: 410,
    message: 'Cannot tell the state: the history before {horizon} was deleted',
    hint: 'How long the history is kept is the setting HISTORY_RETENTION.',
  },
  HISTORY_NOT_KEPT: {
    status: 400,
    message: 'Cannot tell the state: no history is kept of "{section}"',
    hint: 'It changes by itself all the time, or no section defines it: only its present is stored.',
  },
  HISTORY_INCOMPLETE: {
    status: 409,
    message: 'Cannot tell the state: the history of "{section}" does not fit its rows',
    hint: 'A later moment may be told. An earlier version may have written the history: please report it.',
  },
  SEARCH_INVALID: {
    status: 400,
    message: 'Cannot search: {path} of the search is wrong: {reason}',
    hint: 'GET /api/v1/search/fields lists the fields and their operators.',
  },
  SEARCH_NOT_FOUND: {
    status: 404,
    message: 'Cannot find stored search {searchId}',
    hint: 'It may have been deleted, or is no longer shared.',
  },
  SEARCH_NOT_YOURS: {
    status: 403,
    message: 'Cannot change stored search {searchId}: it belongs to {owner}',
    hint: 'Store a copy of it under your own name.',
  },
  SEARCH_NAME_TAKEN: {
    status: 409,
    message: 'Cannot store the search: you have one named "{name}"',
    hint: 'Choose another name.',
  },
  PREFERENCE_TOO_LARGE: {
    status: 413,
    message: 'Cannot keep preference {name}: it is larger than {limit} bytes',
    hint: 'Preferences are for what a person sets in the console.',
  },
  PREFERENCES_TOO_MANY: {
    status: 409,
    message: 'Cannot keep another preference: there are {limit} already',
    hint: 'Forget some that are no longer used: GET /api/v1/preferences lists them.',
  },
  VIEW_NOT_FOUND: {
    status: 404,
    message: 'Cannot find view {viewId}',
    hint: 'It may have been deleted, or is no longer shared.',
  },
  VIEW_NOT_YOURS: {
    status: 403,
    message: 'Cannot change view {viewId}: it belongs to {owner}',
    hint: 'Save a copy of it under your own name.',
  },
  VIEW_NAME_TAKEN: {
    status: 409,
    message: 'Cannot save the view: you have one of this list named "{name}"',
    hint: 'Choose another name.',
  },
  VIEW_CHANGED: {
    status: 409,
    message: 'Cannot save the view "{name}": it was changed elsewhere meanwhile',
    hint: 'Nothing was stored. Load the views again and repeat the change.',
  },
  VIEWS_TOO_MANY: {
    status: 409,
    message: 'Cannot save another view: you have {limit} already',
    hint: 'Delete some that are no longer used.',
  },
  GROUP_CHANGED: {
    status: 409,
    message: 'Cannot change group {groupId}: it was changed meanwhile, to revision {revision}',
    hint: 'Read it again, and decide whether your change still holds.',
  },
  GROUP_NAME_TAKEN: {
    status: 409,
    message: 'Cannot store the group: there is one named "{name}"',
    hint: 'Names that differ in case alone are the same. Choose another.',
  },
  NOT_SIGNED_IN: {
    status: 401,
    message: 'Cannot answer the request: nobody is signed in',
    hint: 'Sign in, or send an API token as "Authorization: Bearer …".',
  },
  SIGN_IN_REFUSED: {
    status: 401,
    message: 'Cannot sign in: the user name or the password is wrong',
    hint: 'Passwords can be set with "muster-server user password --name NAME".',
  },
  TOO_MANY_ATTEMPTS: {
    status: 429,
    message: 'Cannot answer the request: too many attempts',
    hint: 'Wait {seconds} seconds and try again.',
  },
  ORIGIN_REFUSED: {
    status: 403,
    message: 'Cannot answer the request: it comes from another site',
    hint: 'Use the address of the console itself.',
  },
  SETUP_LINK_INVALID: {
    status: 403,
    message: 'Cannot set up the first administrator: the link is wrong or was used already',
    hint: 'Restart the server to print a new link, or sign in.',
  },
  USER_NAME_TAKEN: {
    status: 409,
    message: 'Cannot create user "{name}": there is one of that name',
    hint: 'Choose another name.',
  },
  USER_NOT_FOUND: {
    status: 404,
    message: 'Cannot find user "{name}"',
    hint: 'List the users with "muster-server user list".',
  },
  PASSWORD_TOO_WEAK: {
    status: 400,
    message: 'Cannot set the password: it has fewer than {limit} characters',
    hint: 'Choose a longer one; a sentence is easy to remember.',
  },
  SETTING_UNKNOWN: {
    status: 404,
    message: 'Cannot find setting "{name}"',
    hint: 'List the settings with "muster-server settings list".',
  },
  SETTING_INVALID: {
    status: 400,
    message: 'Cannot set "{name}" to "{value}": {reason}',
    hint: 'Its meaning and range are shown by "muster-server settings list".',
  },
  SETTING_NOT_OVERRIDABLE: {
    status: 400,
    message: 'Cannot set "{name}" for a single machine or group: it has one value for all',
    hint: 'Those that may differ are shown by "muster-server settings list".',
  },
  SETTING_CHANGED: {
    status: 409,
    message: 'Cannot set "{name}": somebody else changed it meanwhile',
    hint: 'Nothing was stored. Look at the value there is now, and repeat the change if it still holds.',
  },
  // Administrative data and what agents download
  ADMIN_FIELD_NOT_FOUND: {
    status: 404,
    message: 'Cannot find the administrative field {field}',
    hint: 'List the fields with GET /api/v1/admin-fields.',
  },
  ADMIN_FIELD_CHANGED: {
    status: 409,
    message: 'Cannot change the field "{name}": somebody else changed it meanwhile',
    hint: 'Nothing was stored. Load the field again and repeat the change.',
  },
  ADMIN_FIELD_NAME_TAKEN: {
    status: 409,
    message: 'Cannot make the field "{name}": there is one of that name',
    hint: 'Names that differ in case alone are the same to agents. Choose another.',
  },
  ADMIN_FIELD_INVALID: {
    status: 400,
    message: 'Cannot keep the field: {reason}',
    hint: 'Only select, radio and checkbox have choices; they need at least one.',
  },
  ADMIN_FIELD_BUILT_IN: {
    status: 409,
    message: 'Cannot change "{name}" so: it is a field that agents need',
    hint: 'Its label and its tab can be changed.',
  },
  ADMIN_FIELD_HAS_DATA: {
    status: 409,
    message: 'Cannot remove this of "{name}": {count} machines have a value that would be lost',
    hint: 'Repeat the request with "?confirm=true" to lose them.',
  },
  ADMIN_FIELD_ORDER_INVALID: {
    status: 400,
    message: 'Cannot order the fields: the list does not name every field once',
    hint: 'Somebody may have added or deleted a field meanwhile. Load the list again.',
  },
  ADMIN_VALUE_INVALID: {
    status: 400,
    message: 'Cannot store the value of "{field}": {reason}',
    hint: 'GET /api/v1/admin-fields tells the type and the choices of each field.',
  },
  ADMIN_DATA_CHANGED: {
    status: 409,
    message: 'Cannot store the values of asset {assetId}: somebody else changed them meanwhile',
    hint: 'Nothing was stored. Load the values again and repeat the change.',
  },
  CSV_UNREADABLE: {
    status: 400,
    message: 'Cannot read the file: {reason}',
    hint: 'Save it as CSV, with a first line that names the columns.',
  },
  CSV_COLUMNS_WRONG: {
    status: 400,
    message: 'Cannot import the file: {reason}',
    hint: 'Say which column finds the machine, and which fields the others are.',
  },
  AGENT_FILE_UNKNOWN: {
    // Agents of OCS Inventory take 400 for "there is none".
    status: 400,
    message: 'Cannot send the file: there is none of that name',
    hint: 'Upload it with PUT /api/v1/agent-files/NAME.',
  },
  AGENT_FILE_NOT_FOUND: {
    status: 404,
    message: 'Cannot find the agent file "{name}"',
    hint: 'List the files with GET /api/v1/agent-files.',
  },
  AGENT_FILE_NAME_INVALID: {
    status: 400,
    message: 'Cannot keep the file under this name',
    hint: 'Use letters, digits, "." "_" "+" and "-", at most 128, the first a letter or digit. "label" is the TAG prompt.',
  },
  AGENT_FILE_TOO_LARGE: {
    status: 413,
    message: 'Cannot keep the file: it is larger than {limit} bytes',
    hint: 'Software for machines belongs into a package.',
  },
  AGENT_FILE_UNWRITABLE: {
    status: 507,
    message: 'Cannot write into the data folder: {reason}',
    hint: 'Nothing was kept. Check the free space and the rights of the data folder.',
  },
  AGENT_LABEL_INVALID: {
    status: 400,
    message: 'Cannot set the text of the TAG prompt: it is longer than {limit} characters',
    hint: 'It is one sentence, shown in a small window.',
  },
  AGENT_LABEL_CHANGED: {
    status: 409,
    message: 'Cannot set the text of the TAG prompt: somebody else changed it meanwhile',
    hint: 'Nothing was stored. Load the text again and repeat the change.',
  },
  DEPLOY_DISABLED: {
    status: 403,
    message: 'Cannot send the file: downloads by agents are switched off',
    hint: 'DEPLOY is 0 on this server.',
  },
  // The process itself
  OPTION_INVALID: {
    status: 500,
    message: 'Cannot start: {reason}',
    hint: 'See "--help".',
  },
  LISTEN_NEEDS_TLS: {
    status: 500,
    message: 'Cannot listen on "{address}": beyond this machine passwords and inventories would travel in clear text',
    hint: 'Give --tls-cert and --tls-key, or say --allow-http if another program in front of this one does TLS.',
  },
  LISTEN_FAILED: {
    status: 500,
    message: 'Cannot listen on {address}, port {port}: {reason}',
    hint: 'Another program may use the port: choose another with --port.',
  },
  DATABASE_UNREACHABLE: {
    status: 503,
    message: 'Cannot reach the database: {reason}',
    hint: 'Check --database, and that the database server is running.',
  },
  BACKUP_FAILED: {
    status: 500,
    message: 'Cannot back up the database: {reason}',
    hint: 'Nothing was left behind. Name a file that does not exist yet, on a disk with room for the whole database.',
  },
  BACKUP_NOT_OURS: {
    status: 400,
    message: 'Cannot back up the database: it is no SQLite file',
    hint: 'Use the tools of PostgreSQL, such as pg_dump, or the backup of whoever runs it.',
  },
  DISK_FULL: {
    status: 507,
    message: 'Cannot store anything: the disk is full ({reason})',
    hint: 'Nothing was half stored. Make room; agents report again by themselves, what was under way (an import, a migration) is begun again and goes on.',
  },
  OCS_DATABASE_UNREACHABLE: {
    status: 503,
    message: 'Cannot read the OCS database: {reason}',
    hint: 'Check address, user, password and rights (SELECT is enough). Machines that were taken over already stay; run it again to go on.',
  },
  OCS_DATABASE_INCOMPLETE: {
    status: 422,
    message: 'Cannot migrate: the OCS database is not whole: {reason}',
    hint: 'Nothing was stored. Restore the dump again and look for its first error, or check the name of the database.',
  },
  DATABASE_NEWER: {
    status: 500,
    message:
      'Cannot use the database: it was written by a newer version (migration {found}, this version knows {known})',
    hint: 'Install the newer version again, or restore a backup.',
  },
  NODE_TOO_OLD: {
    status: 500,
    message: 'Cannot run on Node {found}: this program needs Node {needed}',
    hint: 'Start it through npm, which uses the right one: "npm start".',
  },
  INTERNAL: {
    status: 500,
    message: 'Cannot answer the request: the server made an error',
    hint: 'Give the request id to your administrator: the log of the server has the details.',
  },
  // The agent
  SERVER_UNREACHABLE: {
    status: 502,
    message: 'Cannot reach the server "{url}": {reason}',
    hint: 'Check the address, the network, the proxy and the certificate.',
  },
  CERTIFICATE_REFUSED: {
    status: 502,
    message: 'Cannot trust the server "{url}": {reason}',
    hint: 'Give the certificate of its authority with --ca, or its own fingerprint with --ssl-fingerprint; "muster-agent doctor" shows the certificate.',
  },
  PROXY_FAILED: {
    status: 502,
    message: 'Cannot reach the server "{url}" through the proxy "{proxy}": {reason}',
    hint: 'A proxy is given by --proxy or the environment, as http://user:password@host:port/; --proxy none goes without.',
  },
  LOGIN_REFUSED: {
    status: 502,
    message: 'Cannot sign in at the server "{url}": it answered 401',
    hint: 'Give --user and --password, or --oauth-client-id and --oauth-client-secret, as the server expects them.',
  },
  TOKEN_REFUSED: {
    status: 502,
    message: 'Cannot get an OAuth token from "{url}": {reason}',
    hint: 'Check --oauth-client-id and --oauth-client-secret, and that the server knows this client with scope "inventory".',
  },
  SERVER_REFUSED: {
    status: 502,
    message: 'Cannot talk to the server "{url}": it answered {status}',
    hint: 'The log of the server says why.',
  },
  INVENTORY_FILE_WRONG: {
    status: 400,
    message: 'Cannot inject "{name}": {reason}',
    hint: 'An inventory is XML or JSON, plain or compressed, as "muster-agent inventory" writes it.',
  },
  INVENTORY_REFUSED: {
    status: 502,
    message: 'Cannot report to the server "{url}": {reason}',
    hint: 'An administrator of the server decides; its log may say more.',
  },
  SERVER_ANSWER_UNREADABLE: {
    status: 502,
    message: 'Cannot read the answer of the server "{url}": {reason}',
    hint: 'Is this the address of an inventory server? It often ends in /ocsinventory.',
  },
  CONTENT_UNUSABLE: {
    status: 500,
    message: 'Cannot add the content of "{from}": {reason}',
    hint: 'It must be XML with an element CONTENT, or JSON of sections, each a list of rows. The inventory goes on without it.',
  },
  PROGRAM_UNANSWERED: {
    status: 500,
    message: 'Cannot read {what}: the program "{program}" gave no usable answer',
    hint: 'Run it by hand as the user of the agent, and look at what it prints. The section is left out until it answers.',
  },
  NOTE_NOT_FOUND: {
    status: 404,
    message: 'Cannot find the note {noteId} of this asset',
    hint: 'It may have been deleted meanwhile.',
  },
  NOTE_NOT_OWN: {
    status: 403,
    message: 'Cannot change what "{author}" wrote or attached',
    hint: 'Write a note of your own beside it.',
  },
  NOTE_CHANGED: {
    status: 409,
    message: 'Cannot change the note {noteId}: it was changed elsewhere meanwhile',
    hint: 'Nothing was stored. Load the notes again and repeat the change.',
  },
  NOTE_LIMIT: {
    status: 409,
    message: 'Cannot add a note: an asset has {limit} of them at most',
    hint: 'Delete notes that nobody needs any more.',
  },
  ATTACHMENT_NOT_FOUND: {
    status: 404,
    message: 'Cannot find the attachment {attachmentId} of this asset',
    hint: 'It may have been removed meanwhile.',
  },
  ATTACHMENT_LIMIT: {
    status: 409,
    message: 'Cannot attach the file: an asset has {limit} attachments at most',
    hint: 'Remove attachments that nobody needs any more.',
  },
  ATTACHMENT_EMPTY: {
    status: 400,
    message: 'Cannot attach the file: it is empty',
    hint: 'Choose a file that has a content.',
  },
  WAKE_OFF: {
    status: 409,
    message: 'Cannot ask the agent: this server asks none',
    hint: 'The setting AGENT_WAKE allows it.',
  },
  WAKE_NO_ADDRESS: {
    status: 409,
    message: 'Cannot ask the agent: no address of the machine is known',
    hint: 'It is known once the agent has made contact.',
  },
  WAKE_ADDRESS_REFUSED: {
    status: 409,
    message: 'Cannot ask the agent: {address} is no address of a machine on a network',
    hint: 'If agents are reached there nonetheless, add it to the setting AGENT_WAKE_ADDRESSES.',
  },
  WAKE_UNREACHABLE: {
    status: 409,
    message: 'Cannot ask the agent: {address} does not answer on port {port}',
    hint: 'The machine may be off or elsewhere, or a firewall may keep the server out.',
  },
  WAKE_REFUSED: {
    status: 409,
    message: 'Cannot ask the agent: nothing listens at {address} on port {port}',
    hint: 'The agent may not run as a service, run with --no-httpd, or be one without such a port, as those of OCS Inventory.',
  },
  WAKE_UNTRUSTED: {
    status: 409,
    message: 'Cannot ask the agent: the one at {address} does not trust this server',
    hint: 'It trusts the addresses of its servers, and those that its option httpd-trust names.',
  },
  WAKE_NO_AGENT: {
    status: 409,
    message: 'Cannot ask the agent: what answers at {address} on port {port} is none',
    hint: 'Another program may use the port, or another machine the address.',
  },
  STATE_UNWRITABLE: {
    status: 500,
    message: 'Cannot write the state "{path}": {reason}',
    hint: 'Run the agent as a user who may write there, or choose another folder with --vardir.',
  },
  AGENT_BUSY: {
    status: 409,
    message: 'Cannot start: another agent is at work on this machine (process {pid})',
    hint: 'Wait until it has ended; it uses the same --vardir.',
  },
  DAEMON_RUNNING: {
    status: 409,
    message: 'Cannot start the daemon: there is one already (process {pid})',
    hint: 'It uses the same --vardir. "muster-agent wake" makes it contact its servers.',
  },
  AGENT_NOT_RUNNING: {
    status: 409,
    message: 'Cannot wake the agent: no daemon runs on this machine, and no socket waits for it',
    hint: '"muster-agent contact" contacts the servers now.',
  },
  TASK_TIMED_OUT: {
    status: 500,
    message: 'Cannot finish the task "{task}": it did not end within {seconds} seconds, and was killed',
    hint: 'Run the agent with --debug to see what it waits for; --task-timeout gives it more time.',
  },
  TASK_TOO_LARGE: {
    status: 500,
    message: 'Cannot finish the task "{task}": it used more than {mebibytes} MiB of memory, and was killed',
    hint: 'Leave out a section (--without), or raise --task-memory.',
  },
  TASK_CRASHED: {
    status: 500,
    message: 'Cannot finish the task "{task}": it ended by {reason}',
    hint: 'What it said before is in the log. Please report it.',
  },
  CONTROL_PORT_UNUSABLE: {
    status: 500,
    message: 'Cannot listen on {address}: {reason}',
    hint: 'Another agent may use the port: choose one with --httpd-port, or listen to nobody with --no-httpd.',
  },
  OUTPUT_UNWRITABLE: {
    status: 500,
    message: 'Cannot write the inventory to "{path}": {reason}',
    hint: 'Name a folder that is there, or a file in one, with --local or --output.',
  },
  INSTALL_FAILED: {
    status: 500,
    message: 'Cannot set up the agent: {reason}',
    hint: 'It needs root, unless --root names a folder of yours.',
  },
} as const satisfies Record<string, Entry>;

export type ErrorCode = keyof typeof errors;
export type ErrorDetails = Readonly<Record<string, string | number>>;

/** The one error class that crosses package borders. Anything else is a bug and answers 500. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(fill(errors[code].message, details), options);
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return errors[this.code].status;
  }

  /** What its reader can do about it. */
  get hint(): string {
    return fill(errors[this.code].hint, this.details);
  }
}

function fill(template: string, details: ErrorDetails): string {
  return template.replace(/\{(\w+)\}/g, (_, key: string) => String(details[key] ?? '?'));
}
