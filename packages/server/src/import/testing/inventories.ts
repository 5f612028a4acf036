/** An inventory as an OCS agent writes it. */
export function ocsInventory(name: string, { software = 3 } = {}): string {
  const packages = Array.from({ length: software }, (_, i) => `<SOFTWARES><NAME>package-${i}</NAME></SOFTWARES>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<REQUEST>
  <CONTENT>
    <HARDWARE><NAME>${name}</NAME><LASTDATE>2026-11-0${(name.length % 9) + 1} 08:00:00</LASTDATE></HARDWARE>
    ${packages.join('\n    ')}
  </CONTENT>
  <DEVICEID>${name}-2026-11-20-08-00-00</DEVICEID>
  <QUERY>INVENTORY</QUERY>
</REQUEST>
`;
}

/** An inventory as a GLPI agent writes it. */
export function glpiInventory(name: string): string {
  return JSON.stringify({
    action: 'inventory',
    deviceid: `${name}-2026-11-20-08-00-00`,
    itemtype: 'Computer',
    content: {
      versionclient: 'GLPI-Agent_v1.11',
      accesslog: { logdate: '2026-11-19 23:59:58' },
      hardware: { name },
      softwares: [{ name: 'bash' }],
    },
  });
}
