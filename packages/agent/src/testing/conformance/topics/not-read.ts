import type { Topic } from '../conformance.ts';

const FROM_PROC = 'Processes are read from /proc, which ps prints.';
const FROM_FILES =
  'Sessions and logins are read from /run/systemd/sessions, utmp and wtmp, which these programs print.';
const WINDOWS = 'Of Windows.';

/** Topics of programs that we do not run, because what they print can be read without them, or is of another system. */
export const notRead: readonly Topic[] = [
  { topic: 'processes', checks: {}, notRead: { ps: FROM_PROC, 'ps-busybox': FROM_PROC } },
  { topic: 'processes-jc', checks: {}, notRead: { ps: FROM_PROC } },
  {
    topic: 'sessions',
    checks: {},
    notRead: {
      finger: FROM_FILES,
      last: FROM_FILES,
      lastb: FROM_FILES,
      uptime: FROM_PROC,
      w: FROM_FILES,
      who: FROM_FILES,
    },
  },
  {
    topic: 'services-jc',
    checks: {},
    notRead: { systemctl: 'systemd is asked by "systemctl show" instead, whose answer is made for programs.' },
  },
  {
    topic: 'firewall',
    checks: {},
    notRead: {
      firewalld: 'Whether firewalld runs is seen among the processes.',
      ufw: 'Whether ufw is on stands in its settings; its program takes longer than all the rest of the inventory.',
      'macos-alf-pid': 'Of macOS.',
      'macos-alf-status': 'Of macOS.',
    },
  },
  {
    topic: 'firewall-jc',
    checks: {},
    notRead: {
      iptables: 'An inventory tells whether there is a firewall, not its rules.',
      ufw: 'An inventory tells whether there is a firewall, not its rules.',
    },
  },
  { topic: 'remote-management', checks: {}, notRead: { 'rms-registry': WINDOWS, 'teamviewer-registry': WINDOWS } },
  {
    topic: 'licenses',
    checks: {},
    notRead: {
      'adobe-sqlite-dump': 'Of macOS and Windows.',
      'adobe-sqlite-file': 'Of macOS and Windows.',
      'microsoft-digital-product-id': WINDOWS,
    },
  },
];
