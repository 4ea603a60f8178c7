// What is handed out during a first index, from the sources of the language fixtures: it must be what the finished graph
// says of the same symbols.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { SymbolFlag, type GraphDefinitions } from '../../server/graph.ts';
import { DefinitionsFeed } from '../../server/indexer/definitionsFeed.ts';
import { WorkspaceIndex } from '../../server/indexer/workspaceIndex.ts';
import { outlineFiles } from '../../server/resolve/graph/index.ts';
import type { OutlinedFile } from '../../server/resolve/graph/index.ts';
import { makeIndexOptions } from './indexOptions.ts';

const OPTIONS = makeIndexOptions(join(import.meta.dirname, '..', 'languages'));

/** What is known only when all files are: what is outside, and names that macros put together. */
const isLate = (row: string): boolean => /^(?:\(outside\)|\S*pasted\.c) /.test(row);

test('the definitions of a file are those of the finished graph, whatever files come with it', async () => {
  const index = new WorkspaceIndex();
  const entries: OutlinedFile[] = [];
  const graph = await index.build(OPTIONS, true, {
    onDiscovered() {},
    onParsed: (parsed) => void entries.push(...parsed),
    onResolving() {},
  });
  assert.ok(entries.length > 20);
  const ids = Int32Array.from({ length: graph.symbols.count }, (_, id) => id);
  const wanted = listRows({ ...graph, ids }).filter((row) => !isLate(row));
  const half = entries.length >> 1;
  const pieces = [entries.slice(half), entries.slice(0, half)].map((files, at) =>
    outlineFiles(files, index.strings, at * 100_000),
  );
  const handedOut = pieces.flatMap(listRows).filter((row) => !isLate(row));
  assert.deepEqual(handedOut.sort(), wanted.sort());
});

test('a piece is handed out for each time one is asked for, and nothing when nobody asks', async () => {
  const { feed, pieces, entries } = await openFeed(1000);
  feed.add(entries.slice(0, 2));
  assert.equal(pieces.length, 0);
  feed.ask();
  assert.deepEqual(pieces.map(countFiles), [2]);
  feed.add(entries.slice(2, 3));
  assert.equal(pieces.length, 1);
  feed.ask();
  feed.ask();
  feed.add(entries.slice(3, 5));
  feed.add(entries.slice(5, 6));
  assert.deepEqual(pieces.map(countFiles), [2, 1, 2]);
  feed.finish();
  assert.deepEqual(pieces.map(countFiles), [2, 1, 2, 1]);
  const ids = pieces.flatMap(({ ids: own }) => Array.from(own));
  assert.deepEqual(
    ids,
    ids.map((_, at) => at),
  );
});

test('of a small tree, and when nobody ever asked, nothing is handed out', async () => {
  const small = await openFeed(20);
  small.feed.ask();
  small.feed.add(small.entries);
  small.feed.finish();
  assert.equal(small.pieces.length, 0);
  const unasked = await openFeed(1000);
  unasked.feed.add(unasked.entries);
  unasked.feed.finish();
  assert.equal(unasked.pieces.length, 0);
});

/** A feed for a tree of so many files, and entries to be added. */
async function openFeed(files: number) {
  const index = new WorkspaceIndex();
  const entries: Parameters<DefinitionsFeed['add']>[0][number][] = [];
  await index.build(OPTIONS, true, {
    onDiscovered() {},
    onParsed: (parsed) => void entries.push(...parsed),
    onResolving() {},
  });
  const pieces: GraphDefinitions[] = [];
  const feed = new DefinitionsFeed(files, 0, index.strings, (piece) => pieces.push(piece));
  return { feed, pieces, entries };
}

function countFiles({ files }: GraphDefinitions): number {
  return files.length;
}

/** A line for each symbol with a name of its own: where it is, what it is called and what is said of it and of its parent. */
function listRows({ files, strings, symbols, ids }: GraphDefinitions): string[] {
  const rowOf = new Map([...ids].map((id, row) => [id, row]));
  const text = (column: Int32Array, row: number) => strings[column[row]!]!;
  const named = [...ids.keys()].filter((row) => (symbols.flags[row]! & SymbolFlag.nameless) === 0);
  return named.map((row) => {
    const file = symbols.file[row]! < 0 ? '(outside)' : files[symbols.file[row]!]!.path;
    const parent = rowOf.get(symbols.parent[row]!);
    return [
      file,
      text(symbols.qualifiedName, row),
      text(symbols.name, row),
      symbols.kind[row],
      symbols.line[row],
      symbols.startLine[row],
      symbols.endLine[row],
      symbols.flags[row],
      text(symbols.signature, row),
      text(symbols.doc, row),
      parent === undefined ? '' : text(symbols.qualifiedName, parent),
    ].join(' ');
  });
}
