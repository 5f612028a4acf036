import { datetime, defineSection, flag, integer, text } from '../define-section.ts';

/**
 * Installed software.
 *
 * Source: `SOFTWARES` (XML), `softwares` (JSON). `shared` columns are the same on every machine and stored once for the
 * fleet. File sizes are bytes; agents older than 2.4 sent KiB for packages, which cannot be told apart.
 */
export const software = defineSection({
  name: 'software',
  label: 'Software',
  description: 'Installed software.',
  group: 'software',
  rows: 'many',
  wire: { xml: 'SOFTWARES', json: 'softwares' },
  // Version is no part of it: an upgrade is a change, not a removal and an arrival.
  identity: ['name', 'publisher', 'architecture', 'guid', 'userId'],
  checksumBit: 65_536,
  columns: {
    name: text('Name', 'Name of the software or package.', {
      xml: 'NAME',
      jsonRequired: true,
      shared: true,
      search: true,
      listed: true,
    }),
    version: text('Version', 'Version as the system gives it.', {
      version: true,
      xml: 'VERSION',
      shared: true,
      search: true,
      listed: true,
    }),
    publisher: text('Publisher', 'Who publishes it.', { xml: 'PUBLISHER', shared: true, search: true, listed: true }),
    comments: text('Description', 'What it says of itself.', { xml: 'COMMENTS', shared: true, listed: true }),
    architecture: text('Architecture', 'Architecture it is built for.', {
      xml: ['ARCH', 'ARCHITECTURE'],
      ocs: ['ARCHITECTURE', 'ARCH'],
      json: 'arch',
      shared: true,
      listed: true,
    }),
    source: text('Source', 'Where it is known from: deb, rpm, registry, snap…', {
      xml: 'FROM',
      shared: true,
      listed: true,
    }),
    fileSize: integer('Size', 'Space it takes.', { xml: 'FILESIZE', unit: 'B', shared: true, listed: true }),
    category: text('Category', 'Category its system puts it in.', { xml: 'SYSTEM_CATEGORY', shared: true }),
    installedAt: datetime('Installed at', 'When it was installed or last upgraded.', {
      xml: 'INSTALLDATE',
      json: 'install_date',
      search: true,
      listed: true,
    }),
    folder: text('Folder', 'Where it is installed.', { xml: 'FOLDER' }),
    guid: text('GUID', 'Identifier of its installer; Windows only.', { xml: 'GUID' }),
    fileName: text('File name', 'Program file.', { xml: 'FILENAME' }),
    language: text('Language', 'Language of the program.', { xml: 'LANGUAGE' }),
    bitsWidth: integer('Bits', 'Width of the program: 32 or 64.', { xml: 'BITSWIDTH', unit: 'bits' }),
    sourceCode: integer('Registry view', 'Where an OCS agent for Windows found it: 0 file, 1 registry.', {
      xml: 'SOURCE',
    }),
    is64bit: flag('64 bits', 'Built for 64 bits.', { xml: 'IS64BIT' }),
    helpLink: text('Help', 'Address of its help.', { xml: 'HELPLINK' }),
    aboutUrl: text('About', 'Address of its web site.', { xml: 'URL_INFO_ABOUT' }),
    uninstall: text('Uninstall command', 'Command that removes it.', { xml: 'UNINSTALL_STRING' }),
    notRemovable: flag('Not removable', 'The system does not offer to remove it.', { xml: 'NO_REMOVE' }),
    releaseType: text('Release type', 'Security update, hotfix…', { xml: ['RELEASE_TYPE', 'RELEASETYPE'] }),
    versionMajor: text('Major version', 'First part of the version, as its installer says.', { xml: 'VERSION_MAJOR' }),
    versionMinor: text('Minor version', 'Second part of the version, as its installer says.', { xml: 'VERSION_MINOR' }),
    userName: text('User', 'For which user it is installed; empty for all.', { xml: 'USERNAME' }),
    userId: text('User id', 'Identifier of that user.', { xml: 'USERID' }),
    origin: text('Origin', 'Repository, vendor or store it came from.', { xml: 'ORIGIN', search: true }),
    status: text('Status', 'State its package manager gives.', { xml: 'STATUS' }),
  },
});
