import { Button, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  type SoftwareTitle,
  softwareCategoriesQuery,
  softwareListQuery,
  unwantedQuery,
} from '../api/queries/software.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { useFormat } from '../i18n/use-format.ts';
import { AppLink } from '../ui/app-link.tsx';
import { Failure } from '../ui/failure.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { CategoryBadge } from './category-badge.tsx';
import classes from './manage-page.module.css';
import { computersAt, hasTitle } from './software-links.ts';

/** Titles shown here; the list has them all. */
const FIRST = 100;
const STATE = { q: '', sort: [{ field: 'machines', descending: true }], page: 1, size: FIRST };

/** What is unwanted, and how many computers have any of it. */
export function UnwantedTab() {
  const { t } = useTranslation('software');
  const counted = useCounted('software');
  const unwanted = useQuery(unwantedQuery());
  const titles = useQuery(softwareListQuery(STATE, { unwanted: 'yes' }));
  const categories = (useQuery(softwareCategoriesQuery()).data ?? []).filter(({ unwanted }) => unwanted);
  const error = unwanted.error ?? titles.error;
  if (unwanted.data === undefined || titles.data === undefined) {
    return error === null ? null : <Failure error={error} onRetry={() => void unwanted.refetch()} />;
  }
  return (
    <div className={classes.panel}>
      {unwanted.data.machines === 0 ? (
        <StatePanel icon={<IconCircleCheck size={28} />} title={t('unwantedPage.none')}>
          <p>{t('unwantedPage.noneText')}</p>
        </StatePanel>
      ) : (
        <div className={classes.bar}>
          <Text fw={600} size="lg">
            {counted('unwantedPage.machines', unwanted.data.machines)}
          </Text>
          <Button component={AppLink} href={computersAt('unwanted:yes')}>
            {t('unwantedPage.show')}
          </Button>
        </div>
      )}
      <Title order={2} size="1rem">
        {t('unwantedPage.categories')}
      </Title>
      {categories.length === 0 ? (
        <Text c="dimmed">{t('unwantedPage.noCategories')}</Text>
      ) : (
        <div className={classes.bar}>
          {categories.map((category) => (
            <Link key={category.id} to="/software" search={{ categoryId: String(category.id) }}>
              <CategoryBadge category={category} />
            </Link>
          ))}
          <span />
        </div>
      )}
      {titles.data.total > 0 && (
        <UnwantedTitles titles={titles.data.items} total={titles.data.total} versions={unwanted.data.versions} />
      )}
    </div>
  );
}

type UnwantedTitlesProps = {
  readonly titles: readonly SoftwareTitle[];
  readonly total: number;
  /** Computers with an unwanted version, of titles of which some versions are. */
  readonly versions: readonly { readonly titleId: number; readonly machines: number }[];
};

function UnwantedTitles({ titles, total, versions }: UnwantedTitlesProps) {
  const { t } = useTranslation('software');
  const counted = useCounted('software');
  const format = useFormat();
  const machinesOf = new Map(versions.map(({ titleId, machines }) => [titleId, machines]));
  const reasonOf = ({ unwanted, unwantedItself }: SoftwareTitle) =>
    unwantedItself ? 'title' : unwanted === 'some' ? 'versions' : 'category';
  return (
    <>
      <Title order={2} size="1rem">
        {t('unwantedPage.titles')}
      </Title>
      <p className={classes.intro}>{t('unwantedPage.titlesHint')}</p>
      <div className={classes.frame}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('columns.name')}</th>
              <th scope="col">{t('columns.publisher')}</th>
              <th scope="col">{t('unwantedPage.why')}</th>
              <th scope="col" data-align="end">
                {t('columns.machines')}
              </th>
            </tr>
          </thead>
          <tbody>
            {titles.map((title) => (
              <tr key={title.id}>
                <td className={classes.text}>
                  <Link to="/software/$titleId" params={{ titleId: String(title.id) }} search={{}}>
                    <SafeText value={title.name} />
                  </Link>
                </td>
                <td className={classes.text}>
                  {title.publisher === null ? (
                    <span className={classes.dimmed}>{t('noPublisher')}</span>
                  ) : (
                    <SafeText value={title.publisher} />
                  )}
                </td>
                <td>{t(`unwantedPage.because.${reasonOf(title)}`)}</td>
                <td data-align="end">
                  <AppLink
                    href={computersAt(
                      title.unwanted === 'some' ? hasTitle(title).replace(/\)$/, ' unwanted:yes)') : hasTitle(title),
                    )}
                  >
                    {format.number(title.unwanted === 'some' ? (machinesOf.get(title.id) ?? 0) : title.machines)}
                  </AppLink>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {total > titles.length && (
        <Link to="/software" search={{ unwanted: 'yes' }}>
          {counted('total', total)}
        </Link>
      )}
    </>
  );
}
