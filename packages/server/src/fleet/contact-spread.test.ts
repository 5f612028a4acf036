import { expect, test } from 'vitest';
import { createContactSpread } from './contact-spread.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 10, 20, 9);

type Agent = { readonly id: number; at: number; told: number };
type Contact = { readonly minute: number; readonly told: number };

/** Lets agents contact for some days. `wait` is what an agent does with what it was told. */
function simulate(agents: Agent[], days: number, wholeHours: boolean, wait: (agent: Agent, told: number) => number) {
  const spread = createContactSpread();
  const contacts: Contact[] = [];
  const end = START + days * 24 * HOUR;
  const minutes = new Map<number, Agent[]>();
  const plan = (agent: Agent) => {
    const minute = Math.floor((agent.at - START) / MINUTE);
    minutes.set(minute, [...(minutes.get(minute) ?? []), agent]);
  };
  for (const agent of agents) plan(agent);
  for (let minute = 0; minute * MINUTE + START < end; minute += 1) {
    for (const agent of (minutes.get(minute) ?? []).sort((a, b) => a.at - b.at)) {
      const told = spread.next({ assetId: agent.id, now: agent.at, hours: 24, wholeHours });
      contacts.push({ minute, told });
      agent.at += Math.max(MINUTE, wait(agent, told) * HOUR);
      agent.told = told;
      plan(agent);
    }
    minutes.delete(minute);
  }
  return contacts;
}

/** The most contacts in one minute, by day. */
function peaks(contacts: readonly Contact[], days: number): number[] {
  const counts = new Map<number, number>();
  for (const { minute } of contacts) counts.set(minute, (counts.get(minute) ?? 0) + 1);
  const most = Array.from({ length: days }, () => 0);
  for (const [minute, count] of counts) {
    const day = Math.floor(minute / 1440);
    most[day] = Math.max(most[day] ?? 0, count);
  }
  return most;
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** The same numbers on each run. Source: Numerical Recipes, linear congruential generator. */
function numbersFrom(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** 10,000 agents that all contact within one minute, as after an outage. */
const herd = (): Agent[] => Array.from({ length: 10_000 }, (_, id) => ({ id, at: START + id * 6, told: 24 }));

test('a herd of 10,000 agents that do exactly as they are told is spread by its first contact', () => {
  const contacts = simulate(herd(), 6, false, (_agent, told) => told);
  const most = peaks(contacts, 6);
  const told = mean(contacts.map((contact) => contact.told));
  console.info(`exact agents: most contacts a minute by day ${most.join(', ')}; mean told ${told.toFixed(4)} h`);
  expect(most[0]).toBe(10_000);
  expect(Math.max(...most.slice(1))).toBeLessThanOrEqual(35);
  expect(Math.abs(told - 24)).toBeLessThan(0.01);
});

test('a herd of FusionInventory or GLPI agents, which come up to an hour early, is spread as well', () => {
  const random = numbersFrom(7);
  const contacts = simulate(herd(), 6, false, (_agent, told) => told - random());
  const most = peaks(contacts, 6);
  const told = mean(contacts.map((contact) => contact.told));
  console.info(
    `agents with a jitter: most contacts a minute by day ${most.join(', ')}; mean told ${told.toFixed(4)} h`,
  );
  expect(Math.max(...most.slice(1))).toBeLessThanOrEqual(60);
  expect(Math.abs(told - 24)).toBeLessThan(0.01);
});

test('a herd of OCS agents is told whole hours, and their own draw at each change does the rest', () => {
  const random = numbersFrom(3);
  const contacts = simulate(herd(), 6, true, (agent, told) => (told === agent.told ? told : random() * told));
  const most = peaks(contacts, 6);
  const told = mean(contacts.map((contact) => contact.told));
  console.info(`OCS agents: most contacts a minute by day ${most.join(', ')}; mean told ${told.toFixed(4)} h`);
  expect(contacts.every((contact) => Number.isInteger(contact.told))).toBe(true);
  expect(Math.max(...most.slice(2))).toBeLessThanOrEqual(60);
  expect(Math.abs(told - 24)).toBeLessThan(0.01);
});

test('agents that are spread already are told the setting, every time', () => {
  const even = Array.from({ length: 10_000 }, (_, id) => ({ id, at: START + id * 8640, told: 24 }));
  const contacts = simulate(even, 3, false, (_agent, told) => told);
  expect(new Set(contacts.map((contact) => contact.told))).toEqual(new Set([24]));
});

test('no agent is told less than 80 % or more than 120 % of the setting', () => {
  for (const hours of [1, 4, 24, 8760]) {
    for (const wholeHours of [true, false]) {
      const spread = createContactSpread();
      const told = Array.from({ length: 2000 }, (_, assetId) =>
        spread.next({ assetId, now: START, hours, wholeHours }),
      );
      expect(Math.min(...told)).toBeGreaterThanOrEqual(hours * 0.799);
      expect(Math.max(...told)).toBeLessThanOrEqual(hours * 1.201);
    }
  }
});

test('a machine that contacts again and again counts once', () => {
  const spread = createContactSpread();
  const ask = (assetId: number) => spread.next({ assetId, now: START, hours: 24, wholeHours: false });
  for (let i = 0; i < 1000; i += 1) expect(ask(1)).toBe(24);
  expect(ask(2)).toBe(24);
});

test('the past is forgotten, also after a long silence', () => {
  const spread = createContactSpread();
  for (let i = 0; i < 100; i += 1) spread.next({ assetId: i, now: START, hours: 1, wholeHours: false });
  const later = START + 365 * 24 * HOUR;
  for (let i = 0; i < 30; i += 1) {
    expect(spread.next({ assetId: 1000 + i, now: later, hours: 1, wholeHours: false })).toBe(1);
  }
});
