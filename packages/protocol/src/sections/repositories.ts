import { defineSection, text } from '../define-section.ts';

/** Sources of packages. Source: `REPOSITORY`, OCS protocol; agents pass on what their package manager prints. */
export const repositories = defineSection({
  name: 'repositories',
  label: 'Package repositories',
  description: 'Repositories the machine installs packages from.',
  group: 'software',
  rows: 'many',
  wire: { xml: 'REPOSITORY', json: 'repository' },
  identity: ['name', 'baseUrl', 'fileName'],
  columns: {
    name: text('Name', 'Name of the repository.', { xml: 'NAME', search: true, listed: true }),
    baseUrl: text('Address', 'Where packages are fetched from.', { xml: 'BASEURL', search: true, listed: true }),
    enabled: text('Enabled', 'Whether it is in use.', { xml: 'ENABLED', listed: true }),
    mirrors: text('Mirrors', 'Where the list of mirrors is.', { xml: 'MIRRORS' }),
    packageCount: text('Packages', 'How many packages it has, as the package manager prints it.', {
      xml: 'PKGS',
      volatile: true,
    }),
    size: text('Size', 'Size of its packages, as the package manager prints it.', { xml: 'SIZE', volatile: true }),
    revision: text('Revision', 'Revision of its contents.', { xml: 'REVISION', volatile: true }),
    lastUpdated: text('Last updated', 'When its contents last changed, as the package manager prints it.', {
      xml: ['LASTUPDATED', 'UPDATED'],
      ocs: ['UPDATED', 'LASTUPDATED'],
      volatile: true,
    }),
    expires: text('Expires', 'How long the local copy of its list is good.', { xml: 'EXPIRE', volatile: true }),
    exclude: text('Excludes', 'Packages that are not to be installed from it.', { xml: 'EXCLUDE' }),
    excluded: text('Excluded packages', 'How many packages are left out.', { xml: 'EXCLUDED', volatile: true }),
    fileName: text('File', 'File it is configured in.', { xml: 'FILENAME' }),
    tag: text('Tag', 'Label of its contents.', { xml: 'TAG' }),
  },
});
