import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SoftwareAmong, SoftwareCategory, SoftwareTitle } from '../api/queries/software.ts';
import { useFormat } from '../i18n/use-format.ts';
import type { TableColumn } from '../table/table-column.ts';
import { AppLink } from '../ui/app-link.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { CategoryBadge, useCategoryName } from './category-badge.tsx';
import classes from './software-columns.module.css';
import { computersAt, hasTitle, within } from './software-links.ts';
import { UnwantedMark } from './unwanted-mark.tsx';

/** The columns of a list of titles on some computers, or on all. */
export function useSoftwareColumns(
  categories: readonly SoftwareCategory[],
  among: SoftwareAmong,
): TableColumn<SoftwareTitle>[] {
  const { t } = useTranslation('software');
  const format = useFormat();
  const nameOf = useCategoryName();
  // biome-ignore lint/correctness/useExhaustiveDependencies: nameOf says the same as t
  return useMemo(() => {
    const byId = new Map(categories.map((category) => [category.id, category]));
    return [
      {
        id: 'name',
        label: t('columns.name'),
        description: t('columns.nameHint'),
        copy: ({ name }) => name,
        maxWidth: '28rem',
        render: (title) => (
          <span className={classes.name}>
            <Link
              to="/software/$titleId"
              params={{ titleId: String(title.id) }}
              search={among}
              className={classes.link}
            >
              <SafeText value={title.name === '' ? '—' : title.name} />
            </Link>
            <UnwantedMark unwanted={title.unwanted} short />
          </span>
        ),
      },
      {
        id: 'publisher',
        label: t('columns.publisher'),
        description: t('columns.publisherHint'),
        copy: ({ publisher }) => publisher ?? '',
        maxWidth: '18rem',
        render: ({ publisher }) =>
          publisher === null ? (
            <span className={classes.none}>{t('noPublisher')}</span>
          ) : (
            <SafeText value={publisher} />
          ),
      },
      {
        id: 'category',
        label: t('columns.category'),
        description: t('columns.categoryHint'),
        copy: ({ categoryId }) => {
          const category = byId.get(categoryId);
          return category === undefined ? '' : nameOf(category);
        },
        maxWidth: '14rem',
        render: ({ categoryId, otherCategories }) => (
          <span title={otherCategories ? t('otherCategories') : undefined} className={classes.name}>
            <CategoryBadge category={byId.get(categoryId)} />
            {otherCategories && <span className={classes.none}>+</span>}
          </span>
        ),
      },
      {
        id: 'versions',
        label: t('columns.versions'),
        description: t('columns.versionsHint'),
        align: 'end',
        copy: ({ versions }) => String(versions),
        render: ({ versions }) => format.number(versions),
      },
      {
        id: 'machines',
        label: t('columns.machines'),
        description: t('columns.machinesHint'),
        align: 'end',
        copy: ({ machines }) => String(machines),
        render: (title) =>
          title.machines === 0 ? (
            format.number(0)
          ) : (
            <AppLink href={computersAt(within(hasTitle(title), among))} className={classes.link}>
              {format.number(title.machines)}
            </AppLink>
          ),
      },
      {
        id: 'decidedBy',
        label: t('columns.decidedBy'),
        optional: true,
        sortable: false,
        copy: ({ decidedBy }) => t(`decidedBy.${decidedBy}`),
        render: ({ decidedBy }) => t(`decidedBy.${decidedBy}`),
      },
      {
        id: 'reported',
        label: t('columns.reported'),
        optional: true,
        sortable: false,
        copy: ({ reportedPublisher }) => reportedPublisher ?? '',
        maxWidth: '18rem',
        render: ({ reportedPublisher }) => (reportedPublisher === null ? '' : <SafeText value={reportedPublisher} />),
      },
    ];
  }, [t, format, categories, among]);
}
