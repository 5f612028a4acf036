import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../shell/page.tsx';
import type { Search } from '../table/table-state.ts';
import { SearchBuilder } from './search-builder.tsx';
import classes from './search-page.module.css';

/** The builder on a page of its own; what it finds is shown as a list of computers. */
export function SearchPage() {
  const { t } = useTranslation('query');
  const navigate = useNavigate();
  const { query = '' }: Search = useSearch({ strict: false });
  return (
    <Page layout="text" title={t('search.title')} lead={t('search.lead')}>
      <div className={classes.card}>
        <SearchBuilder
          query={query}
          onShow={(next) => void navigate({ to: '/computers', search: next === '' ? {} : { query: next } })}
        />
      </div>
    </Page>
  );
}
