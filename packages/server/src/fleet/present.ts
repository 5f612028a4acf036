import { AppError } from '@muster/protocol';
import type { Db } from '../db/database.ts';
import type { Present } from '../history/state-service.ts';
import type { AssetRepository } from './asset-repository.ts';
import type { SectionRepository } from './section-repository.ts';

type Needs = { readonly db: Db; readonly assets: AssetRepository; readonly rows: SectionRepository };

/** The present, from which the room `history` reads backwards. */
export function createPresent({ db, assets, rows }: Needs): Present {
  return {
    async firstSeenAt(assetId) {
      const asset = await assets.find(assetId);
      if (asset === undefined) throw new AppError('ASSET_NOT_FOUND', { assetId });
      return asset.first_seen_at;
    },
    async sections(assetId) {
      return (await assets.listSections(assetId)).map(({ name }) => name);
    },
    async rows(section, assetId) {
      return (await rows.list(db.kysely, section, assetId)).map(({ row }) => row);
    },
  };
}
