import { describe, expect, test } from 'vitest';
import { createAddressMatcher, objectionToAddressRule } from './address-rules.ts';

describe('createAddressMatcher()', () => {
  test.each([
    { rules: ['192.0.2.7'], yes: ['192.0.2.7', '::ffff:192.0.2.7'], no: ['192.0.2.70', '192.0.2.6', '::1'] },
    { rules: ['10.0.0.0/8'], yes: ['10.255.1.2'], no: ['11.0.0.0', '::ffff:11.0.0.1'] },
    { rules: ['2001:db8::/32', '::1'], yes: ['2001:db8:1::5', '::1'], no: ['2001:db9::1', '127.0.0.1'] },
    { rules: ['192\\.168\\.1\\.\\d+'], yes: ['192.168.1.44'], no: ['192.168.11.44', '1192.168.1.44'] },
    { rules: ['192.168.1.*'], yes: ['192.168.1.44'], no: ['10.0.0.1'] },
    { rules: ['10\\.(1|2)\\.[0-9]{1,3}\\.5'], yes: ['10.2.30.5'], no: ['10.3.30.5'] },
    { rules: ['(\\d{1,3}\\.){3}7', '^127\\.0\\.0\\.1$'], yes: ['192.0.2.7', '127.0.0.1'], no: ['192.0.2.8'] },
    { rules: ['a|b'], yes: [], no: ['a', 'b', ''] },
    { rules: [], yes: [], no: ['127.0.0.1'] },
  ])('$rules', ({ rules, yes, no }) => {
    expect(rules.map(objectionToAddressRule).filter((objection) => objection !== null)).toEqual([]);
    const matches = createAddressMatcher(rules);
    expect(yes.filter((address) => !matches(address))).toEqual([]);
    expect(no.filter(matches)).toEqual([]);
  });

  test('ignores rules that are none', () => {
    expect(createAddressMatcher(['(', '(\\d+)+', '10.0.0.0/99'])('10.0.0.1')).toBe(false);
  });
});

describe('objectionToAddressRule()', () => {
  test.each([
    ['10.0.0.0/33', /no network/],
    ['10.0.0.0/', /no network/],
    ['fe80::/129', /no network/],
    ['', /is empty/],
    ['(\\d+)+', /repeats without end/],
    ['(a*)*b', /repeats without end/],
    ['(?:\\d|\\d\\d){20}', /too many ways/],
    ['.*.*.*.*', /too many ways/],
    ['(\\d+)\\1', /not known there/],
    ['(?=1).*', /only \( \) and/],
    ['(1', /not closed/],
    ['1)', /closes nothing/],
    ['*', /not known there/],
    ['\\d{5,2}', /no regular expression/],
    ['((((((1))))))', /nested too deep/],
    ['[a', /not known there/],
    ['1 2', /not known there/],
    ['1'.repeat(201), /longer than 200/],
  ])('refuses "%s"', (rule, says) => {
    expect(objectionToAddressRule(rule)).toMatch(says);
  });

  test('what it admits is fast on the worst address', () => {
    const rules = ['.*\\d*.*x', '(\\d{1,3}\\.?){4}x', '(25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)(\\.[0-9]+)?x'];
    for (const rule of rules) {
      expect(objectionToAddressRule(rule)).toBeNull();
      const matches = createAddressMatcher([rule]);
      const begin = performance.now();
      matches('2222:2222:2222:2222:2222:2222:222.222.222.222');
      expect(performance.now() - begin).toBeLessThan(60_000); // ms, on the slowest machine; a catastrophic one takes hours
    }
  });
});
