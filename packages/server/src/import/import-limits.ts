import type { BodyLimits } from '../gate/body.ts';

/** What one import may be at most. Documents obey the limits of agents' messages. */
export type ImportLimits = BodyLimits & {
  /** Files in one zip archive, with those of the archives in it. */
  readonly zipFiles: number;
  /** Bytes that they may be in all, if that is more than the ratio of inflated to packed size allows. */
  readonly zipBytes: number;
};

/** The limits of this process. */
export function importLimits(config: {
  readonly maxBodyBytes: number;
  readonly maxInflatedBytes: number;
}): ImportLimits {
  return {
    bodyBytes: config.maxBodyBytes,
    inflatedBytes: config.maxInflatedBytes,
    zipFiles: ZIP_FILES,
    zipBytes: ZIP_BYTES,
  };
}

/** More files than any fleet has machines; a zip of them is some gigabytes. */
const ZIP_FILES = 200_000;

const ZIP_BYTES = 256 * 1024 * 1024;

/** An archive may hold archives, but those no further ones. */
export const ZIP_DEPTH = 2;

/** How often one document may be packed: a `.ocs` file, which is zlib, in a `.gz`. */
export const PACKINGS = 2;
