import type { SectionGroup } from '@muster/protocol';
import type { HeldGroup } from './sections/group-sections.ts';

/** The tabs that are about the machine itself, beside those of its inventory. */
export const ownTabs = ['administration', 'settings', 'identity', 'changes', 'raw'] as const;
export type MachineTab = SectionGroup | 'other' | (typeof ownTabs)[number];

/** Views of a machine that are no tab: everything on one page, and a label to stick on it. */
export const wholeViews = ['all', 'label'] as const;
export type WholeView = (typeof wholeViews)[number];

export type TabFact = { readonly value: MachineTab; readonly count: number };

/** The tabs of a machine in their order, with what is counted on them. */
export function machineTabs(
  groups: readonly HeldGroup[],
  counts: { readonly other: number; readonly hasOther: boolean; readonly changes: number; readonly isPast: boolean },
): TabFact[] {
  return [
    ...groups.map(({ group, sections }) => ({
      value: group,
      // Of a group with one row a section, the number would only count headings.
      count: sections.reduce((sum, { section, count }) => sum + (section.rows === 'one' ? 0 : count), 0),
    })),
    ...(counts.hasOther ? [{ value: 'other' as const, count: counts.other }] : []),
    // Of these the past is not kept, or they tell it themselves.
    ...(counts.isPast
      ? [{ value: 'changes' as const, count: counts.changes }]
      : ownTabs.map((value) => ({ value, count: value === 'changes' ? counts.changes : 0 }))),
  ];
}

/** The tab beside another: the next, or the one before; at the ends the same. */
export function tabBeside(tabs: readonly TabFact[], shown: MachineTab, step: 1 | -1): MachineTab {
  const index = tabs.findIndex(({ value }) => value === shown);
  return tabs[Math.min(Math.max(index + step, 0), tabs.length - 1)]?.value ?? shown;
}
