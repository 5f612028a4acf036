import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

// Rules that no linter knows. Each says in its failure which file breaks it.

const root = dirname(import.meta.dirname);
const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const sources = tracked.filter(
  (path) => /^(packages|peers|e2e|bench|tests)\/.*\.(ts|tsx)$/.test(path) && !path.endsWith('.d.ts'),
);
const isTest = (path: string) => /\.(test|e2e|bench)\.tsx?$|\/testing\//.test(path);

/** Modules that a file names in `import`, `export … from` and `import()`. */
function importsOf(path: string): string[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [...read(path).matchAll(pattern)].map(([, fixed, late]) => fixed ?? late ?? '');
}

/** Files of a folder that import what they may not; tests may import anything. */
function offenders(inFolder: RegExp, forbidden: RegExp, except: RegExp = /^$/): string[] {
  return sources
    .filter((path) => inFolder.test(path) && !isTest(path) && !except.test(path))
    .flatMap((path) =>
      importsOf(path)
        .filter((name) => forbidden.test(name))
        .map((name) => `${path} imports ${name}`),
    );
}

test('importsOf() finds every kind of import', () => {
  const found = importsOf('tests/house-rules.test.ts');
  expect(found).toContain('node:child_process');
  expect(found).toContain('vitest');
});

test('packages import one another as the arrows go', () => {
  const allowed: Readonly<Record<string, readonly string[]>> = {
    'packages/protocol': [],
    'packages/server': ['@muster/protocol'],
    'packages/agent': ['@muster/protocol'],
    'packages/console': ['@muster/protocol'],
    'packages/simulator': ['@muster/protocol', '@muster/server'],
    peers: [],
    e2e: ['@muster/protocol', '@muster/server', '@muster/agent', '@muster/simulator', '@muster/peers'],
    bench: ['@muster/protocol', '@muster/server', '@muster/agent', '@muster/simulator', '@muster/peers'],
  };
  const wrong = sources.flatMap((path) => {
    const folder = Object.keys(allowed).find((name) => path.startsWith(`${name}/`));
    if (folder === undefined) return [];
    return importsOf(path)
      .filter((name) => name.startsWith('@muster/'))
      .map((name) => name.split('/').slice(0, 2).join('/'))
      .filter((name) => !allowed[folder]?.includes(name))
      .map((name) => `${path} imports ${name}`);
  });
  expect(wrong).toEqual([]);
});

test('what a package imports, its package.json declares', () => {
  const testTools = JSON.parse(read('package.json')).devDependencies;
  const wrong = sources.flatMap((path) => {
    const folder = /^(packages\/[^/]+|peers|e2e|bench)\//.exec(path)?.[1];
    if (folder === undefined) return [];
    const manifest = JSON.parse(read(`${folder}/package.json`));
    const declared = {
      ...manifest.dependencies,
      ...(isTest(path) || /\.config\.ts$/.test(path) ? { ...manifest.devDependencies, ...testTools } : {}),
    };
    const virtual = /^(node:|\.{1,2}\/|virtual:)/;
    return (
      importsOf(path)
        .filter((name) => !virtual.test(name))
        .map((name) =>
          name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/'),
        )
        // A package's own tests import it by name too.
        .filter((name) => name !== manifest.name && declared[name] === undefined && !isTypesOnly(path, name, manifest))
        .map((name) => `${path} imports ${name}`)
    );
  });
  expect(wrong).toEqual([]);
});

/** Journeys and measurements are tests as a whole: they may use what only development needs. */
function isTypesOnly(path: string, name: string, manifest: { devDependencies?: Record<string, string> }): boolean {
  return /^(e2e|bench)\//.test(path) && manifest.devDependencies?.[name] !== undefined;
}

test('relative imports stay inside their package', () => {
  const wrong = sources.flatMap((path) => {
    const folder = /^(packages\/[^/]+|peers|e2e|bench)\//.exec(path)?.[1] ?? ''; // tests/ looks at everything
    return importsOf(path)
      .filter((name) => name.startsWith('.'))
      .filter((name) => !resolve(root, dirname(path), name).startsWith(join(root, folder)))
      .map((name) => `${path} imports ${name}`);
  });
  expect(wrong).toEqual([]);
});

test('protocol is pure: no Node modules, and its index does not load zod', () => {
  expect(offenders(/^packages\/protocol\/src\//, /^node:/)).toEqual([]);
  const reached = new Set<string>();
  const visit = (path: string) => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const name of importsOf(path).filter((module) => module.startsWith('.'))) visit(join(dirname(path), name));
  };
  visit('packages/protocol/src/index.ts');
  const zod = [...reached].filter((path) => importsOf(path).some((name) => name === 'zod' || name.startsWith('zod/')));
  expect(zod).toEqual([]);
});

test('server: only repositories, the parts of statements that they share, and db know SQL', () => {
  expect(
    offenders(
      /^packages\/server\/src\//,
      /^(kysely|pg|node:sqlite)$/,
      /^packages\/server\/src\/db\/|-(repository|tables|sql)\.ts$/,
    ),
  ).toEqual([]);
});

test('server: only app, rooms, http, routes and who starts them know Fastify', () => {
  const allowed = /^packages\/server\/src\/((app|rooms)\.ts|http\/|command-line\/)|-routes\.ts$/;
  expect(
    offenders(/^packages\/server\/src\//, /^(fastify$|fastify-plugin|fastify-type-provider-zod|@fastify\/)/, allowed),
  ).toEqual([]);
});

test('server: a room uses the services of another room and nothing deeper', () => {
  const rooms =
    /^packages\/server\/src\/(gate|fleet|software|discovery|deployment|search|groups|settings|access|jobs|server-info)\//;
  const wrong = sources
    .filter((path) => rooms.test(path) && !isTest(path))
    .flatMap((path) => {
      const room = rooms.exec(path)?.[1];
      return importsOf(path)
        .filter((name) => /-(repository|routes)\.ts$/.test(name) && name.startsWith('.'))
        .filter((name) => rooms.exec(join(dirname(path), name))?.[1] !== room)
        .map((name) => `${path} imports ${name}`);
    });
  expect(wrong).toEqual([]);
});

test('server: only config and main read the environment of the process', () => {
  const allowed = /^packages\/server\/src\/(config|main)\.ts$|^packages\/server\/src\/command-line\//;
  const wrong = sources.filter((path) => /^packages\/server\/src\//.test(path) && !isTest(path) && !allowed.test(path));
  expect(wrong.filter((path) => /process\.env\b/.test(read(path)))).toEqual([]);
});

test('agent: collectors reach the machine through their host only', () => {
  expect(offenders(/^packages\/agent\/src\/collectors\//, /^node:/)).toEqual([]);
});

test('agent: a process that stays loads nothing that only a task needs', () => {
  const fixedImports = (path: string) =>
    [...read(path).matchAll(/(?:^|\n)(?:import|export) (?!type )[^'";]*?(?:from )?'([^']+)'/g)].map(
      ([, name]) => name ?? '',
    );
  for (const command of ['daemon', 'answer', 'wake']) {
    const reached = new Set<string>();
    const packages = new Set<string>();
    const visit = (path: string) => {
      if (reached.has(path)) return;
      reached.add(path);
      for (const name of fixedImports(path)) {
        if (name.startsWith('.')) visit(join(dirname(path), name));
        else packages.add(name);
      }
    };
    for (const file of ['main', 'command-line/run', `command-line/${command}`]) visit(`packages/agent/src/${file}.ts`);
    expect(reached.size).toBeGreaterThan(10);
    expect([...reached].filter((path) => /\/(collectors|host|smbios|tasks|output|transport)\//.test(path))).toEqual([]);
    expect([...packages].filter((name) => /^node:(https?|crypto|zlib|tls|dns|stream|worker)/.test(name))).toEqual([]);
    expect([...packages].filter((name) => name.startsWith('@muster/'))).toEqual(['@muster/protocol/errors']);
  }
});

test('only files of engines name a database', () => {
  const allowed = /^packages\/server\/src\/(db\/|config\.ts|command-line\/|server-info\/)/;
  const wrong = sources.filter((path) => /^packages\/server\/src\//.test(path) && !isTest(path) && !allowed.test(path));
  expect(wrong.filter((path) => /['"`](sqlite|postgres)['"`]/.test(read(path)))).toEqual([]);
});

test('nothing is exported by default but what a tool asks for', () => {
  const wrong = sources.filter((path) => !/\.config\.ts$/.test(path) && /^export default\b/m.test(read(path)));
  expect(wrong).toEqual([]);
});

test("no file names a path of somebody's machine", () => {
  const text = tracked.filter((path) => /\.(ts|tsx|mjs|json|md|sh|css|html|conf|yml|cfg)$|^\.ci\/run$/.test(path));
  const forbidden = new RegExp(
    ['/work\\b', '/home/[a-z]+/', '/root/', '/tmp/[a-z]', 'C:\\\\Users\\\\']
      .map((part) => `(?<![\\w.])${part}`)
      .join('|'),
  );
  // Captured machines and their tests hold paths of those machines; a lockfile holds integrity hashes.
  const machines = /\/testing\/|\.test\.ts$|^package-lock\.json$|^tests\/house-rules/;
  const wrong = text
    .filter((path) => !machines.test(path))
    .flatMap((path) => {
      const line = read(path)
        .split('\n')
        .find((candidate) => forbidden.test(candidate));
      return line === undefined ? [] : [`${path}: ${line.trim().slice(0, 120)}`];
    });
  expect(wrong).toEqual([]);
});

test('every decision has a number of its own and says its status', () => {
  const names = tracked
    .filter((path) => path.startsWith('docs/decisions/'))
    .map((path) => path.slice('docs/decisions/'.length));
  expect(names.filter((name) => !/^\d{4}-[a-z0-9-]+\.md$/.test(name))).toEqual([]);
  const numbers = names.map((name) => Number(name.slice(0, 4))).sort((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  expect(names.filter((name) => !/status/i.test(read(`docs/decisions/${name}`)))).toEqual([]);
});

test('ARCHITECTURE.md stays short enough to be read', () => {
  expect(read('ARCHITECTURE.md').split('\n').length).toBeLessThanOrEqual(150);
});

test('the lockfile has every package that other systems need', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { version?: string; optionalDependencies?: Record<string, string> }>;
  }; // npm's format
  const missing = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) =>
        packages[`node_modules/${name}`] === undefined && packages[`${path}/node_modules/${name}`] === undefined,
    ),
  );
  // `npm ci` refuses a lockfile that leaves them out, even where they are not installed.
  expect(missing).toEqual([]);
});
