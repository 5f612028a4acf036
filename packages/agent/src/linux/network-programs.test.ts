import { describe, expect, test } from 'vitest';
import { linuxNetworks } from '../collectors/linux/networks.ts';
import { replayHost } from '../testing/replay-host.ts';
import { parseEthtool } from './ethtool.ts';
import { parseIfconfig, parseIpAddr } from './ip-addr.ts';
import { parseDockerNetwork, readMacvlans } from './macvlan.ts';
import { parseHponcfg, parseLanPrint } from './management-cards.ts';
import { parseIpRoute, parseNetstat } from './routes.ts';
import { parseIw, parseIwconfig } from './wifi.ts';

const IP = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
    inet6 ::1/128 scope host
2: eth0@if5: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP
    link/ether 02:00:5e:00:53:01 brd ff:ff:ff:ff:ff:ff link-netnsid 0
    inet 192.0.2.7/24 brd 192.0.2.255 scope global eth0
    inet 192.0.2.107/24 brd 192.0.2.255 scope global secondary eth0:vip
    inet6 2001:db8::7/64 scope global
3: sit0@NONE: <NOARP> mtu 1480 qdisc noop state DOWN
    link/sit 0.0.0.0 brd 0.0.0.0
`;

describe('without /sys', () => {
  test('interfaces come from ip', async () => {
    const commands = { 'ip addr show': IP, 'ip -o route list default': 'default via 192.0.2.1 dev eth0 metric 100 \n' };
    const rows = await linuxNetworks.collect(replayHost({ commands }));
    expect(rows).toMatchObject([
      { name: 'lo', type: 'loopback', ip: '127.0.0.1', virtual: true },
      { name: 'lo', ip6: '::1' },
      { name: 'eth0', type: 'ethernet', ip: '192.0.2.7', gateway: '192.0.2.1', mac: '02:00:5e:00:53:01' },
      { name: 'eth0:vip', type: 'alias', base: 'eth0', ip: '192.0.2.107' },
      { name: 'eth0', ip6: '2001:db8::7' },
      { name: 'sit0', status: 'down', mac: null },
    ]);
  });

  test('or from ifconfig, speed from ethtool', async () => {
    const ifconfig =
      'em1: flags=4163<UP,BROADCAST,RUNNING>  mtu 1500\n        inet 192.0.2.7  netmask 255.255.252.0  broadcast 192.0.3.255\n        ether 02:00:5e:00:53:01  txqueuelen 1000\n';
    const commands = { 'ifconfig -a': ifconfig, 'ethtool em1': '\tSpeed: 1000Mb/s\n\tDuplex: Full\n' };
    expect(await linuxNetworks.collect(replayHost({ commands }))).toMatchObject([
      { name: 'em1', status: 'up', ip: '192.0.2.7', mask: '255.255.252.0', speed: 1000, duplex: 'Full' },
    ]);
  });

  test('parseIpAddr() reads nothing out of an error', () => {
    expect(parseIpAddr('Object "addr" is unknown, try "ip help".\n')).toEqual([]);
  });

  test('parseIfconfig() reads the layout before net-tools 2', () => {
    const text =
      'eth0      Link encap:Ethernet  HWaddr 02:00:5E:00:53:01  \n          inet addr:192.0.2.7  Bcast:192.0.2.255  Mask:255.255.255.0\n          inet6 addr: fe80::1/64 Scope:Link\n          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1\n\nlo        Link encap:Local Loopback  \n          UP LOOPBACK RUNNING  MTU:65536  Metric:1\n';
    expect(parseIfconfig(text)).toMatchObject([
      {
        name: 'eth0',
        kind: 'ether',
        status: 'up',
        mtu: 1500,
        ipv4: [{ prefixLength: 24 }],
        ipv6: [{ address: 'fe80::1' }],
      },
      { name: 'lo', kind: 'loopback', status: 'up' },
    ]);
  });
});

test('parseIpRoute() has the best route first', () => {
  const text =
    'default via 192.0.2.1 dev wlan0 proto dhcp metric 600 \ndefault via 198.51.100.1 dev eth0 metric 100 \n';
  expect(parseIpRoute(text).map((route) => route.interface)).toEqual(['eth0', 'wlan0']);
});

test('parseNetstat() reads routes, not headings', () => {
  const text =
    'Kernel IP routing table\nDestination     Gateway         Genmask         Flags   MSS Window  irtt Iface\n0.0.0.0         192.0.2.1       0.0.0.0         UG        0 0          0 eth0\n192.0.2.0       0.0.0.0         255.255.255.0   U         0 0          0 eth0\n';
  expect(parseNetstat(text)).toEqual([
    { destination: '0.0.0.0', gateway: '192.0.2.1', interface: 'eth0' },
    { destination: '192.0.2.0', gateway: '0.0.0.0', interface: 'eth0' },
  ]);
});

describe('Wi-Fi', () => {
  const link =
    'Connected to 02:00:5e:00:53:aa (on wlan0)\n\tSSID: Acme Guests\n\tfreq: 5180\n\ttx bitrate: 866.7 MBit/s VHT-MCS 9 80MHz\n';

  test('parseIw() reads the network and the standard of its rate', () => {
    expect(parseIw(link, 'Interface wlan0\n\ttype managed\n')).toEqual({
      ssid: 'Acme Guests',
      bssid: '02:00:5e:00:53:aa',
      mode: 'Managed',
      version: '802.11ac',
      speedMbit: 866.7,
    });
    expect(parseIw('Not connected.\n', '')).toMatchObject({ ssid: null, bssid: null });
  });

  test.each([
    ['1201.0 MBit/s 80MHz HE-MCS 11', '802.11ax'],
    ['5764.7 MBit/s EHT-MCS 13', '802.11be'],
    ['144.4 MBit/s MCS 15 short GI', '802.11n'],
    ['54.0 MBit/s', null],
  ])('a rate of %j is %j', (rate, version) => {
    expect(parseIw(`\ttx bitrate: ${rate}\n`, '').version).toBe(version);
  });

  test('parseIwconfig() reads several interfaces', () => {
    const text =
      'lo        no wireless extensions.\n\nwlan0     IEEE 802.11abgn  ESSID:"Acme - x"  \n          Mode:Managed  Access Point: 02:00:5E:00:53:AA   \n          Bit Rate=6 Mb/s\nwlan1     IEEE 802.11  ESSID:off/any  \n          Mode:Managed  Access Point: Not-Associated   \n';
    expect(parseIwconfig(text)).toMatchObject([
      { name: 'wlan0', ssid: 'Acme - x', bssid: '02:00:5e:00:53:aa', version: '802.11abgn', speedMbit: 6 },
      { name: 'wlan1', ssid: null, bssid: null },
    ]);
  });

  test('completes the interface', async () => {
    const folder = '/sys/class/net/wlan0';
    const host = replayHost({
      files: {
        [`${folder}/ifindex`]: '3\n',
        [`${folder}/address`]: '02:00:5e:00:53:02\n',
        [`${folder}/operstate`]: 'up\n',
        [`${folder}/wireless/x`]: '',
      },
      links: { [`${folder}/device`]: '../../../0000:03:00.0' },
      commands: {
        'iw dev wlan0 link': link,
        'iw dev wlan0 info': '\ttype managed\n',
        'ethtool -i wlan0': 'firmware-version: 46.6\n',
      },
    });
    expect(await linuxNetworks.collect(host)).toMatchObject([
      {
        type: 'wifi',
        wifiSsid: 'Acme Guests',
        wifiMode: 'Managed',
        wifiVersion: '802.11ac',
        speed: 866.7,
        firmware: '46.6',
      },
    ]);
  });
});

test('parseEthtool() knows no unknown speed', () => {
  expect(parseEthtool('\tSpeed: Unknown!\n\tDuplex: Unknown! (255)\n')).toEqual({ speedMbit: null, duplex: null });
});

describe('management cards', () => {
  test('parseHponcfg() reads an iLO', () => {
    const text =
      '<ENABLE_NIC VALUE="Y"/><NIC_SPEED VALUE="10"/><IP_ADDRESS VALUE="192.0.2.70"/><SUBNET_MASK VALUE="255.255.248.0"/><GATEWAY_IP_ADDRESS VALUE="0.0.0.0"/>';
    expect(parseHponcfg(text)).toMatchObject({
      ip: '192.0.2.70',
      subnet: '192.0.0.0',
      gateway: null,
      speed: 10,
      management: true,
    });
    expect(parseHponcfg('error')).toBeNull();
  });

  test('parseLanPrint() reads a card without address', () => {
    expect(
      parseLanPrint('IP Address              : 0.0.0.0\nMAC Address             : 02:00:5e:00:53:70\n'),
    ).toMatchObject({
      status: 'down',
      ip: null,
      mac: '02:00:5e:00:53:70',
    });
    expect(parseLanPrint('Channel 1 is not a LAN channel\n')).toBeNull();
  });
});

describe('macvlan networks', () => {
  const inspect = JSON.stringify([
    {
      Name: 'office',
      Containers: { a: { Name: 'web', MacAddress: '02:42:0a:14:d2:ab', IPv4Address: '192.0.2.9/24' } },
    },
  ]);

  test('parseDockerNetwork() has a row for each container', () => {
    expect(parseDockerNetwork(inspect)).toMatchObject([{ name: 'office@web', ip: '192.0.2.9', mask: '255.255.255.0' }]);
    expect(parseDockerNetwork('[null]')).toEqual([]);
    expect(parseDockerNetwork('Error')).toEqual([]);
  });

  test('Docker is not asked where it has none', async () => {
    const commands = {
      'docker network ls --filter driver=macvlan -q': 'c9e960a0c68b\n',
      'docker network inspect c9e960a0c68b': inspect,
    };
    const store = '/var/lib/docker/network/files/local-kv.db';
    expect(await readMacvlans(replayHost({ commands, files: { [store]: 'bridge' } }))).toEqual([]);
    expect(await readMacvlans(replayHost({ commands, files: { [store]: 'x"macvlan"x' } }))).toHaveLength(1);
  });
});
