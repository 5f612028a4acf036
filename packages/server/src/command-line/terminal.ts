import process from 'node:process';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Terminal } from './command.ts';

/** The terminal of this process. */
export const processTerminal: Terminal = {
  print: (line) => void process.stdout.write(`${line}\n`),
  printError: (line) => void process.stderr.write(`${line}\n`),
  ...(process.stderr.isTTY ? { showProgress } : {}),
  async readSecret(prompt) {
    if (process.stdin.isTTY) return await ask(prompt);
    return (await text(process.stdin)).split(/\r?\n/)[0] ?? '';
  },
};

/** Back to the start of the line, clear it, write; what does not fit would begin a new line at each call. */
function showProgress(line: string): void {
  process.stderr.write(`\r\u001b[K${line.slice(0, Math.max(0, process.stderr.columns - 1))}`);
}

/** Readline shows what is typed by writing it to its output; this output swallows it. */
async function ask(prompt: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  process.stderr.write(prompt);
  try {
    return await new Promise<string>((resolve) => {
      lines.question('', resolve);
      lines.once('close', () => resolve('')); // Ctrl-C, Ctrl-D
    });
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
