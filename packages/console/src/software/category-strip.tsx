import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SoftwareCategory, SoftwareFilter } from '../api/queries/software.ts';
import { useFormat } from '../i18n/use-format.ts';
import type { Search } from '../table/table-state.ts';
import { CategoryBadge } from './category-badge.tsx';
import classes from './category-strip.module.css';
import { writeFilter } from './software-filter.ts';

type CategoryStripProps = {
  readonly categories: readonly SoftwareCategory[];
  readonly filter: SoftwareFilter;
  /** Their numbers are those of the list; otherwise none are shown. */
  readonly areCounted: boolean;
};

/** The categories as ways into the list: all, what is new, people's own, the rest, what is unwanted. */
export function CategoryStrip({ categories, filter, areCounted }: CategoryStripProps) {
  const { t } = useTranslation('software');
  const isAll = filter.categoryId === undefined && filter.unwanted === undefined;
  const { categoryId: _category, unwanted: _unwanted, ...others } = filter;
  const [isNew, own, rest] = [
    categories.filter(({ code }) => code === 'new'),
    categories.filter(({ code }) => code === null),
    categories.filter(({ code }) => code === 'ignored' || code === 'unchanged'),
  ];
  const sorted = [...isNew, ...own.toSorted((a, b) => a.name.localeCompare(b.name)), ...rest];
  return (
    <nav className={classes.strip} aria-label={t('tabs.label')}>
      <Tab filter={others} isCurrent={isAll}>
        {t('tabs.all')}
      </Tab>
      <Tab filter={{ ...others, unwanted: 'yes' }} isCurrent={filter.unwanted === 'yes'}>
        <IconAlertTriangle size={14} stroke={2} aria-hidden /> {t('tabs.unwanted')}
      </Tab>
      {sorted.map((category) => (
        <Tab
          key={category.id}
          filter={{ ...others, categoryId: category.id }}
          isCurrent={filter.categoryId === category.id && filter.unwanted === undefined}
          {...(areCounted ? { count: category.titles } : {})}
        >
          <CategoryBadge category={category} />
        </Tab>
      ))}
    </nav>
  );
}

type TabProps = {
  readonly filter: SoftwareFilter;
  readonly isCurrent: boolean;
  readonly count?: number;
  readonly children: ReactNode;
};

function Tab({ filter, isCurrent, count, children }: TabProps) {
  const format = useFormat();
  return (
    <Link
      to="/software"
      search={(previous: Search) => writeFilter(previous, filter)}
      className={classes.tab}
      aria-current={isCurrent ? 'page' : undefined}
      activeProps={{}}
      activeOptions={{ exact: true, includeSearch: true }}
      data-current={isCurrent || undefined}
      resetScroll={false}
    >
      {children}
      {count !== undefined && <span className={classes.count}>{format.number(count)}</span>}
    </Link>
  );
}
