import { Badge } from '@mantine/core';
import { IconAdjustments, IconArchive, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { assetGroupsQuery, assetSettingsQuery } from '../../api/queries/machine.ts';
import type { Asset } from '../../api/types.ts';
import { useCounted } from '../../i18n/use-counted.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import { useNow } from '../../ui/use-now.ts';
import { contactStatus } from './contact-status.ts';
import classes from './machine-status.module.css';

/** Hours between two contacts, where the settings are not known yet. */
const USUAL_HOURS = 24;

/** How the machine stands: heard of or not, archived, its groups, settings of its own. */
export function MachineStatus({ asset }: { readonly asset: Asset }) {
  const { t } = useTranslation('machine');
  const format = useFormat();
  const counted = useCounted('machine');
  const nowMs = useNow();
  const { data: settings } = useQuery(assetSettingsQuery(asset.id));
  const { data: groups } = useQuery(assetGroupsQuery(asset.id));
  const every = settings?.find(({ name }) => name === 'PROLOG_FREQ')?.value;
  const status = contactStatus(asset.lastContactAt, nowMs, typeof every === 'number' ? every : USUAL_HOURS);
  const own = settings?.filter((setting) => setting.own !== null).length ?? 0;
  const heard = format.exactMoment(asset.lastContactAt);
  return (
    <div className={classes.line}>
      <span className={classes.status} data-status={status} title={t('status.heard', { when: heard })}>
        {t(`status.${status}`)}
      </span>
      {asset.archivedAt !== null && (
        <Badge
          variant="light"
          color="gray"
          tt="none"
          leftSection={<IconArchive size={12} aria-hidden />}
          title={format.exactMoment(asset.archivedAt)}
        >
          {t('status.archived')}
        </Badge>
      )}
      {own > 0 && (
        <Link
          to="/computers/$computerId/{-$tab}"
          params={{ computerId: String(asset.id), tab: 'settings' }}
          search={{}}
          className={classes.chip}
          title={t('status.ownSettingsHint')}
        >
          <IconAdjustments size={13} aria-hidden />
          {counted('status.ownSettings', own)}
        </Link>
      )}
      {groups !== undefined && groups.length > 0 && (
        <ul className={classes.groups} aria-label={t('status.groups')}>
          {groups.map((group) => (
            <li key={group.id}>
              <AppLink href={`/groups/${group.id}`} className={classes.chip}>
                <IconUsersGroup size={13} aria-hidden />
                <SafeText value={group.name} />
              </AppLink>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
