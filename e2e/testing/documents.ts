import { deflateSync } from 'node:zlib';
import { type Answer, sendRequest } from './captured-request.ts';

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Elements of one row: names as on the wire; null leaves one out. */
export type Elements = Readonly<Record<string, string | number | null>>;

type Machine = {
  readonly deviceId: string;
  readonly name?: string;
  /** Rows by section element, such as `SOFTWARES`. */
  readonly sections?: Readonly<Record<string, readonly Elements[]>>;
};

/** An inventory as OCS agents write it, made with no code of ours. */
export function inventoryXml({ deviceId, name = 'pc', sections = {} }: Machine): string {
  const rows = Object.entries(sections).flatMap(([section, items]) => items.map((item) => element(section, item)));
  const hardware =
    sections.HARDWARE === undefined
      ? element('HARDWARE', { NAME: name, OSNAME: 'Debian GNU/Linux 12', MEMORY: 2048 })
      : '';
  return `<?xml version="1.0" encoding="UTF-8"?>
<REQUEST>
  <CONTENT>${hardware}${rows.join('')}</CONTENT>
  <DEVICEID>${escaped(deviceId)}</DEVICEID>
  <QUERY>INVENTORY</QUERY>
</REQUEST>
`;
}

function element(name: string, values: Elements): string {
  const inner = Object.entries(values).map(([key, value]) =>
    value === null ? '' : `<${key}>${escaped(String(value))}</${key}>`,
  );
  return `<${name}>${inner.join('')}</${name}>\n`;
}

/** `count` installed packages whose version tells the round: a machine that was stored half would show two rounds. */
export function packagesOfRound(round: number, count: number): Elements[] {
  return Array.from({ length: count }, (_, i) => ({
    NAME: `package-${i}`,
    VERSION: `${round}.0`,
    PUBLISHER: 'Publisher',
    COMMENTS: `Number ${i}`,
  }));
}

/** Sends a document as OCS agents do: compressed by zlib. */
export function sendXml(url: string, xml: string | Buffer): Promise<Answer> {
  return sendRequest(`${url}/ocsinventory`, {
    headers: { 'Content-Type': 'application/x-compress', 'User-Agent': 'OCS-NG_unified_unix_agent_v2.10.0' },
    body: deflateSync(xml),
  });
}
