import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { assetsDir } from '../../server/entry.ts';
import { StringTable } from '../../server/facts/builder.ts';
import { WHOLE_FILE } from '../../server/graph.ts';
import { FactsCache, factsKey } from '../../server/indexer/factsCache.ts';
import { languages } from '../../server/languages/index.ts';
import { LanguageParser } from '../../server/parse/languageParser.ts';
import type { FileGap } from '../../server/protocol/fileGap.ts';
import type { FileFacts } from '../../server/resolve/program/index.ts';
import { resolveGraph } from '../../server/resolve/graph/index.ts';

const SOURCE = `"""A shop."""
from other import price_of as look_up

class Cart(Base):
    def add(self, item: str = "x", *, count=1):
        self.items = [look_up(item, amount=count)]
        return self.items[0].total()
`;
const SOME: FileGap = { cause: 'syntax', reason: 'some', line: 3 };
const KEY = factsKey('shop/cart.py', 'python', 'a'.repeat(40), false);

test('facts come back over another string table as they were, and mean the same', async (t) => {
  const { folder, facts, strings } = await parseSource(t);
  new FactsCache(folder, 'now', strings).add([{ key: KEY, lines: 8, problems: [SOME], facts }]);
  const others = new StringTable();
  for (const text of ['quite', 'other', 'Cart', 'strings']) others.intern(text);
  const found = new FactsCache(folder, 'now', others).find([KEY, 'unknown']).get(KEY);
  assert.ok(found);
  assert.deepEqual([found.lines, found.problems], [8, [SOME]]);
  const again = { ...facts, facts: found.facts, strings: found.strings };
  assert.deepEqual(describe(again, others), describe(facts, strings));
});

test('other versions of the program have their own facts', async (t) => {
  const { folder, facts, strings } = await parseSource(t);
  new FactsCache(folder, 'before', strings).add([{ key: KEY, lines: 8, problems: [], facts }]);
  assert.equal(new FactsCache(folder, 'now', strings).find([KEY]).size, 0);
});

for (const [harm, work] of [
  ['cut short', (file: string) => truncateSync(file, readFileSync(file).length - 4)],
  ['empty', (file: string) => truncateSync(file, 0)],
  [
    'no pack at all',
    (file: string) => writeFileSync(file, 'something else entirely, and long enough for a header'),
  ],
  [
    'changed in one byte',
    (file: string) => {
      const bytes = readFileSync(file);
      bytes[bytes.length - 9]! ^= 4;
      writeFileSync(file, bytes);
    },
  ],
] as const) {
  test(`a pack that is ${harm} counts as not there`, async (t) => {
    const { folder, facts, strings } = await parseSource(t);
    new FactsCache(folder, 'now', strings).add([{ key: KEY, lines: 8, problems: [], facts }]);
    const [pack] = readdirSync(join(folder, 'now'));
    work(join(folder, 'now', pack!));
    assert.equal(new FactsCache(folder, 'now', strings).find([KEY]).size, 0);
  });
}

test('what is saved again takes the place of what it holds, and of nothing else', async (t) => {
  const { folder, facts, strings } = await parseSource(t);
  const other = factsKey('shop/other.py', 'python', 'b'.repeat(40), false);
  const cache = new FactsCache(folder, 'now', strings);
  const describeFile = (key: string) => ({ key, lines: 8, problems: [], facts });
  cache.add([describeFile(KEY)]);
  cache.add([describeFile(KEY), describeFile(other)]);
  assert.equal(readdirSync(join(folder, 'now')).length, 1);
  cache.add([describeFile(KEY)]);
  assert.equal(readdirSync(join(folder, 'now')).length, 2);
  assert.equal(cache.find([KEY, other]).size, 2);
});

test('a folder that can not be written costs nothing but the cache', async (t) => {
  const { folder, facts, strings } = await parseSource(t);
  writeFileSync(join(folder, 'file'), '');
  const cache = new FactsCache(join(folder, 'file'), 'now', strings);
  cache.add([{ key: KEY, lines: 8, problems: [], facts }]);
  assert.equal(cache.find([KEY]).size, 0);
});

async function parseSource(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'codebase-memory-facts-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const strings = new StringTable();
  const language = languages.find(({ id }) => id === 'python')!;
  const parser = await LanguageParser.create(language, language.extensions['.py']!, assetsDir, strings);
  const parsed = parser.parse(SOURCE, 'cart');
  const numbers = Int32Array.from(strings.strings, (_text, index) => index);
  const facts: FileFacts = { path: 'shop/cart.py', language, facts: parsed.facts, strings: numbers };
  return { folder, facts, strings };
}

/** The graph of the file as text. */
function describe(facts: FileFacts, table: StringTable): string[] {
  const { path, language } = facts;
  const file = {
    path,
    language: language.id,
    hash: '',
    sizeBytes: 0,
    mtimeMs: 0,
    lines: 0,
    ...WHOLE_FILE,
  };
  const resolver = { resolve: () => undefined };
  const { symbols, edges, unresolved, strings } = resolveGraph([file], [facts], table, () => resolver);
  const nameOf = (id: number) => strings[symbols.qualifiedName[id]!]!;
  const rows = Array.from(
    { length: symbols.count },
    (_, id) => `${nameOf(id)} ${strings[symbols.signature[id]!]!}`,
  );
  for (let row = 0; row < edges.count; row++)
    rows.push(
      `${nameOf(edges.source[row]!)} ${edges.kind[row]!} ${nameOf(edges.target[row]!)} ${edges.line[row]!}`,
    );
  for (let row = 0; row < unresolved.count; row++)
    rows.push(`${nameOf(unresolved.source[row]!)} ${strings[unresolved.name[row]!]!}`);
  return rows.sort();
}
