import { sections } from '@muster/protocol';
import { type Antivirus, parseCortex, parseDefender } from '../../../linux/security/antivirus.ts';
import { type Topic, textOf, toFields, whole } from '../conformance.ts';

const FIELDS = ['NAME', 'COMPANY', 'VERSION', 'ENABLED', 'UPTODATE', 'BASE_VERSION', 'BASE_CREATION', 'EXPIRATION'];

const fieldsOf = (row: Antivirus | null) => (row === null ? null : toFields(sections.antivirus, row, FIELDS));

export const linuxAntivirus: Topic = {
  topic: 'linux-antivirus',
  checks: {
    mdatp: whole((given) => fieldsOf(parseDefender(textOf(given)))),
    'cortex-xdr': whole((given) => fieldsOf(parseCortex(textOf(given, 0), textOf(given, 1), textOf(given, 2)))),
  },
};
