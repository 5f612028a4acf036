import { expect, test } from 'vitest';
import { decodeDeviceMessage } from './device-message.ts';
import { readXml } from './xml.ts';

const content = (inner: string) => decodeDeviceMessage(readXml(`<CONTENT>${inner}</CONTENT>`));

test('decodeDeviceMessage() reads any number of devices', () => {
  const message = content(`
    <DEVICE><INFO><NAME>sw-1</NAME><TYPE>NETWORKING</TYPE><IPS><IP>192.0.2.1</IP><IP>192.0.2.2</IP></IPS><IP>192.0.2.1</IP></INFO>
      <PORTS><PORT><IFNUMBER>1</IFNUMBER><IFNAME>eth0</IFNAME>
        <CONNECTIONS><CONNECTION><MAC>52:54:00:12:34:56</MAC></CONNECTION></CONNECTIONS>
        <VLANS><VLAN><NUMBER>1</NUMBER><NAME>default</NAME></VLAN></VLANS></PORT></PORTS></DEVICE>
    <DEVICE><INFO><NAME>sw-2</NAME><ODD>x</ODD></INFO></DEVICE>
    <MODULEVERSION>4.2</MODULEVERSION><PROCESSNUMBER>52</PROCESSNUMBER>`);
  expect(message).toMatchObject({ jobId: 52, moduleVersion: '4.2', job: {}, other: [] });
  expect(message.devices[0]).toMatchObject({
    other: [],
    sections: {
      networkDevice: [{ name: 'sw-1', type: 'Networking', ips: ['192.0.2.1', '192.0.2.2'] }],
      networkPorts: [{ name: 'eth0' }],
      networkPortConnections: [{ macs: ['52:54:00:12:34:56'], parentKey: expect.stringContaining('eth0') }],
      networkPortVlans: [{ name: 'default' }],
    },
  });
  expect(message.devices[1]).toMatchObject({ other: [{ section: 'INFO', row: 0, path: 'ODD', value: 'x' }] });
});

test('decodeDeviceMessage() tells the course of the job', () => {
  expect(
    content('<AGENT><START>1</START><AGENTVERSION>2.6</AGENTVERSION></AGENT><PROCESSNUMBER>4</PROCESSNUMBER>'),
  ).toEqual({
    jobId: 4,
    moduleVersion: null,
    job: { START: '1', AGENTVERSION: '2.6' },
    devices: [],
    other: [],
  });
});

test('decodeDeviceMessage() keeps what it does not know', () => {
  expect(content('<PROCESSNUMBER>x</PROCESSNUMBER><STORAGES><NAME>a</NAME></STORAGES>').other).toEqual([
    { section: 'PROCESSNUMBER', row: 0, path: '', value: 'x' },
    { section: 'STORAGES', row: 0, path: 'NAME', value: 'a' },
  ]);
});
