// The harness itself on programs whose call graph is known: that it finds them, counts right and wrong edges, and lists
// them; and a floor under our own edges.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { precisionOf, recallOf, sumOf } from '../../bench/accuracy/report.ts';
import { Score } from '../../bench/accuracy/score.ts';
import type { OurNode } from '../../bench/accuracy/suite.ts';
import { suite } from '../../bench/accuracy/suites/pycg.ts';
import { pythonPrograms } from './pythonPrograms.ts';
import type { PythonProgram } from './pythonPrograms.ts';
import { scoreSuite } from './scoreSuite.ts';

/** A method of `a.py`, with what else is said of it. */
function node(name: string, line: number, more: Partial<OurNode> = {}): OurNode {
  return {
    kind: 'Method',
    name,
    qualifiedName: name,
    file: 'a.py',
    line,
    startLine: line,
    endLine: line,
    isInitializer: false,
    isNameless: false,
    parent: undefined,
    children: [],
    bases: [],
    ...more,
  };
}

async function scorePrograms(
  t: TestContext,
  programs: Readonly<Record<string, PythonProgram>>,
): Promise<Score> {
  const data = realpathSync(mkdtempSync(join(tmpdir(), 'codebase-memory-accuracy-')));
  t.after(() => rmSync(data, { recursive: true }));
  for (const [name, { text, calls }] of Object.entries(programs)) {
    const folder = join(data, 'snippets', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'main.py'), text);
    writeFileSync(join(folder, 'callgraph.json'), JSON.stringify(calls));
  }
  return scoreSuite(suite, data);
}

test('the call graphs of small Python programs are found without a wrong edge', async (t) => {
  const score = await scorePrograms(t, pythonPrograms);
  const { all } = sumOf(score.categories);
  assert.deepEqual(score.mistakes, []);
  assert.equal(precisionOf(all), 1);
  assert.equal(recallOf(all), 1);
});

test('an edge that the truth does not have is wrong, a call that we do not have is missing', async (t) => {
  const text = 'def f(): pass\ndef g(): pass\nf()\n';
  const score = await scorePrograms(t, { 'wrong/one': { text, calls: { main: ['main.g'] } } });
  const { all, exact } = sumOf(score.categories);
  assert.deepEqual(all, { judged: 1, right: 0, wanted: 1, found: 0 });
  assert.deepEqual(exact, { judged: 1, right: 0, wanted: 1, found: 0 });
  assert.deepEqual(
    score.mistakes.map(({ kind, ours, truth }) => [kind, ours, truth]),
    [
      ['wrong', 'main → main.f', 'no such pair'],
      ['missing', '', 'main → main.g'],
    ],
  );
});

test('a site is judged by its definitions, a class and its inherited initializer are one answer', () => {
  const base = node('Base', 1);
  const initializer = node('__init__', 2, { isInitializer: true, parent: base });
  const child = node('Child', 5, { bases: [base] });
  const edge = {
    kind: 'CALLS' as const,
    tier: 'exact' as const,
    reason: 'local' as const,
    source: node('main', 0),
    target: initializer,
    file: 'a.py',
    line: 9,
    name: 'Child',
  };
  const score = new Score();
  const site = { file: 'a.py', line: 9, name: 'Child', targets: [{ file: 'a.py', line: 5 }] };
  const outside = { file: 'a.py', line: 9, name: 'Child', targets: [], isExternal: true };
  const one = { name: '', language: 'python', category: '', folder: '' };
  const graph = { nodes: [base, initializer, child], edges: [edge] };
  score.addCase({ ...one, truth: { by: 'site', sites: [site] } }, graph);
  assert.deepEqual(sumOf(score.categories).all, { judged: 1, right: 1, wanted: 1, found: 1 });
  score.addCase({ ...one, truth: { by: 'site', sites: [outside] } }, graph);
  const sum = sumOf(score.categories);
  assert.deepEqual([sum.externalSites, sum.externalWithProject], [1, 1]);
  assert.deepEqual([sum.all.judged, sum.all.right], [2, 1]);
});
