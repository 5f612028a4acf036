import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { machineChoicesQuery } from '../api/queries/machine.ts';
import { SafeText } from '../ui/safe-text.tsx';
import classes from './machine-picker.module.css';

const WAIT_MS = 150;

type Props = {
  readonly label: string;
  /** A machine that cannot be chosen: the one at hand. */
  readonly except?: number | undefined;
  readonly onPick: (id: number) => void;
};

/** Finds a machine by name, serial number, address or user. */
export function MachinePicker({ label, except, onPick }: Props) {
  const { t } = useTranslation('machine');
  const { t: shell } = useTranslation();
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), WAIT_MS);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { data, isFetching } = useQuery({ ...machineChoicesQuery(q), enabled: q !== '' });
  const items = data?.filter(({ id }) => id !== except) ?? [];
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(value) => {
        onPick(Number(value));
        setText('');
        combobox.closeDropdown();
      }}
      shadow="md"
      // Inside a popover, what is elsewhere in the document would count as outside of it.
      withinPortal={false}
    >
      <Combobox.Target>
        <TextInput
          type="search"
          size="sm"
          label={label}
          placeholder={t('picker.placeholder')}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={isFetching && q !== '' ? <Loader size={14} /> : null}
          maxLength={200}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.resetSelectedOption();
            combobox.openDropdown();
          }}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && combobox.getSelectedOptionIndex() === -1) {
              event.preventDefault();
              combobox.selectFirstOption();
            }
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={text.trim() === '' || data === undefined}>
        <Combobox.Options aria-label={label}>
          {items.map((asset) => (
            <Combobox.Option key={asset.id} value={String(asset.id)}>
              <SafeText value={asset.name || shell('computer.unnamed')} />
              <span className={classes.details}>
                <SafeText value={[asset.serial, asset.ip, asset.user].filter(Boolean).join(' · ')} />
              </span>
            </Combobox.Option>
          ))}
          {items.length === 0 && <Combobox.Empty>{t('picker.none')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
