import { isClearText } from '../config/listening.ts';
import type { Config } from '../config.ts';

type Warning = { readonly message: string; readonly hint: string };

/** What administrators should know of the way this server runs. Codes are never reused. */
const warnings = {
  HTTP_CLEAR_TEXT: {
    message: 'Passwords and inventories travel in clear text: this server listens beyond its own machine without TLS',
    hint: 'Start it with --tls-cert and --tls-key. If a proxy in front does TLS, let this server listen on the loopback, or on a network that only the proxy reaches.',
  },
} as const satisfies Record<string, Warning>;

/** The warnings that apply, as the API tells them. */
export function warningsOf(config: Config): { code: string; message: string; hint: string }[] {
  const codes: (keyof typeof warnings)[] = isClearText(config) ? ['HTTP_CLEAR_TEXT'] : [];
  return codes.map((code) => ({ code, ...warnings[code] }));
}
