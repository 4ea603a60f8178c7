// What can't be resolved costs one file its edges, not everybody the index.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { assetsDir, entryFile } from '../../server/entry.ts';
import { Column, FACT_TABLE_NAMES, FACT_TABLES } from '../../server/facts/tables.ts';
import { SourceFacts } from '../../server/indexer/sourceFacts.ts';
import type { SourceEntry } from '../../server/indexer/sourceFacts.ts';
import { resolveGraph } from '../../server/resolve/graph/index.ts';
import { listCalls } from '../hostile/resolving.ts';

const TEXTS = {
  'a.py': 'def first():\n    return second()\n\n\ndef second():\n    return 1\n',
  'b.py': 'def third():\n    return fourth()\n\n\ndef fourth():\n    return 2\n',
  'c.py': 'def fifth():\n    return sixth()\n\n\ndef sixth():\n    return 3\n',
};

test('a file whose facts lead nowhere is marked as partial, and the files before and after it have their edges', async (t) => {
  const { entries, strings } = await parse(t);
  for (const { file, facts } of entries) if (file.path === 'b.py') breakScopes(facts!.facts);
  const graph = resolveGraph(
    entries.map(({ file }) => file),
    entries.map(({ facts }) => facts!),
    strings,
    () => ({ resolve: () => undefined }),
  );
  assert.deepEqual(
    graph.files.map(({ path, status }) => `${path} ${status}`),
    ['a.py indexed', 'b.py partial', 'c.py indexed'],
  );
  assert.match(graph.files[1]!.reason, /its edges could not all be made/);
  const calls = listCalls(graph);
  assert.ok(calls.includes('first → second') && calls.includes('fifth → sixth'), calls.join());
  assert.ok(!calls.includes('third → fourth'));
});

async function parse(t: TestContext): Promise<{ entries: SourceEntry[]; strings: SourceFacts['strings'] }> {
  const root = mkdtempSync(join(tmpdir(), 'codebase-memory-failures-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(TEXTS)) writeFileSync(join(root, path), text);
  const facts = new SourceFacts();
  const files = Object.entries(TEXTS).map(([path, text]) => ({
    path,
    language: 'python',
    sizeBytes: text.length,
    mtimeMs: 1,
  }));
  const forbidden = { dirs: [], files: [] };
  const limits = { maxFileSizeBytes: 1000, exclude: [], includeGenerated: false, workers: 1 };
  const entries = await facts.parse(files, { root, assetsDir, entryFile, forbidden, ...limits }, true);
  return { entries, strings: facts.strings };
}

/** Makes every expression stand in a scope that is not there. */
function breakScopes(facts: Int32Array): void {
  let at = FACT_TABLE_NAMES.length;
  FACT_TABLE_NAMES.forEach((name, index) => {
    const { length: width } = FACT_TABLES[name];
    for (let row = 0; row < facts[index]!; row++, at += width)
      if (name === 'expressions') facts[at + Column.expressions.scope] = 1_000_000;
  });
}
