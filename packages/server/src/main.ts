import process from 'node:process';

/** The oldest Node that has all we use. package.json pins the one to run on. */
const NODE_NEEDED = 26;

// What the server writes is for its owner alone, whatever the folder allows.
process.umask(0o077);

/** One Ctrl-C arrives several times: from the terminal, and from npm, which hands it on. Milliseconds. */
const SAME_SIGNAL_MS = 500;

/** Stops once when asked to; asked again later, at once. */
function stopWhenAsked(): AbortSignal {
  const controller = new AbortController();
  let firstAsked = 0;
  const ask = () => {
    if (!controller.signal.aborted) firstAsked = performance.now();
    else if (performance.now() - firstAsked > SAME_SIGNAL_MS) process.exit(1);
    controller.abort();
  };
  process.on('SIGINT', ask);
  process.on('SIGTERM', ask);
  process.on('disconnect', () => controller.abort()); // who started us has ended
  return controller.signal;
}

// What follows is loaded after the check: an older Node may not even be able to read it.
if (Number.parseInt(process.versions.node, 10) < NODE_NEEDED) {
  const { AppError } = await import('@muster/protocol');
  const error = new AppError('NODE_TOO_OLD', { found: process.versions.node, needed: NODE_NEEDED });
  process.stderr.write(`${error.message}\n${error.hint}\n`);
  process.exitCode = 1;
} else {
  const { runCommandLine } = await import('./command-line/run-command-line.ts');
  const { processTerminal } = await import('./command-line/terminal.ts');
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    environment: process.env,
    terminal: processTerminal,
    stop: stopWhenAsked(),
    notify: (message) => process.send?.(message),
  });
  if (process.connected) process.disconnect?.(); // the channel would keep the process alive
}
