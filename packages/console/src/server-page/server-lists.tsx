import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import card from '../admin/card.module.css';
import type { ServerState } from '../api/queries/admin.ts';
import { useFormat } from '../i18n/use-format.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import classes from './server-page.module.css';

/** What the server answered with when it could not do what was asked. */
export function ErrorList({ errors }: { readonly errors: ServerState['errors'] }) {
  const { t } = useTranslation('server');
  const format = useFormat();
  return (
    <section className={card.card} aria-label={t('errors.title')}>
      <div className={card.padded}>
        <h2 className={card.title}>{t('errors.title')}</h2>
        <p className={card.hint}>{errors.length === 0 ? t('errors.none') : t('errors.lead')}</p>
      </div>
      {errors.length > 0 && (
        <div
          className={card.scroll}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard
          tabIndex={0}
        >
          <table className={`${card.table} ${card.stacked}`}>
            <thead>
              <tr>
                <th>{t('errors.what')}</th>
                <th>{t('errors.where')}</th>
                <th className={card.number}>{t('count')}</th>
                <th>{t('last')}</th>
              </tr>
            </thead>
            <tbody>
              {errors.map((error) => (
                <tr key={`${error.code} ${error.method} ${error.route}`}>
                  <td>
                    <div className={card.row}>
                      <span className={card.mono}>{error.code}</span>
                      <Badge size="sm" variant="light" color={error.status >= 500 ? 'red' : 'gray'}>
                        {error.status}
                      </Badge>
                    </div>
                    <div>{error.message}</div>
                    <div className={card.small}>{error.hint}</div>
                  </td>
                  <td>
                    <span className={card.mono}>
                      {error.method} {error.route ?? t('errors.noRoute')}
                    </span>
                    <div className={card.small}>
                      <SafeText value={error.address} mono />
                      {' · '}
                      {t('errors.request')} <CopyButton value={error.requestId} label={t('errors.request')} />
                    </div>
                  </td>
                  <td className={card.number}>{format.number(error.count)}</td>
                  <td>
                    <TimeAgo iso={error.lastAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** Periodic work, as it went in this process. */
export function JobList({ jobs }: { readonly jobs: ServerState['jobs'] }) {
  const { t } = useTranslation('server');
  const format = useFormat();
  return (
    <section className={card.card} aria-label={t('jobs.title')}>
      <div className={card.padded}>
        <h2 className={card.title}>{t('jobs.title')}</h2>
        <p className={card.hint}>{t('jobs.lead')}</p>
      </div>
      <div
        className={card.scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard
        tabIndex={0}
      >
        <table className={card.table}>
          <thead>
            <tr>
              <th>{t('jobs.name')}</th>
              <th>{t('jobs.every')}</th>
              <th>{t('jobs.looked')}</th>
              <th>{t('jobs.ran')}</th>
              <th className={card.number}>{t('jobs.runs')}</th>
              <th className={card.number}>{t('jobs.failures')}</th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => (
              <tr key={job.name}>
                <td className={card.mono}>{job.name}</td>
                <td>{format.duration(Math.max(1, job.everyMs / 1000))}</td>
                <td>{job.lookedAt === null ? t('jobs.notYet') : <TimeAgo iso={job.lookedAt} />}</td>
                <td>
                  {job.isRunning && t('jobs.running')}
                  {!job.isRunning && job.endedAt === null && t('jobs.notYet')}
                  {!job.isRunning && job.endedAt !== null && <TimeAgo iso={job.endedAt} />}
                </td>
                <td className={card.number}>{format.number(job.runs)}</td>
                <td className={`${card.number} ${job.failures > 0 ? card.bad : ''}`}>{format.number(job.failures)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** The slowest statements, without their values. */
export function SlowList({ slow }: { readonly slow: ServerState['slow'] }) {
  const { t } = useTranslation('server');
  const format = useFormat();
  const ms = (value: number) => t('slow.ms', { value: format.number(Math.round(value)) });
  const threshold = ms(slow.thresholdMs);
  return (
    <section className={card.card} aria-label={t('slow.title')}>
      <div className={card.padded}>
        <h2 className={card.title}>{t('slow.title')}</h2>
        <p className={card.hint}>
          {slow.items.length === 0 ? t('slow.none', { threshold }) : t('slow.lead', { threshold })}
        </p>
      </div>
      {slow.items.length > 0 && (
        <div
          className={card.scroll}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard
          tabIndex={0}
        >
          <table className={card.table}>
            <thead>
              <tr>
                <th>{t('slow.statement')}</th>
                <th className={card.number}>{t('slow.slowest')}</th>
                <th className={card.number}>{t('count')}</th>
                <th className={card.number}>{t('slow.mean')}</th>
                <th>{t('last')}</th>
              </tr>
            </thead>
            <tbody>
              {slow.items.map((one) => (
                <tr key={one.sql}>
                  <td>
                    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long statement is scrolled with the keyboard */}
                    <code className={classes.sql} tabIndex={0}>
                      {one.sql}
                    </code>
                  </td>
                  <td className={card.number}>{ms(one.slowestMs)}</td>
                  <td className={card.number}>{format.number(one.count)}</td>
                  <td className={card.number}>{ms(one.totalMs / one.count)}</td>
                  <td>
                    <TimeAgo iso={one.lastAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
