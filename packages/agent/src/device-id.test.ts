import { checkDeviceId } from '@muster/protocol';
import { expect, test } from 'vitest';
import { createDeviceId, isDeviceIdOf, toShortHostName } from './device-id.ts';

test.each([
  ['pc-0042', 'pc-0042'],
  ['pc-0042.example.org', 'pc-0042'],
  ['bö-1', 'bö-1'],
  ['a\nb<script>"\u0000', 'abscript'],
  ['../../etc', 'unnamed'],
  ['-x', 'x'],
  ['', 'unnamed'],
  ['x'.repeat(10_000), 'x'.repeat(200)],
])('toShortHostName(%j) is %j', (hostName, short) => {
  expect(toShortHostName(hostName)).toBe(short);
});

test('a device id is accepted by servers, whatever the name of the machine', () => {
  for (const name of ['pc', '<x>', '日本', '', '\u202e"/']) {
    const deviceId = createDeviceId(name, new Date(2026, 10, 20, 9, 4, 5));
    expect(checkDeviceId(deviceId)).toBe(deviceId);
    expect(deviceId.endsWith('-2026-11-20-09-04-05')).toBe(true);
    expect(isDeviceIdOf(deviceId, name)).toBe(true);
  }
});

test('a machine that was renamed has another device id', () => {
  expect(isDeviceIdOf('old-2026-11-20-09-04-05', 'new')).toBe(false);
  expect(isDeviceIdOf('new-old-2026-11-20-09-04-05', 'new')).toBe(false);
  expect(isDeviceIdOf('new', 'new')).toBe(false);
});
