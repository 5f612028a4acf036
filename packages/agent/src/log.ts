export type Log = {
  /** A function is called only where somebody looks. */
  debug(message: string | (() => string)): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
};

export type Level = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

/** Takes one line without its end: `[core][ERROR] …`. */
export type Sink = (line: string, level: Level) => void;

/** `[core][INFO] …` on the standard error output, which leaves the standard output to inventories. */
export function createLog(write: (line: string) => void, debug: boolean, component = 'core'): Log {
  return logTo([(line) => write(`${line}\n`)], debug, component);
}

/** @param component Which part of the agent speaks, such as `core` or `inventory`. */
export function logTo(sinks: readonly Sink[], debug: boolean, component: string): Log {
  const say = (level: Level) => (message: string) => {
    const line = `[${component}][${level}] ${oneLine(message)}`;
    for (const sink of sinks) sink(line, level);
  };
  // Documents are exchanged that people want to read; each of their lines is marked as what it is.
  const sayLines = (message: string | (() => string)) => {
    const text = typeof message === 'string' ? message : message();
    for (const line of text.split('\n')) say('DEBUG')(line);
  };
  return {
    debug: debug ? sayLines : () => undefined,
    info: say('INFO'),
    warn: say('WARN'),
    error: say('ERROR'),
  };
}

/** Text of machines and servers must not forge lines or colours in a log. */
function oneLine(message: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be removed.
  return message.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}
