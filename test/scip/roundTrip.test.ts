// The index as SCIP, read back: each occurrence lies on the name that it has, and leads where the edge of the graph does.
import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { IndexSchema, PositionEncoding, SymbolInformation_Kind, SymbolRole } from '@c4312/scip/scip_pb.js';
import type { Index } from '@c4312/scip/scip_pb.js';
import { dumpEdges } from '../../server/queries/dump.ts';
import { exportIndex } from '../../server/scip/exportIndex.ts';
import { ImportedIndex } from '../../server/scip/importedIndex.ts';
import { openGeneration } from '../../server/store/generation.ts';
import { TeamTree } from '../team/teamTree.ts';

const FILES = {
  'package.json': '{ "name": "shop", "version": "1.2.0" }',
  'src/cart.ts': [
    'export interface Priced { price(): number }',
    'export class Cart implements Priced {',
    "  readonly label = '🛒'; size = 1;",
    '  constructor(readonly owner: string) {}',
    '  price(): number { return this.size * twice(twice(2)); }',
    '}',
    'export function twice(n: number): number { return n * 2; }',
  ].join('\n'),
  'src/main.ts': [
    "import { readFileSync } from 'node:fs';",
    'import {',
    '  Cart,',
    '  twice,',
    "} from './cart.ts';",
    "const label = '🛒🛒'; export const cart = new Cart(label);",
    'export function run(): number {',
    '  [1].forEach((n) => twice(n));',
    "  return cart.price() + twice(readFileSync('twice').length);",
    '}',
  ].join('\n'),
  'tool/shop.py':
    'class Base:\n    def run(self): pass\nclass Shop(Base):\n    def run(self):\n        helper()\ndef helper(): pass\n',
};

async function exportTree(t: TestContext) {
  const tree = new TeamTree(t);
  tree.write(FILES);
  await tree.index();
  const copy = join(tree.base, 'copy.db');
  cpSync(tree.database, copy);
  const file = join(tree.base, 'index.scip');
  const job = { type: 'export', root: tree.root, copy, file, excludedDirs: [], version: '1' } as const;
  return { tree, file, exported: await exportIndex(job, new AbortController().signal) };
}

const readIndex = (file: string) => fromBinary(IndexSchema, readFileSync(file));

function openIndex(root: string, file: string) {
  return new ImportedIndex({ root, file, excludedDirs: [], isOwnAllowed: true });
}

test('every edge that a statement makes is an occurrence at its name, which leads to the definition', async (t) => {
  const { tree, file, exported } = await exportTree(t);
  assert.deepEqual([exported.documents, exported.changed], [3, 0]);
  const index = openIndex(tree.root, file);
  assert.deepEqual([index.opened.stale, index.opened.missing], [[], 0]);
  const fence = { epoch: 'z', runFile: '', isOn: false };
  const generation = openGeneration(tree.database, { mmapBytes: 0, fence });
  t.after(() => generation.close());
  const { lines } = dumpEdges(generation, {});
  let edges = 0;
  for (const line of lines) {
    const [path = '', site = '', name = '', target = '', targetLine = '', , kind = ''] = line.split('\t');
    if (kind === 'OVERRIDES' || kind === 'TESTS') continue;
    edges += 1;
    const leads = target === 'external' ? '' : target;
    const found = index
      .occurrencesOf(path)
      .find(
        ({ row, isDefinition, places }) =>
          !isDefinition &&
          row >= Number(site) - 1 &&
          places?.some(
            (place) => place.file === leads && (leads === '' || place.line === Number(targetLine)),
          ),
      );
    assert.ok(found, line);
    const isWritten = kind !== 'IMPORTS' && !name.includes(' ');
    const text = FILES[path as keyof typeof FILES].split('\n')[found.row]!.slice(found.start, found.end);
    if (isWritten) assert.equal(text, name, line);
  }
  assert.ok(edges >= 17, String(edges));
});

test('symbols have package, version, path and what is around them; relationships say what is replaced', async (t) => {
  const { file } = await exportTree(t);
  const index = readIndex(file);
  const cart = index.documents.find(({ relativePath }) => relativePath === 'src/cart.ts')!;
  assert.equal(cart.language, 'TypeScript');
  assert.equal(cart.positionEncoding, PositionEncoding.UTF16CodeUnitOffsetFromLineStart);
  const prefix = 'codebase-memory npm shop 1.2.0 src/`cart.ts`/';
  const find = (symbol: string) => cart.symbols.find((one) => one.symbol === prefix + symbol)!;
  assert.deepEqual(
    find('Cart#price().').relationships.map(({ symbol, isImplementation, isReference }) => [
      symbol,
      isImplementation,
      isReference,
    ]),
    [[`${prefix}Priced#price().`, true, true]],
  );
  assert.equal(find('Cart#constructor().').kind, SymbolInformation_Kind.Constructor);
  // Behind a character of two units.
  const size = cart.occurrences.find(
    ({ symbol, symbolRoles }) =>
      symbol === `${prefix}Cart#size.` && (symbolRoles & SymbolRole.Definition) !== 0,
  );
  assert.deepEqual(size?.range, [2, 25, 29]);
  // Both calls of one statement.
  const inner = cart.occurrences.filter(
    ({ symbol, symbolRoles }) => symbol === `${prefix}twice().` && symbolRoles === 0,
  );
  assert.deepEqual(
    inner.map(({ range }) => range),
    [
      [4, 39, 44],
      [4, 45, 50],
    ],
  );
  assert.ok(
    index.externalSymbols.some(({ symbol }) => symbol === 'codebase-memory npm node . fs.readFileSync.'),
  );
});

test('a file that is not what was indexed is left out and counted', async (t) => {
  const { tree, file } = await exportTree(t);
  writeFileSync(join(tree.root, 'src/cart.ts'), `\n${FILES['src/cart.ts']}`);
  const copy = join(tree.base, 'later.db');
  cpSync(tree.database, copy);
  const job = { type: 'export', root: tree.root, copy, file, excludedDirs: [], version: '1' } as const;
  const later = await exportIndex(job, new AbortController().signal);
  assert.deepEqual([later.documents, later.changed], [2, 1]);
  assert.deepEqual(
    readIndex(file).documents.map(({ relativePath }) => relativePath),
    ['src/main.ts', 'tool/shop.py'],
  );
});

test('a document of another text is stale, whatever became of its lines', async (t) => {
  const changes: readonly ((text: string) => string)[] = [
    (text) => `// one more line\n${text}`,
    (text) => text.split('\n').slice(0, -1).join('\n'),
    (text) => text.replace('Cart implements', 'Carts implements'),
    (text) => text.replace('export function twice', 'export  function twice'),
    () => '',
  ];
  const { tree, file } = await exportTree(t);
  for (const change of changes) {
    writeFileSync(join(tree.root, 'src/cart.ts'), change(FILES['src/cart.ts']));
    const { stale, documents } = openIndex(tree.root, file).opened;
    assert.deepEqual(stale, ['src/cart.ts'], change.toString());
    assert.equal(documents.length, 2);
  }
});

/** The index with its columns counted in other units. */
function recount(index: Index, encoding: PositionEncoding, unitsOf: (text: string) => number): Index {
  for (const document of index.documents) {
    const rows = FILES[document.relativePath as keyof typeof FILES].split('\n');
    for (const { range } of document.occurrences)
      for (let at = 1; at < range.length; at += 1) range[at] = unitsOf(rows[range[0]!]!.slice(0, range[at]));
    document.positionEncoding = encoding;
  }
  return index;
}

function countCharacters(text: string): number {
  return Array.from(text).length;
}

test('columns in other units, and in units that are not said, are read', async (t) => {
  const { tree, file } = await exportTree(t);
  const expected = openIndex(tree.root, file).occurrencesOf('src/main.ts');
  for (const [encoding, unitsOf] of [
    [PositionEncoding.UTF8CodeUnitOffsetFromLineStart, Buffer.byteLength],
    [PositionEncoding.UTF32CodeUnitOffsetFromLineStart, countCharacters],
    [PositionEncoding.UnspecifiedPositionEncoding, Buffer.byteLength],
  ] as const) {
    const other = join(tree.base, 'other.scip');
    writeFileSync(other, toBinary(IndexSchema, recount(readIndex(file), encoding, unitsOf)));
    assert.deepEqual(openIndex(tree.root, other).occurrencesOf('src/main.ts'), expected);
  }
});

test('an index with its texts is compared with them', async (t) => {
  const { tree, file } = await exportTree(t);
  const index = readIndex(file);
  for (const document of index.documents) document.text = FILES[document.relativePath as keyof typeof FILES];
  const other = join(tree.base, 'other.scip');
  writeFileSync(other, toBinary(IndexSchema, index));
  assert.deepEqual(openIndex(tree.root, other).opened.stale, []);
  // Nothing that an occurrence lies on.
  writeFileSync(join(tree.root, 'src/cart.ts'), FILES['src/cart.ts'].replace('n * 2', 'n * 3'));
  assert.deepEqual(openIndex(tree.root, other).opened.stale, ['src/cart.ts']);
});

test('what is no index, is cut, or is of this program is refused by name; paths out of the root are not read', async (t) => {
  const { tree, file } = await exportTree(t);
  const other = join(tree.base, 'other.scip');
  const open = (isOwnAllowed = true) =>
    new ImportedIndex({ root: tree.root, file: other, excludedDirs: [], isOwnAllowed });
  assert.throws(open, { code: 'BAD_SCIP_INDEX' });
  for (const bytes of [Buffer.from('no index\n'), Buffer.alloc(0), readFileSync(file).subarray(0, 700)]) {
    writeFileSync(other, bytes);
    assert.throws(open, { code: 'BAD_SCIP_INDEX' });
  }
  writeFileSync(other, readFileSync(file));
  assert.throws(() => open(false), { code: 'OWN_SCIP_INDEX' });
  writeFileSync(join(tree.base, 'outside.ts'), FILES['src/cart.ts']);
  const index = create(IndexSchema, readIndex(file));
  index.documents[0]!.relativePath = '../outside.ts';
  writeFileSync(other, toBinary(IndexSchema, index));
  assert.equal(open().opened.missing, 1);
  assert.ok(!readdirSync(tree.base).some((name) => name.endsWith('.tmp')));
});
