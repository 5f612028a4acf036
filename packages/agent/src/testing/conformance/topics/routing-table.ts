import { parseNetstat } from '../../../linux/routes.ts';
import { type Topic, textOf, whole } from '../conformance.ts';

const OTHERS = 'a table of another system';

export const routingTable: Topic = {
  topic: 'routing-table',
  checks: {
    'netstat-nr': whole((given) =>
      Object.fromEntries(parseNetstat(textOf(given)).map(({ destination, gateway }) => [destination, gateway])),
    ),
  },
  notRead: {
    'netstat-nr inputs/aix-5.3a': OTHERS,
    'netstat-nr inputs/hpux2': OTHERS,
    'netstat-nr inputs/macosx1': OTHERS,
  },
};
