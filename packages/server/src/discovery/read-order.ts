import { AppError } from '@muster/protocol';

/** `-name` → descending by name. @throws {AppError} `REQUEST_INVALID` for a field that cannot be sorted by. */
export function readOrder<Field extends string>(fields: readonly Field[], word: string) {
  const field = fields.find((one) => one === word.replace(/^-/, ''));
  if (field === undefined)
    throw new AppError('REQUEST_INVALID', { reason: 'sort names a field that cannot be sorted by' });
  return { field, descending: word.startsWith('-') };
}
