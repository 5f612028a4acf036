import { defineSection, flag, text } from '../define-section.ts';

/** Updates that the package manager knows of and has not installed. Source: `PENDINGUPDATES`, `pending_updates`, ours. */
export const pendingUpdates = defineSection({
  name: 'pendingUpdates',
  label: 'Pending updates',
  description: 'Updates that are known and not installed.',
  group: 'software',
  rows: 'many',
  wire: { xml: 'PENDINGUPDATES', json: 'pending_updates' },
  identity: ['name', 'architecture'],
  columns: {
    name: text('Name', 'Name of the package.', { xml: 'NAME', search: true, listed: true }),
    installedVersion: text('Installed', 'Version that is installed.', {
      version: true,
      xml: 'INSTALLEDVERSION',
      json: 'installed_version',
      listed: true,
    }),
    version: text('Available', 'Version that could be installed.', {
      version: true,
      xml: 'VERSION',
      search: true,
      listed: true,
    }),
    architecture: text('Architecture', 'Architecture it is built for.', { xml: 'ARCH' }),
    security: flag('Security', 'It closes a security hole.', { xml: 'SECURITY', search: true, listed: true }),
    origin: text('Origin', 'Where it comes from.', { xml: 'ORIGIN', search: true, listed: true }),
    source: text('Source', 'Package manager: deb, rpm, snap…', { xml: 'FROM', listed: true }),
  },
});
