import { readDistribution } from '../../../linux/distribution.ts';
import { readOsRelease } from '../../../linux/os-release.ts';
import type { CorpusCase } from '../../corpus.ts';
import { replayHost } from '../../replay-host.ts';
import type { Check, Topic } from '../conformance.ts';

type Facts = { readonly distribution: string; readonly distribution_version?: string };

const letters = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/gnu|linux/g, '');

/**
 * The corpus has names of its own ("RedHat"), and versions shortened or completed from other sources: what must agree is which
 * distribution it is, and the number of its release.
 */
const distribution: Check = async (given) => {
  const wanted = given.expected as Facts;
  const host = replayHost({ files: filesOf(given) });
  const found = await readDistribution(host);
  const { ID = '' } = await readOsRelease(host);
  const names = [found.name, found.fullName, ID].map((name) => letters(name ?? ''));
  const same = names.some(
    (name) => name.includes(letters(wanted.distribution)) || letters(wanted.distribution) === name,
  );
  const version = /^\d[\w.]*/.exec(wanted.distribution_version ?? '')?.[0] ?? null;
  const ours = /\d[\w.]*/.exec(found.version ?? '')?.[0] ?? null;
  const agrees =
    version === null || ours === version || ours?.startsWith(`${version}.`) === true || version.startsWith(`${ours}.`);
  return {
    got: { distribution: same ? wanted.distribution : found.name, version: agrees ? version : found.version },
    wanted: { distribution: wanted.distribution, version },
  };
};

function filesOf(given: CorpusCase): Record<string, string> {
  return Object.fromEntries(
    given.inputNames.map((name, at) => [`/${name.split('/').slice(2).join('/')}`, given.inputs[at]?.toString() ?? '']),
  );
}

export const distroDetection: Topic = {
  topic: 'distro-detection',
  checks: { distribution },
  differences: [
    {
      parser: 'distribution',
      cases: [
        'dragonfly_5.2.2',
        'dragonfly_5.6.2',
        'netbsd_8.2',
        'nexenta_3',
        'nexenta_4',
        'omnios',
        'smartos_global_zone',
        'smartos_zone',
        'solaris_11',
        'solaris_11.3',
        'solaris_11.4',
      ],
      reason: 'No Linux.',
    },
    {
      parser: 'distribution',
      cases: ['debian_stretch_sid'],
      fields: ['version'],
      reason: 'A Debian in the making has no number yet; the corpus has it from a later one.',
    },
    { parser: 'distribution', cases: ['sles_11.3'], reason: 'Its name is "SUSE", its full name says which of them.' },
    {
      parser: 'distribution',
      cases: ['virtuozzo_7.3'],
      fields: ['version'],
      reason: 'os-release has the exact version, 7.0.3; redhat-release calls the same 7.3.',
    },
  ],
};
