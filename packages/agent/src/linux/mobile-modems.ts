import type { Found } from '../define-collector.ts';
import { type Host, once } from '../host/host.ts';

/** A modem of mobile networks with the card in it, as ModemManager knows them. */
export type MobileModem = {
  readonly modem: Found<'modems'>;
  readonly sim: Found<'simCards'> | null;
};

/** None without such a modem: the program is only started where the kernel has one. */
export function readMobileModems(host: Host): Promise<readonly MobileModem[]> {
  return once(host, 'mobile modems', async () => {
    const [wwan, network] = await Promise.all([host.list('/sys/class/wwan'), host.list('/sys/class/net')]);
    if (wwan.length === 0 && !network.some((name) => name.startsWith('ww'))) return [];
    const list = (await host.run('mmcli', ['-L'], { timeoutMs: 10_000 })) ?? '';
    const numbers = [...list.matchAll(/\/Modem\/(\d+)/g)].map(([, number = '']) => number);
    const found = await Promise.all(numbers.map((number) => askModem(host, number)));
    return found.filter((modem) => modem !== null);
  });
}

async function askModem(host: Host, number: string): Promise<MobileModem | null> {
  const told = parseModem((await host.run('mmcli', ['-m', number, '-J'])) ?? '');
  if (told === null) return null;
  const sim = told.simNumber === null ? '' : ((await host.run('mmcli', ['-i', told.simNumber, '-J'])) ?? '');
  return { modem: told.modem, sim: parseSim(sim, told.phoneNumber) };
}

type Tree = { readonly [key: string]: unknown };

function parseTree(text: string): Tree {
  try {
    const tree: unknown = JSON.parse(text);
    return typeof tree === 'object' && tree !== null ? (tree as Tree) : {};
  } catch {
    return {};
  }
}

/** Text at a path of keys; ModemManager writes "--" for what it does not know. */
function at(tree: unknown, ...path: string[]): string | null {
  let node = tree;
  for (const key of path) node = typeof node === 'object' && node !== null ? (node as Tree)[key] : undefined;
  const first = Array.isArray(node) ? node[0] : node;
  return typeof first === 'string' && first !== '' && first !== '--' ? first : null;
}

/** `mmcli -m N -J`. */
export function parseModem(text: string) {
  const { modem } = parseTree(text);
  const model = at(modem, 'generic', 'model');
  const imei = at(modem, '3gpp', 'imei') ?? at(modem, 'generic', 'equipment-identifier');
  if (model === null && imei === null) return null;
  return {
    modem: {
      name: model,
      model,
      manufacturer: at(modem, 'generic', 'manufacturer'),
      type: 'mobile',
      description: at(modem, 'generic', 'revision'),
      serial: imei,
      imei: imei === null ? [] : [imei],
    },
    phoneNumber: at(modem, 'generic', 'own-numbers'),
    simNumber: /\/SIM\/(\d+)$/.exec(at(modem, 'generic', 'sim') ?? '')?.[1] ?? null,
  };
}

/** `mmcli -i N -J`. */
export function parseSim(text: string, phoneNumber: string | null): Found<'simCards'> | null {
  const { sim } = parseTree(text);
  const [iccid, subscriberId] = [at(sim, 'properties', 'iccid'), at(sim, 'properties', 'imsi')];
  if (iccid === null && subscriberId === null) return null;
  return {
    iccid,
    subscriberId,
    operatorName: at(sim, 'properties', 'operator-name'),
    operatorCode: at(sim, 'properties', 'operator-code'),
    phoneNumber,
  };
}
