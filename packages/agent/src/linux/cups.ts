import type { Found } from '../define-collector.ts';
import { type Host, once } from '../host/host.ts';
import { boundText, labelledValues } from './bounded-text.ts';

type Printer = Found<'printers'>;

/** Printers of CUPS: its own list, which only root may read, else what its server answers. */
export function readPrinters(host: Host): Promise<readonly Printer[]> {
  return once(host, 'printers', async () => {
    const list = await host.read('/etc/cups/printers.conf');
    const found = list === null ? await askServer(host) : parsePrintersConf(list);
    return Promise.all(found.map((printer) => withResolution(host, printer)));
  });
}

/** Where the server listens; without it `lpstat` would only wait. */
const SOCKETS = ['/run/cups/cups.sock', '/var/run/cups/cups.sock'];

async function askServer(host: Host): Promise<Printer[]> {
  const sockets = await Promise.all(SOCKETS.map((path) => host.stat(path)));
  if (sockets.every((socket) => socket === null)) return [];
  const [devices, states] = await Promise.all([
    host.run('lpstat', ['-v'], { timeoutMs: 10_000 }),
    host.run('lpstat', ['-l', '-p'], { timeoutMs: 10_000 }),
  ]);
  return parseLpstat(devices ?? '', states ?? '');
}

/** Blocks `<Printer NAME>` or `<DefaultPrinter NAME>` of lines of a word and a value. Source: printers.conf(5). */
export function parsePrintersConf(output: string): Printer[] {
  const text = boundText(output);
  return text.split(/^(?=<(?:Default)?Printer )/m).flatMap((block) => {
    const [, name] = /^<(?:Default)?Printer (.+)>$/m.exec(block) ?? [];
    if (name === undefined || !/^<\/(?:Default)?Printer>$/m.test(block)) return [];
    const values = labelledValues(block, ' ');
    const value = (word: string) => values.get(word) ?? null;
    return {
      name,
      description: value('Info'),
      driver: value('MakeModel'),
      comment: value('Location'),
      status: value('State'),
      errorStatus: value('Reason')?.replace(/^none$/, '') || null,
      shared: value('Shared') === null ? null : value('Shared') === 'Yes',
      ...fromUri(value('DeviceURI') ?? ''),
    };
  });
}

/** `lpstat -v` and `lpstat -l -p`. */
export function parseLpstat(deviceOutput: string, stateOutput: string): Printer[] {
  const [devices, states] = [boundText(deviceOutput), boundText(stateOutput)];
  return [...devices.matchAll(/^device for (\S+?): (.*)$/gm)].map(([, name = '', uri = '']) => {
    const block = states.split(/^(?=printer )/m).find((part) => part.startsWith(`printer ${name} `)) ?? '';
    const value = (label: string) => new RegExp(`^\\s+${label}: (.+?)\\s*$`, 'm').exec(block)?.[1] ?? null;
    const [, state] = /^printer \S+ (?:is )?(\w+)/.exec(block) ?? [];
    return {
      name,
      description: value('Description'),
      comment: value('Location'),
      status: state === undefined ? null : state.charAt(0).toUpperCase() + state.slice(1),
      ...fromUri(uri),
    };
  });
}

/** Schemes of printers that stand at a computer. */
const LOCAL = new Set(['usb', 'parallel', 'serial', 'scsi', 'hp', 'hpfax', 'cups-pdf', 'file', 'fax', 'direct']);

/** Address, and the serial number that devices write into it. Names and passwords in it are nobody's business. */
function fromUri(given: string): Printer {
  // A password may have slashes, though it should not: what is no host with a port before them is a name with one.
  const port = given.replace(/^(\w[\w+.-]*:\/\/)(?:[^/@?]*|(?![^/:]+:\d+\/)[^/:?]+:[^?]*)@/, '$1');
  const [, scheme, host] = /^(\w[\w+.-]*):(?:\/\/([^/:?]*))?/.exec(port) ?? [];
  const [, serial] = /[?&]serial=([^&]+)/.exec(port) ?? /[?&]uuid=([^&]+)/.exec(port) ?? [];
  // HPLIP reaches network printers by its own scheme, too: hp:/net/…
  const network = scheme === undefined ? null : !LOCAL.has(scheme) || port.startsWith('hp:/net/');
  return {
    port: port || null,
    serial: serial === undefined ? null : decode(serial),
    network,
    serverName: network === true && scheme !== 'dnssd' ? host || null : null,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const PPD_LIMIT_BYTES = 512 * 1024;

/** The resolution stands in the description of the printer's abilities, where it has one. */
async function withResolution(host: Host, printer: Printer): Promise<Printer> {
  if (printer.name == null || printer.name.includes('/')) return printer;
  const text = await host.read(`/etc/cups/ppd/${printer.name}.ppd`, { limitBytes: PPD_LIMIT_BYTES, head: true });
  const [, resolution] = /^\*DefaultResolution: *(\w+)/m.exec(text ?? '') ?? [];
  const [, nickName] = /^\*NickName: *"(.+?)"/m.exec(text ?? '') ?? [];
  return { ...printer, resolution: resolution ?? null, driver: printer.driver ?? nickName ?? null };
}
