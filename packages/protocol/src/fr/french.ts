import type { SectionGroup } from '../define-section.ts';
import type { SectionName, Sections } from '../sections/index.ts';

/** What a person reads of one section: label and description, and the same for each of its columns. */
export type FrenchSection<S extends SectionName> = {
  readonly label: string;
  readonly description: string;
  readonly columns: { readonly [C in keyof Sections[S]['columns']]: readonly [label: string, description: string] };
};

export type FrenchSections = { readonly [S in SectionName]: FrenchSection<S> };

/** Every text of the section definitions in French: one that is missing, or too many, does not compile. */
export type French = { readonly groups: Readonly<Record<SectionGroup, string>>; readonly sections: FrenchSections };
