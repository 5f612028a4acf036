import { expect, test } from 'vitest';
import { linuxModems } from '../collectors/linux/modems.ts';
import { linuxSimCards } from '../collectors/linux/sim-cards.ts';
import { replayHost } from '../testing/replay-host.ts';

const modem = JSON.stringify({
  modem: {
    generic: {
      manufacturer: 'Acme',
      model: 'LTE-7',
      revision: 'R1C13',
      'own-numbers': ['+15550100'],
      sim: '/org/freedesktop/ModemManager1/SIM/0',
    },
    '3gpp': { imei: '350000000000006' },
  },
});
const sim = JSON.stringify({
  sim: { properties: { iccid: '8900000000000000007', imsi: '001010000000001', 'operator-name': '--' } },
});
const commands = {
  'mmcli -L': '    /org/freedesktop/ModemManager1/Modem/0 [Acme] LTE-7\n',
  'mmcli -m 0 -J': modem,
  'mmcli -i 0 -J': sim,
};

test('modems for mobile networks, and the cards in them', async () => {
  const host = replayHost({ commands, folders: { '/sys/class/wwan': ['wwan0'] } });
  expect(await linuxModems.collect(host)).toMatchObject([
    { model: 'LTE-7', type: 'mobile', imei: ['350000000000006'] },
  ]);
  expect(await linuxSimCards.collect(host)).toMatchObject([
    { iccid: '8900000000000000007', phoneNumber: '+15550100', operatorName: null },
  ]);
});

test('ModemManager is not asked on a machine that has none', async () => {
  expect(await linuxSimCards.collect(replayHost({ commands }))).toBeNull();
});

test.each(['', '[]', 'null', '{"modem":null}', '{"modem":{"generic":{"model":"--"}}}'])(
  'an answer of %j is no modem',
  async (answer) => {
    const host = replayHost({
      commands: { ...commands, 'mmcli -m 0 -J': answer },
      folders: { '/sys/class/wwan': ['wwan0'] },
    });
    expect(await linuxModems.collect(host)).toBeNull();
  },
);
