import i18next from 'i18next';
import { afterEach, expect, test } from 'vitest';
import { errorWords, loadErrorWords } from './error-words.ts';

afterEach(() => i18next.changeLanguage('en'));

test.each([
  {
    code: 'SETTING_INVALID',
    title: 'Cette valeur n’est pas acceptée',
    hint: 'Le serveur précise\u00a0: Cannot set $& so',
  },
  { code: 'DISK_FULL', title: expect.stringContaining('plein'), hint: expect.stringContaining('place') },
])('$code has French words once they are loaded', async ({ code, title, hint }) => {
  await i18next.init({ lng: 'fr', resources: {} });
  await loadErrorWords();
  expect(errorWords(code, 'Cannot set $& so')).toEqual({ title, hint });
});

test('where only the server has words they are its own', async () => {
  await i18next.init({ lng: 'fr', resources: {} });
  await loadErrorWords();
  expect(errorWords('FROM_A_NEWER_SERVER', 'Cannot')).toBeNull();
  await i18next.changeLanguage('en');
  await loadErrorWords();
  expect(errorWords('GROUP_NAME_TAKEN', 'Cannot')).toMatchObject({ title: expect.stringContaining('group') });
  expect(errorWords('DISK_FULL', 'Cannot')).toBeNull();
});
