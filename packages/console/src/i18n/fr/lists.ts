import type { words as en } from '../en/lists.ts';
import type { TextsOf } from '../translation.ts';

export const words: TextsOf<typeof en> = {};
