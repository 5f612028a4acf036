import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Cell } from '@muster/protocol';
import { IconListSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Found } from '../../api/machine-types.ts';
import { findQuery } from '../../api/queries/machine.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useSectionWords } from '../../i18n/use-section-words.ts';
import { SafeText } from '../../ui/safe-text.tsx';
import { useAsOf } from '../as-of/as-of.tsx';
import { findSection } from '../sections/group-sections.ts';
import classes from './page-search.module.css';

const WAIT_MS = 200;

type PageSearchProps = {
  readonly assetId: number;
  readonly ref: Ref<HTMLInputElement>;
  /** Tells what is looked for, so that it is marked on the page; empty for nothing. */
  readonly onFind: (q: string) => void;
};

/** Finds a text in the whole inventory of one machine, and leads to the section that has it. */
export function PageSearch({ assetId, ref, onFind }: PageSearchProps) {
  const { t } = useTranslation('machine');
  const format = useFormat();
  const words = useSectionWords();
  const navigate = useNavigate();
  const at = useAsOf();
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), WAIT_MS);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { data, isFetching } = useQuery({ ...findQuery(assetId, q, at), enabled: q !== '' });
  const isAsked = text.trim() !== '';
  const items = data?.items ?? [];

  const goTo = (section: string) => {
    const group = findSection(section)?.group ?? 'other';
    void navigate({
      to: '/computers/$computerId/{-$tab}',
      params: { computerId: String(assetId), tab: group },
      search: { ...(at === null ? {} : { at }), [`${section}.q`]: q },
      hash: section,
    });
    combobox.closeDropdown();
  };

  return (
    <search className={classes.search}>
      <Combobox store={combobox} onOptionSubmit={goTo} shadow="md" position="bottom-start" width={420} withinPortal>
        <Combobox.Target>
          <TextInput
            ref={ref}
            type="search"
            size="sm"
            aria-label={t('find.label')}
            placeholder={t('find.placeholder')}
            title={t('find.hint')}
            leftSection={<IconListSearch size={16} stroke={1.75} aria-hidden />}
            rightSection={isFetching && isAsked ? <Loader size={14} /> : null}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setText(value);
              onFind(value.trim());
              combobox.resetSelectedOption();
              combobox.openDropdown();
            }}
            onFocus={() => isAsked && combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
            onKeyDown={(event) => {
              const [first] = items;
              if (event.key === 'Enter' && combobox.getSelectedOptionIndex() === -1 && first !== undefined) {
                event.preventDefault();
                goTo(first.section);
              }
              if (event.key === 'Escape') {
                setText('');
                onFind('');
                combobox.closeDropdown();
              }
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={!isAsked || data === undefined}>
          <Combobox.Options mah={380} className={classes.options} aria-label={t('find.label')}>
            {items.map((found) => {
              const section = findSection(found.section);
              const label = section === undefined ? t('find.other') : words.section(section).label;
              return (
                <Combobox.Option key={found.section} value={found.section}>
                  <span className={classes.heading}>
                    <b>{label}</b>
                    <span className={classes.count}>{format.number(found.total)}</span>
                  </span>
                  {matchesOf(found, q).map((match, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name here
                    <span key={index} className={classes.match}>
                      <SafeText value={match} />
                    </span>
                  ))}
                </Combobox.Option>
              );
            })}
            {items.length === 0 && <Combobox.Empty>{t('find.none')}</Combobox.Empty>}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
    </search>
  );
}

const SHOWN = 3;

/** Of the first rows: what contains the text, after what the row is called. */
function matchesOf({ section: name, rows }: Found, q: string): string[] {
  const wanted = q.toLowerCase();
  const section = findSection(name);
  return rows.slice(0, SHOWN).map((row) => {
    const shown = (cell: Cell | undefined) => (Array.isArray(cell) ? cell.join(', ') : String(cell ?? ''));
    const secret = (column: string) => section?.columns[column]?.secret === true;
    // In the order of the definition, which begins with what a row is called.
    const columns = section === undefined ? Object.keys(row) : Object.keys(section.columns);
    const cells = columns
      .map((column) => [column, row[column]] as const)
      .filter(([column, cell]) => cell !== null && cell !== undefined && !secret(column));
    const title = shown(cells[0]?.[1]);
    const hit = cells.map(([, cell]) => shown(cell)).find((text) => text.toLowerCase().includes(wanted)) ?? '';
    return hit === title || hit === '' ? title : `${title} · ${hit}`;
  });
}
