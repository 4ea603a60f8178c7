import { realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { PlatformPath } from 'node:path';

// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const controlCharacter = /[\u0000-\u001f\u007f]/;

/** True when `path` is `folder` or lies below it; both absolute and real, as the system's functions return them. */
export function isInside(path: string, folder: string, separator: string = sep): boolean {
  return path === folder || path.startsWith(folder.endsWith(separator) ? folder : folder + separator);
}

/** The path of something below `root` as the index writes it: relative, `/` separators. */
export function toIndexPath(
  root: string,
  path: string,
  system: Pick<PlatformPath, 'relative' | 'sep'> = { relative, sep },
): string {
  const below = system.relative(root, path);
  return system.sep === '/' ? below : below.split(system.sep).join('/');
}

/** The real path; what does not exist yet is resolved through its nearest existing folder. */
export function realPathOrResolved(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync.native(absolute);
  } catch {
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(realPathOrResolved(parent), basename(absolute));
  }
}

/** True for a name that would break the lines it is printed in. */
export function hasControlCharacters(name: string): boolean {
  return controlCharacter.test(name);
}

/** A path that can be printed on one line: control characters become `\xNN`. */
export function toPrintable(path: string): string {
  return path.replace(
    new RegExp(controlCharacter, 'g'),
    (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
