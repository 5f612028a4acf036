import type { words as en } from '../en/dashboard.ts';
import type { TextsOf } from '../translation.ts';

export const words: TextsOf<typeof en> = {};
