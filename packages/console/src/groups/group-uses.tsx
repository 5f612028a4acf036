import { Anchor, Skeleton, Title } from '@mantine/core';
import { IconLinkOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { groupSettingsQuery, groupUsesQuery } from '../api/queries/groups.ts';
import type { AssetGroup } from '../api/types.ts';
import { AppLink } from '../ui/app-link.tsx';
import { Failure } from '../ui/failure.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import classes from './groups.module.css';

/** What would miss a group that is deleted. */
export function GroupUses({ group }: { readonly group: AssetGroup }) {
  const { t } = useTranslation('query');
  const { data: uses, error, refetch } = useQuery(groupUsesQuery(group.id));
  const { data: settings } = useQuery(groupSettingsQuery(group.id));
  if (error !== null && uses === undefined) return <Failure error={error} onRetry={() => void refetch()} />;
  if (uses === undefined || settings === undefined) return <Skeleton h={120} radius="md" />;
  const own = settings.filter((setting) => setting.own !== null);
  if (uses.searches.length === 0 && own.length === 0) {
    return (
      <StatePanel icon={<IconLinkOff aria-hidden />} title={t('groups.usesNone')}>
        <p>{t('groups.usesNoneText')}</p>
      </StatePanel>
    );
  }
  return (
    <div className={classes.uses}>
      {uses.searches.length > 0 && (
        <section>
          <Title order={2} size="md">
            {t('groups.usesSearches')}
          </Title>
          <ul>
            {uses.searches.map(({ id, name, owner }) => (
              <li key={id}>
                <Anchor component={AppLink} href={`/searches?q=${encodeURIComponent(name)}`}>
                  <SafeText value={name} wrap />
                </Anchor>{' '}
                · <SafeText value={owner} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {own.length > 0 && (
        <section>
          <Title order={2} size="md">
            {t('groups.usesSettings')}
          </Title>
          <ul>
            {own.map(({ name }) => (
              <li key={name}>
                <Anchor component={AppLink} href={`/groups/${group.id}?tab=settings`}>
                  {name}
                </Anchor>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
