// Projects: the file of a project says for all sources in its folder and below what each of them uses.

import type { ProjectFiles } from '../language.ts';

/** What the SDK has each source use unless its project says otherwise. */
const IMPLICIT =
  'System System.Collections.Generic System.IO System.Linq System.Net.Http System.Threading System.Threading.Tasks'.split(
    ' ',
  );

/** The projects of a tree. */
export class Projects {
  readonly #files: ProjectFiles;
  /** Folder → its project file. */
  readonly #byFolder = new Map<string, string>();
  readonly #imports = new Map<string, readonly string[]>();

  constructor(files: ProjectFiles) {
    this.#files = files;
    for (const path of files.configFiles)
      if (path.endsWith('.csproj')) this.#byFolder.set(folderOf(path), path);
  }

  /** The project file in the nearest folder around a source, '' where there is none. */
  projectOf(path: string): string {
    for (let folder = folderOf(path); ; folder = folderOf(folder)) {
      const found = this.#byFolder.get(folder);
      if (found !== undefined || folder === '') return found ?? '';
    }
  }

  /** The namespaces that all sources of a project use. Without a project file they see what most projects do. */
  importsOf(project: string): readonly string[] {
    let known = this.#imports.get(project);
    if (!known) {
      const text = project === '' ? undefined : this.#files.readConfig(project);
      this.#imports.set(project, (known = text === undefined ? IMPLICIT : readUsings(text)));
    }
    return known;
  }
}

/** Namespaces that a project file has its sources use. */
function readUsings(text: string): readonly string[] {
  const plain = text.replaceAll(/<!--[^]*?-->/g, '');
  const isImplicit = /<ImplicitUsings>\s*(?:enable|true)\s*</i.test(plain);
  const used = new Set(isImplicit ? IMPLICIT : []);
  for (const [, attributes] of plain.matchAll(/<Using\s([^>]*)>/g)) {
    const removed = /\bRemove\s*=\s*"([^"]*)"/.exec(attributes!)?.[1];
    const added = /\bInclude\s*=\s*"([^"]*)"/.exec(attributes!)?.[1];
    if (removed !== undefined) used.delete(removed);
    if (added !== undefined && !/\b(?:Alias|Static)\s*=/.test(attributes!)) used.add(added);
  }
  return [...used];
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
