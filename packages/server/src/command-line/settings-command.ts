import { AppError } from '@muster/protocol';
import { COMMAND_LINE } from '../audit/audit-service.ts';
import type { ScopedSetting } from '../settings/scoped-settings.ts';
import { definitionOf, isSettingName, type SettingName } from '../settings/setting-definitions.ts';
import { describeRange, parseSettingText, settingText } from '../settings/setting-values.ts';
import type { Scope } from '../settings/settings-repository.ts';
import type { Setting, SettingsService } from '../settings/settings-service.ts';
import type { Command } from './command.ts';
import { table } from './table.ts';
import { withDatabase } from './with-database.ts';

type Action = {
  readonly words: number;
  /** Whether it is about all machines, or about one machine or group; `effective` always is. */
  readonly scopes: readonly ('all' | 'asset' | 'group')[];
  run(settings: SettingsService, words: readonly string[], scope: Scope | null): Promise<string>;
};

const actions: Readonly<Record<string, Action>> = {
  list: {
    words: 0,
    scopes: ['all'],
    run: async (settings) => (await settings.list()).map(describe).join('\n'),
  },
  get: {
    words: 1,
    scopes: ['all'],
    run: async (settings, [name = '']) => settingText((await settings.view(name)).value),
  },
  set: {
    words: 2,
    scopes: ['all', 'asset', 'group'],
    async run(settings, [name = '', text = ''], scope) {
      const value = parseSettingText(definitionOf(known(name)), text);
      if (scope === null) return sentence(await settings.set(name, value, COMMAND_LINE));
      return sentence(await settings.setFor(scope, name, value, COMMAND_LINE), scope);
    },
  },
  reset: {
    words: 1,
    scopes: ['all', 'asset', 'group'],
    async run(settings, [name = ''], scope) {
      if (scope === null) return sentence(await settings.reset(name, COMMAND_LINE));
      return sentence(await settings.resetFor(scope, name, COMMAND_LINE), scope);
    },
  },
  effective: {
    words: 0,
    scopes: ['asset', 'group'],
    async run(settings, _words, scope) {
      const found = scope === null ? [] : await settings.listFor(scope);
      return table(
        ['NAME', 'VALUE', 'FROM', 'EFFECT'],
        found.map((setting) => [
          setting.name,
          settingText(setting.value),
          originText(setting),
          setting.definition.served === 'now' ? 'now' : 'none yet',
        ]),
      );
    },
  },
};

/** `muster-server settings …`. A running server notices a change within two seconds. */
export const settingsCommand: Command = {
  name: 'settings',
  usage: [
    'settings list',
    'settings get NAME',
    'settings set NAME VALUE [--asset ID | --group ID]',
    'settings reset NAME [--asset ID | --group ID]',
    'settings effective --asset ID | --group ID',
  ],
  summary:
    'Shows and changes what the server does and tells agents: for all machines, or for one machine or group. The items of a list are separated by spaces.',
  flags: ['asset', 'group'],
  async run({ config, words, flags, terminal }) {
    const [word = '', ...rest] = words;
    const action = Object.hasOwn(actions, word) ? actions[word] : undefined;
    const scope = scopeOf(flags);
    if (action === undefined || rest.length !== action.words || !action.scopes.includes(scope?.kind ?? 'all')) {
      terminal.printError(`Use: muster-server ${settingsCommand.usage.join('\n     muster-server ')}`);
      return 2;
    }
    terminal.print(await withDatabase(config, ({ settings }) => action.run(settings, rest, scope)));
    return 0;
  },
};

function scopeOf({ asset, group }: Readonly<Record<string, string | undefined>>): Scope | null {
  if (asset !== undefined && group !== undefined) {
    throw new AppError('OPTION_INVALID', { reason: '"--asset" and "--group" exclude one another' });
  }
  const [kind, text] = asset === undefined ? (['group', group] as const) : (['asset', asset] as const);
  if (text === undefined) return null;
  if (/^[1-9]\d{0,14}$/.test(text)) return { kind, id: Number(text) };
  throw new AppError('OPTION_INVALID', { reason: `"--${kind}" must be the number of one, found "${text}"` });
}

function known(name: string): SettingName {
  if (isSettingName(name)) return name;
  throw new AppError('SETTING_UNKNOWN', { name });
}

function sentence(setting: Setting | ScopedSetting, scope?: Scope): string {
  const { name, value, definition } = setting;
  const where = scope === undefined ? '' : ` for ${scope.kind} ${scope.id}`;
  const from = 'own' in setting && setting.own === null ? ` (${originText(setting)})` : '';
  const effect = definition.served === 'later' ? '; it is stored, but has no effect in this version' : '';
  return `${name} is ${settingText(value) || 'empty'}${where}${from}${effect}`;
}

function originText({ origin, groupName }: ScopedSetting): string {
  return origin.kind === 'group'
    ? `group ${origin.groupId}${groupName === null ? '' : ` "${groupName}"`}`
    : origin.kind;
}

function describe({ name, value, definition, changed }: Setting): string {
  const byDefault = settingText(definition.default) || 'empty';
  const lines = [
    `${name} = ${settingText(value)}`,
    `    ${definition.meaning.en}`,
    `    ${describeRange(definition)}; default ${byDefault}`,
  ];
  if (definition.override !== null) lines.push('    A machine or a group may have a value of its own.');
  if (definition.served === 'later') lines.push('    It is stored, but has no effect in this version.');
  if (changed !== null) lines.push(`    Set by ${changed.by ?? 'somebody'} on ${new Date(changed.at).toISOString()}`);
  return lines.join('\n');
}
