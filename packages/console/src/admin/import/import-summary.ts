import type { paths } from '../../api/generated/schema.d.ts';
import type { UploadItem } from '../upload-queue.ts';

/** What became of one file. */
export type ImportReport = paths['/api/v1/imports']['post']['responses'][200]['content']['application/json'];

type Summary = {
  /** Files that are over, well or not. */
  readonly over: number;
  readonly created: number;
  readonly updated: number;
  /** Documents that were refused, and files that could not be sent. */
  readonly refused: number;
};

/** What became of all files until now. */
export function summaryOf(items: readonly Pick<UploadItem<ImportReport>, 'state'>[]): Summary {
  const sum = { over: 0, created: 0, updated: 0, refused: 0 };
  for (const { state } of items) {
    if (state.kind === 'failed') {
      sum.over += 1;
      sum.refused += 1;
    }
    if (state.kind !== 'done') continue;
    const { created, imported, failed } = state.result;
    sum.over += 1;
    sum.created += created;
    sum.updated += imported - created;
    sum.refused += failed.length;
  }
  return sum;
}
