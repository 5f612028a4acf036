import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Layers, resolveSetting } from './resolve-setting.ts';
import type { OverrideRule } from './setting-types.ts';

const base = { value: 10, origin: { kind: 'global' } } as const;
const group = (groupId: number, value: number | boolean | string) => ({ groupId, value });

describe('resolveSetting()', () => {
  // Source: OCS Inventory, options of devices and groups.
  test.each<{ rule: OverrideRule; own: number | null; groups: number[]; value: number; from: unknown }>([
    { rule: 'smallest', own: null, groups: [], value: 10, from: { kind: 'global' } },
    { rule: 'smallest', own: 20, groups: [], value: 20, from: { kind: 'asset' } },
    { rule: 'smallest', own: 20, groups: [30, 15], value: 15, from: { kind: 'group', groupId: 2 } },
    { rule: 'smallest', own: 0, groups: [-1], value: -1, from: { kind: 'group', groupId: 1 } },
    { rule: 'smallest', own: 15, groups: [15], value: 15, from: { kind: 'asset' } },
    { rule: 'ownElseSmallest', own: 20, groups: [15], value: 20, from: { kind: 'asset' } },
    { rule: 'ownElseSmallest', own: 0, groups: [15], value: 0, from: { kind: 'asset' } },
    { rule: 'ownElseSmallest', own: null, groups: [30, 15, 15], value: 15, from: { kind: 'group', groupId: 2 } },
    { rule: 'ownElseLargest', own: 5, groups: [15], value: 5, from: { kind: 'asset' } },
    { rule: 'ownElseLargest', own: null, groups: [15, 30, 20], value: 30, from: { kind: 'group', groupId: 2 } },
    { rule: 'ownElseGroup', own: null, groups: [30, 15], value: 30, from: { kind: 'group', groupId: 1 } },
  ])('$rule of own $own and groups $groups is $value', ({ rule, own, groups, value, from }) => {
    const layers: Layers = { base, own, groups: groups.map((one, i) => group(i + 1, one)) };
    expect(resolveSetting(rule, layers)).toEqual({ value, origin: from });
  });

  test.each([
    { on: true, own: null, groups: [], value: true, from: 'global' },
    { on: true, own: true, groups: [true], value: true, from: 'global' },
    { on: true, own: true, groups: [true, false], value: false, from: 'group' },
    { on: true, own: false, groups: [true], value: false, from: 'asset' },
    { on: false, own: true, groups: [true], value: false, from: 'global' },
  ])('a switch is on when all say so: $on, $own, $groups', ({ on, own, groups, value, from }) => {
    const global = { value: on, origin: { kind: 'global' } } as const;
    const found = resolveSetting('allOn', { base: global, own, groups: groups.map((one, i) => group(i + 1, one)) });
    expect([found.value, found.origin.kind]).toEqual([value, from]);
  });

  test('what it says comes from where it says, whatever is set', () => {
    const values = fc.integer({ min: -1, max: 5 });
    const rules = fc.constantFrom<OverrideRule>('smallest', 'ownElseSmallest', 'ownElseLargest', 'ownElseGroup');
    fc.assert(
      fc.property(rules, fc.option(values), fc.array(values, { maxLength: 4 }), (rule, own, of) => {
        const groups = of.map((value, i) => group(i + 1, value));
        const { value, origin } = resolveSetting(rule, { base, own, groups });
        const said = {
          default: null,
          global: base.value,
          asset: own,
          group: origin.kind === 'group' ? groups.find(({ groupId }) => groupId === origin.groupId)?.value : null,
        };
        expect(value).toBe(said[origin.kind]);
        expect(origin.kind === 'global').toBe(own === null && groups.length === 0);
      }),
    );
  });
});
