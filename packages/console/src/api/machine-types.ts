import type { paths } from './generated/schema.d.ts';

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer T } } } };
}
  ? T
  : never;

export type Identity = Answer<'/api/v1/assets/{assetId}/identity'>;
export type IdentityReason = NonNullable<Identity['decisions'][number]['reasons']>[number];
export type AdminField = Answer<'/api/v1/admin-fields'>['items'][number];
export type AdminData = Answer<'/api/v1/assets/{assetId}/admin-data'>;
export type AdminValue = AdminData['values'][number]['value'];
export type AssetSetting = Answer<'/api/v1/assets/{assetId}/settings'>['items'][number];
export type SettingValue = AssetSetting['value'];
export type Note = Answer<'/api/v1/assets/{assetId}/notes'>['items'][number];
export type Attachment = Answer<'/api/v1/assets/{assetId}/attachments'>['items'][number];
export type PastState = Answer<'/api/v1/assets/{assetId}/state'>;
export type ComparedSection = Answer<'/api/v1/assets/{assetId}/compare'>['sections'][number];
export type Found = Answer<'/api/v1/assets/{assetId}/find'>['items'][number];
