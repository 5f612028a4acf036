import type { InstalledFile } from './units.ts';

export const CRON_FILE = '/etc/cron.d/muster-agent';

/** Every hour at a minute of its own, cron asks; the agent itself knows whether it is time. */
export function cronFile(command: readonly string[], configFile: string, chance: () => number): InstalledFile {
  const words = [...command, 'contact', '--lazy', '--wait', '300', '--conf-file', configFile, '--logger', 'syslog'];
  // A % is the end of a line to cron.
  const line = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`.replaceAll('%', '\\%')).join(' ');
  return {
    path: CRON_FILE,
    text: [
      '# Written by "muster-agent install", removed by "muster-agent uninstall".',
      'SHELL=/bin/sh',
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      `${Math.floor(chance() * 60)} * * * * root ${line}`,
      '',
    ].join('\n'),
  };
}
