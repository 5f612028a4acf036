import { ActionIcon, Badge, Tooltip } from '@mantine/core';
import { IconGripVertical, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AdminField, type FieldUsage, fieldDefinitionsQuery, orderFields } from '../../api/queries/admin.ts';
import { useCounted } from '../../i18n/use-counted.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { SafeText } from '../../ui/safe-text.tsx';
import { notifyFailure, notifyUndo } from '../../ui/undo-toast.tsx';
import card from '../card.module.css';
import classes from './field-list.module.css';
import { moveItem } from './move-item.ts';

type FieldListProps = {
  readonly fields: readonly AdminField[];
  readonly usageOf: (field: AdminField) => FieldUsage | undefined;
  readonly onEdit: (field: AdminField) => void;
  readonly onDelete: (field: AdminField) => void;
};

/** The fields in their order, which is changed by dragging or with the arrow keys. */
export function FieldList({ fields, usageOf, onEdit, onDelete }: FieldListProps) {
  const { t } = useTranslation('admin');
  const { language } = useFormat();
  const queries = useQueryClient();
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [spoken, setSpoken] = useState('');
  const store = (items: AdminField[]) => queries.setQueryData(fieldDefinitionsQuery.queryKey, { items });
  const order = useMutation({
    mutationFn: (ids: number[]) => orderFields(ids),
    onSuccess: ({ items }) => store(items),
    onError: (error) => {
      notifyFailure(error);
      void queries.invalidateQueries({ queryKey: fieldDefinitionsQuery.queryKey });
    },
  });
  const labelOf = ({ label }: AdminField) => (language === 'fr' ? label.fr : null) ?? label.en;
  const move = (from: number, to: number) => {
    const field = fields[from];
    if (field === undefined || to < 0 || to >= fields.length || from === to) return;
    const before = fields.map(({ id }) => id);
    const next = moveItem(fields, from, to);
    store(next);
    order.mutate(
      next.map(({ id }) => id),
      {
        onSuccess: () =>
          notifyUndo({
            message: t('fields.moved', { label: labelOf(field), place: to + 1 }),
            undo: () => order.mutateAsync(before),
          }),
      },
    );
    setSpoken(t('fields.moved', { label: labelOf(field), place: to + 1 }));
  };
  const onKey = (event: KeyboardEvent, index: number) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(index, index + step);
  };
  return (
    <div className={card.card}>
      <div className={classes.spoken} aria-live="polite">
        {spoken}
      </div>
      <ul className={classes.list} aria-label={t('fields.title')}>
        {fields.map((field, index) => (
          <li
            key={field.id}
            className={classes.row}
            data-dragged={dragged === index || undefined}
            data-over={(over === index && dragged !== index) || undefined}
            draggable={dragged === index}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
            }}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              setOver(index);
            }}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged !== null) move(dragged, index);
              setDragged(null);
              setOver(null);
            }}
            onDragEnd={() => {
              setDragged(null);
              setOver(null);
            }}
          >
            <button
              type="button"
              className={classes.grip}
              aria-label={t('fields.move', { label: labelOf(field) })}
              title={t('fields.moveHint')}
              onPointerDown={() => setDragged(index)}
              onPointerUp={() => setDragged(null)}
              onKeyDown={(event) => onKey(event, index)}
            >
              <IconGripVertical size={16} aria-hidden />
            </button>
            <FieldFacts field={field} label={labelOf(field)} />
            <FieldUse field={field} usage={usageOf(field)} />
            <div className={classes.tools}>
              <Tooltip label={t('edit')}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('fields.edit', { label: labelOf(field) })}
                  onClick={() => onEdit(field)}
                >
                  <IconPencil size={16} aria-hidden />
                </ActionIcon>
              </Tooltip>
              {!field.builtIn && (
                <Tooltip label={t('delete')}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('fields.delete', { label: labelOf(field) })}
                    onClick={() => onDelete(field)}
                  >
                    <IconTrash size={16} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              )}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

function FieldFacts({ field, label }: { readonly field: AdminField; readonly label: string }) {
  const { t } = useTranslation('admin');
  const counted = useCounted('admin');
  const { name, type, tab, choices, onForms, builtIn } = field;
  return (
    <div className={classes.facts}>
      <div className={classes.label}>
        <SafeText value={label} />
        {builtIn && (
          <Badge size="sm" variant="default" fw={500} title={t('fields.builtInHint')}>
            {t('fields.builtIn')}
          </Badge>
        )}
        {!onForms && (
          <Badge size="sm" variant="default" fw={500}>
            {t('fields.hidden')}
          </Badge>
        )}
      </div>
      <div className={card.small}>
        <span className={card.mono}>{name}</span> · {t(`fields.types.${type}`)}
        {choices.length > 0 && <> · {counted('fields.choices', choices.length)}</>}
        {tab !== '' && (
          <>
            {' · '}
            {t('fields.inTab')} <SafeText value={tab} />
          </>
        )}
      </div>
    </div>
  );
}

function FieldUse({ field, usage }: { readonly field: AdminField; readonly usage: FieldUsage | undefined }) {
  const counted = useCounted('admin');
  if (usage === undefined) return <div className={classes.use} />;
  const text = counted('fields.used', usage.machines);
  const name = field.builtIn ? 'tag' : `admin.${field.name}`;
  return (
    <div className={classes.use}>
      {usage.machines === 0 ? (
        <span className={card.small}>{text}</span>
      ) : (
        <Link to="/computers" search={{ query: `${name}:notempty` }}>
          {text}
        </Link>
      )}
    </div>
  );
}
