import { ActionIcon } from '@mantine/core';
import { IconGripVertical, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './column-chooser.module.css';
import { moved } from './table-layout.ts';

type Named = { readonly id: string; readonly label: string };

type ShownColumnsProps = {
  readonly shown: readonly Named[];
  readonly onOrder: (ids: readonly string[]) => void;
  readonly onHide: (id: string) => void;
};

/** The columns that are shown, to be dragged into another order, or moved with the arrow keys. */
export function ShownColumns({ shown, onOrder, onHide }: ShownColumnsProps) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const held = useRef<string | null>(null);
  const ids = shown.map(({ id }) => id);
  const move = (from: number, to: number) => onOrder(moved(ids, from, to));
  const onKey = (event: KeyboardEvent, index: number) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (step === 0) return;
    event.preventDefault();
    held.current = ids[index] ?? null;
    move(index, index + step);
  };
  // A row that is put elsewhere loses the focus; the key is pressed on.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the new order is the occasion
  useEffect(() => {
    if (held.current === null) return;
    list.current?.querySelector<HTMLElement>(`[data-grip="${CSS.escape(held.current)}"]`)?.focus();
    held.current = null;
  }, [shown]);
  const drop = () => {
    if (dragged !== null && over !== null) move(dragged, over);
    setDragged(null);
    setOver(null);
  };
  return (
    <>
      <h2 className={classes.legend}>{t('table.columns')}</h2>
      <ol className={classes.shown} ref={list}>
        {shown.map(({ id, label }, index) => (
          <li
            key={id}
            draggable
            data-dragged={dragged === index || undefined}
            data-over={(dragged !== null && over === index && dragged !== index) || undefined}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              setDragged(index);
            }}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(index);
            }}
            onDrop={drop}
            onDragEnd={() => setDragged(null)}
          >
            <button
              type="button"
              data-grip={id}
              className={classes.grip}
              aria-label={t('table.moveColumn', { column: label, place: index + 1 })}
              title={t('table.moveColumnHint')}
              onKeyDown={(event) => onKey(event, index)}
            >
              <IconGripVertical size={14} stroke={1.75} aria-hidden />
            </button>
            <span className={classes.name}>{label}</span>
            <ActionIcon
              size={22}
              variant="subtle"
              color="gray"
              aria-label={t('table.hideColumn', { column: label })}
              disabled={shown.length === 1}
              onClick={() => onHide(id)}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ol>
    </>
  );
}
