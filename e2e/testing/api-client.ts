/** What the API says of an asset in a list; the fields that journeys look at. */
export type Asset = {
  readonly id: number;
  readonly kind: string;
  readonly name: string;
  readonly deviceId: string;
  readonly tag: string | null;
  readonly os: string | null;
  readonly agent: string | null;
  readonly agentFamily: string;
  readonly firstSeenAt: string;
  readonly lastContactAt: string;
  readonly lastInventoryAt: string | null;
  readonly softwareCount: number;
};

export type AssetDetail = Asset & {
  readonly sections: readonly { readonly name: string; readonly count: number; readonly changedAt: string }[];
  readonly otherCount: number;
  readonly changesCount: number;
};

export type Change = {
  readonly id: number;
  readonly at: string;
  readonly section: string;
  readonly kind: string;
  readonly key: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
};

export type Page<T> = { readonly items: readonly T[]; readonly total: number };
export type Row = Readonly<Record<string, unknown>>;

export type ApiClient = ReturnType<typeof createApiClient>;

/** A client of the HTTP API as a script of an administrator would be: plain requests with an API token. */
export function createApiClient(url: string, token: string) {
  async function get(path: string): Promise<Response> {
    return await fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  }
  async function getJson<T>(path: string): Promise<T> {
    const response = await get(path);
    if (!response.ok) throw new Error(`GET ${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T; // the journeys check the fields they use
  }
  return {
    get,
    getJson,
    /** Whatever the answer is. */
    post: (path: string, body?: unknown) =>
      fetch(`${url}/api/v1${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    assets: (query = '') => getJson<Page<Asset>>(`/assets?kind=computer&limit=500${query}`),
    asset: (id: number) => getJson<AssetDetail>(`/assets/${id}`),
    rows: (id: number, section: string, query = 'limit=500') =>
      getJson<Page<Row>>(`/assets/${id}/sections/${section}?${query}`),
    changes: (id: number, query = 'limit=500') => getJson<Page<Change>>(`/assets/${id}/changes?${query}`),
    /** All rows of a section, page by page. */
    async allRows(id: number, section: string): Promise<Row[]> {
      const rows: Row[] = [];
      for (;;) {
        const page = await getJson<Page<Row>>(`/assets/${id}/sections/${section}?limit=500&offset=${rows.length}`);
        rows.push(...page.items);
        if (page.items.length === 0 || rows.length >= page.total) return rows;
      }
    },
    async setSetting(name: string, value: unknown): Promise<void> {
      const response = await fetch(`${url}/api/v1/settings/${name}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ value }),
      });
      if (!response.ok) throw new Error(`PUT setting ${name} answered ${response.status}: ${await response.text()}`);
    },
  };
}
