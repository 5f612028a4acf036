import type { ExportFormat } from '../format/export-formats.ts';

/** The list of computers that a query finds. */
export const listHref = (query: string) => `/computers${query === '' ? '' : `?query=${encodeURIComponent(query)}`}`;

/** The builder with a query in it. */
export const builderHref = (query: string) => `/search?query=${encodeURIComponent(query)}`;

/** The form for a dynamic group of what a query finds. */
export const newGroupHref = (query: string) => `/groups?new=${encodeURIComponent(query)}`;

export function exportHref(query: string, format: ExportFormat): string {
  return `/api/v1/assets/export?${new URLSearchParams({ kind: 'computer', query, format })}`;
}

/** A command that asks the API for what a query finds, for a terminal. */
export function apiCall(origin: string, query: string): string {
  const address = `${origin}/api/v1/assets?${new URLSearchParams({ kind: 'computer', query })}`;
  return `curl -H 'Authorization: Bearer TOKEN' '${address.replaceAll("'", '%27')}'`;
}
