import { quoteValue } from '@muster/protocol/query';

type Title = { readonly name: string; readonly reportedPublisher: string | null };

const value = (text: string | null) => (text === null || text === '' ? ':empty' : `=${quoteValue(text)}`);

/** In the query language: computers that have a title, also a certain version of it, in one row. */
export function hasTitle({ name, reportedPublisher }: Title, version?: string | null): string {
  const ofVersion = version === undefined ? '' : ` version${value(version)}`;
  return `has software(name=${quoteValue(name)} publisher${value(reportedPublisher)}${ofVersion})`;
}

export const lacksTitle = (title: Title) => `not ${hasTitle(title)}`;

/** Narrows a query to computers of a system, a TAG, a group; empty texts narrow nothing. */
export function within(query: string, { os, tag, group }: { os: string; tag: string; group: string }): string {
  const parts = [query];
  if (os.trim() !== '') parts.push(`os:${quoteValue(os.trim())}`);
  if (tag.trim() !== '') parts.push(`tag=${quoteValue(tag.trim())}`);
  if (group !== '') parts.push(`group=${quoteValue(group)}`);
  return parts.join(' ');
}

/** What a query of a spread's value adds. */
export function ofValue(by: 'os' | 'tag' | 'group', text: string | null): string {
  return `${by}${value(text)}`;
}

/** Address of the list of computers that a query finds. */
export const computersAt = (query: string) => `/computers?${new URLSearchParams({ query })}`;
