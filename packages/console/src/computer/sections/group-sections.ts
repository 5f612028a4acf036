import { type Section, type SectionGroup, sectionGroups, sections } from '@muster/protocol';

type Count = {
  readonly name: string;
  readonly count: number;
  /** ISO 8601; empty where it is not known, as of a past state. */
  readonly changedAt: string;
};

/** A section that this computer has, with what the server counts of it. */
export type HeldSection = Count & { readonly section: Section };
export type HeldGroup = { readonly group: SectionGroup; readonly sections: readonly HeldSection[] };

const known: Readonly<Record<string, Section>> = sections;

export const findSection = (name: string): Section | undefined =>
  Object.hasOwn(known, name) ? known[name] : undefined;

/**
 * The groups a computer has something in, in the order of their tabs; inside, sections in the order of the registry, so
 * that children follow their parents.
 *
 * A section that this console does not know (the server is newer) is left to `unknownSections`.
 */
export function groupSections(counts: readonly Count[]): HeldGroup[] {
  const byName = new Map(counts.map((count) => [count.name, count]));
  const held = Object.values(known).flatMap((section) => {
    const count = byName.get(section.name);
    return count === undefined || count.count === 0 ? [] : [{ ...count, section }];
  });
  return sectionGroups
    .map((group) => ({ group, sections: held.filter(({ section }) => section.group === group) }))
    .filter((group) => group.sections.length > 0);
}

export function unknownSections(counts: readonly Count[]): string[] {
  return counts.filter(({ name }) => findSection(name) === undefined).map(({ name }) => name);
}
