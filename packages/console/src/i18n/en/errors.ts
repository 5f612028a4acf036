type Words = { readonly message: string; readonly hint: string };

/** What the server says itself, said for the console. Errors that have no words here are told as the server tells them. */
export const words: Readonly<Record<string, Words>> = {
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
};
