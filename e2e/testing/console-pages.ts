/** A page of the console, as pictures are taken of it and its accessibility is checked. */
export type ConsolePage = {
  /** Part of the pictures' file names: small letters, digits, dashes. */
  readonly name: string;
  /**
   * `{asset}`, `{group}`, `{software}`, `{network}` and `{search}` stand for the number of a thing; a page that needs one is left out of
   * an empty server's.
   */
  readonly path: string;
};

/** Every page there is, in the order of the navigation. A line for each, also for the parts of a page that have an address. */
export const consolePages: readonly ConsolePage[] = [
  { name: 'dashboard', path: '/' },
  { name: 'dashboard-wall', path: '/?screen=wall' },
  { name: 'computers', path: '/computers' },
  { name: 'computer-summary', path: '/computers/{asset}' },
  { name: 'computer-software', path: '/computers/{asset}/software' },
  { name: 'computer-changes', path: '/computers/{asset}/changes' },
  { name: 'computer-administration', path: '/computers/{asset}/administration' },
  { name: 'computer-settings', path: '/computers/{asset}/settings' },
  { name: 'computer-identity', path: '/computers/{asset}/identity' },
  { name: 'computer-raw', path: '/computers/{asset}/raw' },
  { name: 'computer-all', path: '/computers/{asset}/all' },
  { name: 'computer-label', path: '/computers/{asset}/label' },
  { name: 'computer-past', path: '/computers/{asset}?at=2026-10-01' },
  { name: 'computer-deleted', path: '/computers/987654321' },
  { name: 'compare', path: '/compare?a={asset}' },
  { name: 'software', path: '/software' },
  { name: 'software-of-some', path: '/software?os=linux&query=software:a' },
  { name: 'software-title', path: '/software/{software}' },
  { name: 'software-categories', path: '/software/categories' },
  { name: 'software-rules', path: '/software/categories/rules' },
  { name: 'software-publishers', path: '/software/categories/aliases' },
  { name: 'software-unwanted', path: '/software/categories/unwanted' },
  { name: 'networks', path: '/networks' },
  { name: 'network', path: '/networks/{network}' },
  { name: 'devices', path: '/devices' },
  { name: 'devices-unknown', path: '/devices?state=unknown&sort=ip' },
  { name: 'search', path: '/search' },
  { name: 'search-built', path: '/search?query=os%3Awindows%20memory%3C16GB%20not%20has%20antivirus' },
  { name: 'searches', path: '/searches' },
  { name: 'groups', path: '/groups' },
  { name: 'group', path: '/groups/{group}' },
  { name: 'group-settings', path: '/groups/{group}?tab=settings' },
  { name: 'group-uses', path: '/groups/{group}?tab=uses' },
  { name: 'duplicates', path: '/duplicates' },
  { name: 'duplicates-suspicions', path: '/duplicates?view=suspicions' },
  { name: 'duplicates-merges', path: '/duplicates?view=merges' },
  { name: 'duplicates-blacklists', path: '/duplicates?view=blacklists' },
  { name: 'archive', path: '/archive' },
  { name: 'deletions', path: '/deletions' },
  { name: 'add-computers', path: '/add-computers' },
  { name: 'import', path: '/administration/import' },
  { name: 'admin-fields', path: '/administration/admin-fields' },
  { name: 'admin-import', path: '/administration/admin-import' },
  { name: 'registry-queries', path: '/administration/registry-queries' },
  { name: 'agent-files', path: '/administration/agent-files' },
  { name: 'agent-label', path: '/administration/agent-label' },
  { name: 'settings', path: '/administration/settings' },
  { name: 'audit', path: '/administration/audit' },
  { name: 'server', path: '/administration/server' },
];
