import { Button } from '@mantine/core';
import { IconCheck, IconDeviceTv, IconLayoutDashboard, IconRotate2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreference } from '../api/preferences.ts';
import { figureQuery } from '../api/queries/dashboard.ts';
import { Page } from '../shell/page.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import type { Search } from '../table/table-state.ts';
import { Failure } from '../ui/failure.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { AddTileMenu } from './add-tile-menu.tsx';
import {
  type Arrangement,
  addTile,
  DEFAULT_ARRANGEMENT,
  moveTile,
  parseArrangement,
  removeTile,
  resizeTile,
} from './arrangement.ts';
import { DashboardGrid } from './dashboard-grid.tsx';
import classes from './dashboard-page.module.css';
import { FigureTile } from './figure-tile.tsx';
import { NoComputers } from './no-computers.tsx';
import { TileTools } from './tile-tools.tsx';
import { isTileName, type TileId } from './tiles.ts';
import { useLiveFigures } from './use-live-figures.ts';
import { Wall } from './wall.tsx';

/** The fleet at a glance; each arranges theirs. */
export function DashboardPage() {
  const { t } = useTranslation('dashboard');
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const isWall = search.screen === 'wall';
  const [arrangement, setArrangement] = usePreference<Arrangement>('dashboard', DEFAULT_ARRANGEMENT, parseArrangement);
  const [isArranging, setArranging] = useState(false);
  const [told, setTold] = useState('');
  const presence = useQuery(figureQuery('presence'));
  useLiveFigures();
  usePageTitle(t('title'));

  const titleOf = (id: TileId) => (isTileName(id) ? t(`titles.${id}`) : t('savedSearch'));
  const move = (id: TileId, to: number) => {
    const moved = moveTile(arrangement, id, to);
    setArrangement(moved);
    const place = moved.findIndex((tile) => tile.id === id) + 1;
    setTold(t('moved', { title: titleOf(id), place, count: moved.length }));
  };
  const remove = (id: TileId) => {
    setArrangement(removeTile(arrangement, id));
    setTold(t('removed', { title: titleOf(id) }));
  };

  const isEmpty = presence.data?.total === 0;
  const grid = (
    <DashboardGrid arrangement={arrangement} isArranging={isArranging && !isWall} label={t('tiles')} onMove={move}>
      {(tile, place) => (
        <>
          <FigureTile id={tile.id} />
          {isArranging && !isWall && (
            <TileTools
              tile={tile}
              title={titleOf(tile.id)}
              place={place}
              count={arrangement.length}
              onMove={(to) => move(tile.id, to)}
              onResize={(size) => setArrangement(resizeTile(arrangement, tile.id, size))}
              onRemove={() => remove(tile.id)}
            />
          )}
        </>
      )}
    </DashboardGrid>
  );
  if (isWall) {
    return (
      <Wall at={presence.data?.at} onLeave={() => void navigate({ to: '/', search: {} })}>
        {grid}
      </Wall>
    );
  }
  return (
    <Page
      title={t('title')}
      beside={
        presence.data !== undefined &&
        !isEmpty &&
        !isArranging && (
          <span className={classes.at}>
            {t('computed')} <TimeAgo iso={presence.data.at} />
          </span>
        )
      }
      actions={
        !isEmpty &&
        (isArranging ? (
          <>
            <AddTileMenu arrangement={arrangement} onAdd={(id) => setArrangement(addTile(arrangement, id))} />
            <Button
              size="sm"
              variant="default"
              leftSection={<IconRotate2 size={16} aria-hidden />}
              onClick={() => setArrangement(null)}
            >
              {t('reset')}
            </Button>
            <Button size="sm" leftSection={<IconCheck size={16} aria-hidden />} onClick={() => setArranging(false)}>
              {t('done')}
            </Button>
          </>
        ) : (
          <>
            <Button
              size="sm"
              variant="default"
              leftSection={<IconDeviceTv size={16} aria-hidden />}
              onClick={() => void navigate({ to: '/', search: { screen: 'wall' } })}
            >
              {t('wall')}
            </Button>
            <Button
              size="sm"
              variant="default"
              leftSection={<IconLayoutDashboard size={16} aria-hidden />}
              onClick={() => setArranging(true)}
            >
              {t('arrange')}
            </Button>
          </>
        ))
      }
    >
      {isArranging && <p className={classes.hint}>{t('arrangeHint')}</p>}
      <div className={classes.spoken} role="status">
        {told}
      </div>
      {isEmpty && <NoComputers />}
      {!isEmpty && presence.data === undefined && presence.error !== null && (
        <Failure error={presence.error} onRetry={() => void presence.refetch()} />
      )}
      {!isEmpty && (presence.data !== undefined || presence.error === null) && grid}
    </Page>
  );
}
