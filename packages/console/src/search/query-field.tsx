import { ActionIcon, Button, CloseButton, Popover } from '@mantine/core';
import { parseQuery } from '@muster/protocol/query';
import { IconBinaryTree2, IconCornerDownLeft, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import {
  type KeyboardEvent,
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { storedSearchListQuery } from '../api/queries/search.ts';
import { applyCompletion, applySuggestion, type EditedText } from './apply-completion.ts';
import { type Choice, CompletionList } from './completion-list.tsx';
import { queryErrorWords } from './query-error-words.ts';
import classes from './query-field.module.css';
import { QueryHelp } from './query-help.tsx';
import { QueryHighlight } from './query-highlight.tsx';
import { useCompletion } from './use-completion.ts';
import { useRecentQueries } from './use-recent-queries.ts';
import { useSearchFields } from './use-search-fields.ts';
import { useStoredQuery } from './use-stored-query.ts';

/** What somebody did with the plain box that stood here until this one was loaded. */
export type BegunQuery = {
  readonly text: string;
  /** Where the next letter goes; null: the keyboard is elsewhere. */
  readonly cursor: number | null;
  readonly isHelpAsked: boolean;
};

/** Whether somebody is in the middle of something that can be completed; behind a blank only "has" is. */
const isWordBegun = (before: string) => before === '' || !/[\s)]$/.test(before) || /\bhas\s$/i.test(before);

export type QueryFieldProps = {
  /** The query in force; empty: everything is shown. */
  readonly value: string;
  /** Called with a query that can be read, when it is run: by Enter, the button, or when it is emptied. */
  readonly onChange: (query: string) => void;
  /** Opens the builder for what is written; absent: there is no button for it. */
  readonly onBuild?: ((query: string) => void) | undefined;
  /** Called with each letter, for who shows something beside it; null: it cannot be read. */
  readonly onDraft?: ((query: string | null) => void) | undefined;
  /** Name for those who do not see it, where it is not the search of the list. */
  readonly label?: string;
  readonly autoFocus?: boolean;
  /** It is a field of a form: the form's own button does what is to be done. */
  readonly isInForm?: boolean;
  readonly begun?: BegunQuery | undefined;
};

/** Where the text begins in the field, and how wide its letters are, near enough for a list to stand below them. Pixels. */
const TEXT_PX = 32;
const CHARACTER_PX = 7.8;

/** The longest list of choices shown at once; the rest is a letter away. */
const MOST = 40;

/** Of what was asked before and what is kept, so many stand in the empty field. */
const RECENT = 6;
const SAVED = 12;

/** The box for a query: colours, completion, the place of an error, what was asked before. */
export function QueryField({
  value,
  onChange,
  onBuild,
  onDraft,
  label,
  autoFocus = false,
  isInForm = false,
  begun,
}: QueryFieldProps) {
  const { t } = useTranslation('query');
  const { t: everywhere } = useTranslation();
  const { fields, sectionLabel } = useSearchFields();
  // Of a section, the section is said too: there are many names.
  const offered = useMemo(
    () =>
      fields?.map((field) =>
        field.section === null ? field : { ...field, label: `${sectionLabel(field.section)} · ${field.label}` },
      ),
    [fields, sectionLabel],
  );
  const [recent, note] = useRecentQueries();
  const [text, setText] = useState(begun?.text ?? value);
  const [cursor, setCursor] = useState(begun?.cursor ?? value.length);
  const [isOpen, setOpen] = useState(() => begun !== undefined && begun.cursor !== null && isWordBegun(begun.text));
  const [active, setActive] = useState(-1);
  const [isFocused, setFocused] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const [scrolled, setScrolled] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const place = useRef<number | null>(begun?.cursor ?? null);
  const id = useId();

  // Back, forward, the builder or a link changed the query meanwhile.
  const told = useRef(value);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
    setRefused(false);
  }, [value]);

  const parsed = useMemo(() => (fields === undefined ? null : parseQuery(text, fields)), [text, fields]);
  const error = parsed?.ok === false ? parsed.error : null;
  const draft = parsed === null || !parsed.ok ? null : text;
  const tellDraft = useEffectEvent((now: string | null) => onDraft?.(now));
  useEffect(() => tellDraft(draft), [draft]);

  // What is still being written is not complained about.
  const isShown = error !== null && (isRefused || !isFocused || error.end < cursor - 1);
  const completions = useCompletion(text, cursor, offered, isOpen);
  const isAtStart = isOpen && text === '';
  const { data: saved } = useQuery({ ...storedSearchListQuery({ q: '', page: 1, size: SAVED }), enabled: isAtStart });
  const textOf = useStoredQuery();
  const choices = useMemo((): readonly Choice[] => {
    if (text !== '') return completions.options.slice(0, MOST);
    const before = recent.slice(0, RECENT).map((one): Choice => ({ text: one, kind: 'recent', detail: '' }));
    const kept = (saved?.items ?? []).map((one): Choice => ({ text: textOf(one), kind: 'saved', detail: one.name }));
    const whole = kept.filter((one) => one.text !== '' && !before.some((other) => other.text === one.text));
    return [...before, ...whole, ...completions.options].slice(0, MOST);
  }, [text, recent, saved, textOf, completions]);
  const isListed = isOpen && isFocused && choices.length > 0;

  useLayoutEffect(() => {
    if (place.current !== null) input.current?.focus();
  }, []);
  useLayoutEffect(() => {
    if (place.current === null) return;
    input.current?.setSelectionRange(place.current, place.current);
    place.current = null;
  });

  const write = ({ text: next, cursor: at }: EditedText) => {
    place.current = at;
    setText(next);
    setCursor(at);
    setRefused(false);
    setActive(-1);
    input.current?.focus();
  };
  const run = (written: string) => {
    const query = written.trim();
    setText(query);
    setCursor(query.length);
    setOpen(false);
    setActive(-1);
    if (fields !== undefined && !parseQuery(query, fields).ok) return setRefused(true);
    setRefused(false);
    told.current = query;
    if (!isInForm) note(query);
    onChange(query);
  };
  const pick = (choice: Choice) => {
    if (choice.kind === 'recent' || choice.kind === 'saved') {
      write({ text: choice.text, cursor: choice.text.length });
      return run(choice.text);
    }
    write(applyCompletion(text, completions, { text: choice.text, kind: choice.kind }));
    setOpen(choice.kind !== 'value');
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (!isListed) return setOpen(true);
      const count = choices.length + 1; // one more: none of them
      return setActive(((active + 1 + step + count) % count) - 1);
    }
    const chosen = choices[active];
    if (event.key === 'Enter') {
      event.preventDefault();
      return isListed && chosen !== undefined ? pick(chosen) : run(text);
    }
    const first = chosen ?? (completions.start < cursor ? choices[0] : undefined);
    if (event.key === 'Tab' && !event.shiftKey && isListed && first !== undefined) {
      event.preventDefault();
      return pick(first);
    }
    if (event.key === 'Escape' && isListed) {
      event.stopPropagation();
      setOpen(false);
      setActive(-1);
    }
  };

  const message = error !== null && isShown ? queryErrorWords(error, text, parsed?.marks ?? [], fields ?? [], t) : null;
  return (
    <div className={classes.root}>
      <Popover
        opened={isListed}
        position="bottom-start"
        offset={{ mainAxis: 4, crossAxis: Math.max(0, TEXT_PX + completions.start * CHARACTER_PX - scrolled) }}
        shadow="md"
        zIndex={400}
        transitionProps={{ duration: 0 }}
        withRoles={false}
        closeOnEscape={false}
        closeOnClickOutside={false}
      >
        <Popover.Target>
          <div
            className={classes.frame}
            data-wrong={message !== null || undefined}
            data-focused={isFocused || undefined}
          >
            <IconSearch size={16} stroke={1.75} className={classes.icon} aria-hidden />
            <div className={classes.editor}>
              <div className={classes.colours} style={{ transform: `translateX(-${scrolled}px)` }} aria-hidden>
                <QueryHighlight text={text} marks={parsed?.marks ?? []} wrong={isShown ? error : null} />
              </div>
              <input
                ref={input}
                type="text"
                name="query"
                role="combobox"
                className={classes.input}
                aria-label={label ?? everywhere('queryBox.label')}
                aria-autocomplete="list"
                aria-expanded={isListed}
                aria-controls={`${id}-list`}
                aria-activedescendant={isListed && active >= 0 ? `${id}-list-${active}` : undefined}
                aria-invalid={message !== null}
                aria-describedby={message === null ? undefined : `${id}-error`}
                placeholder={everywhere('queryBox.placeholder')}
                value={text}
                maxLength={4000}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                // biome-ignore lint/a11y/noAutofocus: where a page is there for this field alone
                autoFocus={autoFocus}
                onChange={(event) => {
                  const { value: next, selectionStart } = event.currentTarget;
                  const at = selectionStart ?? next.length;
                  setText(next);
                  setCursor(at);
                  setOpen(isWordBegun(next.slice(0, at)));
                  setActive(-1);
                  setRefused(false);
                }}
                onSelect={(event) => setCursor(event.currentTarget.selectionStart ?? 0)}
                onScroll={(event) => setScrolled(event.currentTarget.scrollLeft)}
                onKeyDown={onKeyDown}
                onClick={() => text === '' && setOpen(true)}
                // A dialog around it closes at Escape, unless there is a list to close first.
                data-mantine-stop-propagation={isListed}
                onFocus={() => setFocused(true)}
                onBlur={() => {
                  setFocused(false);
                  setOpen(false);
                }}
              />
            </div>
            {!isInForm && text !== value && text !== '' && (
              <Button
                size="compact-sm"
                className={classes.run}
                rightSection={<IconCornerDownLeft size={14} aria-hidden />}
                onClick={() => run(text)}
              >
                {t('field.run')}
              </Button>
            )}
            {text !== '' && (
              <CloseButton
                size="sm"
                aria-label={t('field.clear')}
                onClick={() => {
                  write({ text: '', cursor: 0 });
                  if (value !== '') run('');
                }}
              />
            )}
            <QueryHelp isAsked={begun?.isHelpAsked} onTry={(query) => write({ text: query, cursor: query.length })} />
            {onBuild !== undefined && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={28}
                aria-label={everywhere('queryBox.build')}
                title={everywhere('queryBox.build')}
                onClick={() => onBuild(draft ?? value)}
              >
                <IconBinaryTree2 size={17} stroke={1.75} aria-hidden />
              </ActionIcon>
            )}
          </div>
        </Popover.Target>
        <Popover.Dropdown p={0} onMouseDown={(event) => event.preventDefault()}>
          <CompletionList id={`${id}-list`} choices={choices} active={active} onPick={pick} onActive={setActive} />
        </Popover.Dropdown>
      </Popover>
      {message !== null && error !== null && (
        <p id={`${id}-error`} className={classes.error} role="alert">
          {message}
          {error.suggestion !== null && (
            <button
              type="button"
              className={classes.suggestion}
              onClick={() => write(applySuggestion(text, { ...error, suggestion: error.suggestion ?? '' }))}
            >
              {t('field.suggestion', { text: error.suggestion })}
            </button>
          )}
        </p>
      )}
    </div>
  );
}
