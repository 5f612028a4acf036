import { defineSection, integer, text } from '../define-section.ts';

/** The Java runtime of an Android device, as OCS agents tell it. Source: `JAVAINFO`, OCS protocol. */
export const javaInfo = defineSection({
  name: 'javaInfo',
  label: 'Java',
  description: 'The Java runtime of the machine.',
  group: 'software',
  rows: 'one',
  wire: { xml: 'JAVAINFO', json: 'javainfo' },
  identity: [],
  columns: {
    name: text('Name', 'Name of the runtime.', { xml: 'JAVANAME', search: true, listed: true }),
    pathLevel: integer('Path level', 'Number of its path level.', { xml: 'JAVAPATHLEVEL' }),
    country: text('Country', 'Country it is set to.', { xml: 'JAVACOUNTRY', listed: true }),
    classPath: text('Class path', 'Where it looks for classes.', { xml: 'JAVACLASSPATH', listed: true }),
    home: text('Home folder', 'Where it is installed.', { xml: 'JAVAHOME', listed: true }),
  },
});
