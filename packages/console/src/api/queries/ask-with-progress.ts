import { loadErrorWords } from '../../i18n/error-words.ts';
import { ApiError, toApiError, unreachable } from '../api-error.ts';

/** How far a piece of work of the server is. */
export type Progress = { readonly done: number; readonly total: number };

type Line = Partial<Progress> & { readonly result?: unknown; readonly error?: { readonly status?: unknown } };

/**
 * Posts what takes the server a while, and tells how far it is.
 *
 * @returns What became of it; the caller knows its type from the API.
 * @throws {ApiError} with the server's code, or `UNREACHABLE`.
 */
export async function askWithProgress(
  url: string,
  body: unknown,
  tell: (progress: Progress) => void,
): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/x-ndjson, application/json' },
      credentials: 'same-origin',
      body: JSON.stringify(body),
    });
    if (!response.ok) await loadErrorWords();
    if (!response.ok) throw toApiError(response.status, await response.json().catch(() => null));
    for await (const { done, total, result, error } of linesOf(response)) {
      if (error !== undefined) await loadErrorWords();
      if (error !== undefined) throw toApiError(Number(error.status) || 500, error);
      if (result !== undefined) return result;
      if (done !== undefined && total !== undefined) tell({ done, total });
    }
  } catch (cause) {
    throw cause instanceof ApiError ? cause : unreachable();
  }
  // It ended without a result: the server went away meanwhile.
  throw unreachable();
}

async function* linesOf({ body }: Response): AsyncGenerator<Line> {
  if (body === null) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value = '' } = await reader.read();
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield JSON.parse(line) as Line; // safe: what is not there is looked for
    if (done) return;
  }
}
