import { describe, expect, test } from 'vitest';
import { boundText, labelledValues } from './bounded-text.ts';

describe('boundText()', () => {
  test('leaves the text of a program as it is', () => {
    const text = 'Label: value\n\n  indented\tvalue\nlast';
    expect(boundText(text)).toBe(text);
  });

  test('cuts lines, trims their ends and leaves one empty line of many', () => {
    expect(boundText(`a   \n\n \t\n\nb`)).toBe('a\n\nb');
    expect(boundText('x'.repeat(5000))).toHaveLength(1000);
    expect(boundText('\n'.repeat(100_000))).toBe('');
  });
});

describe('labelledValues()', () => {
  test('keeps the first value of each label', () => {
    const values = labelledValues('  Speed: 1000Mb/s\nSpeed: 10Mb/s\nURL: ipp://x:631\nEmpty:\n: no label\n');
    expect([...values]).toEqual([
      ['Speed', '1000Mb/s'],
      ['URL', 'ipp://x:631'],
    ]);
  });

  test('takes another separator', () => {
    expect(labelledValues('/c0/p0 Model = WD = x', ' = ').get('/c0/p0 Model')).toBe('WD = x');
  });
});
