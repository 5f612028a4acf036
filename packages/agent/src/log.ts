export type Log = {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
};

/** `[agent][INFO] …` on the standard error output, which leaves the standard output to inventories. */
export function createLog(write: (line: string) => void, debug: boolean): Log {
  const say = (level: string) => (message: string) => write(`[agent][${level}] ${oneLine(message)}\n`);
  return {
    debug: debug ? say('DEBUG') : () => undefined,
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
