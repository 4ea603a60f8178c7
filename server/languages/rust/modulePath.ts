/** Folders of a package in which each file, and the main.rs of each folder, begins a crate of its own. */
const CRATE_FOLDERS = new Set(['tests', 'benches', 'examples']);

/**
 * The path of the module that a file is, within its crate: `src/net/tcp.rs` and `src/net/tcp/mod.rs` → crate::net::tcp. Told by
 * the place of the file alone, which is where the compiler looks for a module unless an attribute names another.
 */
export function modulePathOf(path: string): string {
  const parts = path.replace(/\.rs$/, '').split('/');
  const name = parts.pop()!;
  const source = parts.lastIndexOf('src');
  const at = source >= 0 ? source : parts.findLastIndex((part) => CRATE_FOLDERS.has(part));
  const folders = parts.slice(at + 1);
  const isOfPrograms = source >= 0 ? folders[0] === 'bin' : at >= 0;
  if (source >= 0 && isOfPrograms) folders.shift();
  const isAtTop = folders.length === 0;
  const isRoot = isOfPrograms
    ? isAtTop || (folders.length === 1 && name === 'main')
    : isAtTop && /^(?:lib|main|build)$/.test(name);
  if (isRoot) return 'crate';
  // Each program below its folder begins with its own file.
  if (source >= 0 && isOfPrograms) folders.shift();
  return ['crate', ...folders, ...(name === 'mod' ? [] : [name])].join('::');
}
