import { boundText } from './bounded-text.ts';
/** A screen of the display server, as `xrandr --props` shows it. */
export type XScreen = { readonly width: number; readonly height: number; readonly outputs: readonly XOutput[] };

export type XOutput = {
  readonly name: string;
  readonly connected: boolean;
  readonly primary: boolean;
  /** What is shown on it; null when it is off. */
  readonly mode: { readonly width: number; readonly height: number; readonly x: number; readonly y: number } | null;
  readonly millimetres: { readonly width: number; readonly height: number } | null;
  /** Its identification block; null without `--props`. */
  readonly edid: Uint8Array | null;
};

export function parseXrandr(output: string): XScreen[] {
  const text = boundText(output);
  return text.split(/^(?=Screen \d+:)/m).flatMap((part) => {
    const [, width, height] = /^Screen \d+:.*current (\d+) x (\d+)/.exec(part) ?? [];
    if (width === undefined || height === undefined) return [];
    const outputs = part.split(/^(?=\S+ (?:dis)?connected)/m).flatMap(parseOutput);
    return [{ width: Number(width), height: Number(height), outputs }];
  });
}

function parseOutput(block: string): XOutput[] {
  const [, name, state, rest = ''] = /^(\S+) (connected|disconnected)(.*)$/m.exec(block) ?? [];
  if (name === undefined) return [];
  const [, width, height, x, y] = /(\d+)x(\d+)\+(\d+)\+(\d+)/.exec(rest) ?? [];
  const [, across, down] = /(\d+)mm x (\d+)mm/.exec(rest) ?? [];
  return [
    {
      name,
      connected: state === 'connected',
      primary: / primary\b/.test(rest),
      mode: width === undefined ? null : { width: Number(width), height: Number(height), x: Number(x), y: Number(y) },
      millimetres: across === undefined ? null : { width: Number(across), height: Number(down) },
      edid: edidOf(block),
    },
  ];
}

function edidOf(block: string): Uint8Array | null {
  const [, lines] = /^\s+EDID:\s*\n((?:\s+[0-9a-f]{32})+)/m.exec(block) ?? [];
  if (lines === undefined) return null;
  const digits = lines.replace(/\s+/g, '');
  return Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

/** `xdpyinfo`: "dimensions:    1920x1080 pixels". */
export function parseXdpyinfo(output: string): { readonly width: number; readonly height: number } | null {
  const text = boundText(output);
  const [, width, height] = /^\s+dimensions:\s+(\d+)x(\d+) pixels/m.exec(text) ?? [];
  return width === undefined ? null : { width: Number(width), height: Number(height) };
}
