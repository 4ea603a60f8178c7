// What a check finds, in the words of its rules. Owns levels, messages of rules and fingerprints; knows neither git nor rows.

import { hash } from 'node:crypto';

/** How bad a finding is. */
export type Level = 'error' | 'warning' | 'note';

/** A kind of finding. */
export interface Rule {
  readonly id: 'removed-symbol' | 'broken-import' | 'dead-function' | 'dead-export';
  readonly title: string;
  readonly help: string;
  /** What a finding is where nothing says otherwise. */
  readonly level: Level;
}

export const RULES: readonly Rule[] = [
  {
    id: 'removed-symbol',
    title: 'A use of what the change took away',
    help:
      'The base has a definition behind this name, by the rules of the language (exact) or by one step of type inference (inferred). ' +
      'The change removed or renamed it, and nothing stands behind the name any more. Use what replaced it, or bring it back.',
    level: 'error',
  },
  {
    id: 'broken-import',
    title: 'An import of what is not there any more',
    help: 'The file or the name that is imported was removed, renamed or moved by the change. Import it from where it is now, or take the import away.',
    level: 'error',
  },
  {
    id: 'dead-function',
    title: 'Code that nothing uses',
    help:
      'The change added it without a use, or took its last use away: nothing in the workspace calls or names it, no text holds its name, and nothing ' +
      'outside can reach it. Delete it, or use it.',
    level: 'warning',
  },
  {
    id: 'dead-export',
    title: 'An export that nothing in the workspace uses',
    help: 'The change added it without a use, or took its last use away. Other workspaces may use it; if none does, delete it or do not export it.',
    level: 'warning',
  },
];

/** One thing that a change did. */
export interface Finding {
  readonly rule: Rule['id'];
  readonly level: Level;
  /** How certain it is that the base had it so. */
  readonly tier: 'exact' | 'inferred';
  /** Relative to the root. */
  readonly path: string;
  /** 1-based, in the text of now. */
  readonly line: number;
  readonly message: string;
  /** The definition that it stands in, or that it is about, by qualified name. */
  readonly symbol: string;
  /** Names the finding whatever its line is: the same in later checks until what it is about changes. */
  readonly fingerprint: string;
}

/** A finding before it has a name; `about` is what tells it from others of its rule, file and symbol. */
export interface Found extends Omit<Finding, 'fingerprint'> {
  readonly about: string;
}

/** Findings by path and line, each with its fingerprint; equal ones of a symbol are counted in the order of their lines. */
export function nameFindings(found: readonly Found[]): Finding[] {
  const counts = new Map<string, number>();
  return [...found].sort(compareFound).map((one) => {
    const { rule, level, tier, path, line, message, symbol, about } = one;
    const key = [rule, path, symbol, about].join('\n');
    const before = counts.get(key) ?? 0;
    counts.set(key, before + 1);
    const fingerprint = hash('sha256', `${key}\n${before}`, 'hex').slice(0, 32);
    return { rule, level, tier, path, line, message, symbol, fingerprint };
  });
}

function compareFound(a: Found, b: Found): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  if (a.line !== b.line) return a.line - b.line;
  if (a.rule !== b.rule) return a.rule < b.rule ? -1 : 1;
  return a.about < b.about ? -1 : 1;
}
