import type { DeviceService } from '../discovery/device-service.ts';
import { maskOf } from '../discovery/subnet.ts';
import { toOcsTime } from './computer-service.ts';

type Device = Awaited<ReturnType<DeviceService['list']>>['items'][number];

/** A device that was seen, under the names of OCS Inventory's table `netmap`. */
export function toNetmap({ ip, mac, network, prefix, seenAt, name, tag }: Device): Readonly<Record<string, string>> {
  return {
    IP: ip ?? '',
    MAC: mac,
    MASK: network === null || prefix === null ? '' : maskOf({ address: network, prefix }),
    NETID: network ?? '',
    DATE: seenAt === null ? '' : toOcsTime(Date.parse(seenAt)),
    NAME: name ?? '',
    TAG: tag ?? '',
  };
}

/** `2026-11-20 08:00:00` or the day alone, in UTC, as ms since 1970; NaN for anything else. */
export function fromOcsTime(text: string): number {
  const [, day, time = '00:00:00'] = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d))?$/.exec(text) ?? [];
  return day === undefined ? Number.NaN : Date.parse(`${day}T${time}Z`);
}
