import type { TFunction } from 'i18next';
import { ApiError } from '../api/api-error.ts';
import type { en } from '../i18n/en.ts';
import { errorWords } from '../i18n/error-words.ts';

type KnownCode = keyof typeof en.errors.codes;
const knownCodes: Readonly<Record<KnownCode, true>> = {
  SIGN_IN_REFUSED: true,
  TOO_MANY_ATTEMPTS: true,
  SETUP_LINK_INVALID: true,
  PASSWORD_TOO_WEAK: true,
  USER_NAME_TAKEN: true,
  ORIGIN_REFUSED: true,
  SEARCH_INVALID: true,
  REQUEST_INVALID: true,
  INTERNAL: true,
  DATABASE_UNREACHABLE: true,
  NOT_SIGNED_IN: true,
};
const isKnown = (code: string): code is KnownCode => Object.hasOwn(knownCodes, code);

export type FailureWords = {
  readonly title: string;
  readonly hint: string;
  /** As the reference of errors has it; empty where no server said it. */
  readonly code: string;
  readonly requestId: string;
};

/** What a person reads of an error: in their language where the code is known, else as the server says it. */
export function failureWords(error: unknown, t: TFunction): FailureWords {
  if (!(error instanceof ApiError))
    return { title: t('errors.crashed'), hint: t('errors.crashedHint'), code: '', requestId: '' };
  const { code, status, requestId } = error;
  if (code === 'UNREACHABLE')
    return { title: t('errors.unreachableTitle'), hint: t('errors.unreachableHint'), code: '', requestId };
  if (code === 'ASSET_NOT_FOUND') {
    return { title: t('errors.assetMissingTitle'), hint: t('errors.assetMissingHint'), code, requestId };
  }
  // Its text names the field; there is no other way to say what is wrong.
  if (code === 'REQUEST_INVALID') {
    const hint = error.message || t('errors.codes.REQUEST_INVALID.hint');
    return { title: t('errors.codes.REQUEST_INVALID.message'), hint, code, requestId };
  }
  if (isKnown(code)) {
    return { title: t(`errors.codes.${code}.message`), hint: t(`errors.codes.${code}.hint`), code, requestId };
  }
  const words = errorWords(code, error.message);
  if (words !== null) return { ...words, code, requestId };
  if (error.message !== '') return { title: error.message, hint: error.hint, code, requestId };
  return { title: t('errors.unreadable', { status }), hint: t('errors.unreadableHint'), code: '', requestId };
}
