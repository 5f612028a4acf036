import { dirname } from 'node:path';

/** A file that an installation consists of. */
export type InstalledFile = { readonly path: string; readonly text: string };

export type UnitSettings = {
  /** Program with its first arguments. */
  readonly command: readonly string[];
  readonly configFile: string;
  readonly stateFolder: string;
  /** Where to listen for wake-ups; null: nowhere. */
  readonly listen: string | null;
};

export const UNIT_FOLDER = '/etc/systemd/system';

/** Names of all units that any mode uses. */
export const UNITS = [
  'muster-agent.service',
  'muster-agent-contact.service',
  'muster-agent-contact.timer',
  'muster-agent-wake.service',
  'muster-agent-wake.socket',
] as const;
export type UnitName = (typeof UNITS)[number];

/** By whom systemd starts a unit at boot. */
export const WANTED_BY: Readonly<Partial<Record<UnitName, string>>> = {
  'muster-agent.service': 'multi-user.target',
  'muster-agent-contact.timer': 'timers.target',
  'muster-agent-wake.socket': 'sockets.target',
};

/** A daemon that stays. */
export function daemonUnits(settings: UnitSettings): InstalledFile[] {
  return [
    unit('muster-agent.service', [
      '[Unit]',
      'Description=Muster agent',
      ...NETWORK,
      '',
      '[Service]',
      `ExecStart=${line(settings, '--daemon')}`,
      `ExecReload=${reloadCommand(settings)}`,
      'Restart=on-failure',
      'RestartSec=60',
      'KillMode=mixed',
      ...CONFINED,
      '',
      '[Install]',
      `WantedBy=${WANTED_BY['muster-agent.service']}`,
    ]),
  ];
}

/**
 * Nothing that stays. A timer asks every five minutes, by a shell, whether a contact is due; a socket waits for wake-ups.
 *
 * Each machine has its own second within the five minutes, so that those that were off do not come at once.
 */
export function managedUnits(settings: UnitSettings): InstalledFile[] {
  return [
    unit('muster-agent-contact.service', [
      '[Unit]',
      'Description=Muster agent: contact with its servers',
      ...NETWORK,
      '',
      '[Service]',
      'Type=oneshot',
      `ExecCondition=${dueCondition(settings)}`,
      `ExecStart=${line(settings, 'contact', '--lazy')}`,
      'TimeoutStartSec=2h',
      ...CONFINED,
    ]),
    unit('muster-agent-contact.timer', [
      '[Unit]',
      'Description=Muster agent: asks whether a contact is due',
      '',
      '[Timer]',
      'OnCalendar=*:0/5',
      'RandomizedDelaySec=5min',
      'FixedRandomDelay=yes',
      'AccuracySec=1s',
      '',
      '[Install]',
      `WantedBy=${WANTED_BY['muster-agent-contact.timer']}`,
    ]),
    ...(settings.listen === null ? [] : wakeUnits(settings, settings.listen)),
  ];
}

function wakeUnits(settings: UnitSettings, listen: string): InstalledFile[] {
  return [
    unit('muster-agent-wake.socket', [
      '[Unit]',
      'Description=Muster agent: port for wake-ups',
      '',
      '[Socket]',
      `ListenStream=${listen}`,
      'Accept=no',
      '',
      '[Install]',
      `WantedBy=${WANTED_BY['muster-agent-wake.socket']}`,
    ]),
    unit('muster-agent-wake.service', [
      '[Unit]',
      'Description=Muster agent: answers at the port for wake-ups',
      // Whoever calls often must not be able to close the port.
      'StartLimitIntervalSec=0',
      '',
      '[Service]',
      `ExecStart=${line(settings, 'answer')}`,
      ...CONFINED,
    ]),
  ];
}

/**
 * A shell's question whether there is anything to do: somebody asked; the configuration is new; the next moment is near (half
 * of the timer's five minutes, so that contacts are as often early as late). It counts by the time since the machine's
 * start, which nobody changes; after another start by the clock, unless that was set back.
 */
function dueCondition({ configFile, stateFolder }: UnitSettings): string {
  const question = [
    `cd ${shellQuoted(stateFolder)} 2>/dev/null || exit 0`,
    '[ ! -e wake-requested ] || exit 0',
    `[ ! ${shellQuoted(configFile)} -nt next-contact ] || exit 0`,
    'read next planned up start < next-contact || exit 0',
    'read this < /proc/sys/kernel/random/boot_id',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder is the shell's
    'if [ "$start" = "$this" ]; then read now rest < /proc/uptime; [ $((${now%.*} + 150)) -ge "$up" ]; exit; fi',
    'now=$(date +%s)',
    '[ $((now + 150)) -ge "$next" ] || [ "$now" -lt "$planned" ]',
  ].join('; ');
  return `/bin/sh -c ${unitQuoted(question)}`;
}

/**
 * Tells the daemon to read its configuration again. One that has no lock yet has just been started: it will read it anyhow, and
 * the signal would end it.
 */
function reloadCommand({ stateFolder }: UnitSettings): string {
  const locks = `${shellQuoted(stateFolder)}/lock/daemon.*`;
  const command = unitQuoted(`! grep -qs "^process @PID@ " ${locks} || kill -HUP @PID@`);
  return `/bin/sh -c ${command.replaceAll('@PID@', () => '$MAINPID')}`;
}

const NETWORK = ['Documentation=man:muster-agent(8)', 'Wants=network-online.target', 'After=network-online.target'];

/** Nothing that gives the process mounts of its own: it would report them as those of the machine. */
const CONFINED = ['NoNewPrivileges=yes', 'RestrictSUIDSGID=yes', 'LockPersonality=yes', 'UMask=0077'];

const unit = (name: UnitName, lines: readonly string[]): InstalledFile => ({
  path: `${UNIT_FOLDER}/${name}`,
  text: `# Written by "muster-agent install", removed by "muster-agent uninstall".\n${lines.join('\n')}\n`,
});

function line({ command, configFile }: UnitSettings, ...args: readonly string[]): string {
  return [...command, ...args, '--conf-file', configFile].map(unitQuoted).join(' ');
}

/** One word of a command line in a unit. Source: systemd.service(5), "Command lines". */
function unitQuoted(word: string): string {
  const escaped = word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%').replaceAll('$', '$$$$');
  return /^[\w./:=+,@-]+$/.test(escaped) ? escaped : `"${escaped}"`;
}

const shellQuoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** The folder of links by which systemd knows that it is to start a unit. */
export function wantsLink(name: UnitName): string | null {
  const target = WANTED_BY[name];
  return target === undefined ? null : `${UNIT_FOLDER}/${target}.wants/${name}`;
}

export const foldersOf = (files: readonly InstalledFile[]) => [...new Set(files.map(({ path }) => dirname(path)))];
