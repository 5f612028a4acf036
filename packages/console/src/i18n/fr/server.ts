import type { words as en } from '../en/server.ts';
import type { TextsOf } from '../translation.ts';

export const words: TextsOf<typeof en> = {};
