import { datetime, defineSection, integer, text } from '../define-section.ts';
import { IP_ADDRESS } from '../json-patterns.ts';

/**
 * Virtual machines this computer hosts.
 *
 * Source: `VIRTUALMACHINES`, `virtualmachines`. The two families use `SUBSYSTEM` and `VMTYPE` the other way round:
 * libvirt is the `VMTYPE` of FusionInventory and GLPI agents, and the `SUBSYSTEM` of OCS agents. libvirt's memory is
 * KiB ÷ 1000 from all agents.
 */
export const virtualMachines = defineSection({
  name: 'virtualMachines',
  label: 'Virtual machines',
  description: 'Virtual machines this computer hosts.',
  group: 'virtual',
  rows: 'many',
  wire: { xml: 'VIRTUALMACHINES', json: 'virtualmachines' },
  identity: ['name', 'uuid'],
  checksumBit: 131_072,
  columns: {
    name: text('Name', 'Name of the virtual machine.', { xml: 'NAME', jsonRequired: true, search: true, listed: true }),
    uuid: text('UUID', 'Identifier of the virtual machine.', {
      xml: 'UUID',
      letters: 'upper',
      search: true,
      listed: true,
    }),
    status: text('Status', 'What it is doing: running, paused, off…', {
      xml: 'STATUS',
      letters: 'lower',
      spellings: { pause: 'paused', stopped: 'off', 'shut off': 'off' },
      jsonPattern: '^(running|blocked|idle|paused|shutdown|crashed|dying|off)$',
      search: true,
      listed: true,
    }),
    type: text('Manager', 'What manages it: libvirt, vmware, hyperv, docker…', {
      xml: 'VMTYPE',
      ocs: 'SUBSYSTEM',
      letters: 'lower',
      spellings: { 'hyper-v': 'hyperv', 'solaris zone': 'solariszone', 'solaris zones': 'solariszone' },
      search: true,
      listed: true,
    }),
    subsystem: text('Technology', 'What runs it: kvm, xen, lxc…', {
      xml: 'SUBSYSTEM',
      ocs: 'VMTYPE',
      search: true,
      listed: true,
    }),
    memory: integer('Memory', 'Memory given to it.', {
      xml: 'MEMORY',
      unit: 'MiB',
      reads: 'mebibytes',
      search: true,
      listed: true,
    }),
    cpuCount: integer('Processors', 'Processors given to it.', { xml: 'VCPU', listed: true }),
    cores: integer('Cores', 'Cores given to it.', { xml: 'CORES' }),
    ip: text('IP address', 'Address of the virtual machine.', {
      xml: ['IPADDRESS', 'IPADDR'],
      ocs: ['IPADDR', 'IPADDRESS'],
      json: ['ipaddress', 'ipaddr'],
      jsonPattern: IP_ADDRESS,
      search: true,
    }),
    mac: text('MAC address', 'Hardware addresses, joined by "/".', { xml: 'MAC', letters: 'lower', search: true }),
    serial: text('Serial number', 'Serial number the host gives it.', { xml: 'SERIAL', search: true }),
    vmId: text('Number', 'Number of the virtual machine on this host.', { xml: 'VMID' }),
    image: text('Image', 'Image it was made from.', { xml: 'IMAGE', search: true }),
    owner: text('Owner', 'Whom it belongs to.', { xml: 'OWNER', search: true }),
    comment: text('Comment', 'What somebody wrote about it.', { xml: 'COMMENT' }),
    osName: text('Operating system', 'Name of its operating system.', { xml: 'OPERATINGSYSTEM/NAME', search: true }),
    osVersion: text('OS version', 'Version of its operating system.', { xml: 'OPERATINGSYSTEM/VERSION' }),
    osFullName: text('OS full name', 'Name and version of its operating system.', {
      xml: 'OPERATINGSYSTEM/FULL_NAME',
      search: true,
    }),
    osServicePack: text('OS service pack', 'Service pack of its operating system.', {
      xml: 'OPERATINGSYSTEM/SERVICE_PACK',
    }),
    osKernelName: text('OS kernel', 'Name of its kernel.', { xml: 'OPERATINGSYSTEM/KERNEL_NAME' }),
    osKernelVersion: text('OS kernel version', 'Version of its kernel.', { xml: 'OPERATINGSYSTEM/KERNEL_VERSION' }),
    osArchitecture: text('OS architecture', 'Architecture of its operating system.', { xml: 'OPERATINGSYSTEM/ARCH' }),
    osInstalledAt: datetime('OS installed at', 'When its operating system was installed.', {
      xml: 'OPERATINGSYSTEM/INSTALL_DATE',
    }),
    osBootedAt: datetime('OS started at', 'When its operating system was last started.', {
      xml: 'OPERATINGSYSTEM/BOOT_TIME',
      volatile: true,
    }),
    osFqdn: text('Full host name', 'Its name with its DNS domain.', { xml: 'OPERATINGSYSTEM/FQDN', search: true }),
    osDnsDomain: text('DNS domain', 'Its DNS domain.', { xml: 'OPERATINGSYSTEM/DNS_DOMAIN' }),
    osHostId: text('OS host id', 'Number its operating system gives it.', { xml: 'OPERATINGSYSTEM/HOSTID' }),
    osSshKey: text('SSH key', 'Public host key of its SSH server.', { xml: 'OPERATINGSYSTEM/SSH_KEY' }),
    osTimezoneName: text('Time zone', 'Name of its time zone.', {
      xml: 'OPERATINGSYSTEM/TIMEZONE/NAME',
      jsonRequired: true,
    }),
    osTimezoneOffset: text('UTC offset', 'Difference of its clock from universal time.', {
      xml: 'OPERATINGSYSTEM/TIMEZONE/OFFSET',
      jsonRequired: true,
      jsonPattern: '^[+-][0-9]{4}$',
    }),
  },
});
