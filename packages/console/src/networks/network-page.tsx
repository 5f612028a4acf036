import { IconNetworkOff, IconRouter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import { type Network, networkQuery } from '../api/queries/networks.ts';
import { displayText } from '../format/display-text.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { useFormat } from '../i18n/use-format.ts';
import { BackLink } from '../shell/back-link.tsx';
import { Page } from '../shell/page.tsx';
import { lastSearch } from '../table/last-search.ts';
import { AppLink } from '../ui/app-link.tsx';
import { Failure } from '../ui/failure.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { DeviceTable } from './device-table.tsx';
import { NetworkDialog } from './network-dialog.tsx';
import { computersOn, networkHref } from './network-links.ts';
import { NetworkMenu } from './network-menu.tsx';
import classes from './network-page.module.css';

/** One network: what is said of it, who reports from it, and the devices seen on it by their state. */
export function NetworkPage() {
  const { t } = useTranslation('networks');
  const { networkId = '' } = useParams({ strict: false });
  const id = /^[1-9]\d{0,14}$/.test(networkId) ? Number(networkId) : 0;
  const { data: network, error, refetch } = useQuery({ ...networkQuery(id), enabled: id > 0 });
  const navigate = useNavigate();
  const [isEditing, setEditing] = useState(false);
  const isMissing = id === 0 || (error instanceof ApiError && error.status === 404);
  const shown = network && displayText(network.name || `${network.address}/${network.prefix}`);
  const toList = () => void navigate({ to: '/networks', search: lastSearch('networks') });
  return (
    <Page
      layout="fill"
      title={shown ?? t('title')}
      beside={
        network !== undefined && <NetworkMenu network={network} onEdit={() => setEditing(true)} onForgotten={toList} />
      }
      above={
        <BackLink to="/networks" search={lastSearch('networks')}>
          {t('page.back')}
        </BackLink>
      }
    >
      {isMissing ? (
        <StatePanel icon={<IconNetworkOff size={28} />} title={t('page.missingTitle')}>
          <p>{t('page.missingText')}</p>
        </StatePanel>
      ) : network === undefined ? (
        error === null ? (
          <div className={classes.skeleton} aria-busy />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <>
          <Header network={network} />
          <DeviceTable
            networkId={id}
            label={t('page.devices')}
            empty={
              <StatePanel icon={<IconRouter size={28} />} title={t('page.emptyTitle')}>
                <p>{t('page.emptyText')}</p>
              </StatePanel>
            }
          />
          {isEditing && <NetworkDialog network={network} onClose={() => setEditing(false)} />}
        </>
      )}
    </Page>
  );
}

function Header({ network }: { readonly network: Network }) {
  const { t } = useTranslation('networks');
  const counted = useCounted('networks');
  const format = useFormat();
  const { id, name, address, prefix, mask, site, tag, comment } = network;
  const figure = (count: number, words: string, href: string) => (
    <div>
      <dt>{words}</dt>
      <dd>{count === 0 ? format.number(0) : <AppLink href={href}>{format.number(count)}</AppLink>}</dd>
    </div>
  );
  return (
    <header className={classes.header}>
      <div className={classes.facts}>
        <p>
          <SafeText value={`${address}/${prefix}`} mono />
          {!address.includes(':') && <span className={classes.dimmed}> · {mask}</span>}
        </p>
        <p className={classes.dimmed}>
          {name === '' && <em>{t('unnamed')}</em>}
          {site !== '' && <SafeText value={site} />}
          {tag !== '' && (
            <>
              {site !== '' && ' · '}
              {t('page.ofTag', { tag: displayText(tag) })}
            </>
          )}
        </p>
        {comment !== '' && (
          <p className={classes.comment}>
            <SafeText value={comment} wrap />
          </p>
        )}
      </div>
      <dl className={classes.figures}>
        {figure(network.inventoried, counted('page.computers', network.inventoried), computersOn(network))}
        {figure(network.identified, counted('page.identified', network.identified), networkHref(id, 'identified'))}
        {figure(network.unknown, counted('page.unknown', network.unknown), networkHref(id, 'unknown'))}
      </dl>
    </header>
  );
}
