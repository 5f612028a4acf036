import { defineSection, integer, text } from '../define-section.ts';

/**
 * Processors, one row a socket.
 *
 * Source: `CPUS`, `cpus`. In documents of OCS agents `TYPE` is the name. FusionInventory counts `THREAD` for the whole
 * socket, GLPI agents for each core: the number is kept as sent.
 */
export const cpus = defineSection({
  name: 'cpus',
  label: 'Processors',
  description: 'Processors of the machine.',
  group: 'processor',
  rows: 'many',
  wire: { xml: 'CPUS', json: 'cpus' },
  identity: ['name', 'cpuId', 'serial', 'socket'],
  checksumBit: 262_144,
  columns: {
    name: text('Name', 'Model as the processor names itself.', {
      xml: ['NAME', 'TYPE'],
      ocs: ['TYPE', 'NAME'],
      search: true,
      listed: true,
    }),
    manufacturer: text('Manufacturer', 'Who made it.', { xml: 'MANUFACTURER', search: true, listed: true }),
    cores: integer('Cores', 'Cores in use.', {
      xml: ['CORE', 'CORES'],
      json: 'core',
      ocs: ['CORES', 'CORE'],
      search: true,
      listed: true,
    }),
    coresTotal: integer('Cores present', 'All cores, those switched off included.', { xml: 'CORECOUNT' }),
    threads: integer('Threads', 'Threads of a core or of the socket; agents disagree.', {
      xml: ['THREAD', 'THREADS'],
      json: 'thread',
      ocs: ['THREADS', 'THREAD'],
      listed: true,
    }),
    logicalCpus: integer('Logical processors', 'Processors the system sees.', { xml: 'LOGICAL_CPUS' }),
    speed: integer('Speed', 'Highest clock.', {
      xml: 'SPEED',
      unit: 'MHz',
      reads: 'megahertz',
      search: true,
      listed: true,
    }),
    currentSpeed: integer('Current speed', 'Clock when the inventory was made.', {
      xml: 'CURRENT_SPEED',
      unit: 'MHz',
      reads: 'megahertz',
      volatile: true,
    }),
    externalClock: integer('External clock', 'Clock of the bus.', {
      xml: 'EXTERNAL_CLOCK',
      unit: 'MHz',
      reads: 'megahertz',
    }),
    architecture: text('Architecture', 'Instruction set.', {
      xml: ['ARCH', 'CPUARCH'],
      json: 'arch',
      ocs: ['CPUARCH', 'ARCH'],
      letters: 'lower',
      jsonPattern: '^(mips|mips64|alpha|sparc|sparc64|m68k|i\\d86|x86_64|powerpc|powerpc64|arm.*|aarch64)$',
      listed: true,
    }),
    dataWidth: integer('Data width', 'Width of its data.', { xml: 'DATA_WIDTH', unit: 'bits' }),
    addressWidth: integer('Address width', 'Width of its addresses.', { xml: 'CURRENT_ADDRESS_WIDTH', unit: 'bits' }),
    familyName: text('Family', 'Name of its family.', { xml: 'FAMILYNAME' }),
    familyNumber: text('Family number', 'Number of its family.', { xml: 'FAMILYNUMBER' }),
    model: text('Model number', 'Number of its model.', { xml: 'MODEL' }),
    stepping: integer('Stepping', 'Revision of the model.', { xml: 'STEPPING' }),
    cpuId: text('Processor id', 'What its CPUID instruction answers.', { xml: 'ID' }),
    serial: text('Serial number', 'Its serial number.', {
      xml: ['SERIAL', 'SERIALNUMBER'],
      ocs: ['SERIALNUMBER', 'SERIAL'],
      search: true,
    }),
    description: text('Description', 'What the system says of it.', { xml: 'DESCRIPTION' }),
    cache: text('Cache', 'Sizes of its caches.', { xml: 'CACHE' }),
    level2Cache: text('Level 2 cache', 'Size of its second level cache, as the system prints it.', {
      xml: 'L2CACHESIZE',
    }),
    socket: text('Socket', 'Socket it sits in.', { xml: 'SOCKET' }),
    socketCount: integer('Sockets', 'Sockets of the machine.', { xml: 'NBSOCKET' }),
    voltage: text('Voltage', 'Voltage, as the firmware prints it.', { xml: 'VOLTAGE' }),
    hyperThreading: text('Hyper-threading', 'Whether its cores run several threads.', { xml: 'HPT' }),
    status: text('Status', 'State the firmware gives.', { xml: 'CPUSTATUS' }),
  },
});
