import { sections } from '@muster/protocol';
import { toMonitor } from '../../../collectors/linux/monitors.ts';
import { replayHost } from '../../replay-host.ts';
import { type Topic, toFields, whole } from '../conformance.ts';
import { pnpIds } from './id-databases.ts';

const FIELDS = ['CAPTION', 'MANUFACTURER', 'SERIAL', 'ALTSERIAL', 'DESCRIPTION'];

const host = replayHost({ files: { '/usr/share/hwdata/pnp.ids': pnpIds } });

const toName = (name: string) => `inputs/${name}`;

const ALTERNATE =
  'EV2785 IMP2262 crt.dell-d1626ht crt.dell-e190s crt.dell-p190s crt.dell-p790 crt.test_box_lmontel lcd.dell-2001fp lcd.dell-U2410 lcd.dell-U2413 lcd.dell-U2415 lcd.fujitsu-a171 lcd.gericom-cy-96 lcd.iiyama-pl2409hd lcd.philips-288p6-vga lcd.philips-150s lcd.philips-180b2 samsung-s22e390 lcd.dell-inspiron-6400'
    .split(' ')
    .map(toName);

export const edidMonitors: Topic = {
  topic: 'edid-monitors',
  checks: {
    edid: whole(async ({ inputs: [bytes] }) => {
      const monitor = await toMonitor(host, { port: '', bytes: bytes ?? Buffer.alloc(0) });
      return monitor === null ? null : toFields(sections.monitors, monitor, FIELDS);
    }),
  },
  differences: [
    {
      parser: 'edid',
      cases: ALTERNATE,
      fields: ['ALTSERIAL'],
      reason: 'The number of the head is kept as the other form wherever the serial number is a text.',
    },
    {
      parser: 'edid',
      cases: [
        'crt.iiyama-404',
        'crt.iiyama-410pro',
        'iiyama-PL2779A',
        'lcd.Elonex-PR600',
        'lcd.cmc-17-AD',
        'lcd.lenovo-3000-v100',
        'lcd.lenovo-w500',
        'lcd.lg.tv.22MT44DP-PZ',
        'lcd.dell-inspiron-6400',
      ].map(toName),
      fields: ['SERIAL'],
      reason: 'Zeros, and the ones that some write in their place, are no serial number.',
    },
    {
      parser: 'edid',
      cases: ['lcd.dell-inspiron-6400'].map(toName),
      fields: ['CAPTION'],
      reason: 'Printable rubbish behind the name, which no rule of the standard tells from it.',
    },
    {
      parser: 'edid',
      cases: ['lcd.lenovo-w500', 'lcd.dell-inspiron-6400'].map(toName),
      fields: ['DESCRIPTION'],
      reason: 'Week 0 is no week.',
    },
    {
      parser: 'edid',
      fields: ['MANUFACTURER'],
      cases: ['lcd.lg.tv.22MT44DP-PZ', 'lcd.lg-l1960.1', 'lcd.lg-l1960.2', 'crt.LG-Studioworks-N2200P'].map(toName),
      reason: 'Goldstar has been LG Electronics since 1995.',
    },
    {
      parser: 'edid',
      cases: ['lcd.lg-l1960.1', 'lcd.lg-l1960.2', 'lcd.philips-150s', 'lcd.philips-180b2'].map(toName),
      fields: ['CAPTION', 'SERIAL'],
      reason: 'Spaces around a value are no part of it.',
    },
  ],
};
