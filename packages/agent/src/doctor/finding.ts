/** What was found out about one thing. `problem`: it keeps the agent from reporting; `warning`: it may; `note`: it is worth knowing. */
export type Finding = {
  readonly level: 'ok' | 'note' | 'warning' | 'problem';
  /** One sentence, without its period. */
  readonly text: string;
  /** What to do about it. */
  readonly advice?: string;
};

export const ok = (text: string): Finding => ({ level: 'ok', text });
export const note = (text: string, advice?: string) => finding('note', text, advice);
export const warning = (text: string, advice?: string) => finding('warning', text, advice);
export const problem = (text: string, advice?: string) => finding('problem', text, advice);

function finding(level: Finding['level'], text: string, advice: string | undefined): Finding {
  return { level, text, ...(advice === undefined ? {} : { advice }) };
}

const SHOWN = { ok: 'ok', note: 'note', warning: 'WARNING', problem: 'PROBLEM' };

export function shownFinding({ level, text, advice }: Finding): string {
  const hint = advice === undefined ? '' : `${' '.repeat(10)}${advice}\n`;
  return `${SHOWN[level].padEnd(10)}${text}\n${hint}`;
}
