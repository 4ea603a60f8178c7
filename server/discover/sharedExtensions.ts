// Files whose extension two languages claim, such as headers: whose they are is told by what else the tree holds, and where it
// holds files of both languages by their text and by what lies beside them. An extension that other files than those of its only
// language have is told by the text alone.

import type { SourceFile } from './discovery.ts';
import type { SharedExtension } from './sourceNames.ts';

/** The files with those of shared extensions given to the language that they belong to. */
export function shareOut(
  files: readonly SourceFile[],
  shared: ReadonlyMap<string, SharedExtension>,
  readText: (path: string) => string,
): { files: readonly SourceFile[]; isByText: boolean } {
  let isByText = false;
  let given = files;
  for (const [extension, { language, marks }] of shared) {
    const isClaimed = (file: SourceFile) => file.path.endsWith(extension) && file.language === language;
    if (given.some(isClaimed)) {
      isByText = true;
      given = given.filter((file) => !isClaimed(file) || marks.test(readText(file.path)));
    }
    if (!files.some((file) => file.language === language)) continue;
    const isShared = (file: SourceFile) => file.path.endsWith(extension) && file.language !== language;
    const claiming = new Set(files.filter(isShared).map((file) => file.language));
    const others = files.filter((file) => claiming.has(file.language) && !isShared(file));
    const own = foldersOf(files.filter((file) => file.language === language));
    const theirs = foldersOf(others);
    isByText ||= others.length > 0;
    const belongs = ({ path }: SourceFile): boolean => {
      if (others.length === 0 || marks.test(readText(path))) return true;
      return own.has(folderOf(path)) && !theirs.has(folderOf(path));
    };
    given = given.map((file) => (isShared(file) && belongs(file) ? { ...file, language } : file));
  }
  return { files: given, isByText };
}

function foldersOf(files: readonly SourceFile[]): ReadonlySet<string> {
  return new Set(files.map(({ path }) => folderOf(path)));
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
