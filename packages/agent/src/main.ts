#!/usr/bin/env node
import { writeSync } from 'node:fs';

const NEEDED_MAJOR = 26;

// Before anything else is loaded: older versions would stop at the first import with a message that helps nobody.
if (Number(process.versions.node.split('.', 1)[0]) < NEEDED_MAJOR) {
  process.stderr.write(
    `Cannot run on Node ${process.versions.node}: this program needs Node ${NEEDED_MAJOR} (NODE_TOO_OLD). ` +
      'Start it through npm, which uses the right one: "npm run -s muster-agent -- …".\n',
  );
  process.exit(1);
}

// No `await` up here: that is for modules of the newer kind alone, and what loads them costs a daemon 5 MB. Packages hold
// this program in the older kind.
void start();

async function start(): Promise<void> {
  const { basename } = await import('node:path');
  const { runCli } = await import('./command-line/run.ts');
  let printed = false;
  const status = await runCli({
    argv: process.argv.slice(2),
    // Packages start it by links such as `muster-inventory`.
    programName: basename(process.argv[1] ?? ''),
    env: process.env,
    // Node's streams are made when they are first touched, and cost a daemon 3 MB that it has no use for.
    out: (text) => {
      // Whoever reads our output may stop reading, as `head` does.
      if (!printed) process.stdout.on('error', () => process.exit(0));
      printed = true;
      process.stdout.write(text);
    },
    err: writeError,
    isTerminal: () => isTerminal(STANDARD_OUTPUT),
    canAsk: async () => (await isTerminal(STANDARD_INPUT)) && (await isTerminal(STANDARD_ERROR)),
    ask,
  });
  // Not waiting for what hangs: a file of a dead file server that is still being read would keep the process for ever.
  if (!printed) process.exit(status);
  // An empty write is done when all before it are: a reader that is slow still gets the whole document.
  process.stdout.write('', () => process.exit(status));
}

const STANDARD_INPUT = 0;
const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;

async function isTerminal(descriptor: number): Promise<boolean> {
  return (await import('node:tty')).isatty(descriptor);
}

const RETRY_MS = 10;
const RETRIES = 500;

function writeError(text: string): void {
  const bytes = Buffer.from(text);
  for (let from = 0, retries = 0; from < bytes.length && retries < RETRIES; ) {
    try {
      from += writeSync(STANDARD_ERROR, bytes, from);
    } catch (error) {
      // A pipe whose reader is slow, and which somebody made not to wait: it is tried again. Else nobody listens.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      retries += 1;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}
