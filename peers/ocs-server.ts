import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runProgram, watchProcess } from './run-program.ts';

const SCHEMA = '/usr/share/ocsinventory-reports/files';
const DATABASE = 'ocsweb';

export type OcsServer = {
  /** What an agent is given as its server. */
  readonly url: string;
  /** Rows of a query that selects one JSON_OBJECT a row. */
  select(query: string): Promise<Readonly<Record<string, unknown>>[]>;
  /** Changes its tables, as its console would. */
  execute(statements: string): Promise<void>;
  /** How programs on this machine reach its database. */
  readonly database: {
    readonly socket: string;
    readonly name: string;
    readonly user: string;
    readonly password: string;
  };
  /** Its first processes, Apache's and MariaDB's: whoever wants to know what it costs looks at them and their children. */
  readonly pids: readonly number[];
  /** Its own log and Apache's, for messages of failed journeys. */
  logs(): Promise<string>;
  dispose(): Promise<void>;
};

type Options = {
  readonly admit: readonly string[];
  readonly webService?: { readonly user: string; readonly password: string };
  /** As one would run it: processes for a dozen agents at once, and a database that keeps what it has answered. */
  readonly inEarnest?: boolean;
};

/**
 * Starts the communication server of OCS Inventory NG from Debian's packages on a free port of 127.0.0.1.
 *
 * It has a MariaDB of its own, reached by a socket in its own folder, so whatever runs on this machine is left alone.
 * An answer of this server proves nothing: read its tables.
 *
 * @param admit User-Agents of agents that are not its own.
 * @param webService Who may use its SOAP interface; absent: nobody. Needs Perl's SOAP::Lite.
 */
export async function startOcsServer({ admit, webService, inEarnest = false }: Options): Promise<OcsServer> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-ocs-'));
  await chmod(folder, 0o755); // mysql and www-data go through it
  const socket = join(folder, 'mysql.sock');
  let mariadb: ChildProcess | undefined;
  const environment = {
    PEER_DIR: folder,
    PEER_DATABASE: DATABASE,
    PEER_SOCKET: socket,
    PEER_PORT: '0', // chosen when it is needed: somebody else may take it
    PEER_PROCESSES: inEarnest ? '12' : '4',
  };
  const defines = webService === undefined ? [] : ['-D', 'WebService'];
  const apache = (command: string) =>
    runProgram('apache2', ['-f', join(import.meta.dirname, 'apache.conf'), ...defines, '-k', command], {
      env: environment,
    });

  async function dispose() {
    const pid = Number(await readFile(join(folder, 'apache.pid'), 'utf8').catch(() => '0'));
    if (pid > 0) await apache('stop');
    for (let tries = 0; tries < 600 && pid > 0 && isAlive(pid); tries += 1) await sleep(100);
    if (mariadb !== undefined) await endProcess(mariadb);
    await rm(folder, { recursive: true, force: true });
  }

  try {
    mariadb = await startMariaDb(folder, socket, inEarnest);
    await createSchema(socket);
    for (const name of ['log', 'www']) await mkdir(join(folder, name));
    await must('chown', ['www-data', join(folder, 'log')]);
    // Agents that its PROLOG admits beside its own: their whole User-Agent, one a line (it is the User-Agent that it takes for a pattern).
    await writeFile(join(folder, 'user-agents'), admit.map((name) => `${name}\n`).join(''));
    if (webService !== undefined) await prepareWebService(folder, webService);
    environment.PEER_PORT = String(await freePort());
    const started = await apache('start');
    if (started.code !== 0) throw new Error(`Cannot start Apache: ${started.stderr}${await logs(folder)}`);
    const url = `http://127.0.0.1:${environment.PEER_PORT}/ocsinventory`;
    await untilItAnswers(url, folder);
    return {
      url,
      select: (query) => select(socket, query),
      execute: async (statements) => void (await sql(socket, DATABASE, statements)),
      database: { socket, name: DATABASE, user: 'ocs', password: 'ocs' },
      pids: [Number(await readFile(join(folder, 'apache.pid'), 'utf8')), mariadb.pid ?? 0],
      logs: () => logs(folder),
      dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/**
 * Its SOAP interface asks for modules of Perl that Debian does not have: a transport that newer versions of SOAP::Lite contain
 * under another name, and one function for entities. Ours do as much as it needs.
 */
const PERL_MODULES: Readonly<Record<string, string>> = {
  'SOAP/Transport/HTTP2.pm': `package SOAP::Transport::HTTP2;
require SOAP::Transport::HTTP;
package SOAP::Transport::HTTP2::Apache;
our @ISA = ('SOAP::Transport::HTTP::Apache');
1;
`,
  'XML/Entities.pm': `package XML::Entities;
my %names = (lt => '<', gt => '>', amp => '&', quot => '"', apos => "'");
sub decode {
  my (undef, @texts) = @_;
  for (@texts) { s/&(lt|gt|amp|quot|apos);/$names{$1}/g if defined }
  return wantarray ? @texts : $texts[0];
}
1;
`,
};

async function prepareWebService(
  folder: string,
  { user, password }: NonNullable<Options['webService']>,
): Promise<void> {
  for (const [name, text] of Object.entries(PERL_MODULES)) {
    await mkdir(join(folder, 'perl', dirname(name)), { recursive: true });
    await writeFile(join(folder, 'perl', name), text);
  }
  const hash = createHash('sha1').update(password).digest('base64');
  await writeFile(join(folder, 'passwords'), `${user}:{SHA}${hash}\n`);
}

async function startMariaDb(folder: string, socket: string, inEarnest: boolean): Promise<ChildProcess> {
  const data = join(folder, 'mysql');
  const common = ['--no-defaults', '--user=mysql', `--datadir=${data}`];
  await mkdir(data);
  await must('chown', ['mysql:mysql', folder, data]);
  await must('mariadb-install-db', [...common, '--auth-root-authentication-method=normal', '--skip-test-db']);
  const options = [
    `--socket=${socket}`,
    '--skip-networking',
    `--pid-file=${data}/mariadb.pid`,
    // A database that is thrown away need not wait for the disk.
    ...(inEarnest ? [] : ['--innodb-flush-log-at-trx-commit=0', '--sync-binlog=0']),
  ];
  const child = spawn('mariadbd', [...common, ...options], { stdio: 'ignore' });
  watchProcess(child);
  for (let tries = 0; tries < 1_800; tries += 1) {
    if ((await runProgram('mariadb-admin', ['--no-defaults', `--socket=${socket}`, 'ping'])).code === 0) return child;
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error('MariaDB did not answer within three minutes');
}

/** What the web installer of OCS Inventory does: the base schema, then every numbered update. */
async function createSchema(socket: string): Promise<void> {
  await sql(
    socket,
    '',
    `CREATE DATABASE ${DATABASE} CHARACTER SET utf8 COLLATE utf8_bin;
    CREATE USER ocs@localhost IDENTIFIED BY 'ocs'; GRANT ALL PRIVILEGES ON ${DATABASE}.* TO ocs@localhost;`,
  );
  const updates = (await readdir(join(SCHEMA, 'update')))
    .map((name) => Number(/^(\d+)\.sql$/.exec(name)?.[1]))
    .filter((version) => version >= 7040) // the base schema contains the older ones
    .sort((a, b) => a - b);
  for (const file of ['ocsbase_new.sql', ...updates.map((version) => `update/${version}.sql`)]) {
    const text = await readFile(join(SCHEMA, file), 'utf8');
    // Some updates name tables that are not there; --force goes on as the installer does.
    await sql(socket, DATABASE, `SET NAMES utf8; SET sql_mode='NO_ENGINE_SUBSTITUTION';\n${text}`, ['--force']);
  }
  // The engine of Debian 12 (2.8.1) still wants a column that the schema beside it (2.11.1) dropped; without it the log fills with errors.
  await sql(socket, DATABASE, 'ALTER TABLE software_name ADD COLUMN IF NOT EXISTS CATEGORY INT(11) DEFAULT NULL;');
}

async function select(socket: string, query: string) {
  const output = await sql(socket, DATABASE, query, [
    '--skip-column-names',
    '--raw',
    '--default-character-set=utf8mb4',
  ]);
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>); // JSON_OBJECT makes objects
}

/** Runs statements with MariaDB's own client and returns what it prints. */
function sql(socket: string, database: string, statements: string, options: readonly string[] = []): Promise<string> {
  return new Promise((resolve, reject) => {
    const client = spawn(
      'mariadb',
      ['--no-defaults', `--socket=${socket}`, '--batch', ...options, database].filter((a) => a !== ''),
    );
    watchProcess(client);
    let output = '';
    let errors = '';
    client.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    client.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    client.once('error', reject);
    client.once('close', (code) => {
      if (code === 0 || options.includes('--force')) resolve(output);
      else reject(new Error(`MariaDB refused: ${errors}`));
    });
    client.stdin.end(statements);
  });
}

async function untilItAnswers(url: string, folder: string): Promise<void> {
  for (let tries = 0; tries < 1_800; tries += 1) {
    // It refuses GET with 400; that it answers at all is what counts.
    if ((await fetch(url).catch(() => null))?.status === 400) return;
    await sleep(100);
  }
  throw new Error(`The OCS server did not answer within three minutes: ${await logs(folder)}`);
}

async function logs(folder: string): Promise<string> {
  const paths = [join(folder, 'apache.log'), join(folder, 'log', 'activity.log')];
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8').catch(() => '')));
  return texts.join('\n').slice(-5_000);
}

async function must(name: string, args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await runProgram(name, args);
  if (code !== 0) throw new Error(`${name} ended with code ${code}: ${stdout}${stderr}`);
}

function endProcess(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('close', () => resolve());
    child.kill('SIGKILL'); // its data is thrown away
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port')),
      );
    });
  });
}
