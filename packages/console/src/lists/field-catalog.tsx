import { Button, Text } from '@mantine/core';
import type { QueryField } from '@muster/protocol/query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchFields } from '../search/use-search-fields.ts';
import { ColumnBox, type MoreColumnsProps } from '../table/column-choices.tsx';
import { Failure } from '../ui/failure.tsx';
import classes from './field-catalog.module.css';

export type FieldCatalogProps = MoreColumnsProps & {
  /** Fields that the list has columns of its own for. */
  readonly known: ReadonlySet<string>;
};

/** Every field of every section as a column to choose, by section. */
export function FieldCatalog({ known, shown, q, onToggle }: FieldCatalogProps) {
  const { t } = useTranslation('lists');
  const { fields, partOf, error, retry } = useSearchFields();
  const [open, setOpen] = useState<string | null>(null);
  const parts = useMemo(() => {
    const offered = (fields ?? []).filter((field) => !known.has(field.name) && matches(field, partOf(field), q));
    return [...Map.groupBy(offered, partOf)];
  }, [fields, known, partOf, q]);
  if (error !== null && fields === undefined) return <Failure error={error} onRetry={retry} />;
  if (q !== '' && parts.length === 0) {
    return (
      <Text size="sm" c="dimmed" mt="xs">
        {t('catalog.none')}
      </Text>
    );
  }
  return parts.map(([part, members]) => {
    const isOpen = q !== '' || open === part;
    return (
      <section key={part} className={classes.part}>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          fullWidth
          justify="space-between"
          aria-expanded={isOpen}
          rightSection={members.length}
          onClick={() => setOpen(isOpen ? null : part)}
        >
          {part}
        </Button>
        {isOpen &&
          members.map((field) => (
            <ColumnBox
              key={field.name}
              label={field.label}
              hint={field.description}
              isShown={shown.has(field.name)}
              onToggle={() => onToggle(field.name)}
            />
          ))}
      </section>
    );
  });
}

const matches = ({ label, name }: QueryField, part: string, q: string) =>
  q === '' || `${part} ${label} ${name}`.toLowerCase().includes(q);
