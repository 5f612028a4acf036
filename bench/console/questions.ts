/** One thing that a page of the console asks the API. */
export type Question = {
  readonly name: string;
  /** Below `/api/v1`; asked again with other values where a list is given. */
  readonly path: string | readonly string[];
};

/** Of machines that are there: what a person would type or click. */
export type Sample = {
  readonly id: number;
  readonly name: string;
  readonly serial: string;
  readonly user: string;
  readonly mac: string;
  readonly ip: string;
};

const assets = (query: Readonly<Record<string, string>>) => `/assets?${new URLSearchParams({ limit: '50', ...query })}`;

/** Lists, sorts, filters of columns, global search and the machine page: at most 100 ms (p95). */
export function everydayQuestions(samples: readonly Sample[], total: number): readonly Question[] {
  const each = (make: (sample: Sample) => string) => samples.map(make);
  const ascending = ['name', 'osVersion', 'memoryMiB', 'user'];
  return [
    { name: 'list as it opens', path: assets({ sort: '-lastContactAt' }) },
    ...ascending.map((sort) => ({ name: `list by ${sort}`, path: assets({ sort }) })),
    { name: 'list by model, then name', path: assets({ sort: 'model,name' }) },
    { name: 'list by a column of a section', path: assets({ sort: '-bios.biosDate' }) },
    { name: 'list with columns of sections', path: assets({ columns: 'bios.systemSerial,networks.mac,drives.free' }) },
    { name: 'list, the page in the middle', path: assets({ sort: 'name', offset: String(Math.floor(total / 2)) }) },
    { name: 'list, the last page', path: assets({ sort: '-lastContactAt', offset: String(Math.max(0, total - 50)) }) },
    {
      name: 'column filter: name begins',
      path: each(({ name }) => assets({ filter: `name:${quoted(name.slice(0, 6))}*` })),
    },
    { name: 'column filter: TAG', path: assets({ filter: 'tag=LYO-VEN', sort: 'name' }) },
    {
      name: 'column filter: system and memory',
      path: assets({ filter: 'os:"Windows 11" memory<16GB', sort: '-memoryMiB' }),
    },
    { name: 'global search: name', path: each(({ name }) => assets({ q: name })) },
    { name: 'global search: part of a name', path: each(({ name }) => assets({ q: name.slice(-4) })) },
    { name: 'global search: serial number', path: each(({ serial }) => assets({ q: serial })) },
    { name: 'global search: user', path: each(({ user }) => assets({ q: user })) },
    { name: 'global search: IP address', path: each(({ ip }) => assets({ q: ip })) },
    { name: 'global search: MAC address', path: each(({ mac }) => assets({ q: mac })) },
    { name: 'global search: nothing found', path: assets({ q: 'nowhere-to-be-found' }) },
    { name: 'machine page: head', path: each(({ id }) => `/assets/${id}`) },
    { name: 'machine page: system', path: each(({ id }) => `/assets/${id}/sections/hardware`) },
    { name: 'machine page: drives', path: each(({ id }) => `/assets/${id}/sections/drives`) },
    { name: 'machine page: software', path: each(({ id }) => `/assets/${id}/sections/software?limit=100&sort=name`) },
    { name: 'machine page: changes', path: each(({ id }) => `/assets/${id}/changes?limit=50`) },
  ];
}

/** The twenty searches that the manual of OCS Inventory shows people: at most 300 ms (p95). */
export function typicalSearches(samples: readonly Sample[], now: number): readonly Question[] {
  const query = (text: string) => assets({ query: text, sort: 'name' });
  const today = `${new Date(now).toISOString().slice(0, 10)}T00:00:00Z`;
  return [
    { name: 'software present', path: query('software:"Google Chrome"') },
    { name: 'software absent', path: query('os:Windows not software:"Google Chrome"') },
    { name: 'rare software present', path: query('software:µTorrent') },
    { name: 'version older', path: query('has software(name:openssl version<3.0.14)') },
    { name: 'software and version, one row', path: query('has software(name="Microsoft Edge" version>=130)') },
    { name: 'software of a publisher', path: query('publisher:Adobe') },
    { name: 'a disk with less than 10 % free', path: query('has drive(freePercent<10%)') },
    { name: 'not seen for 30 days', path: query('lastseen>30d') },
    { name: 'memory below 8 GB', path: query('memory<8GB') },
    { name: 'TAG begins', path: query('tag:PAR*') },
    { name: 'machines by TAG', path: '/dashboard/figures/tags' },
    { name: 'operating system', path: query('os:"Windows 10"') },
    { name: 'IP network', path: query('ip:10.10.3.0/24') },
    { name: 'serial number', path: samples.map(({ serial }) => query(`serial=${quoted(serial)}`)) },
    { name: 'user', path: samples.map(({ user }) => query(`user=${quoted(user)}`)) },
    { name: 'members of a group', path: query('group:"Windows 10"') },
    { name: 'monitors of a maker', path: query('monitors.manufacturer=DEL') },
    { name: 'top software', path: '/software?limit=50&sort=-machines' },
    { name: 'top software of a TAG', path: '/software?limit=50&sort=-machines&tag=LYO-VEN' },
    { name: 'top software of a system', path: '/software?limit=50&sort=-machines&os=Windows' },
    { name: 'duplicates, summary', path: '/duplicates' },
    { name: 'changes of the day', path: `/changes?${new URLSearchParams({ from: today, limit: '50' })}` },
  ];
}

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
