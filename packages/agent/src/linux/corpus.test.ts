import { describe, expect, test } from 'vitest';
import { corpusCases, hasCorpus } from '../testing/corpus.ts';
import { replayHost } from '../testing/replay-host.ts';
import { parseGroups, parsePasswd } from './accounts.ts';
import { readDistribution } from './distribution.ts';
import { parseIfInet6 } from './interfaces.ts';
import { parseMounts } from './mounts.ts';
import { parseRpm } from './packages/rpm.ts';
import { parseStat } from './processes.ts';
import { parseRoutes } from './routes.ts';

type Fields = Readonly<Record<string, string | number | null>>;

const asText = (value: unknown) => (value === null || value === undefined ? '' : String(value));

describe.skipIf(!hasCorpus)('corpus', () => {
  test.each(
    corpusCases('distro-detection', 'distribution').filter(({ inputNames }) =>
      inputNames.some((i) => i.endsWith('os-release')),
    ),
  )('distribution $name', async ({ inputs, inputNames, expected }) => {
    const files = inputNames.map((input, at) => [
      `/${input.split('/').slice(2).join('/')}`,
      inputs[at]?.toString() ?? '',
    ]);
    const got = await readDistribution(replayHost({ files: Object.fromEntries(files) }));
    expect(got.name).not.toBeNull();
    const major = asText((expected as Fields).distribution_major_version);
    // These say one thing in os-release and another elsewhere.
    if (!/clear|neon|virtuozzo|rolling|NA|stretch/i.test(`${got.name} ${got.fullName} ${major}`))
      expect(got.version).toContain(major);
  });

  test.each(corpusCases('linux-packages', 'rpm'))('rpm $name', ({ inputs: [output], expected }) => {
    const got = parseRpm(output?.toString() ?? '').map((found) => ({
      ARCH: found.architecture,
      COMMENTS: found.comments,
      FILESIZE: asText(found.fileSize),
      FROM: found.source,
      NAME: found.name,
      PUBLISHER: asText(found.publisher),
      VERSION: found.version,
    }));
    const wanted = (expected as Fields[]).map(({ ARCH, COMMENTS, FILESIZE, FROM, NAME, PUBLISHER, VERSION }) => ({
      ARCH,
      COMMENTS,
      FILESIZE: asText(FILESIZE),
      FROM,
      NAME,
      PUBLISHER: asText(PUBLISHER),
      VERSION,
    }));
    expect(got).toEqual(wanted);
  });

  test.each(corpusCases('local-users', 'passwd'))('passwd $name', ({ inputs: [text], expected }) => {
    expect(parsePasswd(text?.toString() ?? '')).toMatchObject(
      (expected as Fields[]).map(({ username, uid, gid, comment, home, shell }) => {
        return { login: username, uid, gid, name: comment, home, shell };
      }),
    );
  });

  test.each(corpusCases('local-users', 'group').filter(({ name }) => !name.includes('osx')))(
    'group $name',
    ({ inputs: [text], expected }) => {
      expect(parseGroups(text?.toString() ?? '')).toEqual(
        (expected as Fields[]).map(({ group_name: name, gid, members }) => ({ name, gid, members })),
      );
    },
  );

  const proc = (file: string) => corpusCases('linux-proc', 'proc').filter(({ name }) => name === `inputs/${file}`);

  test.each(proc('pid_mountinfo'))('$name', ({ inputs: [text], expected }) => {
    const wanted = expected as Fields[];
    const places = new Set(wanted.map(({ mount_point: place }) => place));
    expect(new Set(parseMounts(text?.toString() ?? '').map(({ mountPoint }) => mountPoint))).toEqual(places);
  });

  test.each(proc('pid_stat_w_space_and_nl_in_comm'))('$name', ({ inputs: [text], expected }) => {
    const { comm, vsize, starttime, utime, stime } = expected as Fields;
    expect(parseStat(text?.toString() ?? '')).toMatchObject({
      name: comm,
      virtualBytes: vsize,
      startTicks: starttime,
      cpuTicks: Number(utime) + Number(stime),
    });
  });

  test.each(proc('net_if_inet6'))('$name', ({ inputs: [text], expected }) => {
    const got = [...parseIfInet6(text?.toString() ?? '')].flatMap(([name, found]) =>
      found.map(({ prefixLength }) => [name, prefixLength]),
    );
    const wanted = (expected as Fields[]).map(({ name, prefix }) => [name, Number.parseInt(asText(prefix), 16)]);
    expect(got.map(String).sort()).toEqual(wanted.map(String).sort());
  });

  test.each(proc('net_route'))('$name', ({ inputs: [text], expected }) => {
    const defaults = (expected as Fields[]).filter(({ Destination }) => Destination === '00000000');
    expect(parseRoutes(text?.toString() ?? '').map((route) => route.interface)).toEqual(
      defaults.map(({ Iface }) => Iface),
    );
  });
});
