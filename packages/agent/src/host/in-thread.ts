import * as fs from 'node:fs';
import { promisify } from 'node:util';

// Calls that may hang, made in a thread. `node:fs/promises` has them too, and brings an editor of command lines with its history.
export const close = promisify(fs.close);
export const fstat = promisify(fs.fstat);
export const lstat = promisify(fs.lstat);
export const open = promisify(fs.open);
export const read = promisify(fs.read);
export const readdir = promisify(fs.readdir);
export const readlink = promisify(fs.readlink);
export const statfs = promisify(fs.statfs);
