/** What the server answered instead of what was asked, or that it did not answer. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** 0: no answer. */
  readonly status: number;
  /** A code of `errors` in `@muster/protocol`, or `UNREACHABLE`, or `ANSWER_UNREADABLE`. */
  readonly code: string;
  readonly hint: string;
  readonly requestId: string;

  constructor(failure: { status: number; code: string; message: string; hint: string; requestId: string }) {
    super(failure.message);
    this.status = failure.status;
    this.code = failure.code;
    this.hint = failure.hint;
    this.requestId = failure.requestId;
  }
}

export const isSignedOut = (error: unknown): boolean =>
  error instanceof ApiError && error.status === 401 && error.code !== 'SIGN_IN_REFUSED';

/** Somebody else saved another value than the one that was seen. */
export const isEditConflict = (error: unknown): boolean =>
  error instanceof ApiError && error.status === 409 && error.code.endsWith('_CHANGED');

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** An error from a response that is no success; a proxy's HTML page has none of the fields. */
export function toApiError(status: number, body: unknown): ApiError {
  const fields: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  return new ApiError({
    status,
    code: textOf(fields.code) || 'ANSWER_UNREADABLE',
    message: textOf(fields.message),
    hint: textOf(fields.hint),
    requestId: textOf(fields.requestId),
  });
}

export const unreachable = () => new ApiError({ status: 0, code: 'UNREACHABLE', message: '', hint: '', requestId: '' });

/** The server gave no answer at all. */
export const isUnreachable = (error: unknown): boolean => error instanceof ApiError && error.code === 'UNREACHABLE';
