import type { Level, Sink } from '../log.ts';

type Line = { readonly line: string; readonly level: Level };

/** Lines are gathered for so long, so that many come with one program. */
const GATHERING_MS = 200;
const PROGRAM_TIMEOUT_MS = 5000;

/**
 * Hands lines to a program of the system, `logger` for one: the sockets of syslog and the journal are of a kind that Node
 * cannot open.
 *
 * What is gathered when the process ends is handed over then.
 */
export function programSink(commandOf: (level: Level) => readonly string[], warn: (message: string) => void): Sink {
  let waiting: Line[] = [];
  let timer: NodeJS.Timeout | undefined;
  let troubled = false;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const lines = waiting;
    waiting = [];
    for (const { level, texts } of byLevel(lines)) {
      const [program = '', ...args] = commandOf(level);
      // Loaded here: most logs need no program.
      const { spawnSync } = process.getBuiltinModule('node:child_process');
      const { error, status } = spawnSync(program, args, {
        input: `${texts.join('\n')}\n`,
        stdio: ['pipe', 'ignore', 'ignore'],
        timeout: PROGRAM_TIMEOUT_MS,
      });
      const failed = error !== undefined || status !== 0;
      if (failed && !troubled) warn(`Cannot log with "${program}": ${error?.message ?? `exit status ${status}`}`);
      troubled = failed;
    }
  };
  process.on('exit', flush);
  return (line, level) => {
    waiting.push({ line, level });
    timer ??= setTimeout(flush, GATHERING_MS).unref();
  };
}

/** Neighbours of one level together; the order stays. */
function byLevel(lines: readonly Line[]): { level: Level; texts: string[] }[] {
  const groups: { level: Level; texts: string[] }[] = [];
  for (const { line, level } of lines) {
    const last = groups.at(-1);
    if (last?.level === level) last.texts.push(line);
    else groups.push({ level, texts: [line] });
  }
  return groups;
}
