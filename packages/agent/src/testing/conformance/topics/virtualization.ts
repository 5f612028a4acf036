import { sections } from '@muster/protocol';
import { parseContainers } from '../../../linux/guests/docker.ts';
import type { Guest } from '../../../linux/guests/guest.ts';
import { parseDomain, parseVirshList } from '../../../linux/guests/libvirt.ts';
import { parseLxcConfig, parseLxcState } from '../../../linux/guests/lxc.ts';
import { parseVzList, parseVzMac, parseVzSettings } from '../../../linux/guests/openvz.ts';
import { parsePrlctl } from '../../../linux/guests/parallels.ts';
import { parseQemuArguments } from '../../../linux/guests/qemu.ts';
import { parseVBoxManage } from '../../../linux/guests/virtualbox.ts';
import { parseXeList, parseXenList, parseXenUuid } from '../../../linux/guests/xen.ts';
import { type Topic, textOf, toFields, whole } from '../conformance.ts';

const ROW = ['NAME', 'UUID', 'STATUS', 'SUBSYSTEM', 'VMTYPE', 'MEMORY', 'VCPU', 'MAC', 'IMAGE', 'COMMENT'];

const fieldsOf = (guests: readonly Guest[] | null, names: readonly string[] = ROW) =>
  guests === null ? null : guests.map((guest) => toFields(sections.virtualMachines, guest, names));

const without = (names: readonly string[]) => ROW.filter((name) => !names.includes(name));

export const virtualization: Topic = {
  topic: 'virtualization',
  checks: {
    docker: whole((given) => fieldsOf(parseContainers(textOf(given, 1), 'docker'), without(['MAC']))),
    'lxc-config': whole((given) => fieldsOf([parseLxcConfig(textOf(given), String(given.params.name))])?.[0]),
    'lxc-info-state': whole((given) => parseLxcState(textOf(given))),
    prlctl: whole((given) => fieldsOf(parsePrlctl(textOf(given)))),
    'qemu-command-line': whole((given) => {
      const guest = parseQemuArguments(String(given.input).split(' '));
      return { name: guest?.name, uuid: guest?.uuid, mem: guest?.memory, serial: guest?.serial, vmtype: guest?.type };
    }),
    vboxmanage: whole((given) => fieldsOf(parseVBoxManage(textOf(given)), without(['MAC']))),
    'virsh-list': whole((given) => fieldsOf(parseVirshList(textOf(given)))),
    'virsh-dumpxml': whole((given) => {
      const guest = parseDomain(textOf(given));
      return { memory: guest?.memory, uuid: guest?.uuid, vcpu: guest?.cpuCount, vmtype: guest?.subsystem };
    }),
    virtuozzo: whole((given) => {
      const inputs = given.inputNames.map((name, at) => [name, at] as const);
      const guests = parseVzList(textOf(given), String(given.params.hostUUID)).map((guest) => {
        const [, at] = inputs.find(([name]) => name.endsWith(`-getmac-${guest.vmId}`)) ?? [];
        const settings = parseVzSettings(textOf(given, 1));
        return { ...guest, ...settings, mac: at === undefined ? null : parseVzMac(textOf(given, at)) };
      });
      return fieldsOf(guests);
    }),
    'xe-vm-list': whole((given) => fieldsOf(parseXeList(textOf(given)), ['UUID', 'SUBSYSTEM', 'VMTYPE'])),
    'xe-vm-param-list': whole(
      (given) => fieldsOf(parseXeList(textOf(given)), ['NAME', 'COMMENT', 'STATUS', 'MEMORY', 'VCPU'])?.[0] ?? null,
    ),
    'xm-list': whole((given) => fieldsOf(parseXenList(textOf(given)), without(['UUID']))),
    'xm-list-long': whole((given) => parseXenUuid(textOf(given))),
  },
  notRead: { 'freebsd-jails': 'Jails are of FreeBSD.' },
  differences: [
    {
      parser: 'vboxmanage',
      fields: ['VCPU'],
      reason: 'The corpus says 1 of every machine; one of them has two.',
    },
    {
      parser: 'xe-vm-list',
      cases: ['inputs/xe/xenserver-6.2_vm_list'],
      reason: 'Control domains are no guests; the corpus drops them one step later.',
    },
    {
      parser: 'virsh-dumpxml',
      fields: ['memory'],
      reason: 'The corpus drops three digits of the KiB; ours are MiB, as the column says.',
    },
    {
      parser: 'lxc-config',
      cases: ['inputs/lxc/config'],
      fields: ['MEMORY'],
      reason: 'The corpus leaves a number without letter in bytes; ours is MiB.',
    },
    {
      parser: 'virtuozzo',
      fields: ['MEMORY', 'VCPU'],
      reason: 'The corpus leaves pages as they are and writes 0 for "no limit"; ours is MiB, and nothing.',
    },
  ],
};
