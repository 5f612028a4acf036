/** One login, from `/run/utmp` (now) or `/var/log/wtmp` (history). */
export type Login = {
  readonly user: string;
  /** Terminal, such as `pts/0`. */
  readonly line: string;
  readonly at: Date;
  /** Where it came from: a host name, an address, or a display; null at the machine itself. */
  readonly from: string | null;
};

const USER_PROCESS = 7;

/**
 * Logins in the order of the file, leaving out reboots, terminals that wait, and those who went.
 *
 * Source: utmp(5). A record has 384 bytes where time is kept in 32 bits for the sake of 32-bit programs (x86-64, ppc64,
 * s390x), 400 where it is not (arm64, riscv64).
 */
export function parseUtmp(bytes: Uint8Array): Login[] {
  const size = recordSize(bytes);
  // Only the end of a long file may have been read: it ends with a whole record, but need not begin with one.
  const start = bytes.length % size;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const logins: Login[] = [];
  for (let at = start; at + size <= bytes.length; at += size) {
    if (view.getInt16(at, true) !== USER_PROCESS) continue;
    const user = textAt(bytes, at + 44, 32);
    const seconds = size === 384 ? view.getInt32(at + 340, true) : Number(view.getBigInt64(at + 344, true));
    if (user !== '' && seconds > 0 && seconds < 1e11) {
      logins.push({
        user,
        line: textAt(bytes, at + 8, 32),
        at: new Date(seconds * 1000),
        from: textAt(bytes, at + 76, 256) || null,
      });
    }
  }
  return logins;
}

/** A file of 384-byte records is rarely a multiple of 400; where it is both, the records' own types decide. */
function recordSize(bytes: Uint8Array): 384 | 400 {
  return plausible(bytes, 400) && !plausible(bytes, 384) ? 400 : 384;
}

function plausible(bytes: Uint8Array, size: number): boolean {
  if (bytes.length < size) return false;
  for (let at = bytes.length % size; at + size <= bytes.length; at += size) {
    const type = (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
    if (type > 9) return false;
  }
  return true;
}

const decoder = new TextDecoder();

function textAt(bytes: Uint8Array, at: number, length: number): string {
  const field = bytes.subarray(at, at + length);
  const nul = field.indexOf(0);
  return decoder.decode(nul === -1 ? field : field.subarray(0, nul)).trim();
}
