import { Loader, Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../ui/app-link.tsx';
import { failureWords } from '../ui/failure-words.ts';
import { SafeText } from '../ui/safe-text.tsx';
import type { Entry } from './entries.ts';
import classes from './palette.module.css';
import { useEntries } from './use-entries.tsx';

const WAIT_MS = 120;

type PaletteProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onGo: (href: string) => void;
  readonly onHelp: () => void;
};

/** One field that goes anywhere: pages, computers, users, software, groups, searches, actions. */
export function Palette({ opened, onClose, onGo, onHelp }: PaletteProps) {
  const { t } = useTranslation('palette');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      attributes={{ content: { 'aria-label': t('title') } }}
      withCloseButton={false}
      size="lg"
      padding={0}
      yOffset="10vh"
      transitionProps={{ duration: 80 }}
    >
      {opened && <Finder onClose={onClose} onGo={onGo} onHelp={onHelp} />}
    </Modal>
  );
}

function Finder({ onClose, onGo, onHelp }: Omit<PaletteProps, 'opened'>) {
  const { t } = useTranslation('palette');
  const { t: common } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const typed = text.trim();
  const [asked] = useDebouncedValue(typed, WAIT_MS);
  const { groups, isWaiting, error } = useEntries(typed, asked, onHelp);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const entries = groups.flatMap((group) => group.entries);
  const place = Math.min(active, entries.length - 1);
  const optionId = (index: number) => `${id}-${index}`;

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });

  const choose = (entry: Entry | undefined) => {
    if (entry === undefined) return;
    onClose();
    if (entry.href !== undefined) onGo(entry.href);
    else entry.run?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const count = Math.max(1, entries.length);
    if (event.key === 'ArrowDown') setActive((place + 1) % count);
    else if (event.key === 'ArrowUp') setActive((place - 1 + count) % count);
    else if (event.key === 'PageDown') setActive(Math.min(place + 8, count - 1));
    else if (event.key === 'PageUp') setActive(Math.max(place - 8, 0));
    else if (event.key === 'Enter') choose(entries[place]);
    else return;
    event.preventDefault();
  };

  let index = -1;
  return (
    <>
      <div className={classes.field}>
        <IconSearch size={20} aria-hidden />
        <input
          className={classes.input}
          type="text"
          role="combobox"
          aria-label={t('title')}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          {...(entries.length > 0 && { 'aria-activedescendant': optionId(place) })}
          placeholder={t('placeholder')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={200}
          data-autofocus
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
        {isWaiting && <Loader size={16} aria-hidden />}
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        className={classes.list}
        role="listbox"
        aria-label={t('results')}
        aria-busy={isWaiting || undefined}
      >
        {groups.map(({ name, entries: some }) => (
          // biome-ignore lint/a11y/useSemanticElements: groups of a listbox are no fieldsets
          <div key={name} role="group" aria-label={name}>
            <p className={classes.group} aria-hidden>
              {name}
            </p>
            {some.map((entry) => {
              index += 1;
              const mine = index;
              return (
                <Option
                  key={entry.id}
                  id={optionId(mine)}
                  entry={entry}
                  isActive={mine === place}
                  onEnter={() => setActive(mine)}
                  onChoose={() => choose(entry)}
                />
              );
            })}
          </div>
        ))}
      </div>
      {error !== null && error !== undefined && (
        <p className={classes.failed} role="alert">
          {failureWords(error, common).title}
        </p>
      )}
      {entries.length === 0 && !isWaiting && error === null && <p className={classes.none}>{t('nothing')}</p>}
      <div className={classes.spoken} role="status">
        {isWaiting ? '' : t('found', { count: entries.length })}
      </div>
      <p className={classes.foot} aria-hidden>
        <kbd>↑</kbd> <kbd>↓</kbd> {t('keys.choose')} <kbd>↵</kbd> {t('keys.open')} <kbd>{t('keys.escape')}</kbd>{' '}
        {t('keys.close')}
      </p>
    </>
  );
}

type OptionProps = {
  readonly id: string;
  readonly entry: Entry;
  readonly isActive: boolean;
  readonly onEnter: () => void;
  readonly onChoose: () => void;
};

/** Chosen by the pointer, or by the field's keys while it is the active one; as a link it opens in a new tab too. */
function Option({ id, entry, isActive, onEnter, onChoose }: OptionProps) {
  const inside = (
    <>
      <span className={classes.icon}>{entry.icon}</span>
      <span className={classes.text}>
        <SafeText value={entry.label} />
        {entry.detail !== undefined && entry.detail !== '' && (
          <span className={classes.detail}>
            <SafeText value={entry.detail} />
          </span>
        )}
      </span>
      {entry.keys !== undefined && (
        <span className={classes.keys} aria-hidden>
          {entry.keys.split(' ').map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </span>
      )}
    </>
  );
  const props = {
    id,
    role: 'option',
    'aria-selected': isActive,
    tabIndex: -1,
    className: classes.option,
    onPointerMove: () => !isActive && onEnter(),
  };
  if (entry.href === undefined) {
    return (
      <button type="button" {...props} onClick={onChoose}>
        {inside}
      </button>
    );
  }
  return (
    <AppLink
      href={entry.href}
      {...props}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        onChoose();
      }}
    >
      {inside}
    </AppLink>
  );
}
