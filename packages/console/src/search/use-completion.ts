import { useDebouncedValue } from '@mantine/hooks';
import { type Completion, type Completions, completeQuery, type QueryField, quoteValue } from '@muster/protocol/query';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { searchValuesQuery } from '../api/queries/search.ts';

/** Long enough for most people to type the next letter. Milliseconds. */
const WAIT_MS = 150;

/** What may stand where the cursor is: fields, signs and choices at once, and values that machines have a moment later. */
export function useCompletion(
  text: string,
  cursor: number,
  fields: readonly QueryField[] | undefined,
  isOpen: boolean,
): Completions {
  const local = useMemo(() => completeQuery(text, cursor, fields ?? []), [text, cursor, fields]);
  const { value } = local;
  const isText = value?.field.type === 'text' || value?.field.type === 'version';
  // Stars mean something in the language, and nothing to who lists values.
  const wanted = isOpen && isText && !/[*?]/.test(value.text) ? value : null;
  const [asked] = useDebouncedValue(`${wanted?.field.name ?? ''}\n${wanted?.text ?? ''}`, WAIT_MS);
  const [field = '', begun = ''] = asked.split('\n');
  const { data } = useQuery({ ...searchValuesQuery(field, begun), enabled: field !== '' });
  return useMemo(() => {
    if (wanted === null || data === undefined || wanted.field.name !== field) return local;
    const values = data.map((one): Completion => ({ text: quoteValue(one), kind: 'value', detail: '' }));
    const known = new Set(values.map((one) => one.text));
    return { ...local, options: [...values, ...local.options.filter((one) => !known.has(one.text))] };
  }, [local, wanted, data, field]);
}
