import { quoteValue } from '@muster/protocol/query';
import type { SoftwareAmong } from '../api/queries/software.ts';
import { amongQuery } from './among.ts';

type Title = { readonly name: string; readonly reportedPublisher: string | null };

const value = (text: string | null) => (text === null || text === '' ? ':empty' : `=${quoteValue(text)}`);

/** In the query language: computers that have a title, also a certain version of it, in one row. */
export function hasTitle({ name, reportedPublisher }: Title, version?: string | null): string {
  const ofVersion = version === undefined ? '' : ` version${value(version)}`;
  return `has software(name=${quoteValue(name)} publisher${value(reportedPublisher)}${ofVersion})`;
}

export const lacksTitle = (title: Title) => `not ${hasTitle(title)}`;

/** Narrows a query to some computers. */
export function within(query: string, among: SoftwareAmong): string {
  return [query, amongQuery(among)].filter((part) => part !== '').join(' ');
}

/** What a query of a spread's value adds. */
export function ofValue(by: 'os' | 'tag' | 'group', text: string | null): string {
  return `${by}${value(text)}`;
}

/** Address of the list of computers that a query finds. */
export const computersAt = (query: string) => `/computers?${new URLSearchParams({ query })}`;
