// What `npm start`, `npm test` and the like do before anything else: dependencies installed, console built. Nothing when all is there.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import process from 'node:process';
import {
  capture,
  npmEnvironment,
  pinnedNode,
  pinnedNodeProblem,
  pinnedVersion,
  problem,
  programOf,
  root,
} from './toolchain.mjs';

/** Says in one line what takes time; set-up is silent when there is nothing to do. */
async function step(doing, work) {
  process.stderr.write(`${doing}… `);
  const begin = performance.now();
  const { code, output } = await work();
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  process.stderr.write(code === 0 ? `done in ${seconds} s\n` : `failed after ${seconds} s\n`);
  if (code !== 0) throw problem(`${output.trimEnd()}\nCannot go on: that step failed (exit code ${code})`);
}

/** Installs the dependencies of package-lock.json unless they are there. */
export async function installDependencies() {
  if (dependenciesAreThere() && pinnedNodeProblem() === null) return;
  await step(`Installing the dependencies (Node ${pinnedVersion} among them)`, npmCi);
  const wrong = pinnedNodeProblem();
  if (wrong !== null) throw problem(wrong);
  writeFileSync(installStamp(), lockHash());
}

const installStamp = () => join(root, 'node_modules', '.muster-install');
const lockPath = join(root, 'package-lock.json');
const lockHash = () => sha256(readFileSync(lockPath));
const sha256 = (data) => createHash('sha256').update(data).digest('hex');

/** True if node_modules is what package-lock.json says, by our own stamp or else by comparing npm's own record. */
function dependenciesAreThere() {
  if (!existsSync(join(root, 'node_modules'))) return false;
  if (existsSync(installStamp()) && readFileSync(installStamp(), 'utf8') === lockHash()) return true;
  if (!installedAsLocked()) return false;
  writeFileSync(installStamp(), lockHash()); // somebody ran npm themselves: just as good
  return true;
}

// npm writes node_modules/.package-lock.json last, so a broken-off installation has none.
function installedAsLocked() {
  const recordPath = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(recordPath)) return false;
  const wanted = JSON.parse(readFileSync(lockPath, 'utf8')).packages;
  const found = JSON.parse(readFileSync(recordPath, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true; // the workspaces themselves
    const installed = found[path];
    if (installed === undefined) return entry.optional === true; // of another system
    return installed.version === entry.version && installed.integrity === entry.integrity;
  });
}

/**
 * Runs `npm ci` with the npm that called us, else the one in PATH.
 *
 * The flags repeat npm's defaults on purpose: an `.npmrc` or NODE_ENV may say otherwise, and without the development
 * dependencies there is no console, without install scripts no Node.
 */
async function npmCi() {
  const flags = [
    'ci',
    '--include=dev',
    '--include=optional',
    '--ignore-scripts=false',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const options = { environment: npmEnvironment() };
  const cli = process.env.npm_execpath ?? '';
  // By the Node that runs us: the pinned one is just being replaced.
  if (/npm-cli\.c?js$/.test(cli)) return await captureAsIs(process.execPath, [cli, ...flags], options);
  const windows = process.platform === 'win32';
  return await captureAsIs(windows ? 'npm.cmd' : 'npm', flags, { ...options, shell: windows });
}

async function captureAsIs(program, args, options) {
  try {
    return await capture(program, args, options);
  } catch (error) {
    return { code: 127, output: `Cannot run "${program}": ${error.message}` };
  }
}

const consoleFolder = join(root, 'packages', 'console');
const consoleStamp = join(root, 'node_modules', '.muster-console');

/** What the built console depends on. */
const consoleSources = ['packages/console', 'packages/protocol/src', 'package-lock.json'];

/** Builds the console unless its files are there and newer than their sources, told by content and not by dates. */
export async function buildConsole() {
  if (!existsSync(consoleFolder)) return;
  const now = sourcesHash();
  const built = existsSync(join(consoleFolder, 'dist', 'index.html')) && existsSync(consoleStamp);
  if (built && readFileSync(consoleStamp, 'utf8') === now) return;
  await step('Building the console', () =>
    capture(pinnedNode, [programOf('vite', consoleFolder), 'build', '--logLevel', 'warn'], { cwd: consoleFolder }),
  );
  writeFileSync(consoleStamp, now);
}

function sourcesHash() {
  const hash = createHash('sha256');
  for (const path of consoleSources.flatMap((source) => filesBelow(join(root, source))).sort()) {
    hash.update(relative(root, path).split(sep).join('/')).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !['node_modules', 'dist'].includes(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .flatMap((entry) => filesBelow(join(path, entry.name)));
}

/** Everything a command that sets up by itself needs. */
export async function setUp() {
  await installDependencies();
  await buildConsole();
}
