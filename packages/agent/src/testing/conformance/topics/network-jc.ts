import { parseEthtool } from '../../../linux/ethtool.ts';
import { parseIfconfig } from '../../../linux/ip-addr.ts';
import { parseIpRoute } from '../../../linux/routes.ts';
import { parseIwconfig } from '../../../linux/wifi.ts';
import { type Topic, textOf } from '../conformance.ts';

type Told = Readonly<Record<string, unknown>>;

const KERNEL = 'the kernel lists routes in /proc/net/route';
const NEIGHBOURS = 'neighbours are the subject of the discovery task, which reads /proc/net/arp';
const OTHERS = 'an output of another system';

const duplexOf = (told: Told) => told.duplex;
const speedOf = ({ speed_bps: bits }: Told) => (typeof bits === 'number' ? bits / 1e6 : null);

export const networkJc: Topic = {
  topic: 'network-jc',
  checks: {
    ethtool: (given) => {
      const told = given.expected as Told;
      const { speedMbit, duplex } = parseEthtool(textOf(given));
      return { got: { speedMbit, duplex }, wanted: { speedMbit: speedOf(told), duplex: duplexOf(told) } };
    },
    ifconfig: (given) => ({
      got: parseIfconfig(textOf(given)).map(({ name, mac, mtu, ipv4, ipv6 }) => ({
        name,
        mac,
        mtu,
        ipv4: ipv4.map(({ address }) => address),
        ipv6: ipv6.map(({ address }) => address),
      })),
      wanted: (given.expected as readonly Told[]).map((told) => ({
        name: told.name,
        mac: told.mac_addr,
        mtu: told.mtu,
        ipv4: ((told.ipv4 ?? []) as readonly Told[]).map(({ address }) => address),
        ipv6: ((told.ipv6 ?? []) as readonly Told[]).map(({ address }) => address),
      })),
    }),
    'ip-route': (given) => ({
      got: parseIpRoute(textOf(given)),
      wanted: (given.expected as readonly Told[])
        .filter(({ ip }) => ip === 'default')
        .map(({ dev, via }) => ({ interface: dev, gateway: via })),
    }),
    iwconfig: (given) => ({
      got: parseIwconfig(textOf(given)).map(({ name, ssid, bssid, mode, version, speedMbit }) => ({
        name,
        ssid,
        bssid,
        mode,
        version,
        speedMbit,
      })),
      wanted: (given.expected as readonly Told[]).map((told) => ({
        name: told.name,
        ssid: told.essid,
        bssid: String(told.access_point).toLowerCase(),
        mode: told.mode,
        version: String(told.protocol).replace('IEEE ', ''),
        speedMbit: told.bit_rate,
      })),
    }),
  },
  notRead: {
    'ifconfig inputs/freebsd12/ifconfig-extra-fields2.txt': OTHERS,
    airport: OTHERS,
    arp: NEIGHBOURS,
    hciconfig: 'Bluetooth controllers are USB or PCI devices, and reported as those',
    'iw-scan': 'networks of others within reach are nobody’s inventory',
    netstat: KERNEL,
    nmcli: 'NetworkManager sets what the kernel tells; the DHCP server is read from its files',
    route: KERNEL,
  },
};
