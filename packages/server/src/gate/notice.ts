import { isIP } from 'node:net';
import { childrenNamed, childText, readXml, type XmlElement } from '@muster/protocol';
import type { Interface, Notice } from '../fleet/contact-notify.ts';

/** Cards of one machine, at most. */
const MOST_CARDS = 100;

/**
 * Reads a NOTIFY message about addresses.
 *
 * Cards without a valid address, mask and MAC address are left out, as the OCS server does.
 *
 * @returns Null when it is about something else. Only `IP` is known.
 */
export function readNotice(text: string): Notice | null {
  const root = readXml(text);
  const places = [root, ...childrenNamed(root, 'CONTENT')];
  const type = places.map((place) => childText(place, 'TYPE')).find((found) => found !== null);
  if (type?.toUpperCase() !== 'IP') return null;
  const hardware = places.flatMap((place) => childrenNamed(place, 'HARDWARE'));
  return {
    interfaces: places
      .flatMap((place) => childrenNamed(place, 'IFACE'))
      .slice(0, MOST_CARDS)
      .flatMap(readInterface),
    ipAddress: hardware.map((element) => childText(element, 'IPADDR')).find((found) => found !== null) ?? null,
  };
}

function readInterface(element: XmlElement): Interface[] {
  const mac = childText(element, 'MAC')?.toLowerCase().replaceAll('-', ':') ?? '';
  const ip = address(element, 'IP');
  const mask = childText(element, 'MASK');
  if (ip === null || mask === null || !isMask(mask) || !/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(mac)) return [];
  return [
    {
      mac,
      ip,
      mask,
      gateway: address(element, 'GW'),
      dhcp: address(element, 'DHCP'),
      subnet: address(element, 'SUBNET'),
    },
  ];
}

function address(element: XmlElement, name: string): string | null {
  const text = childText(element, name);
  return text !== null && isIP(text) !== 0 ? text : null;
}

/** An address, or the length of a prefix. */
const isMask = (text: string) => isIP(text) !== 0 || /^\/?\d{1,3}$/.test(text);
