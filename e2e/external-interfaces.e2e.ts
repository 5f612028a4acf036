import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { startOcsServer, watchProcess } from '@muster/peers';
import { expect, onTestFinished } from 'vitest';
import { journey, type Need } from './testing/journey.ts';
import { ocsServerNeeds } from './testing/ocs-needs.ts';
import { muster, serverForThisTest } from './testing/server.ts';
import { elementsOf, textOf } from './testing/xml-text.ts';

/** A running server notices a change of another process within two seconds, on a machine that is not busy. */
const SOON = { timeout: 120_000 };

const AGENT = 'OCS-NG_unified_unix_agent_v2.10.0';
const ADMITTED = { user: 'glpi', password: 'secret of this journey' };

const phpSoap: Need = {
  what: "PHP's SoapClient (php-cli, php-soap)",
  isThere: () => spawnSync('php', ['-r', 'exit(class_exists("SoapClient") ? 0 : 1);']).status === 0,
};
const soapLite: Need = {
  what: "Perl's SOAP::Lite (libsoap-lite-perl)",
  isThere: () => spawnSync('perl', ['-MSOAP::Lite', '-e', '1']).status === 0,
};
type Call = readonly [name: string, parameters: readonly string[]];
type Answer = { readonly value?: unknown; readonly fault?: string };

journey(
  'a script in PHP and a client of REST read computers, as they do of an OCS server',
  { needs: [phpSoap] },
  async () => {
    const server = await serverForThisTest();
    for (const i of [1, 2, 3]) await report(`${server.url}/ocsinventory`, i);
    const call = (...calls: readonly Call[]) => soap(`${server.url}/ocsinterface`, 'glpi', server.token, calls);

    const [refused] = await call(['ocs_config_V1', ['FREQUENCY']]);
    expect(refused?.fault).toContain('WEB_SERVICE_DISABLED');
    const on = await muster(['settings', 'set', 'WEB_SERVICE_ENABLED', '1', '--data', server.dataDir]);
    expect(on.code, on.stderr).toBe(0);
    await expect.poll(async () => (await call(['ocs_config_V1', ['FREQUENCY']]))[0], SOON).toEqual({ value: 0 });

    // What a synchroniser does: what changed, take note of it, what changed since.
    const [changed, reset, left, computers, fault] = await call(
      ['get_computers_V1', [request('META', '<CHECKSUM>131071</CHECKSUM>')]],
      ['reset_checksum_V1', ['0', '1', '2']],
      ['get_computers_V1', [request('META', '<CHECKSUM>131071</CHECKSUM>')]],
      ['get_computers_V1', [request('INVENTORY', '<CHECKSUM>131071</CHECKSUM><WANTED>1</WANTED>')]],
      ['get_snmp_V1', ['<REQUEST/>']],
    );
    expect(textsOf(changed).map((one) => textOf(one, 'DATABASEID'))).toEqual(['', '1', '2', '3', '']);
    expect(reset).toEqual({ value: 2 });
    expect(textsOf(left).map((one) => textOf(one, 'DATABASEID'))).toEqual(['', '3', '']);
    expect(textOf(textsOf(computers)[1] ?? '', 'COMMENTS')).toBe('shell <b> & é');
    expect(fault?.fault).toContain('EXTERNAL_NOT_BUILT');

    const headers = { authorization: `Basic ${Buffer.from(`glpi:${server.token}`).toString('base64')}` };
    const answer = await fetch(`${server.url}/ocsapi/v1/computers?start=0&limit=1000`, { headers });
    expect(answer.status).toBe(200);
    const all = (await answer.json()) as Record<string, { hardware: { NAME: string; CHECKSUM: number } }>;
    expect(Object.values(all).map(({ hardware }) => hardware.NAME)).toEqual(['pc1', 'pc2', 'pc3']);
    expect(all['1']?.hardware.CHECKSUM).toBe(0);
  },
);

journey(
  'the same script hears the same of the real OCS server and of ours',
  { needs: [...ocsServerNeeds, phpSoap, soapLite] },
  async () => {
    const theirs = await startOcsServer({ admit: [], webService: ADMITTED });
    onTestFinished(() => theirs.dispose());
    const ours = await serverForThisTest();
    const on = await muster(['settings', 'set', 'WEB_SERVICE_ENABLED', '1', '--data', ours.dataDir]);
    expect(on.code, on.stderr).toBe(0);
    for (const url of [theirs.url, `${ours.url}/ocsinventory`]) {
      for (const i of [1, 2, 3]) await report(url, i);
    }
    const url = theirs.url.replace('/ocsinventory', '/ocsinterface');
    const ask = async (...calls: readonly Call[]) => {
      const [of, from] = await Promise.all([
        soap(url, ADMITTED.user, ADMITTED.password, calls),
        soap(`${ours.url}/ocsinterface`, 'glpi', ours.token, calls),
      ]);
      return { theirs: of, ours: from, logs: await theirs.logs() };
    };
    await expect.poll(async () => (await ask(['ocs_config_V1', ['FREQUENCY']])).ours[0], SOON).toEqual({ value: 0 });

    const meta = (content: string): Call => ['get_computers_V1', [request('META', content)]];
    const same: readonly Call[] = [
      ['ocs_config_V1', ['PROLOG_FREQ', '12']],
      ['ocs_config_V1', ['PROLOG_FREQ']],
      ['ocs_config_V1', ['NOSUCH']],
      ['ocs_config_V1', ['']],
      ['ocs_config_V2', ['PROLOG_FREQ', '10', '']],
      ['ocs_config_V2', ['NOSUCH']],
      ['ocs_config_V2', ['PROLOG_FREQ', 'x', 'y']],
      ['get_dico_soft_element_V1', ['nosuch']],
      meta(''),
      meta('<CHECKSUM>131071</CHECKSUM><OFFSET>0</OFFSET>'),
      meta('<CHECKSUM>0</CHECKSUM>'),
      meta('<OFFSET>1</OFFSET>'),
      meta('<BEGIN>1</BEGIN>'),
      meta('<SORT_BY>ID</SORT_BY><SORT_DIR>DESC</SORT_DIR>'),
      meta('<ID>1</ID><ID>3</ID>'),
      meta('<TAG>site2</TAG>'),
      meta('<EXCLUDE_TAG>site2</EXCLUDE_TAG>'),
      meta('<USERID>user3</USERID>'),
      meta('<OFFSET>x</OFFSET>'),
      ['reset_checksum_V1', ['0', '1', '2']],
      ['reset_checksum_V1', ['x', '1']],
      ['reset_checksum_V1', ['0', 'x']],
      meta('<CHECKSUM>4096</CHECKSUM>'),
      ['get_history_V1', ['x']],
      ['get_history_V1', ['0']],
      ['clear_history_V1', ['x']],
      ['get_ipdiscover_devices_V1', ['2020-01-01 00:00:00', '0', '0']],
      ['get_ipdiscover_devices_V1', ['yesterday', '0', '0']],
      ['get_ipdiscover_devices_V1', ['2020-01-01 00:00:00', 'x', '0']],
      ['ipdiscover_create_type_V1', ['Printer']],
      ['ipdiscover_create_type_V1', ['Printer']],
      ['ipdiscover_tag_V1', ['02:00:5e:00:00:99', 'A printer', 'nosuch', 'nobody']],
      ['ipdiscover_tag_V1', ['02:00:5e:00:00:99', 'A printer', 'Printer', 'nobody']],
      ['ipdiscover_tag_V1', ['nonsense', 'A printer', 'Printer', 'nobody']],
      ['ipdiscover_untag_V1', ['02:00:5e:00:00:99']],
      ['ipdiscover_untag_V1', ['nonsense']],
      ['ipdiscover_remove_V1', ['nonsense']],
      ['ipdiscover_delete_type_V1', ['Printer']],
      ['ipdiscover_delete_type_V1', ['Printer']],
    ];
    const heard = await ask(...same);
    for (const [i, call] of same.entries()) {
      expect(withoutTimes(heard.ours[i]), `${JSON.stringify(call)} ${heard.logs}`).toEqual(
        withoutTimes(heard.theirs[i]),
      );
    }

    // Every field that it tells of a computer, we tell, with the same value.
    const whole = await ask([
      'get_computers_V1',
      [request('INVENTORY', '<CHECKSUM>4194303</CHECKSUM><WANTED>1</WANTED>')],
    ]);
    const [told, known] = [textsOf(whole.theirs[0]), textsOf(whole.ours[0])];
    expect(told).toHaveLength(3); // the one whose checksum is not 0
    expect(known).toHaveLength(told.length);
    const [computer = '', ourComputer = ''] = [told[1], known[1]];
    let compared = 0;
    for (const section of ['HARDWARE', 'BIOS', 'CPUS', 'DRIVES', 'MEMORIES', 'NETWORKS', 'PRINTERS']) {
      const rows = elementsOf(computer, section);
      const ourRows = elementsOf(ourComputer, section);
      expect(ourRows, section).toHaveLength(rows.length);
      for (const [i, row] of rows.entries()) {
        for (const [, field = ''] of row.matchAll(/<(\w+)>/g)) {
          if (OWN.has(field)) continue;
          expect(ourRows[i], `${section}/${field}`).toMatch(new RegExp(`<${field}[>/]`));
          // A number or a day that nobody told is 0 there, and empty here.
          const value = textOf(row, field).replace(/^(0|0000-00-00)$/, '');
          expect([section, field, textOf(ourRows[i] ?? '', field).replace(/^0$/, '')]).toEqual([section, field, value]);
          compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(80);
    expect(ourComputer).toContain('<ENTRY Name="TAG">site3</ENTRY>');
    expect(computer).toContain('<ENTRY Name="TAG">site3</ENTRY>');
  },
);

/** When and from where, and what each server counts for itself. */
const OWN = new Set(['LASTDATE', 'LASTCOME', 'IPSRC', 'USERAGENT', 'QUALITY', 'FIDELITY', 'CHECKSUM']);

function withoutTimes(answer: Answer | undefined): unknown {
  const text = JSON.stringify(answer ?? null).replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'TIME');
  return JSON.parse(text.replace(/\\n */g, '').replace(/<(\w+)><\/\1>/g, '<$1/>'));
}

const textsOf = (answer: Answer | undefined): string[] => {
  if (!Array.isArray(answer?.value)) throw new Error(`This is no list of texts: ${JSON.stringify(answer)}`);
  return answer.value.map(String);
};

const request = (asked: string, content: string) =>
  `<REQUEST><ENGINE>FIRST</ENGINE><ASKING_FOR>${asked}</ASKING_FOR>${content}</REQUEST>`;

/** Calls with PHP's SoapClient. */
function soap(url: string, user: string, password: string, calls: readonly Call[]): Promise<Answer[]> {
  return new Promise((resolve, reject) => {
    const script = join(import.meta.dirname, 'testing', 'soap-client.php');
    const child = spawn('php', [script, url, user, password], { stdio: ['pipe', 'pipe', 'inherit'] });
    watchProcess(child);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code !== 0) reject(new Error(`php ended with code ${code}: ${output}`));
      else resolve(JSON.parse(output) as Answer[]);
    });
    child.stdin.end(JSON.stringify(calls));
  });
}

/** One inventory of computer number `i`, as an OCS agent sends it. */
async function report(url: string, i: number): Promise<void> {
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<REQUEST><CONTENT>
<ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>site${i}</KEYVALUE></ACCOUNTINFO>
<HARDWARE><CHECKSUM>4194303</CHECKSUM><NAME>pc${i}</NAME><OSNAME>Debian GNU/Linux 12</OSNAME><OSVERSION>12</OSVERSION>
<MEMORY>${1000 * i}</MEMORY><SWAP>512</SWAP><PROCESSORT>AMD EPYC</PROCESSORT><PROCESSORN>2</PROCESSORN><PROCESSORS>2450</PROCESSORS>
<IPADDR>192.0.2.${i}</IPADDR><USERID>user${i}</USERID><UUID>4C4C4544-0048-3410-8050-00000000000${i}</UUID>
<WORKGROUP>office</WORKGROUP><DESCRIPTION>x86_64/00-00-00 01:02:03</DESCRIPTION><DNS>192.0.2.53</DNS></HARDWARE>
<BIOS><SMANUFACTURER>Dell Inc.</SMANUFACTURER><SMODEL>X &amp; Y</SMODEL><SSN>SERIAL${i}</SSN><BDATE>03/04/2020</BDATE></BIOS>
<CPUS><CORES>2</CORES><CPUARCH>x86_64</CPUARCH><TYPE>AMD EPYC</TYPE><SPEED>2450</SPEED></CPUS>
<DRIVES><FILESYSTEM>ext4</FILESYSTEM><FREE>75902</FREE><TOTAL>258019</TOTAL><TYPE>/</TYPE><VOLUMN>/dev/vda</VOLUMN></DRIVES>
<MEMORIES><CAPTION>DIMM</CAPTION><CAPACITY>1024</CAPACITY><NUMSLOTS>1</NUMSLOTS><TYPE>DDR4</TYPE></MEMORIES>
<NETWORKS><DESCRIPTION>eth0</DESCRIPTION><IPADDRESS>192.0.2.${i}</IPADDRESS><IPMASK>255.255.255.0</IPMASK><MACADDR>02:00:5e:00:00:0${i}</MACADDR><STATUS>Up</STATUS><TYPE>ethernet</TYPE></NETWORKS>
<NETWORKS><DESCRIPTION>eth1</DESCRIPTION><IPADDRESS>198.51.100.${i}</IPADDRESS><IPMASK>255.255.255.0</IPMASK><MACADDR>02:00:5e:00:01:0${i}</MACADDR><STATUS>Down</STATUS><TYPE>ethernet</TYPE></NETWORKS>
<PRINTERS><NAME>p1</NAME><DRIVER>d</DRIVER></PRINTERS>
<SOFTWARES><NAME>bash</NAME><VERSION>5.2-${i}</VERSION><PUBLISHER>GNU</PUBLISHER><COMMENTS>shell &lt;b&gt; &amp; é</COMMENTS></SOFTWARES>
</CONTENT><DEVICEID>pc${i}-2026-01-01-00-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>
`;
  const headers = { 'user-agent': AGENT, 'content-type': 'application/x-compress' };
  const response = await fetch(url, { method: 'POST', headers, body: deflateSync(body) });
  if (response.status !== 200) throw new Error(`The inventory was answered with ${response.status}`);
}
