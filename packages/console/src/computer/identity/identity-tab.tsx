import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Identity } from '../../api/machine-types.ts';
import { identityQuery } from '../../api/queries/machine.ts';
import type { Asset } from '../../api/types.ts';
import { Copyable } from '../../ui/copyable.tsx';
import { NotLoaded } from '../../ui/not-loaded.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { Panel } from '../panel.tsx';
import { IdentityDecisions } from './identity-decisions.tsx';
import { IdentityMerges } from './identity-merges.tsx';
import { IdentitySuspicions } from './identity-suspicions.tsx';
import classes from './identity-tab.module.css';
import { useEvidenceWords } from './use-evidence-words.ts';

/** Why inventories come to this record, and what else it may be. */
export function IdentityTab({ asset }: { readonly asset: Asset }) {
  const query = useQuery(identityQuery(asset.id));
  const { data } = query;
  if (data === undefined) return <NotLoaded query={query} height={320} />;
  return (
    <div className={classes.tab}>
      {data.suspicions.length > 0 && <IdentitySuspicions assetId={asset.id} suspicions={data.suspicions} />}
      <div className={classes.columns}>
        <Evidence identity={data} />
        <DeviceIds identity={data} />
      </div>
      <IdentityMerges asset={asset} merges={data.merges} />
      <IdentityDecisions asset={asset} decisions={data.decisions} />
    </div>
  );
}

function Evidence({ identity }: { readonly identity: Identity }) {
  const { t } = useTranslation('machine');
  const words = useEvidenceWords();
  return (
    <Panel id="evidence" title={t('identity.evidence')} hint={t('identity.evidenceHint')}>
      {identity.evidence.length === 0 && (
        <Text c="dimmed" size="sm" p="md">
          {t('identity.noEvidence')}
        </Text>
      )}
      <dl className={classes.facts}>
        {identity.evidence.map(({ kind, values }) => (
          <div key={kind} className={classes.fact}>
            <dt>{words(kind)}</dt>
            <dd>
              {values.map((value) => (
                <span key={value} className={classes.oneValue}>
                  <Copyable value={value}>
                    <SafeText value={value} mono wrap />
                  </Copyable>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function DeviceIds({ identity }: { readonly identity: Identity }) {
  const { t } = useTranslation('machine');
  return (
    <Panel id="device-ids" title={t('identity.deviceIds')} hint={t('identity.deviceIdsHint')}>
      <ul className={classes.list}>
        {identity.deviceIds.map(({ deviceId, firstSeenAt }) => (
          <li key={deviceId} className={classes.item}>
            <Copyable value={deviceId}>
              <SafeText value={deviceId} mono wrap />
            </Copyable>{' '}
            <span className={classes.when}>
              {t('identity.since')} <TimeAgo iso={firstSeenAt} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
