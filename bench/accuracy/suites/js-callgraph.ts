// Truth of the project js-callgraph (the tool of "Approximate Call Graphs" of Feldthaus et al., continued): beside each
// small program a file of the calls that it makes, written by hand.
//
// A line is `file:function:line -> file:function:line`, the place of the call and of the called function. Calls of
// `Native` functions are left out, as the truth files list some and not others.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { AccuracyCase, OurEdge, OurNode, PairTruth, Suite } from '../suite.ts';

const CALL = /^(.+):[^:]*:(\d+) -> (.+):[^:]*:(\d+)$/;

export const suite: Suite = {
  name: 'js-callgraph',
  description: 'calls of small programs, written by hand by the authors of js-callgraph',
  data: 'a checkout of github.com/Persper/js-callgraph, or its folder tests',
  *load(context) {
    for (const entry of readdirSync(context.data, { recursive: true, withFileTypes: true })) {
      if (!entry.name.endsWith('.truth')) continue;
      const one = readTruth(join(entry.parentPath, entry.name), context.data);
      if (one) yield one;
    }
  },
};

function readTruth(path: string, root: string): AccuracyCase | undefined {
  const folder = dirname(path);
  const pairs: PairTruth[] = [];
  const files = new Set<string>();
  const program = path.slice(0, -'.truth'.length);
  for (const extension of ['.js', '.ts']) {
    if (existsSync(program + extension)) files.add(relative(folder, program + extension));
  }
  for (const text of readFileSync(path, 'utf8').split('\n')) {
    const [, file, line, targetFile, targetLine] = CALL.exec(text.trim()) ?? [];
    if (file === undefined || targetFile === undefined) continue;
    files.add(file);
    if (!existsSync(join(folder, file)) || !existsSync(join(folder, targetFile))) continue;
    const site = { file, line: Number(line) };
    pairs.push({ source: `${file}:${line}`, target: `${targetFile}:${targetLine}`, site });
  }
  const keyOf = (node: OurNode, end: 'source' | 'target', edge: OurEdge): string | undefined => {
    if (end === 'source') return files.has(edge.file) ? `${edge.file}:${edge.line}` : undefined;
    return keyOfTarget(node, pairs);
  };
  const one: AccuracyCase = {
    name: relative(root, program),
    language: 'javascript',
    category: relative(root, folder),
    folder,
    includeGenerated: true,
    truth: { by: 'pair', pairs, isComplete: true, keyOf },
  };
  return files.size > 0 && pairs.length > 0 ? one : undefined;
}

/** The truth speaks of functions: it has no word for a class without a constructor, a variable, nor for what lies outside. */
function keyOfTarget(
  { kind, file, line, startLine }: OurNode,
  pairs: readonly PairTruth[],
): string | undefined {
  const keys = [`${file}:${line}`, `${file}:${startLine}`];
  const known = keys.find((key) => pairs.some(({ target }) => target === key));
  const isUnspoken = kind === 'Class' || kind === 'Variable' || kind === 'External';
  return known ?? (isUnspoken ? undefined : keys[0]);
}
