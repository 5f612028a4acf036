import { AppError } from '@muster/protocol';
import type { Host } from '../host/host.ts';

export type Content = { readonly from: string; readonly text: string };

const PROGRAM_TIMEOUT_MS = 10_000;
const LIMIT_BYTES = 1024 * 1024;
const WRITABLE_BY_OTHERS = 0o022;
const EXECUTABLE = 0o100;

/**
 * What an administrator adds by files of a folder: JSON and XML as they are, programs by what they print.
 *
 * Whoever may write there runs programs as root: only what belongs to root and nobody else may write is used.
 */
export async function readOwnSections(host: Host, folder: string): Promise<Content[]> {
  if ((await host.stat(folder)) === null) return [];
  const parts = folder.split('/').filter(Boolean);
  for (let length = 1; length <= parts.length; length++) {
    if (!(await isTrusted(host, `/${parts.slice(0, length).join('/')}`, 'directory'))) return [];
  }
  const found: Content[] = [];
  for (const name of await host.list(folder)) {
    if (name.startsWith('.') || name.endsWith('~')) continue;
    const content = await readOne(host, `${folder}/${name}`);
    if (content !== null) found.push(content);
  }
  return found;
}

async function readOne(host: Host, path: string): Promise<Content | null> {
  const facts = await host.stat(path);
  const isProgram = facts?.kind === 'file' && (facts.mode & EXECUTABLE) !== 0;
  if (!isProgram && !/\.(?:json|xml)$/i.test(path)) return null;
  if (!(await isTrusted(host, path, 'file'))) return null;
  const text = isProgram
    ? await host.run(path, [], { timeoutMs: PROGRAM_TIMEOUT_MS, limitBytes: LIMIT_BYTES })
    : await host.read(path, { limitBytes: LIMIT_BYTES });
  if (text !== null && text.trim() !== '') return { from: path, text };
  if (isProgram)
    host.report(new AppError('PROGRAM_UNANSWERED', { what: 'a section of our own', program: path }).message);
  return null;
}

async function isTrusted(host: Host, path: string, kind: 'file' | 'directory'): Promise<boolean> {
  const facts = await host.stat(path);
  if (facts?.kind === kind && facts.ownerId === 0 && (facts.mode & WRITABLE_BY_OTHERS) === 0) return true;
  host.report(`${path} is not used: it must be a ${kind} that belongs to root, and that nobody else may write`);
  return false;
}
