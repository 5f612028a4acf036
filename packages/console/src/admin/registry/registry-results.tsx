import { Button, Pagination, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  RESULTS_PAGE,
  type RegistryQuery,
  registryResultsQuery,
  registryValuesQuery,
} from '../../api/queries/admin.ts';
import { useCounted } from '../../i18n/use-counted.ts';
import { BarList } from '../../ui/charts/bar-list.tsx';
import { NotLoaded } from '../../ui/not-loaded.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import card from '../card.module.css';
import classes from './registry-results.module.css';

const BARS = 12;

/** What machines answered to one question: how the values spread, and each machine. */
export function RegistryResults({ query }: { readonly query: RegistryQuery }) {
  const { t } = useTranslation('admin');
  const counted = useCounted('admin');
  const [q, setQ] = useState('');
  const [sought] = useDebouncedValue(q, 250);
  const [value, setValue] = useState<string | null>(null);
  const [page, setPage] = useState(1);
  const results = useQuery(registryResultsQuery(query.id, { q: sought, value, page }));
  const values = useQuery(registryValuesQuery(query.id));
  const parts = (values.data?.items ?? []).slice(0, BARS);
  const pages = Math.max(1, Math.ceil((results.data?.total ?? 0) / RESULTS_PAGE));
  return (
    <section className={card.card} aria-label={t('registry.resultsOf', { name: query.name })}>
      <div className={card.padded}>
        <h2 className={card.title}>
          {t('registry.results')} <SafeText value={query.name} />
        </h2>
        {results.data !== undefined && (
          <p className={card.hint}>
            {counted('registry.machines', results.data.machines)}
            {values.data !== undefined && <> · {counted('registry.different', values.data.total)}</>}
          </p>
        )}
      </div>
      <NotLoaded query={results} height={160} />
      {results.data !== undefined && parts.length === 0 && <p className={classes.none}>{t('registry.noAnswer')}</p>}
      {parts.length > 0 && results.data !== undefined && (
        <div className={classes.columns}>
          <div className={classes.spread}>
            <h3 className={classes.heading}>{t('registry.spread')}</h3>
            <BarList
              label={t('registry.spread')}
              parts={parts.map(({ value: text, machines }, index) => ({
                key: `${index}`,
                label: text ?? t('registry.noValue'),
                value: machines,
              }))}
            />
            {(values.data?.total ?? 0) > BARS && (
              <p className={card.small}>{counted('registry.more', (values.data?.total ?? 0) - BARS)}</p>
            )}
          </div>
          <div className={classes.answers}>
            <div className={classes.filter}>
              <TextInput
                aria-label={t('registry.filter')}
                placeholder={t('registry.filter')}
                leftSection={<IconSearch size={16} aria-hidden />}
                value={q}
                onChange={(event) => {
                  setQ(event.currentTarget.value);
                  setPage(1);
                }}
              />
              {value !== null && (
                <Button
                  size="compact-sm"
                  variant="light"
                  rightSection={<IconX size={14} aria-hidden />}
                  onClick={() => setValue(null)}
                >
                  <SafeText value={value} />
                </Button>
              )}
            </div>
            <div className={card.scroll}>
              <table className={`${card.table} ${card.stacked}`}>
                <thead>
                  <tr>
                    <th>{t('csv.machine')}</th>
                    <th>{t('registry.answer')}</th>
                  </tr>
                </thead>
                <tbody>
                  {results.data.items.map((item, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a machine may answer the same value twice
                    <tr key={index}>
                      <td>
                        <Link
                          to="/computers/$computerId/{-$tab}"
                          params={{ computerId: String(item.assetId) }}
                          search={{}}
                        >
                          <SafeText value={item.assetName} />
                        </Link>
                      </td>
                      <td>
                        {item.value === null ? (
                          <span className={card.dimmed}>{t('registry.noValue')}</span>
                        ) : (
                          <button
                            type="button"
                            className={classes.value}
                            title={t('registry.onlyValue')}
                            onClick={() => {
                              setValue(item.value);
                              setPage(1);
                            }}
                          >
                            <SafeText value={item.value} wrap mono />
                          </button>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {pages > 1 && (
              <div className={card.foot}>
                <Pagination size="sm" total={pages} value={page} onChange={setPage} />
              </div>
            )}
          </div>
        </div>
      )}
    </section>
  );
}
