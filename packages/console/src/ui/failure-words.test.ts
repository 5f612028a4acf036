import type { TFunction } from 'i18next';
import { expect, test } from 'vitest';
import { ApiError, isUnreachable, unreachable } from '../api/api-error.ts';
import { failureWords } from './failure-words.ts';

const t = ((key: string) => key) as unknown as TFunction; // the keys tell which text it is
const failed = (code: string, message = '') =>
  new ApiError({ status: 400, code, message, hint: 'Do this.', requestId: 'r-1' });

test.each([
  { code: 'USER_NAME_TAKEN', title: 'errors.codes.USER_NAME_TAKEN.message', told: 'USER_NAME_TAKEN' },
  { code: 'ASSET_NOT_FOUND', title: 'errors.assetMissingTitle', told: 'ASSET_NOT_FOUND' },
  { code: 'FROM_A_NEWER_SERVER', title: 'Cannot do it', told: 'FROM_A_NEWER_SERVER' },
])('an error says its code and its request: $code', ({ code, title, told }) => {
  expect(failureWords(failed(code, 'Cannot do it'), t)).toMatchObject({ title, code: told, requestId: 'r-1' });
});

test('where no server answered there is no code to look up', () => {
  expect(failureWords(unreachable(), t)).toMatchObject({ title: 'errors.unreachableTitle', code: '' });
  expect(isUnreachable(unreachable())).toBe(true);
  expect(failureWords(failed('ANSWER_UNREADABLE'), t)).toMatchObject({ title: 'errors.unreadable', code: '' });
});
