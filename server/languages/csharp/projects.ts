// Projects: the file of a project says for all sources in its folder and below what each of them uses, and which other projects
// and sources elsewhere belong to it.

import { joinPath } from '../projectPaths.ts';
import type { ProjectFiles } from '../language.ts';

/** What the SDK has each source use unless its project says otherwise. */
const IMPLICIT =
  'System System.Collections.Generic System.IO System.Linq System.Net.Http System.Threading System.Threading.Tasks'.split(
    ' ',
  );

const COMMENT = /<!--[^]*?-->/g;

/** The projects of a tree. */
export class Projects {
  readonly #files: ProjectFiles;
  /** Folder → its project file. */
  readonly #byFolder = new Map<string, string>();
  readonly #imports = new Map<string, readonly string[]>();
  readonly #reached = new Map<string, ReadonlySet<string>>();
  readonly #links = new Map<string, readonly string[]>();

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

  /** See ModuleResolver. */
  nearness(path: string, other: string): number {
    const [from, to] = [this.projectOf(path), this.projectOf(other)];
    if (from === to) return 2;
    // What lies in no project is for all.
    if (from === '' || to === '') return 1;
    if (this.#linkedBy(from).some((link) => other === link || (link.endsWith('/') && other.startsWith(link))))
      return 2;
    return this.#reachedFrom(from).has(to) ? 1 : 0;
  }

  /** The projects that one refers to, and those that these refer to. */
  #reachedFrom(project: string): ReadonlySet<string> {
    let known = this.#reached.get(project);
    if (known) return known;
    const found = new Set<string>();
    const open = [project];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const next of this.#included(at, 'ProjectReference'))
        if (!found.has(next)) {
          found.add(next);
          open.push(next);
        }
    this.#reached.set(project, (known = found));
    return known;
  }

  /** Sources outside of its folder that a project takes; folders end in `/`. */
  #linkedBy(project: string): readonly string[] {
    let known = this.#links.get(project);
    if (!known) {
      known = this.#included(project, 'Compile').map((path) => {
        const star = path.indexOf('*');
        return star < 0 ? path : path.slice(0, path.lastIndexOf('/', star) + 1);
      });
      this.#links.set(project, known);
    }
    return known;
  }

  /** The paths of what items of one kind include. */
  #included(project: string, kind: string): readonly string[] {
    const text = (this.#files.readConfig(project) ?? '').replaceAll(COMMENT, '');
    const items = text.matchAll(new RegExp(String.raw`<${kind}\s[^>]*\bInclude\s*=\s*"([^"]*)"`, 'g'));
    return [...items].flatMap(([, path]) => joinPath(folderOf(project), path!.replaceAll('\\', '/')) ?? []);
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
  const plain = text.replaceAll(COMMENT, '');
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
