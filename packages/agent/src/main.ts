#!/usr/bin/env node
import { fstatSync, writeSync } from 'node:fs';

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
  const status = await runCli({
    argv: process.argv.slice(2),
    // Packages start it by links such as `muster-inventory`.
    programName: basename(process.argv[1] ?? ''),
    env: process.env,
    out: (text) => write(STANDARD_OUTPUT, text),
    err: (text) => write(STANDARD_ERROR, text),
    isTerminal: () => isTerminal(STANDARD_OUTPUT),
    keepsCompiled: true,
    canAsk: async () => (await isTerminal(STANDARD_INPUT)) && (await isTerminal(STANDARD_ERROR)),
    ask,
  });
  // Not waiting for what hangs: a file of a dead file server that is still being read would keep the process for ever.
  process.exit(status);
}

const STANDARD_INPUT = 0;
const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;

async function isTerminal(descriptor: number): Promise<boolean> {
  // Asked first, since the module brings the network with it.
  return fstatSync(descriptor).isCharacterDevice() && (await import('node:tty')).isatty(descriptor);
}

const RETRY_MS = 10;
/** What nobody reads holds up no agent: after 5 s the rest of a message is dropped. A document waits for its reader. */
const ERROR_RETRIES = 500;

/** Writes all of it before it returns. Node's streams would cost 3 MB and 4 ms, for which this program has no use. */
function write(descriptor: number, text: string | Uint8Array): void {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  for (let from = 0, retries = 0; from < bytes.length; ) {
    try {
      from += writeSync(descriptor, bytes, from);
    } catch (error) {
      const isDocument = descriptor === STANDARD_OUTPUT;
      const { code } = error as NodeJS.ErrnoException;
      // Whoever reads our output may stop reading, as `head` does.
      if (code === 'EPIPE' && isDocument) process.exit(0);
      if (code !== 'EAGAIN' && isDocument) throw error;
      if (code !== 'EAGAIN' || (!isDocument && retries >= ERROR_RETRIES)) return;
      // A pipe whose reader is slow, and which somebody made not to wait.
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
