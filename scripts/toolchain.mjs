// Which Node runs the project, in which environment, and how a program is started and stopped with it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The oldest Node that can run these scripts; what they start runs on the pinned one. */
const OLDEST_NODE = 20;

const windows = process.platform === 'win32';

/** The pinned Node as npm installs it. On Windows the package `node` brings `node.exe`. */
export const pinnedNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

/** Version of Node that package.json asks for, such as `26.10.0`. */
export const pinnedVersion = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies.node;

/** A failure whose message says everything; shown without a stack. */
export function problem(message) {
  return Object.assign(new Error(message), { forPeople: true });
}

/** Why the Node that runs this file is no good, or null. */
export function checkOwnNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= OLDEST_NODE) return null;
  return `Cannot run on Node ${process.versions.node}: install Node ${OLDEST_NODE} or newer; npm then brings Node ${pinnedVersion} by itself.`;
}

/** Why the pinned Node cannot be used, or null. It is really started: a file of the wrong system would exist, too. */
export function pinnedNodeProblem() {
  if (!existsSync(pinnedNode)) {
    return `Cannot find Node ${pinnedVersion} in node_modules: run "npm ci" first ("npm start" and "npm test" do it by themselves).`;
  }
  const { stdout, stderr, error } = spawnSync(pinnedNode, ['--version'], { env: cleanEnvironment(), encoding: 'utf8' });
  if (error !== undefined || stdout.trim() === '') {
    const library = /lib\S+\.so\S*(?=: cannot open)/.exec(stderr ?? '')?.[0];
    if (library !== undefined) {
      return `Cannot run Node ${pinnedVersion}: this system has no ${library}. Install it (Debian and Ubuntu: "apt-get install libatomic1").`;
    }
    return 'Cannot run the Node in node_modules: it may be of another system. Run "npm ci" again.';
  }
  if (stdout.trim() !== `v${pinnedVersion}`) {
    return `Cannot use the Node in node_modules: it is ${stdout.trim()}, package.json asks for v${pinnedVersion}. Run "npm ci" again.`;
  }
  return null;
}

/** Variables meant for the caller's own Node. */
const FOREIGN = ['NODE_OPTIONS', 'NODE_PATH', 'NODE_ENV', 'NODE_CHANNEL_FD', 'NODE_UNIQUE_ID', 'NODE_V8_COVERAGE'];

/**
 * The environment for what we start: pinned tools first in PATH, without options meant for another Node.
 *
 * NODE_OPTIONS of the caller may name flags that the pinned Node does not know, or preload files into every program.
 */
export function cleanEnvironment(extra = {}) {
  const env = { ...process.env };
  for (const name of FOREIGN) delete env[name];
  const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const first = [dirname(pinnedNode), join(root, 'node_modules', '.bin')];
  env[pathName] = [...first, env[pathName] ?? ''].join(delimiter);
  return { ...env, ...extra };
}

/** Options of npm that may stay in the environment of an `npm ci` of ours: where packages come from, and how to get there. */
const NPM_OPTIONS_KEPT =
  /^npm_config_(\/\/|@|_auth|registry$|replace_registry_host$|cache$|userconfig$|globalconfig$|(https_?)?proxy$|no_?proxy$|ca$|cafile$|cert$|key$|strict_ssl$|fetch_|maxsockets$|offline$|prefer_offline$|local_address$|user_agent$)/i;

/** The environment for npm itself: an `--omit=dev` of the caller must not reach into our own installation. */
export function npmEnvironment() {
  const env = { ...process.env };
  for (const name of FOREIGN) delete env[name];
  for (const name of Object.keys(env)) {
    if (/^npm_config_/i.test(name) && !NPM_OPTIONS_KEPT.test(name)) delete env[name];
  }
  return env;
}

/** Program of a package, such as `vite` of the console: its file, to be run by the pinned Node. */
export function programOf(packageName, from = root) {
  const require = createRequire(join(from, 'package.json'));
  const manifestPath = findManifest(require, packageName);
  const { bin } = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const file = typeof bin === 'string' ? bin : (bin[packageName.split('/').at(-1)] ?? Object.values(bin)[0]);
  return join(dirname(manifestPath), file);
}

// `require.resolve('x/package.json')` is refused by packages whose `exports` leave it out.
function findManifest(require, packageName) {
  for (const folder of require.resolve.paths(packageName) ?? []) {
    const path = join(folder, packageName, 'package.json');
    if (existsSync(path)) return path;
  }
  throw problem(`Cannot find the package "${packageName}": run "npm ci" first.`);
}

/** Signals that mean "stop", and are handed on. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const SAME_SIGNAL_MS = 500;
const PARENT_WATCH_MS = 1_000;

/**
 * Starts a program of ours on the pinned Node, in the repository's folder unless told otherwise.
 *
 * Signals that we get are handed on to it, and it is ended when we end for whatever reason.
 */
export function startNode(args, options = {}) {
  return start(pinnedNode, args, options);
}

/** The same for any other program. `env` is added to the clean environment, `environment` stands in its place. */
export function start(program, args, { env = {}, environment = cleanEnvironment(env), ...options } = {}) {
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: environment, ...options });
  let last = Number.NEGATIVE_INFINITY;
  const handOn = (signal) => {
    // Ctrl-C reaches us from the terminal and once more from npm: people pressed it once.
    if (performance.now() - last < SAME_SIGNAL_MS) return;
    last = performance.now();
    child.kill(signal);
  };
  const end = () => child.kill('SIGTERM');
  const watch = watchParent(() => handOn('SIGTERM'));
  for (const signal of STOP_SIGNALS) process.on(signal, handOn);
  process.on('exit', end);
  child.once('close', () => {
    clearInterval(watch);
    for (const signal of STOP_SIGNALS) process.off(signal, handOn);
    process.off('exit', end);
  });
  return child;
}

/** Whoever is killed without a chance to tell us, such as npm by `kill -9`, is followed: no process of ours is left behind. */
function watchParent(onEnd) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) onEnd();
  }, PARENT_WATCH_MS);
  return watch.unref();
}

/** Waits for the end of a program. Resolves to its exit code; 128 + n if signal n ended it, as shells say it. */
export function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/** Runs a program to its end and collects what it prints. */
export async function capture(program, args, options = {}) {
  const child = start(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
  const code = await ended(child);
  return { code, output: Buffer.concat(chunks).toString('utf8') };
}
