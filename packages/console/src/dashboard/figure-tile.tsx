import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { figureQuery, searchCountQuery } from '../api/queries/dashboard.ts';
import { ChartTile } from './chart-tile.tsx';
import { listOf } from './figure-parts.ts';
import { NumberTile } from './number-tile.tsx';
import { isTileName, searchIdOf, type Tile, type TileId, type TileName, tiles } from './tiles.ts';

/** What stands in one place of a dashboard. */
export function FigureTile({ id }: { readonly id: TileId }) {
  if (!isTileName(id)) return <SearchTile searchId={searchIdOf(id) ?? 0} />;
  return tiles[id].view === 'number' ? <FigureNumber name={id} /> : <ChartTile name={id} />;
}

function FigureNumber({ name }: { readonly name: TileName }) {
  const { t } = useTranslation('dashboard');
  const tile: Tile = tiles[name];
  const { data, error } = useQuery(figureQuery(tile.figure));
  const item = data?.items.find(({ key }) => key === tile.item);
  const isWhole = tile.item === undefined;
  const href = item?.query === null || item === undefined ? tile.href : listOf(item.query);
  return (
    <NumberTile
      title={t(`titles.${name}`)}
      hint={t(`hints.${name}`)}
      value={isWhole ? data?.total : item?.count}
      total={isWhole || tile.figure === 'attention' ? undefined : data?.total}
      href={href}
      isWarning={tile.isWarning ?? false}
      error={error}
    />
  );
}

function SearchTile({ searchId }: { readonly searchId: number }) {
  const { t } = useTranslation('dashboard');
  const { data, error } = useQuery(searchCountQuery(searchId));
  return (
    <NumberTile
      title={data?.name ?? t('savedSearch')}
      hint={t('savedSearchHint')}
      value={data?.count}
      {...(data?.query == null ? {} : { href: listOf(data.query) })}
      error={error}
    />
  );
}
