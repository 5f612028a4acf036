import { AppError } from '../errors.ts';
import { LIMITS } from '../limits.ts';

/**
 * Never a path, markup or a quoted word; `_SYSTEMGROUP_` and its like, which OCS keeps for itself, begin with neither letter
 * nor digit.
 */
const DEVICE_ID = /^[\p{L}\p{N}][^/\\<>"'&\s\p{C}]*$/u;

/** @throws AppError DEVICE_ID_MISSING, DEVICE_ID_INVALID */
export function checkDeviceId(value: string | null | undefined): string {
  if (value === null || value === undefined || value === '') throw new AppError('DEVICE_ID_MISSING');
  if (value.length > LIMITS.deviceIdLength || !DEVICE_ID.test(value)) throw new AppError('DEVICE_ID_INVALID');
  return value;
}
