import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../shell/page.tsx';
import { BlacklistsView } from './blacklists-view.tsx';
import classes from './duplicates-page.module.css';
import { MergesView } from './merges-view.tsx';
import { SharedView } from './shared-view.tsx';
import { SuspicionsView } from './suspicions-view.tsx';

const views = ['shared', 'suspicions', 'merges', 'blacklists'] as const;

/** Records that may be one machine, or one record that is two; what was merged; what is believed of no machine. */
export function DuplicatesPage() {
  const { t } = useTranslation('care');
  const navigate = useNavigate();
  const search: Record<string, string> = useSearch({ strict: false });
  const view = views.find((one) => one === search.view) ?? 'shared';
  return (
    <Page title={t('title')}>
      <Tabs
        value={view}
        keepMounted={false}
        onChange={(next) => void navigate({ to: '/duplicates', search: next === 'shared' ? {} : { view: next ?? '' } })}
      >
        <Tabs.List className={classes.tabs}>
          {views.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`views.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="shared" className={classes.panel}>
          <SharedView />
        </Tabs.Panel>
        <Tabs.Panel value="suspicions" className={classes.panel}>
          <SuspicionsView />
        </Tabs.Panel>
        <Tabs.Panel value="merges" className={classes.panel}>
          <MergesView />
        </Tabs.Panel>
        <Tabs.Panel value="blacklists" className={classes.panel}>
          <BlacklistsView />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
