import { parseQuery } from '@muster/protocol/query';
import {
  type ChangeEvent,
  type KeyboardEvent,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { applyCompletion, type EditedText } from './apply-completion.ts';
import type { Choice } from './completion-list.tsx';
import type { QueryFieldProps } from './query-field-props.ts';
import { useQueryChoices } from './use-query-choices.ts';
import { useSearchFields } from './use-search-fields.ts';

/** Whether somebody is in the middle of something that can be completed; behind a blank only "has" is. */
const isWordBegun = (before: string) => before === '' || !/[\s)]$/.test(before) || /\bhas\s$/i.test(before);

type Options = Pick<QueryFieldProps, 'value' | 'onChange' | 'onDraft' | 'begun'> & { readonly isInForm: boolean };

/** A query as it is written: its text, what can be chosen where the cursor is, whether it can be read; and what the keys do. */
export function useQueryEditor({ value, onChange, onDraft, isInForm, begun }: Options) {
  const { fields } = useSearchFields();
  const [text, setText] = useState(begun?.text ?? value);
  const [cursor, setCursor] = useState(begun?.cursor ?? value.length);
  const [isOpen, setOpen] = useState(() => begun !== undefined && begun.cursor !== null && isWordBegun(begun.text));
  const [active, setActive] = useState(-1);
  const [isFocused, setFocused] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const place = useRef<number | null>(begun?.cursor ?? null);

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
  const { choices, completions, note } = useQueryChoices(text, cursor, isOpen);
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
  const onWrite = (event: ChangeEvent<HTMLInputElement>) => {
    const { value: next, selectionStart } = event.currentTarget;
    const at = selectionStart ?? next.length;
    setText(next);
    setCursor(at);
    setOpen(isWordBegun(next.slice(0, at)));
    setActive(-1);
    setRefused(false);
  };
  return {
    input,
    text,
    /** What can be read; null: it cannot. */
    draft,
    marks: parsed?.marks ?? [],
    error: isShown ? error : null,
    completions,
    choices,
    isListed,
    active,
    setActive,
    write,
    run,
    pick,
    /** What the field listens with. */
    listeners: {
      onChange: onWrite,
      onKeyDown,
      onSelect: () => setCursor(input.current?.selectionStart ?? 0),
      onClick: () => text === '' && setOpen(true),
      onFocus: () => setFocused(true),
      onBlur: () => {
        setFocused(false);
        setOpen(false);
      },
    },
    isFocused,
  };
}
