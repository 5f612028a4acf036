import { Tabs } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../shell/back-link.tsx';
import { Page } from '../shell/page.tsx';
import { lastSearch } from '../table/last-search.ts';
import { AliasesTab } from './aliases-tab.tsx';
import { CategoriesTab } from './categories-tab.tsx';
import classes from './manage-page.module.css';
import { RulesTab } from './rules-tab.tsx';
import { UnwantedTab } from './unwanted-tab.tsx';
import { WorkNotice } from './work-notice.tsx';

const TABS = ['categories', 'rules', 'aliases', 'unwanted'] as const;

/** Categories, rules, names of publishers, and what is unwanted. */
export function ManagePage() {
  const { t } = useTranslation('software');
  const navigate = useNavigate();
  const params = useParams({ strict: false });
  const shown = TABS.find((tab) => tab === params.tab) ?? 'categories';
  return (
    <Page
      title={t('manageTitle')}
      above={
        <BackLink to="/software" search={lastSearch('software')}>
          {t('page.back')}
        </BackLink>
      }
    >
      <WorkNotice />
      <Tabs
        value={shown}
        onChange={(tab) =>
          void navigate({
            to: '/software/categories/{-$tab}',
            params: tab === 'categories' || tab === null ? {} : { tab },
            search: {},
          })
        }
        keepMounted={false}
      >
        <Tabs.List aria-label={t('manageTabs.label')} className={classes.tabs}>
          {TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`manageTabs.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={shown} pt="md">
          {shown === 'categories' && <CategoriesTab />}
          {shown === 'rules' && <RulesTab />}
          {shown === 'aliases' && <AliasesTab />}
          {shown === 'unwanted' && <UnwantedTab />}
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
