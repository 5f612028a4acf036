import { type Section, sections } from '@muster/protocol';

/** The section of a name that the server said. */
export const sectionNamed = (name: string): Section | undefined =>
  Object.hasOwn(sections, name) ? sections[name as keyof typeof sections] : undefined; // safe: it is one of its names
