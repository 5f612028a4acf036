import { Button, Skeleton } from '@mantine/core';
import { IconArrowsJoin, IconHelpCircle, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { whereaboutsQuery } from '../api/queries/machine.ts';
import { displayText } from '../format/display-text.ts';
import { useFormat } from '../i18n/use-format.ts';
import { StatePanel } from '../ui/state-panel.tsx';

/** Why there is no machine at this address: it was deleted, or merged into another, or never was. */
export function MissingMachine({ assetId }: { readonly assetId: number }) {
  const { t } = useTranslation('machine');
  const { t: shell } = useTranslation();
  const format = useFormat();
  const { data, isPending } = useQuery({ ...whereaboutsQuery(assetId), enabled: assetId > 0 });
  const back = (
    <Button component={Link} to="/computers" variant="default">
      {shell('errors.backToComputers')}
    </Button>
  );
  if (isPending && assetId > 0) return <Skeleton height={160} />;
  if (data?.state === 'merged' && data.mergedInto !== null) {
    const { id, name } = data.mergedInto;
    return (
      <StatePanel
        icon={<IconArrowsJoin size={28} />}
        title={t('missing.merged')}
        role="status"
        action={
          <Button
            renderRoot={(props) => (
              <Link {...props} to="/computers/$computerId/{-$tab}" params={{ computerId: String(id) }} search={{}} />
            )}
          >
            {t('missing.goTo', { name: displayText(name) || shell('computer.unnamed') })}
          </Button>
        }
      >
        <p>{t('missing.mergedText')}</p>
      </StatePanel>
    );
  }
  if (data?.state === 'deleted') {
    const when = data.at === null ? '' : format.moment(data.at);
    return (
      <StatePanel icon={<IconTrash size={28} />} title={t('missing.deleted')} role="status" action={back}>
        <p>{t('missing.deletedText', { when, by: displayText(data.by ?? '') })}</p>
      </StatePanel>
    );
  }
  return (
    <StatePanel
      icon={<IconHelpCircle size={28} />}
      title={shell('errors.assetMissingTitle')}
      role="status"
      action={back}
    >
      <p>{t('missing.unknownText')}</p>
    </StatePanel>
  );
}
