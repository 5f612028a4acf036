import type { Format } from '../format/create-format.ts';
import { useWords } from './words-provider.tsx';

/** Numbers, dates and quantities in the language on screen. */
export const useFormat = (): Format => useWords().format;
