// The names that symbols of an index have in SCIP: package, path of the file, and what is around the definition in it.

import { posix } from 'node:path';
import { NODE_KINDS, type NodeKind } from '../protocol/graph.ts';
import type { ProjectManifest } from '../languages/manifest.ts';
import { EXTERNAL, FUNCTION_NUMBERS, kindNumber } from '../queries/vocabulary.ts';
import type { Generation } from '../store/generation.ts';
import { formatSymbol, type Descriptor, type DescriptorKind, type PackageName } from './symbolNames.ts';

/** Who named the symbols; also the name of this program as the maker of an index. */
export const OUR_SCHEME = 'codebase-memory';

const MODULE = kindNumber('Module');
const DESCRIPTOR_OF: Readonly<Partial<Record<NodeKind, DescriptorKind>>> = {
  Module: 'namespace',
  Class: 'type',
  Interface: 'type',
  Enum: 'type',
  Type: 'type',
  Function: 'method',
  Method: 'method',
};

interface Row {
  readonly kind: number;
  readonly name: string;
  readonly parent: number | null;
  readonly qualified: string;
  readonly path: string | null;
}

/** Names the symbols of one generation; each is put together once. */
export class NamedSymbols {
  readonly #rows;
  readonly #earlier;
  readonly #languageOf;
  readonly #manifests: readonly ProjectManifest[];
  readonly #managerOf: (language: string) => string;
  readonly #descriptors = new Map<number, readonly Descriptor[]>();
  readonly #packages = new Map<string, PackageName>();
  readonly #known = new Map<number, string>();

  constructor(
    generation: Generation,
    manifests: readonly ProjectManifest[],
    managerOf: (language: string) => string,
  ) {
    this.#rows = generation.rows<Row>(
      `SELECT s.kind, n.text AS name, s.parent, s.qualified_name AS qualified, f.path
       FROM symbol s JOIN name n ON n.id = s.name LEFT JOIN file f ON f.id = s.file WHERE s.id = ?`,
    );
    const functions = [...FUNCTION_NUMBERS].join(', ');
    this.#earlier = generation.values<number>(
      `SELECT count(*) FROM symbol s, symbol o WHERE o.id = ? AND s.name = o.name AND s.kind IN (${functions})
       AND s.parent = o.parent AND s.id < o.id`,
    );
    this.#languageOf = generation.values<string>('SELECT language FROM file WHERE path = ?');
    // The nearest is the one furthest down.
    this.#manifests = manifests
      .filter(({ name }) => name !== '')
      .toSorted((a, b) => folderOf(b.path).length - folderOf(a.path).length);
    this.#managerOf = managerOf;
  }

  /** The name of a symbol, of one outside of the workspace as files of `language` know it. */
  of(id: number, language: string): string {
    const { kind, path, qualified } = this.#rows.get(id)!;
    if (kind === EXTERNAL || path === null) return nameOutside(qualified, this.#managerOf(language));
    let name = this.#known.get(id);
    if (name === undefined) {
      name = formatSymbol({
        scheme: OUR_SCHEME,
        package: this.packageOf(path),
        descriptors: this.#describe(id),
      });
      this.#known.set(id, name);
    }
    return name;
  }

  #describe(id: number): readonly Descriptor[] {
    let known = this.#descriptors.get(id);
    if (!known) {
      const { kind, name, parent, path } = this.#rows.get(id)!;
      const own = DESCRIPTOR_OF[NODE_KINDS[kind]!] ?? 'term';
      if (parent === null) {
        const folders = path!.split('/').map((part): Descriptor => ({ kind: 'namespace', name: part }));
        known = kind === MODULE ? folders : [...folders, { kind: own, name }];
      } else {
        const before = own === 'method' ? this.#earlier.get(id)! : 0;
        const disambiguator = before === 0 ? '' : `+${before}`;
        known = [...this.#describe(parent), { kind: own, name, disambiguator }];
      }
      this.#descriptors.set(id, known);
    }
    return known;
  }

  /** The package that publishes what is in a file. */
  packageOf(path: string): PackageName {
    let known = this.#packages.get(path);
    if (!known) {
      const manager = this.#managerOf(this.#languageOf.get(path) ?? '');
      const isAround = (folder: string) => folder === '' || path.startsWith(`${folder}/`);
      const manifest = this.#manifests.find((one) => one.manager === manager && isAround(folderOf(one.path)));
      known = { manager, name: manifest?.name ?? '', version: manifest?.version ?? '' };
      this.#packages.set(path, known);
    }
    return known;
  }
}

/** What is outside has a package, and behind a colon what of it: which kind that has is not known. */
function nameOutside(qualified: string, manager: string): string {
  const at = qualified.indexOf(':');
  const name = at < 0 ? qualified : qualified.slice(0, at);
  const parts = at < 0 ? [] : qualified.slice(at + 1).split('.');
  const descriptors = parts
    .filter((part) => part !== '')
    .map((part): Descriptor => ({ kind: 'term', name: part }));
  return formatSymbol({
    scheme: OUR_SCHEME,
    package: { manager, name, version: '' },
    descriptors:
      descriptors.length > 0 ? descriptors : [{ kind: 'namespace', name: name === '' ? '.' : name }],
  });
}

function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}
