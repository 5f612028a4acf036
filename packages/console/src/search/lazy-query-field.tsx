import { useEffect, useRef, useState } from 'react';
import { loadWords } from '../i18n/i18n.ts';
import { PlainQueryBox } from './plain-query-box.tsx';
import type { BegunQuery, QueryFieldProps } from './query-field-props.ts';

type Editor = typeof import('./query-field.tsx');

let editor: Editor | null = null;

async function loadEditor(): Promise<Editor> {
  const [loaded] = await Promise.all([import('./query-field.tsx'), loadWords('query')]);
  editor = loaded;
  return loaded;
}

/**
 * The box for a query on pages that are not about searching. A plain box of the same looks stands there until somebody
 * turns to it, or until there is a query to colour; the editor takes over what was typed, and where.
 */
export function LazyQueryField(props: QueryFieldProps) {
  const { value } = props;
  const [shown, setShown] = useState(editor);
  const [begun, setBegun] = useState<BegunQuery>();
  const input = useRef<HTMLInputElement>(null);
  const isComposing = useRef(false);
  const isHelpAsked = useRef(false);
  const waiting = useRef<Editor>(null);

  const show = (loaded: Editor) => {
    waiting.current = loaded;
    const box = input.current;
    // A letter that is put together from several keys is finished first.
    if (box === null || isComposing.current) return;
    const cursor = document.activeElement === box ? (box.selectionStart ?? box.value.length) : null;
    setBegun({ text: box.value, cursor, isHelpAsked: isHelpAsked.current });
    setShown(loaded);
  };
  // The plain box does without the editor, should it not come.
  const load = () => void loadEditor().then(show, () => undefined);
  const needsEditor = value !== '' && shown === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once there is something to colour
  useEffect(() => {
    if (needsEditor) load();
  }, [needsEditor]);

  if (shown !== null) return <shown.QueryField {...props} begun={begun} />;
  return (
    <PlainQueryBox
      key={value}
      {...props}
      input={input}
      onTurn={load}
      onHelp={() => {
        isHelpAsked.current = true;
        load();
      }}
      onComposing={(is) => {
        isComposing.current = is;
        if (!is && waiting.current !== null) show(waiting.current);
      }}
    />
  );
}
