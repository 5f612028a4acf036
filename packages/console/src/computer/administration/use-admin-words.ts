import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { adminFieldsQuery } from '../../api/queries/machine.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { type AdminWords, createAdminWords } from './admin-words.ts';

/** What was recorded of administrative data, in words; as it was recorded until the fields are known. */
export function useAdminWords(): AdminWords {
  const format = useFormat();
  const { data } = useQuery(adminFieldsQuery);
  return useMemo(() => createAdminWords(data ?? [], format), [data, format]);
}
