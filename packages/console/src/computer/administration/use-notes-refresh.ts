import { useQueryClient } from '@tanstack/react-query';

/** Asks anew for the notes of a machine. */
export function useNotesRefresh(assetId: number): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['asset', assetId, 'notes'] });
}
