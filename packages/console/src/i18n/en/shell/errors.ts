export const errors = {
  requestId: 'Request id',
  unreachableTitle: 'The server does not answer',
  unreachableHint:
    'Check that the server is running and that this computer can reach it. The page tries again by itself.',
  unreachableForm: 'Nothing of what you typed is lost. Try again as soon as it answers.',
  unreadable: 'The server gave an answer that cannot be read (status {{status}})',
  unreadableHint: 'A proxy between this browser and the server may have answered instead.',
  notFoundTitle: 'There is no such page',
  notFoundHint: 'The address may be mistyped, or the page may have moved.',
  assetMissingTitle: 'This computer is not known',
  assetMissingHint: 'It may have been deleted since the link was made.',
  backToComputers: 'Back to the computers',
  crashed: 'The console made an error',
  crashedHint: 'Reload the page. If it happens again, tell us what you did before.',
  reload: 'Reload',
  codes: {
    SIGN_IN_REFUSED: {
      message: 'The user name or the password is wrong',
      hint: 'A forgotten password can be replaced on the server: “muster-server user password --name NAME”.',
    },
    TOO_MANY_ATTEMPTS: { message: 'Too many attempts', hint: 'Wait a little before trying again.' },
    SETUP_LINK_INVALID: {
      message: 'This link is wrong or was used already',
      hint: 'Restart the server to print a new link, or sign in.',
    },
    PASSWORD_TOO_WEAK: { message: 'The password is too short', hint: 'A sentence is easy to remember.' },
    USER_NAME_TAKEN: { message: 'There is a user of this name already', hint: 'Choose another name.' },
    ORIGIN_REFUSED: {
      message: 'The request seems to come from another site',
      hint: 'Use the address of the console itself.',
    },
    SEARCH_INVALID: {
      message: 'The search cannot be read',
      hint: 'The place is marked where the search stands; a filter that cannot be read can be removed.',
    },
    VIEW_NAME_TAKEN: { message: 'You have a view of this name already', hint: 'Choose another name.' },
    VIEW_NOT_FOUND: { message: 'This view is no longer there', hint: 'It was deleted, or is shared no longer.' },
    VIEW_NOT_YOURS: { message: 'This view belongs to somebody else', hint: 'Save a view of your own.' },
    VIEW_CHANGED: {
      message: 'This view was saved in another window meanwhile',
      hint: 'Nothing was stored. Look at what is saved now, and save again if yours still holds.',
    },
    VIEWS_TOO_MANY: { message: 'You have as many views as one may have', hint: 'Delete some that are not used.' },
    GROUP_NAME_TAKEN: { message: 'There is a group of this name already', hint: 'Choose another name.' },
    GROUP_NOT_FOUND: { message: 'This group is not there', hint: 'It may have been deleted.' },
    SEARCH_NAME_TAKEN: { message: 'You have a search of this name already', hint: 'Choose another name.' },
    SEARCH_NOT_FOUND: {
      message: 'This search is not there',
      hint: 'It may have been deleted, or is shared no longer.',
    },
    SEARCH_NOT_YOURS: { message: 'This search belongs to somebody else', hint: 'Save it under a name of your own.' },
    REQUEST_INVALID: {
      message: 'The server cannot accept this request',
      hint: 'Check what was typed, or the address of this page.',
    },
    INTERNAL: {
      message: 'The server made an error',
      hint: 'Give the request id to your administrator: the log of the server has the details.',
    },
    DATABASE_UNREACHABLE: {
      message: 'The server cannot reach its database',
      hint: 'Its administrator can see why in the log of the server.',
    },
    SETTING_CHANGED: {
      message: 'Somebody else changed this setting meanwhile',
      hint: 'Nothing was stored. Look at the value there is now, and save again if yours still holds.',
    },
    ADMIN_FIELD_CHANGED: {
      message: 'Somebody else changed this field meanwhile',
      hint: 'Nothing was stored, and what you typed is still here. Compare it with what is stored now, then save again.',
    },
    ADMIN_FIELD_NAME_TAKEN: {
      message: 'There is a field of this name already',
      hint: 'Names that differ in case alone are the same to agents. Choose another.',
    },
    REGISTRY_QUERY_CHANGED: {
      message: 'Somebody else changed this query meanwhile',
      hint: 'Nothing was stored, and what you typed is still here. Compare it with what is stored now, then save again.',
    },
    REGISTRY_QUERY_NAME_TAKEN: {
      message: 'There is a query of this name already',
      hint: 'Answers come back under this name: choose another.',
    },
    AGENT_LABEL_CHANGED: {
      message: 'Somebody else changed the label meanwhile',
      hint: 'Nothing was stored, and what you typed is still here.',
    },
    AGENT_FILE_NAME_INVALID: {
      message: 'A file cannot have this name',
      hint: 'Use letters, digits, “.”, “_”, “+” and “-”, at most 128; “label” is taken.',
    },
    AGENT_FILE_TOO_LARGE: {
      message: 'The file is too large',
      hint: 'At most 512 MiB. Software for machines belongs into a package.',
    },
    WAKE_OFF: { message: 'This server asks no agents', hint: 'The setting AGENT_WAKE allows it.' },
    WAKE_NO_ADDRESS: {
      message: 'No address of the machine is known',
      hint: 'It is known once the agent has made contact.',
    },
    WAKE_ADDRESS_REFUSED: {
      message: 'The address of the machine is none on a network',
      hint: 'If agents are reached there nonetheless, add it to the setting AGENT_WAKE_ADDRESSES.',
    },
    WAKE_UNREACHABLE: {
      message: 'The machine does not answer',
      hint: 'It may be off or elsewhere, or a firewall may keep the server out of the control port.',
    },
    WAKE_REFUSED: {
      message: 'No agent listens on the machine',
      hint: 'It may not run as a service, run with --no-httpd, or be one without a control port, as those of OCS Inventory.',
    },
    WAKE_UNTRUSTED: {
      message: 'The agent does not trust this server',
      hint: 'It trusts the addresses of its servers, and those that its option httpd-trust names.',
    },
    WAKE_NO_AGENT: {
      message: 'What answers there is no agent',
      hint: 'Another program may use the port, or another machine the address.',
    },
    NOTE_NOT_OWN: { message: 'Somebody else wrote or attached it', hint: 'Write a note of your own beside it.' },
    NOTE_CHANGED: {
      message: 'This note was changed in another window meanwhile',
      hint: 'Nothing was stored, and what you typed is still here.',
    },
    NOTE_LIMIT: {
      message: 'This computer has as many notes as it may',
      hint: 'Delete notes that nobody needs any more.',
    },
    ATTACHMENT_LIMIT: {
      message: 'This computer has as many files as it may',
      hint: 'Remove files that nobody needs any more.',
    },
    ATTACHMENT_EMPTY: { message: 'The file is empty', hint: 'Choose a file that has a content.' },
    HISTORY_EXPIRED: {
      message: 'The history does not reach so far back',
      hint: 'Choose a later day. How long it is kept is the setting HISTORY_RETENTION.',
    },
    HISTORY_INCOMPLETE: { message: 'The history of this section has a hole', hint: 'Choose another day.' },
    MERGE_NOT_LAST: { message: 'A later merge into the same record stands', hint: 'Undo that one first.' },
    MASS_ACTION_EMPTY: {
      message: 'No computer is selected any more',
      hint: 'What was selected may have been deleted or changed meanwhile. Select again.',
    },
    MASS_ACTION_NOT_FOUND: {
      message: 'There is no such background work any more',
      hint: 'Results are kept for 30 days.',
    },
    MASS_ACTION_NOT_UNDOABLE: {
      message: 'This cannot be undone',
      hint: 'It has been undone already, changed nothing, or is of a kind that cannot be taken back.',
    },
    CONFIRMATION_NEEDED: {
      message: 'The number of computers has changed',
      hint: 'Look at the new number, and confirm again.',
    },
    ASSET_MERGED: {
      message: 'One of the records was merged meanwhile',
      hint: 'Close this and look again.',
    },
    NOT_SIGNED_IN: {
      message: 'You are no longer signed in',
      hint: 'Nothing was saved, and what you typed is still there. Sign in, then try again.',
    },
  },
};

export const warnings = {
  title: 'Attention',
  codes: {
    HTTP_CLEAR_TEXT: {
      message: 'Passwords and inventories travel in clear text: this server listens beyond its own machine without TLS',
      hint: 'Start it with --tls-cert and --tls-key. If a proxy in front does TLS, let this server listen on the loopback, or on a network that only the proxy reaches.',
    },
  },
};
