import { describe, expect, test } from 'vitest';
import { linuxPrinters } from '../collectors/linux/printers.ts';
import { replayHost } from '../testing/replay-host.ts';
import { parseLpstat, parsePrintersConf } from './cups.ts';

const printer = (uri: string) =>
  `<Printer p>\nInfo A printer\nMakeModel Acme 400\nDeviceURI ${uri}\nState Idle\nShared Yes\n</Printer>\n`;

describe('parsePrintersConf()', () => {
  test.each([
    ['usb://Acme/400?serial=VNB3%20K', { serial: 'VNB3 K', network: false, serverName: null }],
    ['ipp://print.example.org/printers/p', { network: true, serverName: 'print.example.org', serial: null }],
    ['dnssd://Acme._ipp._tcp.local/?uuid=0001-02', { network: true, serverName: null, serial: '0001-02' }],
    ['hp:/net/Acme?ip=192.0.2.9', { network: true }],
    ['hp:/usb/Acme?serial=CN1', { network: false, serial: 'CN1' }],
    ['smb://alice:se/cret@srv/p', { port: 'smb://srv/p' }],
    ['ipp://srv:631/printers/p@x', { port: 'ipp://srv:631/printers/p@x' }],
    ['smb://alice:secret@srv/p', { port: 'smb://srv/p', serverName: 'srv' }],
    ['usb://Acme?serial=%ZZ', { serial: '%ZZ' }],
  ])('reads %s', (uri, expected) => {
    expect(parsePrintersConf(printer(uri))[0]).toMatchObject(expected);
  });

  test('reads nothing out of rubbish', () => {
    expect(parsePrintersConf('<Printer half>\nInfo x\n')).toEqual([]);
  });
});

test('parseLpstat() joins devices and states', () => {
  const states =
    'printer p is idle.  enabled since Mon Jan  1\n\tDescription: A printer\n\tLocation: Floor 2\nprinter q disabled since\n';
  expect(parseLpstat('device for p: usb://Acme/400\ndevice for q: socket://192.0.2.9\n', states)).toMatchObject([
    { name: 'p', description: 'A printer', comment: 'Floor 2', status: 'Idle', network: false },
    { name: 'q', status: 'Disabled', network: true, serverName: '192.0.2.9' },
  ]);
});

describe('printers of an ordinary user', () => {
  const commands = { 'lpstat -v': 'device for p: usb://Acme/400\n' };

  test('come from the server', async () => {
    const host = replayHost({ commands, stats: { '/run/cups/cups.sock': {} } });
    expect(await linuxPrinters.collect(host)).toMatchObject([{ name: 'p' }]);
  });

  test('are none where no server runs', async () => {
    expect(await linuxPrinters.collect(replayHost({ commands }))).toBeNull();
  });
});
