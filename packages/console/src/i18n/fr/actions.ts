import type { words as en } from '../en/actions.ts';
import type { TextsOf } from '../translation.ts';

export const words: TextsOf<typeof en> = {};
