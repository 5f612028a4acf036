import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Search } from './table-state.ts';

/** One of a few kinds of rows that a list is narrowed to, kept in the address; null: all of them. */
export function useListChoice<Choice extends string>(name: string, choices: readonly Choice[]) {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const choice = choices.find((one) => one === search[name]) ?? null;
  const choose = (next: Choice | null) =>
    void navigate({
      to: '.',
      // Other rows begin at their first page.
      search: ({ [name]: _, page: __, ...rest }: Search) => (next === null ? rest : { ...rest, [name]: next }),
    });
  return [choice, choose] as const;
}
