// The index as SCIP and the index of a compiler, as a person meets them on the command line.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import {
  DocumentSchema,
  IndexSchema,
  OccurrenceSchema,
  PositionEncoding,
  SymbolRole,
} from '@c4312/scip/scip_pb.js';
import { Product } from './support/product.ts';

/** `open` is called through a parameter without a type: which one of the two is known to a compiler, or to somebody who says so. */
const STORE = `export class Disk { open() {} }
export class Memory { open() {} }
export function use(store) { store.open(); }
export function direct() { return new Disk().open(); }
`;

/** A place that names a symbol of the file. */
function occurrence(range: number[], name: string, symbolRoles = 0) {
  return create(OccurrenceSchema, {
    range,
    symbol: `compiler npm shop 1.0.0 \`store.js\`/${name}`,
    symbolRoles,
  });
}

/** An index that says so of `use`, and of `direct` what is not so. */
function compilerIndex(root: string, text: string) {
  const at = (row: number, word: string) => {
    const start = text.split('\n')[row]!.lastIndexOf(word);
    return [row, start, start + word.length];
  };
  return create(IndexSchema, {
    metadata: { toolInfo: { name: 'compiler', version: '2.0' }, projectRoot: pathToFileURL(root).href },
    documents: [
      create(DocumentSchema, {
        relativePath: 'store.js',
        positionEncoding: PositionEncoding.UTF16CodeUnitOffsetFromLineStart,
        occurrences: [
          occurrence(at(0, 'open'), 'Disk#open().', SymbolRole.Definition),
          occurrence(at(1, 'open'), 'Memory#open().', SymbolRole.Definition),
          occurrence(at(2, 'open'), 'Memory#open().'),
          occurrence(at(3, 'open'), 'Memory#open().'),
        ],
      }),
    ],
  });
}

interface Imported {
  readonly opened: { readonly stale: readonly string[] };
  readonly confirmed: number;
  readonly refuted: number;
  readonly added: number;
  readonly differing: readonly { readonly file: string; readonly line: number }[];
}

test('the index of a compiler adds, refutes and confirms calls, lists what differs, and is forgotten again', async (t) => {
  const product = new Product(t);
  product.write('store.js', STORE);
  const calls = async () => {
    const rows = await product.get(['dump', product.root, '--edges', '--kind', 'CALLS']);
    return rows
      .split('\n')
      .map((row) => row.split('\t'))
      .filter(([, , name]) => name === 'open')
      .map((row) => [row[7], row[8], row[5]].join(' '));
  };
  const before = ['store.direct store.Disk.open inferred'];
  assert.deepEqual(await calls(), before);
  const index = join(product.base, 'index.scip');
  writeFileSync(index, toBinary(IndexSchema, compilerIndex(product.root, STORE)));

  const compared = await product.get(['import', index, '--folder', product.root, '--dry-run']);
  assert.match(compared, /^Read +4 occurrences of compiler 2\.0 in 1 file$/m);
  assert.match(
    compared,
    /^  store\.js:4 open: not store\.Disk\.open .*but store\.Memory\.open \(store\.js\)$/m,
  );
  assert.deepEqual(await calls(), before, 'a comparison changes nothing');

  const take = async (...options: string[]) =>
    JSON.parse(
      await product.get(['import', index, '--folder', product.root, '--json', ...options]),
    ) as Imported;
  const { confirmed, refuted, added, differing } = await take();
  assert.deepEqual([confirmed, refuted, added], [0, 1, 1]);
  assert.deepEqual(
    differing.map(({ line }) => line),
    [3, 4],
  );
  const use = 'store.use store.Memory.open confirmed';
  assert.deepEqual((await calls()).toSorted(), [...before, use].toSorted(), 'what is contradicted stays');

  const trusted = await take('--trust');
  assert.deepEqual([trusted.refuted, trusted.added], [1, 2], 'judged by the graph alone, as before');
  assert.deepEqual((await calls()).toSorted(), ['store.direct store.Memory.open confirmed', use]);

  // An edit takes with it what was said of its text, and nothing else.
  const edited = STORE.replace('new Disk().open()', 'new Disk(1).open()');
  product.write('store.js', edited);
  await product.get(['index', product.root]);
  assert.deepEqual((await calls()).toSorted(), [...before, use].toSorted());
  const stale = await take('--dry-run');
  assert.deepEqual([stale.opened.stale, stale.confirmed], [['store.js'], 0]);

  assert.match(await product.get(['import', '--forget', '--folder', product.root]), /^Forgot +1 call site/);
  assert.deepEqual(await calls(), before);
});

test('an index is written for others, whole or not at all', async (t) => {
  const product = new Product(t);
  product.write('store.js', STORE);
  const file = join(product.base, 'out.scip');
  const written = await product.get(['export', product.root, '--format', 'scip', '--out', file]);
  assert.match(written, /^Holds +1 file, /m);
  const { metadata, documents } = fromBinary(IndexSchema, readFileSync(file));
  assert.equal(metadata?.projectRoot, pathToFileURL(product.root).href);
  assert.deepEqual(
    documents.map(({ relativePath }) => relativePath),
    ['store.js'],
  );
  assert.match((await product.run(['import', file, '--folder', product.root])).stderr, /confirm nothing/);
  const nowhere = join(product.base, 'none', 'out.scip');
  const failed = await product.run(['export', product.root, '--format', 'scip', '--out', nowhere]);
  assert.equal(failed.code, 1);
  assert.ok(!existsSync(nowhere));
  for (const args of [['export'], ['export', '--format', 'lsif'], ['import'], ['import', file, '--forget']])
    assert.equal((await product.run(args)).code, 2, args.join(' '));
});
