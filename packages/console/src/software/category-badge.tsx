import { useTranslation } from 'react-i18next';
import type { SoftwareCategory } from '../api/queries/software.ts';
import { SafeText } from '../ui/safe-text.tsx';
import classes from './category-badge.module.css';

type Known = Pick<SoftwareCategory, 'code' | 'name' | 'colour' | 'unwanted'>;

/** A category by its colour and its name; the three of every dictionary in the reader's language. */
export function CategoryBadge({ category }: { readonly category: Known | undefined }) {
  const nameOf = useCategoryName();
  if (category === undefined) return null;
  return (
    <span className={classes.badge} data-plain={category.code !== null || undefined}>
      <span
        className={classes.dot}
        style={{ background: category.code === null ? `var(--mantine-color-${category.colour}-6)` : 'transparent' }}
        aria-hidden
      />
      <SafeText value={nameOf(category)} />
    </span>
  );
}

/** The name of a category as people read it. */
export function useCategoryName(): (category: Pick<SoftwareCategory, 'code' | 'name'>) => string {
  const { t } = useTranslation('software');
  return ({ code, name }) => (code === null ? name : t(`builtIn.${code}`));
}
