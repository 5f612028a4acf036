import { expect, test } from 'vitest';
import { withoutSecrets } from './without-secrets.ts';

test.each([
  ['<TOKEN>12345678</TOKEN>', '<TOKEN>***</TOKEN>'],
  ['<AUTHENTICATION ID="1" COMMUNITY="public" />', '<AUTHENTICATION ID="1" COMMUNITY=*** />'],
  ['<PARAM TYPE="COMMUNITY" VERSION="2c" NAME="public" />', '<PARAM TYPE="COMMUNITY" VERSION="2c" NAME=*** />'],
  ['<PARAM AUTHPASSWD="a" PRIVPASSWD=\'b\' />', '<PARAM AUTHPASSWD=*** PRIVPASSWD=*** />'],
  ['{"password":"a\\"b","name":"c"}', '{"password":***,"name":"c"}'],
  ['{"httpd-plugins":{"token": "x"}}', '{"httpd-plugins":{"token": ***}}'],
  ['{"access_token":"x","expires_in":5}', '{"access_token":***,"expires_in":5}'],
  ['<NAME>passwd</NAME><VERSION>1</VERSION>', '<NAME>passwd</NAME><VERSION>1</VERSION>'],
  ['{"name":"password-store"}', '{"name":"password-store"}'],
])('%s', (document, shown) => {
  expect(withoutSecrets(document)).toBe(shown);
});
