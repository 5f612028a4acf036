/** A small inventory of an invented machine, for tests that need a document where no recorded ones are. */
export const SAMPLE_XML = `<?xml version="1.0" encoding="UTF-8"?>
<REQUEST>
  <CONTENT>
    <ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>paris</KEYVALUE></ACCOUNTINFO>
    <BIOS><SMANUFACTURER>Maker</SMANUFACTURER><SSN>S/N 42</SSN><BDATE>04/18/2022</BDATE></BIOS>
    <CPUS><TYPE>Some CPU</TYPE><SPEED>2400</SPEED><CORES>4</CORES></CPUS>
    <DOWNLOAD><HISTORY><PACKAGE ID="1668000002"/></HISTORY></DOWNLOAD>
    <DRIVES><TYPE>/</TYPE><VOLUMN>/dev/sda1</VOLUMN><TOTAL>1000</TOTAL><FREE>400</FREE></DRIVES>
    <HARDWARE><NAME>pc-1</NAME><MEMORY>2048</MEMORY><CHECKSUM>1572863</CHECKSUM></HARDWARE>
    <NETWORKS><DESCRIPTION>eth0</DESCRIPTION><SPEED>1 Gbps</SPEED><STATUS>Up</STATUS></NETWORKS>
    <PRINTERS/>
    <SOFTWARES><NAME>a &amp; b</NAME><VERSION>1</VERSION><INSTALLDATE>2026/11/20 08:00:00</INSTALLDATE></SOFTWARES>
    <SOFTWARES><NAME>été</NAME><COMMENTS><![CDATA[<c>]]></COMMENTS></SOFTWARES>
    <MYPLUGIN><FIELD>value</FIELD></MYPLUGIN>
  </CONTENT>
  <DEVICEID>pc-1-2026-11-20-08-00-00</DEVICEID>
  <QUERY>INVENTORY</QUERY>
</REQUEST>
`;

export const SAMPLE_JSON = JSON.stringify({
  action: 'inventory',
  deviceid: 'pc-1-2026-11-20-08-00-00',
  itemtype: 'Computer',
  content: {
    versionclient: 'GLPI-Agent_v1.11',
    bios: { smanufacturer: 'Maker', bdate: '2022-04-18' },
    databases_services: [{ name: 'MySQL', version: '8', databases: [{ name: 'a' }] }],
    drives: [{ type: '/', total: 1000, systemdrive: true }],
    operatingsystem: { name: 'Debian', timezone: { name: 'CET', offset: '+0100' } },
    printers: [],
    softwares: [{ name: 'été', install_date: '2026-11-20' }],
    myplugin: { field: ['value', 1] },
  },
});
