import { TextInput } from '@mantine/core';
import { Suspense } from 'react';
import { loadWords } from '../i18n/i18n.ts';
import type { DateInputProps } from './date-input.tsx';
import { lazyPart } from './lazy-part.ts';

const Loaded = lazyPart(async () => {
  const [{ DateInput }] = await Promise.all([import('./date-input.tsx'), loadWords('dates')]);
  return { default: DateInput };
});

/**
 * A day, typed as the reader writes days or picked from a calendar. The browser's own field for days follows the language of
 * the browser, whatever the console speaks.
 */
export function DateField(props: DateInputProps) {
  const { value, onChange: _onChange, onUnclear: _onUnclear, min: _min, max: _max, ...rest } = props;
  return (
    <Suspense fallback={<TextInput {...rest} value={value} readOnly aria-busy />}>
      <Loaded {...props} />
    </Suspense>
  );
}
