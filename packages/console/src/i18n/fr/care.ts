import type { words as en } from '../en/care.ts';
import type { TextsOf } from '../translation.ts';

export const words: TextsOf<typeof en> = {};
