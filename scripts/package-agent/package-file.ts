/** One thing a package installs, with the path below the root of the machine, such as `usr/bin/muster-agent`. */
export type PackageFile =
  | { readonly kind: 'file'; readonly path: string; readonly mode: number; readonly content: Buffer }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

export const textFile = (path: string, text: string, mode = 0o644): PackageFile => ({
  kind: 'file',
  path,
  mode,
  content: Buffer.from(text),
});

/** In the order in which they are unpacked; always the same, so that the same sources make the same package. */
export function sorted(files: readonly PackageFile[]): PackageFile[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Every folder above the files, parents first. */
export function foldersOf(files: readonly PackageFile[]): string[] {
  const folders = new Set<string>();
  for (const { path } of files) {
    const names = path.split('/').slice(0, -1);
    for (let depth = 1; depth <= names.length; depth++) folders.add(names.slice(0, depth).join('/'));
  }
  return [...folders].sort();
}

export function sizeOf(files: readonly PackageFile[]): number {
  return files.reduce((sum, file) => sum + (file.kind === 'file' ? file.content.length : 0), 0);
}
