import { foldersOf, type PackageFile, sorted } from './package-file.ts';

const BLOCK = 512;
/** `ustar`, one path up to 100 bytes: ours are shorter, and everything reads it. */
const PATH_LIMIT = 100;

/**
 * A tar archive of the files and the folders above them, owned by root.
 *
 * The same files make the same bytes: in order, and with one time for all.
 *
 * @param prefix Before each path: `./` in packages of Debian.
 * @param timeS Time of change of everything, in seconds since 1970.
 */
export function tarOf(files: readonly PackageFile[], prefix: string, timeS: number): Buffer {
  const parts: Buffer[] = [];
  const add = (path: string, mode: number, type: string, size = 0, target = '') =>
    parts.push(header({ path, mode, type, size, target, timeS }));
  if (prefix.endsWith('/')) add(prefix, 0o755, '5');
  for (const folder of foldersOf(files)) add(`${prefix}${folder}/`, 0o755, '5');
  for (const file of sorted(files)) {
    if (file.kind === 'link') add(prefix + file.path, 0o777, '2', 0, file.target);
    else {
      add(prefix + file.path, file.mode, '0', file.content.length);
      parts.push(file.content, Buffer.alloc((BLOCK - (file.content.length % BLOCK)) % BLOCK));
    }
  }
  parts.push(Buffer.alloc(2 * BLOCK)); // the end
  return Buffer.concat(parts);
}

type Entry = { path: string; mode: number; type: string; size: number; target: string; timeS: number };

/** Source: POSIX.1-2024, pax, "ustar Interchange Format". */
function header({ path, mode, type, size, target, timeS }: Entry): Buffer {
  if (Buffer.byteLength(path) > PATH_LIMIT) throw new Error(`"${path}" is too long for a tar archive`);
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number) =>
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
  block.write(path, 0);
  octal(mode, 100, 8);
  octal(0, 108, 8); // root
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(timeS, 136, 12);
  block.write('        ', 148, 'latin1'); // the sum counts its own place as blanks
  block.write(type, 156, 'latin1');
  block.write(target, 157);
  block.write('ustar\x0000root', 257, 'latin1');
  block.write('root', 297, 'latin1');
  octal(0, 329, 8);
  octal(0, 337, 8);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}
