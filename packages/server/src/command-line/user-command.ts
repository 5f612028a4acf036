import type { UserSummary } from '../access/access-repository.ts';
import type { UserService } from '../access/user-service.ts';
import { COMMAND_LINE } from '../audit/audit-service.ts';
import type { Command, CommandContext } from './command.ts';
import { table } from './table.ts';
import { withDatabase } from './with-database.ts';

type Action = {
  readonly needsName: boolean;
  run(users: UserService, name: string, context: CommandContext): Promise<void>;
};

const actions: Readonly<Record<string, Action>> = {
  list: {
    needsName: false,
    async run(users, _name, { terminal }) {
      terminal.print(table(['NAME', 'SIGNS IN', 'TOKENS', 'SINCE'], (await users.list()).map(toCells)));
    },
  },
  add: {
    needsName: true,
    async run(users, userName, { terminal }) {
      await users.add({ userName, password: await readPassword(userName, terminal) });
      terminal.print(`Added user "${userName}"`);
    },
  },
  password: {
    needsName: true,
    async run(users, userName, { terminal }) {
      await users.setPassword({ userName, password: await readPassword(userName, terminal) });
      terminal.print(`Set the password of "${userName}" and ended the sessions of that user`);
    },
  },
  token: {
    needsName: true,
    async run(users, userName, { terminal }) {
      const token = await users.createToken(userName);
      terminal.print(token);
      terminal.printError('This token is not stored and cannot be shown again. Use: "Authorization: Bearer TOKEN"');
    },
  },
  remove: {
    needsName: true,
    async run(users, userName, { terminal }) {
      await users.remove(userName);
      terminal.print(`Removed user "${userName}" with all sessions and tokens`);
    },
  },
};

/** `muster-server user …`: who may use this server. Works beside a running server. */
export const userCommand: Command = {
  name: 'user',
  usage: ['user list', 'user add|password|token|remove --name NAME'],
  summary:
    'Lists users; adds one; sets a password (asked for, or read from the standard input); prints a new API token, for a user or for a service of that name; removes a user.',
  flags: ['name'],
  async run(context) {
    const { config, words, flags, terminal } = context;
    const [word = '', ...more] = words;
    const action = Object.hasOwn(actions, word) ? actions[word] : undefined;
    const name = flags.name;
    if (action === undefined || more.length > 0 || action.needsName !== (name !== undefined)) {
      terminal.printError(`Use: muster-server ${userCommand.usage.join('\n     muster-server ')}`);
      return 2;
    }
    await withDatabase(config, async ({ users, audit }) => {
      await action.run(users, name ?? '', context);
      if (action.needsName) await audit.record({ ...COMMAND_LINE, action: `user.${word}`, target: `user ${name}` });
    });
    return 0;
  },
};

function readPassword(userName: string, terminal: CommandContext['terminal']): Promise<string> {
  return terminal.readSecret(`Password of "${userName}": `);
}

function toCells({ name, hasPassword, tokens, createdAt }: UserSummary): string[] {
  return [name, hasPassword ? 'yes' : 'no', String(tokens), new Date(createdAt).toISOString()];
}
