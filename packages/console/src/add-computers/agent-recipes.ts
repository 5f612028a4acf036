import type { ServerFacts } from '../api/types.ts';

type AgentUrls = ServerFacts['agentUrls'];
export type AgentKind = keyof AgentUrls;
export type Os = 'linux' | 'windows';

/** What a step is for; its words are in the translations. */
type Purpose = 'once' | 'verify' | 'silent' | 'file';
export type Step = { readonly purpose: Purpose; readonly code: string; readonly path?: string };
export type Recipe = { readonly kind: AgentKind; readonly os: Os; readonly steps: readonly Step[] };

/**
 * How each kind of agent is pointed at this server.
 *
 * Sources: `ocsinventory-agent(1)`, the set-up options of the OCS Windows agent, `fusioninventory-agent(1)`,
 * `glpi-agent(1)` and the MSI properties of GLPI Agent. The server only ever puts a plain host with a port into these
 * addresses, so they need no quoting.
 */
export function agentRecipes(urls: AgentUrls): Recipe[] {
  return [
    {
      kind: 'muster',
      os: 'linux',
      steps: [
        { purpose: 'once', code: `sudo npm run -s muster-agent -- --server ${urls.muster}` },
        { purpose: 'verify', code: 'sudo npm run -s muster-agent -- inventory --json' },
      ],
    },
    {
      kind: 'ocs',
      os: 'linux',
      steps: [
        { purpose: 'once', code: `sudo ocsinventory-agent --server=${urls.ocs} --force` },
        { purpose: 'file', path: '/etc/ocsinventory/ocsinventory-agent.cfg', code: `server=${urls.ocs}` },
      ],
    },
    {
      kind: 'ocs',
      os: 'windows',
      steps: [{ purpose: 'silent', code: `OCS-Windows-Agent-Setup-x64.exe /S /NOSPLASH /NOW /SERVER=${urls.ocs}` }],
    },
    {
      kind: 'fusion',
      os: 'linux',
      steps: [
        { purpose: 'once', code: `sudo fusioninventory-agent --server=${urls.fusion} --force` },
        { purpose: 'file', path: '/etc/fusioninventory/agent.cfg', code: `server = ${urls.fusion}` },
      ],
    },
    {
      kind: 'fusion',
      os: 'windows',
      steps: [
        {
          purpose: 'silent',
          code: `fusioninventory-agent_windows-x64.exe /S /acceptlicense /runnow /execmode=Service /server='${urls.fusion}'`,
        },
      ],
    },
    {
      kind: 'glpi',
      os: 'linux',
      steps: [
        { purpose: 'once', code: `sudo glpi-agent --server=${urls.glpi} --force` },
        { purpose: 'file', path: '/etc/glpi-agent/conf.d/muster.cfg', code: `server = ${urls.glpi}` },
      ],
    },
    {
      kind: 'glpi',
      os: 'windows',
      steps: [{ purpose: 'silent', code: `msiexec /i GLPI-Agent-x64.msi /quiet RUNNOW=1 SERVER=${urls.glpi}` }],
    },
  ];
}

/** Whether only this machine can reach an address. */
export function isLoopback(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}
