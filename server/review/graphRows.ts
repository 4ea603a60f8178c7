// What a review asks of one state of the index: definitions by name, and what the statements of a file use.

import { EDGE_KINDS, NAMING_KINDS, NODE_KINDS } from '../protocol/graph.ts';
import type { EdgeKind, NodeKind, Tier } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { edgeNumber, kindNumber, tierOf } from '../queries/vocabulary.ts';

/** A statement of a file that names a definition. */
export interface Use {
  readonly kind: EdgeKind;
  /** 1-based. */
  readonly line: number;
  /** What is written there. */
  readonly written: string;
  readonly tier: Tier;
  /** The definition that it stands in. */
  readonly source: string;
  readonly target: Target;
}

/** What a statement means. */
export interface Target {
  readonly name: string;
  readonly qualifiedName: string;
  readonly kind: NodeKind;
  /** '' outside of the workspace. */
  readonly path: string;
}

/** A call without an edge. */
export interface Unresolved {
  readonly source: string;
  readonly name: string;
  readonly line: number;
  readonly isLocal: number;
}

const KINDS = NAMING_KINDS.map(edgeNumber).join();
const MODULE = kindNumber('Module');
const IMPORTS = edgeNumber('IMPORTS');

type UseRow = readonly [
  kind: number,
  line: number,
  reason: number,
  written: string | null,
  source: string,
  name: string,
  qualifiedName: string,
  targetKind: number,
  path: string | null,
];

/** One state of the index, as a review asks it. */
export class GraphRows {
  readonly #generation: Generation;
  readonly #symbols = new Map<string, ReadonlySet<string>>();

  constructor(generation: Generation) {
    this.#generation = generation;
  }

  /** Path → hash of all files that are read. */
  hashes(): Map<string, string> {
    return new Map(
      this.#generation
        .tuples<[string, string]>("SELECT path, hash FROM file WHERE status <> 'skipped'")
        .all(),
    );
  }

  /** Whether there is such a file. */
  hasFile(path: string): boolean {
    return this.#generation.values<number>('SELECT 1 FROM file WHERE path = ?').get(path) !== undefined;
  }

  /** What the statements of a file name, but for what belongs to no line. */
  usesOf(path: string): Use[] {
    return this.#generation
      .tuples<UseRow>(
        `SELECT e.kind, e.line, e.reason, w.text, s.qualified_name, n.text, t.qualified_name, t.kind, g.path
         FROM file f JOIN symbol s ON s.file = f.id JOIN edge e ON e.source = s.id
         JOIN symbol t ON t.id = e.target JOIN name n ON n.id = t.name LEFT JOIN file g ON g.id = t.file
         LEFT JOIN name w ON w.id = e.site_name AND e.site_name <> 0
         WHERE f.path = ? AND e.kind IN (${KINDS}) AND e.line > 0`,
      )
      .all(path)
      .map(([kind, line, reason, written, source, name, qualifiedName, targetKind, targetPath]) => ({
        kind: EDGE_KINDS[kind]!,
        line,
        written: written ?? name,
        tier: tierOf(reason),
        source,
        target: { name, qualifiedName, kind: NODE_KINDS[targetKind]!, path: targetPath ?? '' },
      }));
  }

  /** Calls of a file of which nothing but the name is known; `isLocal`: one of a local variable. */
  unresolvedOf(path: string): Unresolved[] {
    return this.#generation
      .rows<Unresolved>(
        `SELECT s.qualified_name AS source, n.text AS name, u.line, u.is_local AS isLocal FROM file f JOIN symbol s ON s.file = f.id
         JOIN unresolved u ON u.source = s.id JOIN name n ON n.id = u.name WHERE f.path = ?`,
      )
      .all(path);
  }

  /** Whether anything is defined under this qualified name. */
  defines(name: string, qualifiedName: string): boolean {
    let known = this.#symbols.get(name);
    if (!known) {
      const rows = this.#generation.values<string>(
        'SELECT s.qualified_name FROM name n JOIN symbol s ON s.name = n.id WHERE n.text = ? AND s.file IS NOT NULL',
      );
      this.#symbols.set(name, (known = new Set(rows.all(name))));
    }
    return known.has(qualifiedName);
  }

  /** Names, kinds and signatures of what a file defines, but for what has no name. */
  definitionsOf(
    path: string,
  ): { name: string; qualifiedName: string; kind: NodeKind; signature: string; isTop: boolean }[] {
    return this.#generation
      .tuples<[string, string, number, string | null, number | null]>(
        `SELECT n.text, s.qualified_name, s.kind, s.signature, p.kind FROM file f JOIN symbol s ON s.file = f.id
         JOIN name n ON n.id = s.name LEFT JOIN symbol p ON p.id = s.parent
         WHERE f.path = ? AND s.kind <> ${MODULE} ORDER BY s.id`,
      )
      .all(path)
      .map(([name, qualifiedName, kind, signature, parent]) => ({
        name,
        qualifiedName,
        kind: NODE_KINDS[kind]!,
        signature: signature ?? '',
        isTop: parent === MODULE,
      }));
  }

  /** Files that import a file, with the lines. */
  importersOf(path: string): { path: string; line: number }[] {
    return this.#generation
      .rows<{ path: string; line: number }>(
        `SELECT DISTINCT g.path, e.line FROM file f JOIN symbol m ON m.file = f.id AND m.kind = ${MODULE}
         JOIN edge e ON e.target = m.id AND e.kind = ${IMPORTS} JOIN symbol s ON s.id = e.source
         JOIN file g ON g.id = s.file WHERE f.path = ? AND e.line > 0 ORDER BY 1, 2`,
      )
      .all(path);
  }

  /** Files that a file imports. */
  importsOf(path: string): string[] {
    return this.#generation
      .values<string>(
        `SELECT DISTINCT g.path FROM file f JOIN symbol s ON s.file = f.id
         JOIN edge e ON e.source = s.id AND e.kind = ${IMPORTS} JOIN symbol m ON m.id = e.target
         JOIN file g ON g.id = m.file WHERE f.path = ?`,
      )
      .all(path);
  }

  /** Whether a file, or one that it imports over a few steps, defines something of this name. */
  offers(path: string, name: string, steps = 4): boolean {
    const defined = this.#generation.values<number>(
      'SELECT 1 FROM file f JOIN symbol s ON s.file = f.id JOIN name n ON n.id = s.name WHERE f.path = ? AND n.text = ? LIMIT 1',
    );
    const seen = new Set([path]);
    let edge = [path];
    for (let step = 0; step <= steps && edge.length > 0; step++) {
      if (edge.some((one) => defined.get(one, name) !== undefined)) return true;
      edge = edge.flatMap((one) => this.importsOf(one)).filter((one) => !seen.has(one) && seen.add(one));
    }
    return false;
  }
}
