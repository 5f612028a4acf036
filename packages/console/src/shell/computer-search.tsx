import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import { IconArrowRight, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assetListQuery } from '../api/queries/fleet.ts';
import type { AssetSummary } from '../api/types.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { SafeText } from '../ui/safe-text.tsx';
import classes from './computer-search.module.css';

const SHOWN = 8;
const WAIT_MS = 150;
const ALL = 'all';

/** Shows matching computers while one types; Enter opens the whole list. */
export function ComputerSearch() {
  const { t } = useTranslation();
  const counted = useCounted();
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), WAIT_MS);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { data, isFetching } = useQuery({
    ...assetListQuery({ q, sort: [], page: 1, size: SHOWN }),
    enabled: q !== '',
  });
  useHotkeys([['/', () => field.current?.focus()]]);

  const leave = () => {
    setText('');
    combobox.closeDropdown();
    field.current?.blur();
  };
  const openList = () => {
    void navigate({ to: '/computers', search: { q: text.trim() } });
    leave();
  };
  const choose = (value: string) => {
    if (value === ALL) return openList();
    void navigate({ to: '/computers/$computerId/{-$tab}', params: { computerId: value }, search: {} });
    leave();
  };

  const isAsked = text.trim() !== '';
  const items = data?.items ?? [];
  return (
    <search className={classes.search}>
      <Combobox store={combobox} onOptionSubmit={choose} shadow="md" position="bottom-start" withinPortal>
        <Combobox.Target>
          <TextInput
            ref={field}
            type="search"
            size="sm"
            aria-label={t('shell.searchLabel')}
            placeholder={t('shell.searchPlaceholder')}
            title={t('shell.searchShortcut')}
            leftSection={<IconSearch size={16} aria-hidden />}
            rightSection={isFetching && isAsked ? <Loader size={14} /> : null}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              combobox.resetSelectedOption();
              combobox.openDropdown();
            }}
            onFocus={() => isAsked && combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && isAsked && combobox.getSelectedOptionIndex() === -1) openList();
              if (event.key === 'Escape') leave();
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={!isAsked || data === undefined}>
          <Combobox.Options aria-label={t('shell.computers')}>
            {items.map((asset) => (
              <Combobox.Option key={asset.id} value={String(asset.id)}>
                <Match asset={asset} />
              </Combobox.Option>
            ))}
            {items.length === 0 && <Combobox.Empty>{t('shell.searchNone')}</Combobox.Empty>}
            {items.length > 0 && data !== undefined && (
              <Combobox.Option value={ALL} className={classes.all}>
                {counted('shell.searchAll', data.total)}
                <IconArrowRight size={14} aria-hidden />
              </Combobox.Option>
            )}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
    </search>
  );
}

function Match({ asset }: { readonly asset: AssetSummary }) {
  const { t } = useTranslation();
  const details = [asset.user, asset.ip, asset.serial].filter((text) => text !== null && text !== '');
  return (
    <span className={classes.match}>
      <SafeText value={asset.name || t('computer.unnamed')} />
      <span className={classes.details}>
        <SafeText value={details.join(' · ')} />
      </span>
    </span>
  );
}
