import { ActionIcon, Button } from '@mantine/core';
import { IconPencil, IconPlus, IconTags, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { removeCategory, type SoftwareCategory, softwareCategoriesQuery } from '../api/queries/software.ts';
import { displayText } from '../format/display-text.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { useFormat } from '../i18n/use-format.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Failure } from '../ui/failure.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { notifyDone } from '../ui/undo-toast.tsx';
import { CategoryBadge } from './category-badge.tsx';
import { CategoryDialog } from './category-dialog.tsx';
import classes from './manage-page.module.css';
import { UnwantedMark } from './unwanted-mark.tsx';

/** The categories: the three of every dictionary, and people's own. */
export function CategoriesTab() {
  const { t } = useTranslation('software');
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(softwareCategoriesQuery());
  const [edited, setEdited] = useState<SoftwareCategory | 'new' | null>(null);
  const [removed, setRemoved] = useState<SoftwareCategory | null>(null);
  const removal = useMutation({
    mutationFn: (category: SoftwareCategory) => removeCategory(category.id),
    onSuccess: async (_, { name }) => {
      await queries.invalidateQueries({ queryKey: ['software'] });
      notifyDone(t('categories.removed', { name: displayText(name) }));
      setRemoved(null);
    },
  });
  if (data === undefined) return error === null ? null : <Failure error={error} onRetry={() => void refetch()} />;
  const own = data.filter(({ code }) => code === null).toSorted((a, b) => a.name.localeCompare(b.name));
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
      {t('categories.add')}
    </Button>
  );
  return (
    <div className={classes.panel}>
      <div className={classes.bar}>
        <p className={classes.intro}>{t('categories.intro')}</p>
        {add}
      </div>
      <Table>
        {data
          .filter(({ code }) => code !== null)
          .map((category) => (
            <CategoryRow key={category.id} category={category} />
          ))}
        {own.map((category) => (
          <CategoryRow
            key={category.id}
            category={category}
            onEdit={() => setEdited(category)}
            onRemove={() => {
              removal.reset();
              setRemoved(category);
            }}
          />
        ))}
      </Table>
      {own.length === 0 && (
        <StatePanel icon={<IconTags aria-hidden />} title={t('categories.noOwnTitle')}>
          <p>{t('categories.noOwn')}</p>
        </StatePanel>
      )}
      {edited !== null && (
        <CategoryDialog
          category={edited === 'new' ? null : edited}
          taken={own.map(({ colour }) => colour)}
          onClose={() => setEdited(null)}
        />
      )}
      <ConfirmDialog
        opened={removed !== null}
        onClose={() => setRemoved(null)}
        onConfirm={() => removed !== null && removal.mutate(removed)}
        title={t('categories.removeTitle', { name: displayText(removed?.name ?? '') })}
        consequence={t('categories.removeText')}
        confirmLabel={t('categories.removeConfirm')}
        isDangerous
        isPending={removal.isPending}
        error={removal.error}
      />
    </div>
  );
}

function Table({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('software');
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('columns.category')}</th>
            <th scope="col" data-narrow="hidden">
              {t('categories.description')}
            </th>
            <th scope="col" data-align="end">
              {t('categories.titles')}
            </th>
            <th aria-hidden />
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

type CategoryRowProps = {
  readonly category: SoftwareCategory;
  readonly onEdit?: () => void;
  readonly onRemove?: () => void;
};

function CategoryRow({ category, onEdit, onRemove }: CategoryRowProps) {
  const { t } = useTranslation('software');
  const counted = useCounted('software');
  const format = useFormat();
  const { code, name, description, titles, versions } = category;
  const shown = displayText(name);
  return (
    <tr>
      <td>
        <CategoryBadge category={category} /> {category.unwanted && <UnwantedMark unwanted="yes" />}
      </td>
      <td className={classes.text} data-narrow="hidden">
        <span className={classes.dimmed}>
          {code === null ? <SafeText value={description} wrap /> : t(`builtInHint.${code}`)}
        </span>
      </td>
      <td data-align="end">
        <Link to="/software" search={{ categoryId: String(category.id) }}>
          {format.number(titles)}
        </Link>
        {versions > 0 && <div className={classes.dimmed}>{counted('categories.versions', versions)}</div>}
      </td>
      <td>
        <span className={classes.icons}>
          {onEdit !== undefined && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('categories.edit', { name: shown })}
              title={t('categories.edit', { name: shown })}
              onClick={onEdit}
            >
              <IconPencil size={16} aria-hidden />
            </ActionIcon>
          )}
          {onRemove !== undefined && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('categories.remove', { name: shown })}
              title={t('categories.remove', { name: shown })}
              onClick={onRemove}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          )}
        </span>
      </td>
    </tr>
  );
}
