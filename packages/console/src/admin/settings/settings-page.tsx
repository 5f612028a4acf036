import { Badge, NavLink, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch, IconZoomQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Setting, type SettingValue, settingsQuery } from '../../api/queries/admin.ts';
import { useCounted } from '../../i18n/use-counted.ts';
import { useFormat } from '../../i18n/use-format.ts';
import type { Search } from '../../table/table-state.ts';
import { NotLoaded } from '../../ui/not-loaded.tsx';
import { StatePanel } from '../../ui/state-panel.tsx';
import { AdminPage } from '../admin-page.tsx';
import card from '../card.module.css';
import { UnsavedGuard } from '../unsaved-guard.tsx';
import { SettingRow } from './setting-row.tsx';
import { matches } from './setting-words.ts';
import classes from './settings-page.module.css';

/** The settings of the server by theme; what was changed, by whom, and what they mean. */
export function SettingsPage() {
  const { t } = useTranslation('admin');
  const query = useQuery(settingsQuery);
  const [drafts, setDrafts] = useState<Readonly<Record<string, SettingValue>>>({});
  const draft = (name: string, value: SettingValue | undefined) =>
    setDrafts(({ [name]: _before, ...others }) => (value === undefined ? others : { ...others, [name]: value }));
  return (
    <AdminPage title={t('settings.title')} lead={t('settings.lead')}>
      <UnsavedGuard isDirty={Object.keys(drafts).length > 0} />
      <NotLoaded query={query} height={420} />
      {query.data !== undefined && <Settings settings={query.data.items} drafts={drafts} onDraft={draft} />}
    </AdminPage>
  );
}

type SettingsProps = {
  readonly settings: readonly Setting[];
  readonly drafts: Readonly<Record<string, SettingValue>>;
  readonly onDraft: (name: string, value: SettingValue | undefined) => void;
};

function Settings({ settings, drafts, onDraft }: SettingsProps) {
  const { t } = useTranslation('admin');
  const { language } = useFormat();
  const counted = useCounted('admin');
  const navigate = useNavigate();
  const { q = '', show = 'all', theme = '', setting: linked = '' }: Search = useSearch({ strict: false });
  const ask = (change: Search) => {
    const next: Search = { q, show, theme, ...change };
    const search = Object.fromEntries(Object.entries(next).filter(([, text]) => text !== '' && text !== 'all'));
    void navigate({ to: '/administration/settings', search, replace: true });
  };
  const found = settings.filter(
    (setting) =>
      (matches(setting, q, language) || setting.name in drafts) &&
      (show !== 'changed' || setting.origin === 'global' || setting.name in drafts),
  );
  const themes = [...new Set(settings.map((setting) => setting.theme))];
  const shown = found.filter((setting) => theme === '' || setting.theme === theme);
  const changed = settings.filter(({ origin }) => origin === 'global').length;
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          className={classes.search}
          aria-label={t('settings.search')}
          placeholder={t('settings.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={q}
          onChange={(event) => ask({ q: event.currentTarget.value })}
        />
        <SegmentedControl
          aria-label={t('settings.which')}
          value={show === 'changed' ? 'changed' : 'all'}
          onChange={(value) => ask({ show: value })}
          data={[
            { value: 'all', label: counted('settings.all', settings.length) },
            { value: 'changed', label: counted('settings.changed', changed) },
          ]}
        />
      </div>
      <div className={classes.columns}>
        <nav aria-label={t('settings.themes')} className={classes.themes}>
          {['', ...themes].map((name) => (
            <NavLink
              key={name}
              component="button"
              label={name === '' ? t('settings.allThemes') : t(`settings.theme.${name as 'server'}`)}
              active={theme === name}
              {...(theme === name ? { 'aria-current': 'true' as const } : {})}
              onClick={() => ask({ theme: name })}
              rightSection={
                <Badge variant="default" size="sm" fw={500}>
                  {found.filter((setting) => name === '' || setting.theme === name).length}
                </Badge>
              }
            />
          ))}
        </nav>
        <div className={classes.list}>
          {themes
            .filter((name) => shown.some((setting) => setting.theme === name))
            .map((name) => (
              <section key={name} aria-label={t(`settings.theme.${name as 'server'}`)}>
                <h2 className={classes.theme}>{t(`settings.theme.${name as 'server'}`)}</h2>
                <div className={card.card}>
                  {shown
                    .filter((setting) => setting.theme === name)
                    .map((setting) => (
                      <SettingRow
                        key={setting.name}
                        setting={setting}
                        draft={drafts[setting.name]}
                        onDraft={(value) => onDraft(setting.name, value)}
                        isLinked={linked === setting.name}
                      />
                    ))}
                </div>
              </section>
            ))}
          {shown.length === 0 && (
            <StatePanel icon={<IconZoomQuestion size={28} />} title={t('settings.none')} role="status">
              <p>{t('settings.noneText')}</p>
            </StatePanel>
          )}
        </div>
      </div>
    </>
  );
}
