import { Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Search } from '../table/table-state.ts';
import { SearchBuilder } from './search-builder.tsx';
import classes from './search-page.module.css';

/** The builder on a page of its own; what it finds is shown as a list of computers. */
export function SearchPage() {
  const { t } = useTranslation('query');
  const { t: shell } = useTranslation();
  const navigate = useNavigate();
  const { query = '' }: Search = useSearch({ strict: false });
  useDocumentTitle(`${t('search.title')} · ${shell('common.appName')}`);
  return (
    <div className={classes.page}>
      <div>
        <Title order={1} size="1.35rem">
          {t('search.title')}
        </Title>
        <Text c="dimmed">{t('search.lead')}</Text>
      </div>
      <div className={classes.card}>
        <SearchBuilder
          query={query}
          onShow={(next) => void navigate({ to: '/computers', search: next === '' ? {} : { query: next } })}
        />
      </div>
    </div>
  );
}
