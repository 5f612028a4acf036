import { AppError } from '@muster/protocol/errors';

export type OauthSettings = {
  readonly oauthClientId?: string | null;
  readonly oauthClientSecret?: string | null;
  /** Default: where GLPI gives tokens, beside the address of the server. */
  readonly oauthUrl?: string | null;
};

export type Token = { readonly authorization: string; readonly expiresAtMs: number };

/** Posts JSON and gives status and text. */
type Post = (url: string, json: string) => Promise<{ readonly status: number; readonly text: string }>;

/**
 * Asks for a token by client credentials; null when none are configured.
 *
 * @throws {AppError} `TOKEN_REFUSED`.
 * Source: agent-protocols §3.1.
 */
export async function askToken(serverUrl: string, settings: OauthSettings, post: Post): Promise<Token | null> {
  const { oauthClientId: id, oauthClientSecret: secret } = settings;
  if (!id || !secret) return null;
  const url = settings.oauthUrl || tokenUrl(serverUrl);
  const wish = { grant_type: 'client_credentials', client_id: id, client_secret: secret, scope: 'inventory' };
  const { status, text } = await post(url, JSON.stringify(wish));
  if (status < 200 || status > 299) throw new AppError('TOKEN_REFUSED', { url, reason: `it answered ${status}` });
  const { token_type: type, access_token: token, expires_in: lifeS } = readObject(text);
  if (typeof token !== 'string' || !/^[\x21-\x7e]{1,16384}$/.test(token) || !/^bearer$/i.test(String(type))) {
    throw new AppError('TOKEN_REFUSED', { url, reason: 'its answer holds no bearer token' });
  }
  // A minute less: it must not end on the way.
  const lifeMs = typeof lifeS === 'number' && lifeS > 0 ? Math.max(0, lifeS - 60) * 1000 : 0;
  return { authorization: `Bearer ${token}`, expiresAtMs: Date.now() + lifeMs };
}

/** `/api.php/token` of the GLPI that the address belongs to, whichever of its pages the address names. */
export function tokenUrl(serverUrl: string): string {
  const url = new URL(serverUrl);
  const [root = ''] = url.pathname.split(/\/(?:marketplace|plugins|front|Inventory)(?:\/|$)/, 1);
  url.pathname = `${root.replace(/\/+$/, '')}/api.php/token`;
  url.search = '';
  url.username = '';
  url.password = '';
  return url.href;
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
