import { z } from 'zod';

/** The number of a thing, as an address has it. */
export const idParam = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/** Words of one parameter, comma separated. */
export const toWords = (text: string): string[] => text.split(',').filter((word) => word !== '');
