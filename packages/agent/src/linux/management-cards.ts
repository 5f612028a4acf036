import type { Found } from '../define-collector.ts';
import type { Host } from '../host/host.ts';
import { toSubnet } from './addresses.ts';
import { labelledValues } from './bounded-text.ts';

type Network = Found<'networks'>;

/** The interface of the card that manages the machine: HP's own tool, else IPMI. */
export async function readManagementCards(host: Host): Promise<Network[]> {
  if ((await host.stat('/dev/hpilo')) !== null) {
    const told = parseHponcfg((await host.run('hponcfg', ['-aw', '-'])) ?? '');
    if (told !== null) return [told];
  }
  if ((await host.stat('/dev/ipmi0')) === null) return [];
  const told = parseLanPrint((await host.run('ipmitool', ['lan', 'print'])) ?? '');
  return told === null ? [] : [told];
}

const given = (value: string | undefined) =>
  value === undefined || value === '' || value === '0.0.0.0' ? null : value;

/** The bits of `255.255.248.0`. */
const toPrefix = (mask: string) =>
  mask.split('.').reduce((sum, byte) => sum + (Number(byte).toString(2).match(/1/g)?.length ?? 0), 0);

/** `hponcfg -aw -`: the settings of an iLO as XML-like text, passwords hidden. */
export function parseHponcfg(text: string): Network | null {
  const value = (name: string) => given(new RegExp(`<${name} VALUE="([^"]*)"`).exec(text)?.[1]);
  const [ip, mask] = [value('IP_ADDRESS'), value('SUBNET_MASK')];
  if (ip === null && value('NIC_SPEED') === null) return null;
  return {
    name: 'Management Interface - HP iLO',
    type: 'ethernet',
    management: true,
    virtual: false,
    status: value('ENABLE_NIC') === 'Y' ? 'up' : 'down',
    ip,
    mask,
    subnet: ip === null || mask === null ? null : toSubnet(ip, toPrefix(mask)),
    gateway: value('GATEWAY_IP_ADDRESS'),
    speed: Number(value('NIC_SPEED')) || null,
  };
}

/** `ipmitool lan print`. */
export function parseLanPrint(text: string): Network | null {
  const values = labelledValues(text);
  const value = (label: string) => given(values.get(label));
  const [ip, mask, mac] = [value('IP Address'), value('Subnet Mask'), value('MAC Address')];
  if (ip === null && mac === null) return null;
  return {
    name: 'bmc',
    type: 'ethernet',
    management: true,
    virtual: false,
    status: ip === null ? 'down' : 'up',
    mac,
    ip,
    mask,
    subnet: ip === null || mask === null ? null : toSubnet(ip, toPrefix(mask)),
    gateway: value('Default Gateway IP'),
  };
}
