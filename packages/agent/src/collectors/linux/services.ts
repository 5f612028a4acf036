import { AppError, sections } from '@muster/protocol';
import { compareNames } from '../../compare-names.ts';
import { defineCollector } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';
import { readInitScripts } from '../../linux/init-scripts.ts';
import { parseSystemctlShow, type Service, SHOWN } from '../../linux/systemd.ts';

/** Services of systemd where it runs, else init scripts. */
export const linuxServices = defineCollector({
  name: 'linux/services',
  section: sections.services,
  platforms: ['linux'],
  async collect(host) {
    const systemd = await readSystemd(host);
    const found = systemd ?? (await readInitScripts(host));
    return found.length === 0 ? null : [...found].sort(compareNames);
  },
});

async function readSystemd(host: Host): Promise<Service[] | null> {
  // Its folder is there only where it is the first process.
  if ((await host.stat('/run/systemd/system')) === null) return null;
  const output = await host.run('systemctl', [
    'show',
    '--type=service',
    '--all',
    '--no-pager',
    `--property=${SHOWN}`,
    '*',
  ]);
  const found = parseSystemctlShow(output ?? '');
  if (found.length === 0) throw new AppError('PROGRAM_UNANSWERED', { what: 'the services', program: 'systemctl' });
  return found;
}
