import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { softwareCategoriesQuery } from '../api/queries/software.ts';
import { CategoryBadge } from './category-badge.tsx';
import classes from './software-columns.module.css';
import { UnwantedMark } from './unwanted-mark.tsx';

export type MachineSoftwareProps = {
  readonly titleId: number;
  readonly categoryId: number;
  readonly unwanted: boolean;
};

/** What is decided of a software that a machine has; leads to its title. */
export function MachineSoftware({ titleId, categoryId, unwanted }: MachineSoftwareProps) {
  const { t } = useTranslation('software');
  const { data = [] } = useQuery(softwareCategoriesQuery());
  const category = data.find(({ id }) => id === categoryId);
  if (category === undefined) return null;
  return (
    <span className={classes.name}>
      <Link
        to="/software/$titleId"
        params={{ titleId: String(titleId) }}
        search={{}}
        className={classes.link}
        title={t('openTitle')}
      >
        <CategoryBadge category={category} />
      </Link>
      <UnwantedMark unwanted={unwanted ? 'yes' : 'no'} short />
    </span>
  );
}
