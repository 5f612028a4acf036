import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import card from '../admin/card.module.css';
import { type ServerState, serverStateQuery } from '../api/queries/admin.ts';
import { serverQuery } from '../api/queries/session.ts';
import { useFormat } from '../i18n/use-format.ts';
import { Page } from '../shell/page.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { Failure } from '../ui/failure.tsx';
import { NotLoaded } from '../ui/not-loaded.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { BackupCard } from './backup-card.tsx';
import { ErrorList, JobList, SlowList } from './server-lists.tsx';
import classes from './server-page.module.css';

/** How the server is: what it runs on, what it has to do, what went wrong. */
export function ServerPage() {
  const { t } = useTranslation('server');
  const query = useQuery(serverStateQuery);
  return (
    <Page
      layout="cards"
      title={t('title')}
      beside={
        query.data !== undefined && (
          <span className={card.small} role="status">
            {t('asOf')} <TimeAgo iso={query.data.at} />
          </span>
        )
      }
    >
      <NotLoaded query={query} height={420} />
      {query.data !== undefined && (
        <>
          {query.error !== null && <Failure error={query.error} onRetry={() => void query.refetch()} />}
          <Health state={query.data} />
          <div className={classes.grid}>
            <ProcessCard state={query.data} />
            <DatabaseCard state={query.data} />
            <QueueCard state={query.data} />
            <BackupCard state={query.data} />
          </div>
          <Addresses />
          <ErrorList errors={query.data.errors} />
          <JobList jobs={query.data.jobs} />
          <SlowList slow={query.data.slow} />
        </>
      )}
    </Page>
  );
}

/** Below this part of the disk is free, it is time to act. */
const LOW_DISK = 0.1;
/** A wait that agents notice. */
const LONG_QUEUE = 100;
const DAY_MS = 86_400_000;

/** One line that says whether anything must be done. */
function Health({ state }: { readonly state: ServerState }) {
  const { t } = useTranslation('server');
  const { disk, jobs, errors, queues } = state;
  const since = Date.parse(state.at) - DAY_MS;
  const troubles = [
    disk !== null && disk.freeBytes < disk.totalBytes * LOW_DISK && t('health.disk'),
    queues.messagesWaiting > LONG_QUEUE && t('health.queue'),
    jobs.some((job) => job.failedAt !== null && job.failedAt === job.endedAt) && t('health.jobs'),
    errors.some(({ status, lastAt }) => status >= 500 && Date.parse(lastAt) > since) && t('health.errors'),
  ].filter((trouble) => trouble !== false);
  return (
    <div className={classes.health} data-tone={troubles.length === 0 ? 'good' : 'bad'} role="status">
      <strong>{troubles.length === 0 ? t('health.good') : t('health.bad')}</strong>
      {troubles.map((trouble) => (
        <span key={trouble}>{trouble}</span>
      ))}
    </div>
  );
}

type Fact = readonly [name: string, value: React.ReactNode];

function Facts({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }) {
  return (
    <section className={`${card.card} ${card.padded}`} aria-label={title}>
      <h2 className={card.title}>{title}</h2>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function useBytes() {
  const format = useFormat();
  return (bytes: number) => format.quantity(bytes, 'B').text;
}

function ProcessCard({ state: { name, version, process, at, disk } }: { readonly state: ServerState }) {
  const { t } = useTranslation('server');
  const format = useFormat();
  const bytes = useBytes();
  const seconds = (Date.parse(at) - Date.parse(process.startedAt)) / 1000;
  const facts: Fact[] = [
    [t('version'), `${name} ${version}`],
    [
      t('uptime'),
      <span title={format.exactMoment(process.startedAt)} key="up">
        {format.duration(seconds)}
      </span>,
    ],
    [t('node'), `${process.node} (${process.platform})`],
    [t('memory'), t('memoryValue', { rss: bytes(process.rssBytes), heap: bytes(process.heapBytes) })],
    [t('machineMemory'), t('freeOf', { free: bytes(process.freeMemoryBytes), total: bytes(process.memoryBytes) })],
    [t('load'), format.number(Math.round(process.load * 100) / 100)],
  ];
  if (disk !== null) {
    facts.push([t('disk'), t('freeOf', { free: bytes(disk.freeBytes), total: bytes(disk.totalBytes) })]);
  }
  return <Facts title={t('process')} facts={facts} />;
}

function DatabaseCard({ state: { database } }: { readonly state: ServerState }) {
  const { t } = useTranslation('server');
  const format = useFormat();
  const bytes = useBytes();
  return (
    <Facts
      title={t('database')}
      facts={[
        [t('engine'), `${t(`engines.${database.engine}`)} ${database.version}`],
        [t('size'), bytes(database.bytes)],
        [t('assets'), format.number(database.assets)],
        [t('schema'), database.migration],
      ]}
    />
  );
}

function QueueCard({ state: { queues } }: { readonly state: ServerState }) {
  const { t } = useTranslation('server');
  const format = useFormat();
  const bytes = useBytes();
  return (
    <Facts
      title={t('queues')}
      facts={[
        [t('messagesRunning'), format.number(queues.messagesRunning)],
        [t('messagesWaiting'), format.number(queues.messagesWaiting)],
        [t('messageBytes'), bytes(queues.messageBytes)],
        [t('groupQueue'), format.number(queues.groups)],
      ]}
    />
  );
}

function Addresses() {
  const { t } = useTranslation('server');
  const { data } = useQuery(serverQuery);
  if (data === undefined) return null;
  const { agentUrls } = data;
  const urls = [
    { key: 'ocs', label: t('agents.ocs'), url: agentUrls.ocs },
    { key: 'fusion', label: t('agents.fusion'), url: agentUrls.fusion },
    { key: 'glpi', label: t('agents.glpi'), url: agentUrls.glpi },
  ];
  return (
    <section className={`${card.card} ${card.padded}`} aria-label={t('addresses')}>
      <h2 className={card.title}>{t('addresses')}</h2>
      <div className={classes.urls}>
        {urls.map(({ key, label, url }) => (
          <div key={key} className={classes.url}>
            <p className={card.hint}>{label}</p>
            <CodeBlock code={url} label={label} />
          </div>
        ))}
      </div>
    </section>
  );
}
