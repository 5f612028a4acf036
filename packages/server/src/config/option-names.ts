/** `maxBodyBytes` → `--max-body-bytes`. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** `maxBodyBytes` → `MUSTER_MAX_BODY_BYTES`. */
export function variableOf(name: string): string {
  return `MUSTER_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
