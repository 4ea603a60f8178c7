/** Files that stand for their folder, or begin it. */
const STANDS_FOR_FOLDER = /(?:^|\/)(?:__init__|index|mod|lib|doc|main|package)\.[^/]+$/;

/** Whether a folder is described in the file at this path, whatever the language. */
export function standsForFolder(path: string): boolean {
  return STANDS_FOR_FOLDER.test(path);
}

/** Whether the documentation of a file speaks of the package that it belongs to. */
export function speaksOfPackage(doc: string): boolean {
  return /^package \w/i.test(doc);
}
