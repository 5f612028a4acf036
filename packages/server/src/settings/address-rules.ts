import { BlockList, isIP } from 'node:net';

/** Items in one list, and characters of one item: more are no list that a person keeps. */
export const ADDRESS_RULES = { items: 200, length: 200 } as const;

/**
 * Ways in which a regular expression may try to match one address, at most. A matcher that goes back and forth tries each
 * in the worst case; three `\d+` have some 97,000, tried in a few milliseconds.
 */
const WAYS = 100_000;

/** Characters of the longest address, with an end to stop at. */
const ADDRESS_LENGTH = 46;

/**
 * Why a text is no rule about addresses, for a person; null if it is one.
 *
 * A rule is an address, a network (`10.0.0.0/8`), or a regular expression for the whole address, as OCS Inventory has them
 * in TRUSTED_IP. Of regular expressions those are admitted which cannot keep the server busy.
 */
export function objectionToAddressRule(rule: string): string | null {
  if (rule === '') return 'one of its items is empty';
  if (rule.length > ADDRESS_RULES.length)
    return `"${rule.slice(0, 20)}…" is longer than ${ADDRESS_RULES.length} characters`;
  if (isIP(rule) !== 0 || networkOf(rule) !== null) return null;
  if (/^[\d.]+\/|^[\da-f:]+\//i.test(rule))
    return `"${rule}" is no network: expected an address and the length of its prefix`;
  let ways: number;
  try {
    ways = new PatternReader(rule).read();
    new RegExp(`^(?:${rule})$`);
  } catch (error) {
    const reason = error instanceof PatternError ? error.message : 'it is no regular expression';
    return `"${rule}" is neither an address nor a network, and as a regular expression it is refused: ${reason}`;
  }
  return ways <= WAYS ? null : `"${rule}" is refused: it could match in too many ways, which takes too long`;
}

/** Tells whether an address satisfies one of the rules. Rules that are none match nothing. */
export function createAddressMatcher(rules: readonly string[]): (address: string) => boolean {
  const block = new BlockList();
  const patterns: RegExp[] = [];
  for (const rule of rules) {
    const network = networkOf(rule);
    if (network !== null) block.addSubnet(network.address, network.prefix, network.family);
    else if (isIP(rule) !== 0) block.addAddress(rule, familyOf(rule));
    else if (objectionToAddressRule(rule) === null) patterns.push(new RegExp(`^(?:${rule})$`));
  }
  return (given) => {
    const address = given.replace(/^::ffff:(?=\d+\.)/i, ''); // IPv4 on a socket that listens for both
    if (isIP(address) === 0) return false;
    return block.check(address, familyOf(address)) || patterns.some((pattern) => pattern.test(address));
  };
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

function networkOf(rule: string) {
  const [, address = '', length = ''] = rule.match(/^([^/]+)\/(\d{1,3})$/) ?? [];
  if (isIP(address) === 0) return null;
  const prefix = Number(length);
  const family = familyOf(address);
  return prefix <= (family === 'ipv6' ? 128 : 32) ? { address, prefix, family } : null;
}

class PatternError extends Error {}

/**
 * Reads the part of regular expressions that rules about addresses need (characters, sets, groups, alternatives, counts)
 * and counts in how many ways it can match. Everything else is refused: references back, looking around, flags.
 */
class PatternReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): number {
    const ways = this.#alternatives(0);
    if (this.#at < this.#text.length) throw new PatternError(`")" at ${this.#at + 1} closes nothing`);
    return ways;
  }

  #alternatives(depth: number): number {
    if (depth > 5) throw new PatternError('groups are nested too deep');
    let ways = this.#sequence(depth);
    while (this.#take('|')) ways += this.#sequence(depth);
    return ways;
  }

  #sequence(depth: number): number {
    let ways = 1;
    while (this.#at < this.#text.length && !'|)'.includes(this.#peek())) {
      const isGroup = this.#peek() === '(';
      const once = isGroup ? this.#group(depth) : this.#one();
      ways *= this.#counted(once, isGroup);
    }
    return ways;
  }

  #group(depth: number): number {
    this.#at += 1;
    if (this.#peek() === '?' && !this.#take('?:')) throw new PatternError('of groups only ( ) and (?: ) are known');
    const ways = this.#alternatives(depth + 1);
    if (!this.#take(')')) throw new PatternError('a group is not closed');
    return ways;
  }

  /** One character, or a set of them. */
  #one(): number {
    const [found] = this.#text.slice(this.#at).match(/^(?:\[\^?[\w.:-]+\]|\\[d.:]|[\w.:-]|[\^$])/) ?? [];
    if (found === undefined) throw new PatternError(`"${this.#peek()}" is not known there`);
    this.#at += found.length;
    return 1;
  }

  #counted(once: number, isGroup: boolean): number {
    const [found, count] = this.#text.slice(this.#at).match(/^(?:([*+?])|\{\d{1,2}(?:,\d{0,2})?\})\??/) ?? [];
    if (found === undefined) return once;
    this.#at += found.length;
    const [, low = '0', comma, high = ''] = found.match(/(\d+)(,(\d*))?/) ?? [];
    const isEndless = count === '*' || count === '+' || (comma !== undefined && comma === ',');
    if (isEndless && isGroup) throw new PatternError('a group that repeats without end takes too long');
    if (isEndless) return once * ADDRESS_LENGTH;
    if (count === '?') return once + 1;
    const last = comma === undefined ? Number(low) : Number(high);
    return once ** last * Math.max(1, last - Number(low) + 1);
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #take(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }
}
