import { spawn } from 'node:child_process';
import { gzipSync } from 'node:zlib';

/** How hard to try: `small` takes a minute for a tenth less, `quick` is for tests. */
export type Effort = 'small' | 'quick';

/** gzip without name and time, so that the same content makes the same bytes. */
export function gzip(content: Buffer, effort: Effort): Buffer {
  const packed = gzipSync(content, { level: effort === 'small' ? 9 : 1 });
  packed[9] = 0xff; // made on: unknown
  return packed;
}

/** By the program `xz`, in one thread: with more, the bytes depend on how many there are. */
export function xz(content: Buffer, effort: Effort): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('xz', ['--compress', '--stdout', '--threads=1', effort === 'small' ? '-6' : '-0'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const chunks: Buffer[] = [];
    child.on('error', (error) => reject(new Error(`Cannot run "xz", which packages need: ${error.message}`)));
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('close', (code) =>
      code === 0 ? resolve(Buffer.concat(chunks)) : reject(new Error(`xz ended with status ${code}`)),
    );
    child.stdin.on('error', () => undefined); // xz ended early: its status tells
    child.stdin.end(content);
  });
}
