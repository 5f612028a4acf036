import { Badge, Loader } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Arrival, onArrivals } from '../api/live.ts';
import { assetListQuery, assetQuery } from '../api/queries/fleet.ts';
import { SafeText } from '../ui/safe-text.tsx';
import classes from './arrival-watch.module.css';

/** The newest are told; a whole fleet would push the commands off the page. */
const SHOWN = 5;

/** Waits for machines to report while the page is open, and links to those that did. */
export function ArrivalWatch() {
  const { t } = useTranslation();
  const [arrivals, setArrivals] = useState<readonly Arrival[]>([]);
  const known = useQuery(assetListQuery({ q: '', sort: [], page: 1, size: 1 }));

  useEffect(
    () =>
      onArrivals((fresh) => {
        setArrivals((before) => {
          // New stays new, even when the same machine reports again.
          const kinds = new Map(before.map(({ id, kind }) => [id, kind]));
          const merged = fresh.map(
            ({ id, kind }) => ({ id, kind: kinds.get(id) === 'created' ? 'created' : kind }) as const,
          );
          const ids = new Set(fresh.map(({ id }) => id));
          return [...merged, ...before.filter(({ id }) => !ids.has(id))].slice(0, SHOWN);
        });
      }),
    [],
  );
  const assets = useQueries({ queries: arrivals.map(({ id }) => assetQuery(id)) });

  return (
    <div className={classes.watch} role="status" data-arrived={arrivals.length > 0 || undefined}>
      <p className={classes.waiting}>
        <Loader size={16} type="dots" aria-hidden />
        <span>
          <strong>{known.data?.total === 0 ? t('add.waiting') : t('add.waitingMore')}</strong> {t('add.waitingText')}
        </span>
      </p>
      {arrivals.length > 0 && (
        <ul className={classes.list}>
          {arrivals.map(({ id, kind }, index) => (
            <li key={id}>
              <IconCircleCheck size={18} aria-hidden />
              <Link to="/computers/$computerId/{-$tab}" params={{ computerId: String(id) }} search={{}}>
                <SafeText value={assets[index]?.data?.name || t('computer.unnamed')} />
              </Link>
              <span className={classes.when}>{t('add.reported')}</span>
              {kind === 'created' && (
                <Badge size="sm" variant="light" tt="none">
                  {t('add.newMachine')}
                </Badge>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
