import { escapeText, readXml, type XmlElement } from '@muster/protocol';
import type { Db } from '../../db/database.ts';
import { createTestApp } from '../../http/testing/test-app.ts';

/** 2026-11-20T08:00:00Z. */
export const EIGHT = Date.UTC(2026, 10, 20, 8);

/** A hostile text that is legal everywhere. */
export const HOSTILE = `<b>"A" & 'B'</b> ]]> é’ 中`;

/** A server with three machines, ids 1 to 3, that reported at 8:00, 9:00 and 10:00. */
export async function createExternalApp(db: Db) {
  let now = EIGHT;
  const test = await createTestApp({ db, clock: () => now });
  const { app, services, authorization } = test;
  const token = authorization.replace('Bearer ', '');
  const basic = `Basic ${Buffer.from(`anybody:${token}`).toString('base64')}`;

  async function report(payload: string): Promise<void> {
    const headers = { 'user-agent': 'OCS-NG_unified_unix_agent_v2.10.0', 'content-type': 'application/x-compress' };
    const { statusCode, body } = await app.inject({ method: 'POST', url: '/ocsinventory', headers, payload });
    if (statusCode !== 200) throw new Error(`the inventory was answered with ${statusCode}: ${body}`);
  }

  async function post(payload: string, headers: Record<string, string> = {}) {
    const sent = { 'content-type': 'text/xml; charset=utf-8', authorization: basic, ...headers };
    return await app.inject({ method: 'POST', url: '/ocsinterface', headers: sent, payload });
  }

  for (const i of [1, 2, 3]) {
    await report(inventory(i));
    now += 3_600_000;
  }
  return {
    ...test,
    basic,
    token,
    report,
    post,
    setNow: (ms: number) => {
      now = ms;
    },
    enable: () => services.settings.set('WEB_SERVICE_ENABLED', true),
    get: (url: string, headers: Record<string, string> = { authorization }) =>
      app.inject({ method: 'GET', url: `/ocsapi/v1${url}`, headers }),
    /** Calls as PHP's SoapClient does; the values of the answer, or the fault. */
    async call(name: string, ...args: readonly string[]) {
      const response = await post(phpEnvelope(name, args));
      return { status: response.statusCode, type: response.headers['content-type'], ...answerIn(response.body, name) };
    },
  };
}

export type ExternalApp = Awaited<ReturnType<typeof createExternalApp>>;

/** As PHP 8.2 writes it. */
export function phpEnvelope(name: string, args: readonly string[]): string {
  const parameters = args.map((arg, i) => `<param${i} xsi:type="xsd:string">${escapeText(arg)}</param${i}>`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ns1="http://localhost/Apache/Ocsinventory/Interface" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><SOAP-ENV:Body><ns1:${name}>${parameters}</ns1:${name}></SOAP-ENV:Body></SOAP-ENV:Envelope>
`;
}

function answerIn(xml: string, name: string) {
  const body = readXml(xml).children.find((child) => child.name === 'soap:Body');
  const fault = body?.children.find((child) => child.name === 'soap:Fault');
  if (fault !== undefined) {
    const [code, text] = ['faultcode', 'faultstring'].map((one) => fault.children.find((c) => c.name === one)?.text);
    return { values: [], types: [], fault: { code, text } };
  }
  const response = body?.children.find((child) => child.name === `${name}Response`);
  const values = (response?.children ?? []).filter((child) => child.name.startsWith('s-gensym'));
  const typeOf = (value: XmlElement) => value.children.map((child) => `${child.name}=${child.text}`).join();
  return { values: values.map(({ text }) => text), types: values.map(typeOf), fault: null };
}

function inventory(i: number): string {
  const field = (name: string, value: string | number) => `<${name}>${escapeText(String(value))}</${name}>`;
  const row = (name: string, fields: Readonly<Record<string, string | number>>) =>
    `<${name}>${Object.entries(fields)
      .map(([one, value]) => field(one, value))
      .join('')}</${name}>`;
  const content = [
    row('ACCOUNTINFO', { KEYNAME: 'TAG', KEYVALUE: `site${i}` }),
    row('HARDWARE', {
      NAME: `pc${i}`,
      CHECKSUM: 4_194_303,
      OSNAME: 'Debian GNU/Linux 12',
      MEMORY: 1000 * i,
      USERID: `user${i}`,
      WORKGROUP: i === 3 ? HOSTILE : 'WG',
      DESCRIPTION: HOSTILE,
      IPADDR: `192.0.2.${i}`,
      UUID: `4C4C4544-0048-3410-8050-00000000000${i}`,
      // A clock that nobody believes.
      LASTDATE: '2031-01-01 00:00:00',
    }),
    row('BIOS', { SMANUFACTURER: 'Dell', SMODEL: 'X & Y', SSN: `SERIAL${i}`, BDATE: '03/04/2020' }),
    row('NETWORKS', { DESCRIPTION: 'eth0', IPADDRESS: `192.0.2.${i}`, MACADDR: `02:00:00:00:00:0${i}`, STATUS: 'Up' }),
    row('NETWORKS', { DESCRIPTION: 'eth1', MACADDR: `02:00:00:00:01:0${i}`, STATUS: 'Down' }),
    row('SOFTWARES', { NAME: 'bash', VERSION: '5.2', PUBLISHER: 'GNU', INSTALLDATE: '2020/01/02 03:04:05' }),
    row('SOFTWARES', { NAME: `only${i}`, VERSION: `${i}.0`, FILESIZE: 100 * i, COMMENTS: HOSTILE }),
    row('LOCAL_USERS', { ID: 0, LOGIN: 'root' }),
  ].join('');
  return `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT>${content}</CONTENT><DEVICEID>pc${i}-2026-01-01-00-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
}
