import type { paths } from './generated/schema.d.ts';

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer T } } } };
}
  ? T
  : never;

export type Session = Answer<'/api/v1/session'>;
export type ServerFacts = Answer<'/api/v1/server'>;
export type AssetSummary = Answer<'/api/v1/assets'>['items'][number];
export type Asset = Answer<'/api/v1/assets/{assetId}'>;
export type Change = Answer<'/api/v1/assets/{assetId}/changes'>['items'][number];
export type Figure = Answer<'/api/v1/dashboard/figures/{figure}'>;
export type QuickSearchResult = Answer<'/api/v1/quick-search'>;
export type FigureName = Figure['figure'];
export type ChangePage = {
  /** From 1. */
  readonly page: number;
  readonly size: number;
  /** Empty: all sections. */
  readonly section: string;
  /** Empty: all kinds. */
  readonly kind: Change['kind'] | '';
  /** Days by the clock of who looks, `YYYY-MM-DD`; empty: from the first, until now. */
  readonly from: string;
  readonly to: string;
};
export type StoredSearch = Answer<'/api/v1/searches'>['items'][number];
export type AssetGroup = Answer<'/api/v1/groups'>['items'][number];
export type GroupMember = Answer<'/api/v1/groups/{groupId}/members'>['items'][number];
export type GroupSetting = Answer<'/api/v1/groups/{groupId}/settings'>['items'][number];
export type SearchExplanation = NonNullable<
  paths['/api/v1/assets/{assetId}/explain-search']['post']['responses'][200]['content']['application/json']
>;
export type ListView = Answer<'/api/v1/views'>['items'][number];
