import { date, datetime, defineSection, integer, text } from '../define-section.ts';

/**
 * The computer as a whole.
 *
 * Source: `HARDWARE`, `hardware`. GLPI agents left the operating system, the processor and the addresses out of it, OCS
 * agents have nothing else for them. `DESCRIPTION` carries the uptime on Unix and the description of the computer on
 * Windows. Several addresses or logins are joined by "/".
 */
export const hardware = defineSection({
  name: 'hardware',
  label: 'Computer',
  description: 'The computer as a whole.',
  group: 'system',
  rows: 'one',
  wire: { xml: 'HARDWARE', json: 'hardware' },
  identity: [],
  checksumBit: 1,
  columns: {
    name: text('Name', 'Name of the computer.', { xml: 'NAME', search: true, listed: true }),
    uuid: text('UUID', 'Identifier its firmware gives it.', {
      xml: 'UUID',
      letters: 'upper',
      search: true,
      listed: true,
    }),
    workgroup: text('Workgroup', 'Workgroup or DNS domain.', { xml: 'WORKGROUP', search: true, listed: true }),
    userDomain: text('User domain', 'Windows domain of the user.', { xml: 'USERDOMAIN', search: true }),
    osName: text('Operating system', 'Name of the operating system.', { xml: 'OSNAME', search: true, listed: true }),
    osVersion: text('OS version', 'Version of the operating system; of its kernel from some agents.', {
      version: true,
      xml: 'OSVERSION',
      search: true,
      listed: true,
    }),
    osComments: text('OS comments', 'Service pack or kernel build.', { xml: 'OSCOMMENTS' }),
    processorType: text('Processor', 'Model of the processor.', { xml: 'PROCESSORT', search: true, listed: true }),
    processorSpeed: integer('Processor speed', 'Clock of the processor.', {
      xml: 'PROCESSORS',
      unit: 'MHz',
      reads: 'megahertz',
    }),
    processorCount: integer('Processors', 'Number of processors.', { xml: 'PROCESSORN', listed: true }),
    memory: integer('Memory', 'Memory of the computer.', {
      xml: 'MEMORY',
      unit: 'MiB',
      reads: 'mebibytes',
      search: true,
      listed: true,
    }),
    swap: integer('Swap', 'Space for swapping memory to disk.', {
      xml: 'SWAP',
      unit: 'MiB',
      reads: 'mebibytes',
      search: true,
    }),
    ipAddress: text('IP address', 'IP addresses, joined by "/".', { xml: 'IPADDR', search: true, listed: true }),
    dns: text('DNS servers', 'Addresses of the DNS servers, joined by "/".', { xml: 'DNS', search: true }),
    defaultGateway: text('Default gateway', 'Address of the default gateway.', { xml: 'DEFAULTGATEWAY', search: true }),
    userId: text('Users', 'Who is logged in, joined by "/".', { xml: 'USERID', search: true, listed: true }),
    lastLoggedUser: text('Last user', 'Who logged in last.', { xml: 'LASTLOGGEDUSER', search: true, listed: true }),
    lastLoggedAt: text('Last login', 'When the last user logged in, as the system prints it.', {
      xml: 'DATELASTLOGGEDUSER',
      volatile: true,
    }),
    description: text('Description', 'Description of the computer; on Unix its architecture and uptime.', {
      xml: 'DESCRIPTION',
      volatile: true,
      search: true,
    }),
    type: text('Type', 'Type as the agent gives it.', { xml: 'TYPE' }),
    chassisType: text('Chassis', 'Shape of the computer: desktop, laptop, server…', {
      xml: 'CHASSIS_TYPE',
      search: true,
      listed: true,
    }),
    vmSystem: text('Virtualisation', 'What it runs in: Physical, VMware, KVM, Docker…', {
      xml: 'VMSYSTEM',
      search: true,
      listed: true,
    }),
    vmName: text('Name of the VM', 'Name the host gives this virtual machine.', { xml: 'VMNAME' }),
    vmHostSerial: text('Serial number of the host', 'Serial number of the machine this virtual machine runs on.', {
      xml: 'VMHOSTSERIAL',
      search: true,
    }),
    architecture: text('Architecture', 'Architecture of the system or of the agent that runs on it.', {
      xml: ['ARCHNAME', 'ARCH'],
      ocs: ['ARCH', 'ARCHNAME'],
      search: true,
    }),
    installedOn: date('Installed on', 'When the operating system was installed.', { xml: 'INSTALLDATE' }),
    windowsCompany: text('Windows company', 'Organisation that Windows is registered to.', { xml: 'WINCOMPANY' }),
    windowsOwner: text('Windows owner', 'Person that Windows is registered to.', { xml: 'WINOWNER', search: true }),
    windowsProductId: text('Windows product id', 'Product identifier of Windows.', { xml: 'WINPRODID', search: true }),
    windowsProductKey: text('Windows product key', 'Product key of Windows.', { xml: 'WINPRODKEY', secret: true }),
    windowsLanguage: text('Windows language', 'Number of the language of Windows, such as 1036 for French.', {
      xml: 'WINLANG',
    }),
    checksum: integer('Checksum', 'Sections the agent believes to have changed, one bit each.', {
      xml: 'CHECKSUM',
      volatile: true,
    }),
    collectionTime: integer('Collection time', 'Time the agent needed for the inventory.', {
      xml: 'ETIME',
      unit: 's',
      volatile: true,
    }),
    lastDate: datetime('Agent clock', 'When the inventory was made, by the clock of the agent.', {
      xml: 'LASTDATE',
      volatile: true,
    }),
  },
});
