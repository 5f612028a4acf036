/** With a value: what stands here instead. */
const WITH_VALUE: Readonly<Record<string, readonly string[]>> = {
  '-f': [],
  '--file': [],
  '-d': [],
  '--directory': [],
  '-u': ['--server'],
  '--url': ['--server'],
  '--useragent': ['--user-agent'],
};

/** Without one. What is not needed here is nothing: how a file is packed is seen, and who wrote it stands in it. */
const ALONE: Readonly<Record<string, readonly string[]>> = {
  '-R': ['--recursive'],
  '--stdin': ['-'],
  '-v': [],
  '--verbose': [],
  '-x': [],
  '--xml-ua': [],
  '--json-ua': [],
  '-C': [],
  '--no-compression': [],
};

/**
 * The command line of `muster-injector` as that of `muster-agent inject`, so that it understands what the injectors of
 * FusionInventory and GLPI do: `-f FILE`, `-d FOLDER`, `-R`, `-u URL`…
 *
 * Not their `-r`, which deletes what was sent: here that must be written out, `--remove`.
 * Source: glpi-fusion-server §7.5.
 */
export function injectorArguments(argv: readonly string[]): string[] {
  const translated: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? '';
    const [name = '', ...rest] = word.split('=');
    const withValue = Object.hasOwn(WITH_VALUE, name) ? WITH_VALUE[name] : undefined;
    const alone = Object.hasOwn(ALONE, word) ? ALONE[word] : undefined;
    if (alone !== undefined) translated.push(...alone);
    else if (withValue === undefined) translated.push(word);
    else if (word !== name) translated.push(...withValue, rest.join('='));
    else translated.push(...withValue, argv[++at] ?? '');
  }
  return translated.filter((word) => word !== '');
}
