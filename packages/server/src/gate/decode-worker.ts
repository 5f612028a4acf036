import { parentPort } from 'node:worker_threads';
import { AppError, type ErrorCode, type ErrorDetails } from '@muster/protocol';
import { type PackedMessage, readAndPack } from './read-message.ts';

/** What the thread answers: errors do not travel as such from thread to thread. */
export type DecodeAnswer =
  | { readonly message: PackedMessage }
  | { readonly refused: { readonly code: ErrorCode; readonly details: ErrorDetails } }
  | { readonly failed: string };

parentPort?.on('message', (document: Uint8Array) => parentPort?.postMessage(answer(document)));

function answer(document: Uint8Array): DecodeAnswer {
  try {
    return { message: readAndPack(document) };
  } catch (error) {
    if (error instanceof AppError) return { refused: { code: error.code, details: error.details } };
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
