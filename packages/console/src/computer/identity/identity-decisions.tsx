import { Badge, Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { splitAsset } from '../../api/machine-actions.ts';
import type { Identity } from '../../api/machine-types.ts';
import type { Asset } from '../../api/types.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { Panel } from '../panel.tsx';
import { IdentityReasons } from './identity-reasons.tsx';
import classes from './identity-tab.module.css';

type Decision = Identity['decisions'][number];
type Props = { readonly asset: Asset; readonly decisions: readonly Decision[] };

/** How each new device id, or other evidence, was found to be this machine; a wrong one is split off again. */
export function IdentityDecisions({ asset, decisions }: Props) {
  const { t } = useTranslation('machine');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [splitting, setSplitting] = useState<Decision | null>(null);
  const split = useMutation({
    mutationFn: (decision: Decision) => splitAsset(asset.id, decision.id),
    onSuccess: async (made) => {
      setSplitting(null);
      await queries.invalidateQueries({ queryKey: ['asset', asset.id] });
      await queries.invalidateQueries({ queryKey: ['assets'] });
      await navigate({ to: '/computers/$computerId/{-$tab}', params: { computerId: String(made) }, search: {} });
    },
  });
  return (
    <Panel id="decisions" title={t('identity.decisions')} hint={t('identity.decisionsHint')}>
      {decisions.length === 0 && (
        <Text c="dimmed" size="sm" p="md">
          {t('identity.noDecisions')}
        </Text>
      )}
      <ul className={classes.list}>
        {decisions.map((decision) => (
          <li key={decision.id} className={classes.item}>
            <p className={classes.lead}>
              <b>{t(`identity.outcomes.${decision.outcome}`)}</b>{' '}
              {decision.outcome !== 'created' && (
                <Badge size="sm" variant="default" tt="none" title={t('identity.pointsHint')}>
                  {t('identity.score', { score: decision.score })}
                </Badge>
              )}{' '}
              <span className={classes.when}>
                <TimeAgo iso={decision.at} /> · <SafeText value={decision.deviceId} mono />
              </span>
            </p>
            {decision.reasons !== undefined && decision.reasons.length > 0 && (
              <IdentityReasons reasons={decision.reasons} />
            )}
            {decision.others !== undefined && decision.others.length > 0 && (
              <p className={classes.reasonText}>
                {t('identity.others')}{' '}
                {decision.others.map(({ assetId, score }) => `#${assetId} (${score})`).join(', ')}
              </p>
            )}
            {decision.outcome === 'recognised' && (
              <Button size="compact-sm" variant="default" onClick={() => setSplitting(decision)}>
                {t('identity.split')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        opened={splitting !== null}
        onClose={() => {
          split.reset();
          setSplitting(null);
        }}
        onConfirm={() => splitting !== null && split.mutate(splitting)}
        title={t('identity.splitTitle')}
        consequence={t('identity.splitConsequence')}
        confirmLabel={t('identity.split')}
        isPending={split.isPending}
        error={split.error}
      >
        {t('identity.splitText')}
      </ConfirmDialog>
    </Panel>
  );
}
