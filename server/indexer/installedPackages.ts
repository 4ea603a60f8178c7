// What the packages declare that files of the project import and that are installed beside it. Owns which packages are asked
// for, and when what they declare is read again: when a file imports another one, or a manifest of one changes.

import type { ReadGate } from '../discover/readGate.ts';
import type { InstalledFiles, InstalledHooks, InstalledOutline } from '../languages/language.ts';
import { directoryOf } from '../languages/projectPaths.ts';
import { FactsReader } from '../resolve/program/index.ts';
import type { FileFacts } from '../resolve/program/index.ts';

const NOTHING: InstalledOutline = { text: '', packages: [] };

/** What is installed for the files of a program. */
export interface Installed {
  /** What packages declare for a family of languages; read when it is first asked for. */
  outlineOf(family: string): InstalledOutline;
  /** Files that change when one of the packages is installed, updated or removed. */
  readonly manifests: readonly string[];
  /** Those that were read, by family. */
  readonly outlines: ReadonlyMap<string, InstalledOutline>;
  /** What was asked for, by family. */
  readonly asked: ReadonlyMap<string, string>;
}

/** The specifiers that the files of one family import. */
interface Family {
  readonly hooks: InstalledHooks;
  readonly counts: Map<string, number>;
}

/** Follows what files import. */
export class InstalledPackages {
  readonly #strings: { readonly strings: readonly string[] };
  readonly #families = new Map<string, Family>();
  readonly #specifiers = new WeakMap<FileFacts, readonly string[]>();
  #files: ReadonlyMap<string, FileFacts> = new Map();
  #last: Installed | undefined;

  constructor(strings: { readonly strings: readonly string[] }) {
    this.#strings = strings;
  }

  /** What is installed for these files; `isChanged` when manifests of packages have changed since it was last asked. */
  of(
    files: readonly FileFacts[],
    tree: { readonly configFiles: readonly string[]; readonly gate: ReadGate },
    isChanged: boolean,
  ): Installed {
    this.#follow(files);
    const asked = new Map(
      [...this.#families].map(([family, { counts }]) => [family, [...counts.keys()].sort().join('\n')]),
    );
    const last = this.#last;
    const isSame =
      last !== undefined && [...asked].every(([family, text]) => last.asked.get(family) === text);
    if (last && isSame && !isChanged) return last;
    const kept = isChanged ? undefined : last;
    return (this.#last = this.#read(asked, openFiles(tree.configFiles, tree.gate), kept));
  }

  /** `before`: what is known of the same packages for other specifiers. */
  #read(asked: ReadonlyMap<string, string>, files: InstalledFiles, before: Installed | undefined): Installed {
    const outlines = new Map([...(before?.outlines ?? [])].filter(([, { moduleText }]) => moduleText));
    const families = new Map([...this.#families].map(([family, { hooks }]) => [family, hooks]));
    const specifiersOf = (family: string): string[] => asked.get(family)?.split('\n').filter(Boolean) ?? [];
    const manifests = [...families].flatMap(([family, hooks]) =>
      hooks.manifests(specifiersOf(family), files),
    );
    return {
      asked,
      outlines,
      manifests: [...new Set(manifests)].sort(),
      outlineOf: (family) => {
        const known = outlines.get(family);
        if (known) return known;
        const specifiers = specifiersOf(family);
        const hooks = families.get(family);
        const made = specifiers.length > 0 && hooks ? hooks.outline(specifiers, files) : NOTHING;
        outlines.set(family, made);
        return made;
      },
    };
  }

  /** Counts what is imported, by the files that differ from those of before. */
  #follow(files: readonly FileFacts[]): void {
    const importers = files.filter(({ language }) => language.hooks.installed);
    const next = new Map(importers.map((file) => [file.path, file]));
    for (const [path, file] of this.#files) if (next.get(path) !== file) this.#count(file, -1);
    for (const [path, file] of next) if (this.#files.get(path) !== file) this.#count(file, 1);
    this.#files = next;
  }

  #count(file: FileFacts, by: number): void {
    const { installed } = file.language.hooks;
    if (!installed) return;
    const { family } = file.language.rules;
    let known = this.#families.get(family);
    if (!known) this.#families.set(family, (known = { hooks: installed, counts: new Map() }));
    for (const specifier of this.#specifiersOf(file, installed)) {
      const count = (known.counts.get(specifier) ?? 0) + by;
      if (count > 0) known.counts.set(specifier, count);
      else known.counts.delete(specifier);
    }
  }

  #specifiersOf(file: FileFacts, hooks: InstalledHooks): readonly string[] {
    const known = this.#specifiers.get(file);
    if (known) return known;
    const facts = new FactsReader(file);
    const found = new Set<string>();
    for (let row = 0; row < facts.rows('imports'); row++) {
      const specifier = this.#strings.strings[facts.text('imports', row, 'specifier')] ?? '';
      if (hooks.isPackage(specifier)) found.add(specifier);
    }
    const list = [...found];
    this.#specifiers.set(file, list);
    return list;
  }
}

/** Whether what both declare is the same: of packages that only one of them has nothing but its importers depends. */
export function areCompatible(before: Installed, after: Installed): boolean {
  if (before === after) return true;
  return [...after.asked.keys()].every((family) => {
    if (before.asked.get(family) === after.asked.get(family)) return true;
    // A module that is read when it is asked for is the same whatever others are.
    if (after.outlineOf(family).moduleText) return true;
    const known = modulesOf(before.outlineOf(family).text);
    return [...modulesOf(after.outlineOf(family).text)].every(
      ([module, text]) => (known.get(module) ?? text) === text,
    );
  });
}

function modulesOf(text: string): Map<string, string> {
  return new Map(
    `\n${text}`
      .split('\n@')
      .slice(1)
      .map((module) => [module.slice(0, module.indexOf('\n')), module]),
  );
}

/** Files below the folders of configuration files, as the gate gives them. */
function openFiles(configFiles: readonly string[], gate: ReadGate): InstalledFiles {
  const folders = new Set(['', ...configFiles.map(directoryOf)]);
  return {
    folders: [...folders].sort((a, b) => a.length - b.length || (a < b ? -1 : 1)),
    list: (folder) => gate.list(folder),
    read: (path) => {
      try {
        return gate.read(path).text;
      } catch {
        return undefined;
      }
    },
  };
}
