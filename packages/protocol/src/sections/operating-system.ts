import { datetime, defineSection, text } from '../define-section.ts';

/**
 * The operating system in detail.
 *
 * Source: `OPERATINGSYSTEM`, `operatingsystem`; agents of OCS do not send it. `BOOT_DATE` is what agents for Android send.
 */
export const operatingSystem = defineSection({
  name: 'operatingSystem',
  label: 'Operating system',
  description: 'The operating system in detail.',
  group: 'system',
  rows: 'one',
  wire: { xml: 'OPERATINGSYSTEM', json: 'operatingsystem' },
  identity: [],
  columns: {
    name: text('Name', 'Name of the distribution or system.', { xml: 'NAME', search: true, listed: true }),
    version: text('Version', 'Version of the distribution or system.', {
      version: true,
      xml: 'VERSION',
      search: true,
      listed: true,
    }),
    fullName: text('Full name', 'Name and version as the system shows them.', {
      xml: 'FULL_NAME',
      search: true,
      listed: true,
    }),
    servicePack: text('Service pack', 'Service pack; Windows only.', { xml: 'SERVICE_PACK' }),
    kernelName: text('Kernel', 'Name of the kernel.', { xml: 'KERNEL_NAME', search: true }),
    kernelVersion: text('Kernel version', 'Version of the kernel.', {
      version: true,
      xml: 'KERNEL_VERSION',
      search: true,
      listed: true,
    }),
    architecture: text('Architecture', 'Architecture the system is built for.', {
      xml: 'ARCH',
      search: true,
      listed: true,
    }),
    installedAt: datetime('Installed at', 'When the system was installed.', {
      xml: 'INSTALL_DATE',
      search: true,
      listed: true,
    }),
    bootedAt: datetime('Started at', 'When the system was last started.', {
      xml: 'BOOT_TIME',
      volatile: true,
      search: true,
      listed: true,
    }),
    bootDate: text('Started at, with time zone', 'When the system was last started, as Android prints it.', {
      xml: 'BOOT_DATE',
      volatile: true,
    }),
    fqdn: text('Full host name', 'Name with its DNS domain.', { xml: 'FQDN', search: true, listed: true }),
    dnsDomain: text('DNS domain', 'DNS domain of the machine.', { xml: 'DNS_DOMAIN', search: true }),
    hostId: text('Host id', 'Number the system gives the machine.', { xml: 'HOSTID' }),
    sshKey: text('SSH key', 'Public host key of its SSH server.', { xml: 'SSH_KEY' }),
    timezoneName: text('Time zone', 'Name of the time zone.', {
      xml: 'TIMEZONE/NAME',
      jsonRequired: true,
      search: true,
    }),
    timezoneOffset: text('UTC offset', 'Difference from universal time, such as +0200.', {
      xml: 'TIMEZONE/OFFSET',
      jsonRequired: true,
      jsonPattern: '^[+-][0-9]{4}$',
    }),
  },
});
