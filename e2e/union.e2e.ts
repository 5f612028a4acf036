import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '@muster/peers';
import type { Inventory } from '@muster/protocol';
import { expect } from 'vitest';
import { journey, linux, program, superuser } from './testing/journey.ts';
import { runMusterAgent } from './testing/muster-agent.ts';
import { temporaryFolder } from './testing/temporary.ts';
import { findLacks, type KeyColumns, type Lack, readJsonReport, readXmlReport } from './testing/union.ts';

/** Where a section's identity holds what agents spell differently, the columns by which its rows are told apart here. */
const KEYS: KeyColumns = {
  software: ['name', 'version', 'architecture'],
  controllers: ['pciSlot'],
  storages: ['name'],
  processes: ['pid'],
  cpus: ['name'],
  localGroups: ['name'],
  localUsers: ['login'],
  firewalls: ['profile'],
};

type Difference = {
  /** `section` for rows, `section.column` for values. */
  readonly at: RegExp;
  /** What the peer says, where the reason is about that only. */
  readonly theirs?: RegExp;
  readonly reason: string;
};

/** Every difference there may be, and why it is none to repair. What is not in this table fails the journey. */
const DIFFERENCES: readonly Difference[] = [
  // Agents speak of themselves
  { at: /^versionProvider\./, reason: 'It is about the agent itself: its name, its Perl' },
  { at: /^accessLog\.loggedAt$/, reason: 'The moment of the inventory' },
  { at: /^hardware\.(checksum|collectionTime)$/, reason: 'It is about the inventory itself' },
  {
    at: /^hardware\.description$/,
    theirs: /^\S+\/[\d-]+ [\d:]+$/,
    reason: 'The time since the machine started goes on',
  },
  // Names of the same thing
  {
    at: /^hardware\.(osName|osVersion|osComments)$/,
    reason: 'The three peers fill these three fields in three ways; ours are the most precise: name, 12.11, code name',
  },
  {
    at: /^hardware\.(userDomain|workgroup)$/,
    theirs: /^WORKGROUP$/,
    reason: 'A constant of the peer, where there is no domain',
  },
  {
    at: /^hardware\.vmSystem$/,
    theirs: /^Physical$/,
    reason: 'The peer does not recognise the virtual machine or container',
  },
  {
    at: /^controllers\.(name|manufacturer|type)$/,
    reason: 'OCS puts the class and its number in the name, and the name of the device in the manufacturer',
  },
  { at: /^controllers\.revision$/, theirs: /^rev /, reason: 'The same with the word "rev" before it' },
  { at: /^controllers\.driver$/, theirs: /^virtio$/, reason: 'The peer strips "-pci" off the name of the driver' },
  { at: /^cpus\.architecture$/, theirs: /^i386$/, reason: 'The peer calls every x86 so, 64 bits or not' },
  {
    at: /^operatingSystem\.timezoneName$/,
    theirs: /^[A-Z]{2,5}$/,
    reason: 'An abbreviation; ours is the name of the zone',
  },
  { at: /^localUsers\.name$/, theirs: /,/, reason: 'The whole GECOS field, with its commas' },
  { at: /^localGroups\.members$/, theirs: /,/, reason: 'Members in one text, not one each' },
  { at: /^networks\.type$/, theirs: /^ether$/, reason: 'ethernet, abbreviated' },
  { at: /^processes\.user$/, theirs: /\+$/, reason: 'ps cuts long names off' },
  { at: /^processes\.startedAt$/, theirs: /^\S+ \d\d:\d\d$/, reason: 'The same without seconds' },
  {
    at: /^processes\.command$/,
    reason: 'FusionInventory reads arguments separated by more than one space as by one; processes change their title',
  },
  { at: /^software\.publisher$/, theirs: /^https?:/, reason: 'OCS puts the home page there' },
  { at: /^storages\.size$/, reason: 'The same number of MB, with or without decimals' },
  {
    at: /^repositories$/,
    theirs: /^main · /,
    reason: 'The peer names a repository by its component alone; ours by its suite',
  },
  // What the peer invents
  {
    at: /^hardware\.(lastLoggedUser|lastLoggedAt)$/,
    theirs: /^wtmp$|^\w{3} \w{3} \d+ 00:00:00$/,
    reason: 'The peer reads "wtmp begins …" as a user, where nobody ever logged in',
  },
  { at: /^networks\.speed$/, theirs: /^(0|-1)$/, reason: 'A number where the interface has no speed' },
  { at: /^networks\.duplex$/, theirs: /^(Half|Full)$/i, reason: 'A default of the peer where the kernel knows none' },
  {
    at: /^storages$/,
    theirs: /^(zram|ram|loop)\d+$/,
    reason: 'Compressed memory or a mounted file, no storage device',
  },
  { at: /^networks\.gateway$/, theirs: /^fe80::$/, reason: 'A network, not a gateway' },
  { at: /^networks\.(mask6|subnet6)$/, theirs: /^(fff0::|::)$/, reason: 'Wrongly computed from the prefix length' },
  { at: /^processes\.terminal$/, theirs: /^\?$/, reason: 'A question mark for "none"' },
  {
    at: /^software\.installedAt$/,
    theirs: /^\d{4}-\d\d-\d\d \d\d:/,
    reason: 'OCS counts months from 0',
  },
  {
    at: /^envs$/,
    theirs: /^(_|shlvl|oldpwd|pwd)$|pass|secret|token|key|credential|auth/,
    reason: 'Variables of the shell that started the peer, and secrets',
  },
  { at: /^envs\.value$/, reason: 'Programs that start the agents set their own; secrets are left out' },
  // What changes between two inventories
  { at: /^processes\.(cpuUsage|memoryUsage|virtualMemory)$/, reason: 'It changes all the time' },
  { at: /^drives\.free$|^hardware\.(swap|freeMemory)/, reason: 'It changes all the time' },
  { at: /^operatingSystem\.bootedAt$/, reason: 'A second more or less, as it is computed' },
];

journey(
  'our agent reports everything that the peers report on this machine, together',
  {
    needs: [linux, superuser, program('ocsinventory-agent'), program('fusioninventory-inventory')],
    timeoutMs: 900_000,
  },
  async () => {
    const before = await ownInventories();
    const peers = [
      ['fusioninventory-inventory', readXmlReport(await printed('fusioninventory-inventory', []))],
      ['ocsinventory-agent', withPlainNames(readXmlReport(await printed('ocsinventory-agent', ['--stdout'])))],
    ] as const;
    // Processes come and go: those that lived all the time are in one of ours, before or after.
    const ours = [...before, ...(await ownInventories())];

    const unexplained: string[] = [];
    const explained = new Map<string, number>();
    for (const [peer, report] of peers) {
      for (const lack of findLacks(report, ours, KEYS).filter(lasts)) {
        const at = lack.column === null ? lack.section : `${lack.section}.${lack.column}`;
        const known = DIFFERENCES.find((each) => each.at.test(at) && (each.theirs?.test(lack.theirs) ?? true));
        const line = `${peer}: ${at}: ${known?.reason ?? `"${lack.theirs}", ours "${lack.ours}"`}`;
        if (known === undefined) unexplained.push(line);
        else explained.set(line, (explained.get(line) ?? 0) + 1);
      }
    }
    for (const [line, count] of explained) console.log(`${line} (${count} times)`);
    for (const [name, count] of counts(
      peers.map(([, report]) => report),
      ours,
    ))
      console.log(`${name}: ${count}`);
    expect(unexplained).toEqual([]);
  },
);

/** As XML and as JSON: one carries what the other has no place for. */
async function ownInventories(): Promise<Inventory[]> {
  const folder = await temporaryFolder();
  const print = async (format: string) => {
    const { code, stdout, stderr } = await runMusterAgent([
      'inventory',
      format,
      // The environment is nobody's business unless somebody asks; FusionInventory always tells it.
      '--with',
      'envs',
      '--conf-file',
      'none',
      '--vardir',
      folder,
    ]);
    expect(code, stderr).toBe(0);
    return stdout;
  };
  return [readXmlReport(await print('--xml')), readJsonReport(await print('--json'))];
}

async function printed(name: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runProgram(name, args, {
    timeoutMs: 300_000,
    cwd: join(await temporaryFolder()),
  });
  expect(code, stderr).toBe(0);
  return stdout;
}

/** OCS writes packages that may be there for several architectures as `name:architecture`, with the architecture beside. */
function withPlainNames(inventory: Inventory): Inventory {
  const software = inventory.sections.software?.map((row) => ({
    ...row,
    name: String(row.name).replace(/:[a-z\d-]+$/, ''),
  }));
  return software === undefined ? inventory : { ...inventory, sections: { ...inventory.sections, software } };
}

/** A process that has ended meanwhile, such as those of the peer itself, is nobody's to report. */
const lasts = ({ section, column, theirs }: Lack) =>
  section !== 'processes' || column !== null || existsSync(`/proc/${theirs}`);

/** Rows of each section: the peers', one by one, and ours. */
function counts(peers: readonly Inventory[], ours: readonly Inventory[]): [string, string][] {
  const rows = (inventory: Inventory | undefined, name: string) =>
    ((inventory?.sections ?? {}) as Record<string, readonly unknown[] | undefined>)[name]?.length ?? 0;
  const names = new Set([...peers, ...ours].flatMap(({ sections }) => Object.keys(sections)));
  return [...names]
    .sort()
    .map((name) => [
      name,
      `peers ${peers.map((peer) => rows(peer, name)).join(' and ')}, ours ${Math.max(...ours.map((own) => rows(own, name)))}`,
    ]);
}
