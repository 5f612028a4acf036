import { parseLsdg } from '../../../linux/oracle-asm.ts';
import { type Topic, textOf, whole } from '../conformance.ts';

export const oracleAsm: Topic = {
  topic: 'oracle-asm',
  checks: {
    lsdg: whole((given) =>
      parseLsdg(textOf(given)).map(({ label, description, mountPoint, total, free }) => ({
        NAME: label,
        STATE: description,
        TYPE: mountPoint,
        TOTAL: total,
        FREE: free,
      })),
    ),
  },
};
