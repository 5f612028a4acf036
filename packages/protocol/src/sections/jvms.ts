import { defineSection, text } from '../define-section.ts';

/** Java virtual machines. Source: `JVMS` of agents for Android. */
export const jvms = defineSection({
  name: 'jvms',
  label: 'Java virtual machines',
  description: 'Java virtual machines.',
  group: 'software',
  rows: 'many',
  wire: { xml: 'JVMS', json: 'jvms' },
  identity: ['name', 'home'],
  columns: {
    name: text('Name', 'Name of the virtual machine.', { xml: 'NAME', search: true, listed: true }),
    vendor: text('Vendor', 'Who makes it.', { xml: 'VENDOR', search: true, listed: true }),
    version: text('Version', 'Its version.', { version: true, xml: 'VERSION', search: true, listed: true }),
    runtime: text('Runtime', 'Version of its runtime.', { xml: 'RUNTIME', listed: true }),
    language: text('Language', 'Language it is set to.', { xml: 'LANGUAGE' }),
    home: text('Home folder', 'Where it is installed.', { xml: 'HOME', listed: true }),
    classPath: text('Class path', 'Where it looks for classes.', { xml: 'CLASSPATH' }),
  },
});
