type Record = { readonly id: number; readonly lastContactAt: string; readonly lastInventoryAt: string | null };

/** The record that stays unless somebody chooses otherwise: who was heard from last, as OCS Inventory decides. */
export function newestOf(records: readonly Record[]): number {
  const [first, ...others] = records;
  if (first === undefined) return 0;
  return others.reduce((best, one) => (one.lastContactAt > best.lastContactAt ? one : best), first).id;
}
