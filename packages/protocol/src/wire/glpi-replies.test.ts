import { describe, expect, test } from 'vitest';
import { decodeGlpiMessage } from './glpi-message.ts';
import { decodeContactReply, encodeContact, encodeContactReply, encodeStatusReply } from './glpi-replies.ts';

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

test('encodeStatusReply() writes what agents look for', () => {
  expect(JSON.parse(encodeStatusReply({ status: 'ok', expiration: 24 }))).toEqual({ status: 'ok', expiration: 24 });
  expect(
    JSON.parse(encodeStatusReply({ status: 'error', message: 'x'.repeat(300), expiration: 24 })).message,
  ).toHaveLength(250);
});
