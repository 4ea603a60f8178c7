import { isCopiedPath } from '../languages/copiedPaths.ts';
import { isDeclarationPath } from '../languages/declarationPaths.ts';
import { isTestPath } from '../languages/testPaths.ts';
import type { Generation } from '../store/generation.ts';
import { isBuilt } from './builtCode.ts';
import { isGeneratedFile } from './generatedCode.ts';

/** What code in files is worth that a question rarely means: tests, and code that others wrote or a program made. */
const TEST = 0.5;
const COPIED = 0.35;
const BUILT = 0.25;
const SHOWN = 0.7;
/** What only declares has its definition elsewhere, if the project has one. */
const DECLARED = 0.75;

/** Whether a query in words asks for such code itself. */
export function asksForSideCode(query: string): boolean {
  return /\b(?:tests?|tested|testing|specs?|fixtures?|examples?|samples?|benchmarks?|vendored|generated)\b/i.test(
    query,
  );
}

/** A factor for the rank of what a file defines: 1 for the project's own code. */
export function sideWeight(generation: Generation, file: number): number {
  const known = generation.derived('side weights', () => new Map<number, number>());
  let weight = known.get(file);
  if (weight === undefined) {
    const path = generation.values<string>('SELECT path FROM file WHERE id = ?').get(file) ?? '';
    const isMade = isBuilt(generation, file) ? BUILT : isGeneratedFile(generation, file) ? COPIED : undefined;
    known.set(file, (weight = isMade ?? weightOf(path)));
  }
  return weight;
}

function weightOf(path: string): number {
  if (isTestPath(path)) return TEST;
  if (isCopiedPath(path)) return COPIED;
  if (isDeclarationPath(path)) return DECLARED;
  return /(?:^|\/)(?:examples?|samples?|demos?|benchmarks?|bench|docs?)\//i.test(path) ? SHOWN : 1;
}
