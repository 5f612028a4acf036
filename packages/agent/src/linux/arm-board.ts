import { parseBlocks } from './cpuinfo.ts';

/** The board, as kernels for ARM name it behind the processors in `/proc/cpuinfo`. */
export type ArmBoard = {
  readonly hardware: string | null;
  readonly model: string | null;
  readonly revision: string | null;
  readonly serial: string | null;
};

/** Null on machines of other kinds. */
export function parseArmBoard(cpuinfo: string): ArmBoard | null {
  const board = parseBlocks(cpuinfo).find((block) => block.has('revision') && block.has('serial'));
  if (board === undefined) return null;
  const value = (key: string) => board.get(key) || null;
  return { hardware: value('hardware'), model: value('model'), revision: value('revision'), serial: value('serial') };
}
