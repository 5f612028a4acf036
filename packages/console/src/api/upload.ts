import { loadErrorWords } from '../i18n/error-words.ts';
import { toApiError, unreachable } from './api-error.ts';

type Upload = {
  readonly method: 'PUT' | 'POST';
  readonly url: string;
  readonly file: File;
  /** Part of the file that was sent, from 0 to 1. */
  readonly onProgress: (part: number) => void;
};

/**
 * Sends a file as the body and tells how far it is, which `fetch` cannot.
 *
 * @returns The JSON answer.
 * @throws {ApiError} with the server's code, or `UNREACHABLE`.
 */
export function upload({ method, url, file, onProgress }: Upload): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () => {
      const isGood = request.status >= 200 && request.status < 300;
      if (isGood) resolve(request.response);
      else void loadErrorWords().then(() => reject(toApiError(request.status, request.response)));
    };
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(unreachable());
    request.send(file);
  });
}
