import { Button, Group, Loader, Modal, Stack, Text, Title } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type SoftwarePreview, softwareCategoriesQuery } from '../api/queries/software.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { useFormat } from '../i18n/use-format.ts';
import { FormFailure } from '../ui/form-failure.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { CategoryBadge } from './category-badge.tsx';
import classes from './preview-dialog.module.css';

type Props = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly preview: SoftwarePreview | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly isSaving: boolean;
  readonly onSave: () => void;
};

/** What rules or names would change, before they are saved. */
export function PreviewDialog({ opened, onClose, preview, error, isPending, isSaving, onSave }: Props) {
  const { t } = useTranslation('software');
  return (
    <Modal opened={opened} onClose={onClose} title={t('preview.title')} centered withCloseButton={false} size="xl">
      <Stack gap="md">
        {isPending ? (
          <Group gap="sm" role="status">
            <Loader size="sm" />
            <Text>{t('preview.working')}</Text>
          </Group>
        ) : (
          preview !== undefined && <Changes preview={preview} />
        )}
        <FormFailure error={error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('preview.cancel')}
          </Button>
          <Button onClick={onSave} loading={isSaving} disabled={isPending || preview === undefined}>
            {t('preview.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Changes({ preview }: { readonly preview: SoftwarePreview }) {
  const { t } = useTranslation('software');
  const counted = useCounted('software');
  const format = useFormat();
  const categories = new Map((useQuery(softwareCategoriesQuery()).data ?? []).map((one) => [one.id, one]));
  const { titles, versions, publishers, moves, renames, samples } = preview;
  if (titles + versions + publishers === 0) return <Text>{t('preview.nothing')}</Text>;
  return (
    <>
      <ul className={classes.counts}>
        {titles > 0 && <li>{counted('preview.titles', titles)}</li>}
        {versions > 0 && <li>{counted('preview.versions', versions)}</li>}
        {publishers > 0 && <li>{counted('preview.publishers', publishers)}</li>}
      </ul>
      {moves.length > 0 && (
        <ul className={classes.moves} aria-label={t('preview.byCategory')}>
          {moves.map(({ from, to, titles: count }) => (
            <li key={`${from} ${to}`}>
              <CategoryBadge category={categories.get(from)} />
              <IconArrowRight size={14} aria-hidden />
              <CategoryBadge category={categories.get(to)} />
              <span className={classes.number}>{format.number(count)}</span>
            </li>
          ))}
        </ul>
      )}
      {renames.length > 0 && (
        <ul className={classes.moves} aria-label={t('preview.byPublisher')}>
          {renames.slice(0, 20).map(({ from, to, titles: count }) => (
            <li key={JSON.stringify([from, to])}>
              <SafeText value={from} />
              <IconArrowRight size={14} aria-hidden />
              <SafeText value={to} />
              <span className={classes.number}>{format.number(count)}</span>
            </li>
          ))}
        </ul>
      )}
      <Title order={3} size="1rem">
        {t('preview.samples')}
      </Title>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long table is scrolled with the keyboard */}
      <div className={classes.scroll} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('preview.software')}</th>
              <th scope="col">{t('preview.before')}</th>
              <th scope="col">{t('preview.after')}</th>
              <th scope="col" data-align="end">
                {t('preview.machines')}
              </th>
            </tr>
          </thead>
          <tbody>
            {samples.map(({ titleId, name, version, before, after, machines }) => {
              const isMove = before.categoryId !== after.categoryId;
              return (
                <tr key={`${titleId} ${version}`}>
                  <td>
                    <SafeText value={version === null || version === '' ? name : `${name} ${version}`} />
                  </td>
                  <td>
                    {isMove ? (
                      <CategoryBadge category={categories.get(before.categoryId)} />
                    ) : (
                      <SafeText value={before.publisher} />
                    )}
                  </td>
                  <td>
                    {isMove ? (
                      <CategoryBadge category={categories.get(after.categoryId)} />
                    ) : (
                      <SafeText value={after.publisher} />
                    )}
                  </td>
                  <td data-align="end">{format.number(machines)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
