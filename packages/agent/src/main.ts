#!/usr/bin/env node
const NEEDED_MAJOR = 26;

// Before anything else is loaded: older versions would stop at the first import with a message that helps nobody.
if (Number(process.versions.node.split('.', 1)[0]) < NEEDED_MAJOR) {
  process.stderr.write(
    `Cannot run on Node ${process.versions.node}: this program needs Node ${NEEDED_MAJOR} (NODE_TOO_OLD). ` +
      'Start it through npm, which uses the right one: "npm run -s muster-agent -- …".\n',
  );
  process.exit(1);
}

// Whoever reads our output may stop reading, as `head` does.
process.stdout.on('error', () => process.exit(0));

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
    out: (text) => process.stdout.write(text),
    isTerminal: process.stdout.isTTY === true,
    ...(process.stdin.isTTY === true ? { ask } : {}),
    err: (text) => process.stderr.write(text),
  });
  // Not waiting for what hangs: a file of a dead file server that is still being read would keep the process for ever.
  // An empty write is done when all before it are: a reader that is slow still gets the whole document.
  process.stdout.write('', () => process.exit(status));
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
