import { Button } from '@mantine/core';
import { IconArrowsDiff, IconArrowsJoin } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Identity } from '../../api/machine-types.ts';
import { assetQuery } from '../../api/queries/fleet.ts';
import { SafeText } from '../../ui/safe-text.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { Panel } from '../panel.tsx';
import { IdentityReasons } from './identity-reasons.tsx';
import classes from './identity-tab.module.css';
import { MergeDialog } from './merge-dialog.tsx';

type Suspicion = Identity['suspicions'][number];
type Props = { readonly assetId: number; readonly suspicions: readonly Suspicion[] };

/** Records that may be this machine too, or that share its device id. */
export function IdentitySuspicions({ assetId, suspicions }: Props) {
  const { t } = useTranslation('machine');
  return (
    <Panel id="suspicions" title={t('identity.suspicions')} hint={t('identity.suspicionsHint')}>
      <ul className={classes.list}>
        {suspicions.map((suspicion) => (
          <SuspicionItem key={suspicion.id} assetId={assetId} suspicion={suspicion} />
        ))}
      </ul>
    </Panel>
  );
}

function SuspicionItem({ assetId, suspicion }: { readonly assetId: number; readonly suspicion: Suspicion }) {
  const { t } = useTranslation('machine');
  const otherId = suspicion.assetIds.find((id) => id !== assetId) ?? assetId;
  const { data: other } = useQuery(assetQuery(otherId));
  const [isMerging, setMerging] = useState(false);
  return (
    <li className={classes.item}>
      <p className={classes.lead}>
        {suspicion.kind === 'duplicate' ? t('identity.duplicateOf') : t('identity.cloneOf')}{' '}
        <Link to="/computers/$computerId/{-$tab}" params={{ computerId: String(otherId) }} search={{}}>
          <SafeText value={other?.name ?? `#${otherId}`} />
        </Link>{' '}
        <span className={classes.when}>
          <TimeAgo iso={suspicion.at} />
        </span>
      </p>
      <IdentityReasons reasons={suspicion.reasons} />
      <span className={classes.buttons}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowsDiff size={14} aria-hidden />}
          renderRoot={(props) => <Link {...props} to="/compare" search={{ a: String(assetId), b: String(otherId) }} />}
        >
          {t('actions.compare')}
        </Button>
        {suspicion.kind === 'duplicate' && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconArrowsJoin size={14} aria-hidden />}
            onClick={() => setMerging(true)}
          >
            {t('identity.merge')}
          </Button>
        )}
      </span>
      <MergeDialog assetId={assetId} otherId={isMerging ? otherId : null} onClose={() => setMerging(false)} />
    </li>
  );
}
