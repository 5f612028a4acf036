import { describe, expect, test } from 'vitest';
import { decodeGlpiMessage } from './glpi-message.ts';
import {
  decodeContactReply,
  decodeGetParamsReply,
  encodeContact,
  encodeContactReply,
  encodeGetParams,
  encodeStatusReply,
} from './glpi-replies.ts';

test('encodeContact() writes what decodeGlpiMessage() reads', () => {
  const contact = {
    deviceId: 'pc-1',
    name: 'Muster-Agent',
    version: '1',
    tag: 'paris',
    installedTasks: ['inventory'],
    enabledTasks: [],
  };
  expect(decodeGlpiMessage(encodeContact(contact))).toEqual({ action: 'contact', ...contact, httpdPort: null });
});

describe('a reply to a contact', () => {
  test('survives writing and reading', () => {
    const tasks = { inventory: { server: 'glpi', version: '10.0.16' } };
    const text = encodeContactReply({ expiration: 24, tasks, disabled: ['deploy'], message: 'hello' });
    expect(decodeContactReply(text)).toEqual({
      status: 'ok',
      expiration: 24,
      message: 'hello',
      tasks,
      disabled: ['deploy'],
    });
    expect(JSON.parse(text)).toMatchObject({ status: 'ok', expiration: 24 });
  });

  test.each([
    ['{"status":"ok","expiration":"90m"}', 1.5],
    ['{"status":"ok","expiration":"30s"}', 30 / 3600],
    ['{"status":"ok","expiration":"2d"}', 48],
    ['{"status":"ok","expiration":"12"}', 12],
    ['{"status":"pending","expiration":0}', 0],
    ['{"status":"ok"}', 24],
  ])('reads the hours in %s', (text, hours) => {
    expect(decodeContactReply(text).expiration).toBeCloseTo(hours);
  });

  test('writes fractions of an hour with a unit', () => {
    expect(JSON.parse(encodeContactReply({ expiration: 0.5 }))).toEqual({ status: 'ok', expiration: '30m' });
    expect(JSON.parse(encodeContactReply({ expiration: 0.01 }))).toEqual({ status: 'ok', expiration: '36s' });
  });

  test.each(['{}', '{"status":"fine"}', '[]', '{"status":"ok","expiration":"soon"}', '<REPLY/>'])(
    'is not %s',
    (text) => {
      expect(() => decodeContactReply(text)).toThrow(expect.objectContaining({ name: 'AppError' }));
    },
  );

  test('reads tasks and names of odd shapes without harm', () => {
    const text =
      '{"status":"ok","expiration":1,"tasks":{"a":1,"b":{"server":"glpi"},"__proto__":{"server":"x"}},"disabled":"a, b"}';
    const reply = decodeContactReply(text);
    expect(reply.disabled).toEqual(['a', 'b']);
    expect(reply.tasks.b).toEqual({ server: 'glpi', version: '' });
  });
});

test('reads what a task is served with: categories to leave out, credentials to ask for', () => {
  const params = [{ category: 'Database', params_id: 3, 'use[3]': 'mysql' }, { category: 'x' }, 7];
  const inventory = { server: 'glpi', version: '10', 'no-category': 'software,Process', params };
  const reply = decodeContactReply(JSON.stringify({ status: 'ok', tasks: { inventory } }));
  expect(reply.tasks.inventory).toEqual({
    server: 'glpi',
    version: '10',
    noCategory: ['software', 'process'],
    params: [{ category: 'database', paramsId: '3', use: ['mysql'] }],
  });
});

test('encodeGetParams() writes what decodeGlpiMessage() reads', () => {
  const asked = { deviceId: 'pc-1', name: 'Muster-Agent', version: '1', paramsId: '3', use: 'mysql' };
  expect(decodeGlpiMessage(encodeGetParams(asked))).toEqual({ action: 'get_params', ...asked, use: ['mysql'] });
});

test.each([
  ['{"status":"ok","credentials":[{"login":"a","port":3306,"x":null,"y":{}},7]}', [{ login: 'a', port: '3306' }]],
  ['{"status":"ok","expiration":24}', []],
])('decodeGetParamsReply() reads %s', (text, credentials) => {
  expect(decodeGetParamsReply(text)).toEqual(credentials);
});

test('decodeGetParamsReply() says what the server says', () => {
  expect(() => decodeGetParamsReply('{"status":"error","message":"no"}')).toThrow('the server says "no"');
});

test('encodeStatusReply() writes what agents look for', () => {
  expect(JSON.parse(encodeStatusReply({ status: 'ok', expiration: 24 }))).toEqual({ status: 'ok', expiration: 24 });
  expect(
    JSON.parse(encodeStatusReply({ status: 'error', message: 'x'.repeat(300), expiration: 24 })).message,
  ).toHaveLength(250);
});
