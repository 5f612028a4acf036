import type { Found } from '../define-collector.ts';

/** Row of section `services`. */
export type Service = Found<'services'>;

export const SHOWN = [
  'Id',
  'Description',
  'LoadState',
  'ActiveState',
  'SubState',
  'UnitFileState',
  'MainPID',
  'User',
  'FragmentPath',
  'ExecStart',
  'ExecMainStatus',
] as const;

const STATES: Readonly<Record<string, string>> = {
  active: 'running',
  reloading: 'running',
  activating: 'starting',
  deactivating: 'stopping',
  inactive: 'stopped',
  failed: 'failed',
};

const STARTS: Readonly<Record<string, string>> = {
  enabled: 'automatic',
  'enabled-runtime': 'automatic',
  linked: 'manual',
  static: 'manual',
  indirect: 'manual',
  generated: 'automatic',
  transient: 'manual',
  alias: 'manual',
  disabled: 'disabled',
  masked: 'disabled',
  'masked-runtime': 'disabled',
  bad: 'disabled',
};

/** Blocks of `Name=value` lines, as `systemctl show` prints them; units that are only spoken of are left out. */
export function parseSystemctlShow(output: string): Service[] {
  return output.split(/\n\n+/).flatMap((block) => {
    const values = new Map<string, string>();
    for (const line of block.split('\n')) {
      const equals = line.indexOf('=');
      if (equals > 0) values.set(line.slice(0, equals), line.slice(equals + 1));
    }
    const id = values.get('Id');
    if (id === undefined || values.get('LoadState') === 'not-found') return [];
    const state = values.get('ActiveState') ?? '';
    const subState = values.get('SubState');
    const pid = Number(values.get('MainPID') ?? 0);
    const exitCode = values.get('ExecMainStatus');
    return [
      {
        name: id.replace(/\.service$/, ''),
        displayName: values.get('Description') ?? null,
        // A service that did its work and ended counts as active.
        status: state === 'active' && subState === 'exited' ? 'exited' : (STATES[state] ?? state),
        startType: STARTS[values.get('UnitFileState') ?? ''] ?? null,
        account: values.get('User') || 'root',
        command: parseExecStart(values.get('ExecStart') ?? ''),
        manager: 'systemd',
        file: values.get('FragmentPath') || null,
        pid: pid > 0 ? pid : null,
        exitCode: exitCode === undefined || exitCode === '0' ? null : Number(exitCode),
      },
    ];
  });
}

/** `{ path=/usr/sbin/sshd ; argv[]=/usr/sbin/sshd -D $SSHD_OPTS ; … }`: the command as it is written. */
export function parseExecStart(text: string): string | null {
  return /argv\[\]=(.*?) ; ignore_errors=/.exec(text)?.[1] ?? /path=(\S+)/.exec(text)?.[1] ?? null;
}
