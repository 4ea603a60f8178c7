// Run-time evidence: what is read of traces and profiles, how answers tell it, and when it is gone.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { APP, CART, openTools, type ToolsWorkspace } from './toolsWorkspace.ts';

/** What `python3 -m cProfile` wrote of a shop in /tmp/cy/prof/shop: main calls save once more, through a table. */
const PYTHON_PROFILE = [
  '+6kD+hkvdG1wL2N5L3Byb2Yvc2hvcC9jYXJ0LnB56QEAAAD6CDxtb2R1bGU+KQVyAwAAAHIDAAAA5wAAAAAAAAAAcgUAAAB7MKkDcgIAAADpAw',
  'AAANoEQ2FydCkFcgMAAAByAwAAAHIFAAAAcgUAAAB7MKkD+gZhcHAucHlyAwAAAHIEAAAAKQVyAwAAAHIDAAAAcgUAAAByBQAAAHswqQNyAgAA',
  'AOkFAAAA2gRzYXZlKQXpBAAAAHIOAAAAcgUAAAByBQAAAHupA3IKAAAAcgcAAADaBG1haW6pBHIDAAAAcgMAAABnfQ7TjoCpnT5nwlOLMmI5zj',
  '6pA3ICAAAA6QgAAADaCGFkZF9pdGVtqQRyBwAAAHIHAAAAZ9L4JeVlgs4+Z71e+pTsowY/MKkDcgoAAAByBwAAAHIQAAAAKQVyAwAAAHIDAAAA',
  'cgUAAAByBQAAAHupA3IKAAAAcgMAAAByBAAAAKkEcgMAAAByAwAAAGe90iUo7SnTPmfYr1B4xHkMPzCpA3ICAAAAchMAAAByFAAAACkFcgcAAA',
  'ByBwAAAHIFAAAAcgUAAAB7cg8AAACpBHIHAAAAcgcAAABnWtZlR5YLxj5nREAjsPAwCD8wMA==',
].join('');

/** The shop, with a call in app.main that the index does not know: of save. */
async function openShop(t: TestContext): Promise<ToolsWorkspace> {
  const shop = await openTools(t, { 'app.py': APP, 'cart.py': CART }, (graph, fileOf) => {
    const main = graph.symbol('Function', 'app.main', fileOf('app.py'), 3, { endLine: 4 });
    const cart = graph.symbol('Class', 'cart.Cart', fileOf('cart.py'), 3, { endLine: 6 });
    const save = graph.symbol('Method', 'cart.Cart.save', fileOf('cart.py'), 5, { endLine: 6, parent: cart });
    const add = graph.symbol('Function', 'cart.add_item', fileOf('cart.py'), 8, { endLine: 10 });
    graph.call(main, add, 4, 'import').call(add, save, 10, 'annotation');
  });
  shop.facts.profile = 'full';
  return shop;
}

async function ask(shop: ToolsWorkspace, tool: string, args: Record<string, unknown>): Promise<string> {
  const { content } = await shop.callTool(tool, args);
  return content.map(({ text }) => text).join('\n');
}

async function seen(shop: ToolsWorkspace, name: string): Promise<string[]> {
  const text = await ask(shop, 'trace_path', { function_name: name, mode: 'calls' });
  return text.split('\n').filter((line) => /^ {2}[←→]/.test(line));
}

test('rows of caller and callee make known calls seen, and others observed', async (t) => {
  const shop = await openShop(t);
  const traces = [
    { caller: 'main', callee: 'add_item', count: 5 },
    { caller: 'app.main', callee: 'Cart.save' },
    { caller: 'main', callee: 'nowhere' },
  ];
  assert.equal(
    await ask(shop, 'ingest_traces', { traces, project: 'shop' }),
    '2 pairs taken: 1 known calls, 1 observed only; 2 kept\n1 pair left out: not of this workspace, or not told apart, such as nowhere',
  );
  assert.deepEqual(await seen(shop, 'main'), [
    '  → cart.add_item cart.py:8 5×',
    '  → cart.Cart.save cart.py:5 1× (observed)',
  ]);
  assert.deepEqual(await seen(shop, 'save'), ['  ← app.main app.py:3 1× (observed)']);
  await ask(shop, 'ingest_traces', { traces: [traces[0]] });
  assert.equal((await seen(shop, 'add_item'))[0], '  ← app.main app.py:3 10×');
});

test('why and query_graph tell what was seen, also a call that resolution missed', async (t) => {
  const shop = await openShop(t);
  const traces = [
    { caller: 'main', callee: 'add_item', count: 5 },
    { caller: 'main', callee: 'save' },
  ];
  await ask(shop, 'ingest_traces', { traces });
  assert.match(
    await ask(shop, 'why', { from: 'main', to: 'add_item' }),
    /^CALLS app\.py:4 .*\nseen running 5×: app\.main → cart\.add_item$/m,
  );
  assert.match(
    await ask(shop, 'why', { from: 'main', to: 'save' }),
    /^CALLS \(observed: seen running 1×, resolution missed it\) app\.main → cart\.Cart\.save$/m,
  );
  const query = (text: string) => ask(shop, 'query_graph', { query: text });
  const all = 'MATCH (a)-[r:CALLS]->(b) RETURN a.name, b.name, r.tier, r.observed ORDER BY a.name, b.name';
  assert.deepEqual((await query(all)).split('\n').slice(1), [
    'add_item | save | inferred | null',
    'main | add_item | exact | 5',
    'main | save | observed | 1',
  ]);
  const plain = 'MATCH (a)-[r:CALLS]->(b) RETURN a.name, b.name ORDER BY a.name, b.name';
  assert.deepEqual((await query(plain)).split('\n').slice(1), ['add_item | save', 'main | add_item']);
  const cart = join(shop.root, 'cart.py');
  writeFileSync(cart, CART.replace('json.dumps(self.items)', 'json.dumps(list(self.items))'));
  assert.equal((await query(all)).split('\n').length, 3);
  assert.doesNotMatch(await ask(shop, 'why', { from: 'main', to: 'save' }), /seen running/);
});

test('evidence is not told when the text of either symbol changes, and is when another does', async (t) => {
  const shop = await openShop(t);
  await ask(shop, 'ingest_traces', { traces: [{ caller: 'main', callee: 'save' }] });
  const cart = join(shop.root, 'cart.py');
  writeFileSync(cart, CART.replace('cart.items.append(item)', 'cart.items.insert(0, item)'));
  assert.equal((await seen(shop, 'main')).length, 1);
  writeFileSync(cart, CART.replace('json.dumps(self.items)', 'json.dumps(list(self.items))'));
  assert.deepEqual(await seen(shop, 'main'), []);
  writeFileSync(cart, `# A line above\n${CART}`);
  assert.deepEqual(await seen(shop, 'main'), [], 'the index knows the lines of before');
  writeFileSync(cart, CART);
  assert.equal((await seen(shop, 'main')).length, 1, 'not judged by lines of another text, so not forgotten');
});

test('evidence is forgotten when the index knows another text of either symbol', async (t) => {
  const shop = await openShop(t);
  await ask(shop, 'ingest_traces', { traces: [{ caller: 'main', callee: 'save' }] });
  const { observed } = shop.context;
  const known = observed.of('app.main', 'app.py');
  observed.remove(known);
  observed.add(
    known.map(({ caller, callee, count, kind }) => ({
      caller,
      callee: { name: callee.name, file: callee.file, hash: 'of another text' },
      count,
      kind,
    })),
  );
  assert.deepEqual(await seen(shop, 'main'), []);
  assert.deepEqual(observed.of('app.main', 'app.py'), []);
});

test('the dump of the index is the same with evidence as without', async (t) => {
  const shop = await openShop(t);
  const before = await shop.dump();
  await ask(shop, 'ingest_traces', { traces: [{ caller: 'main', callee: 'save' }] });
  assert.deepEqual(await shop.dump(), before);
});

test('a cProfile file is read, its paths from another place', async (t) => {
  const shop = await openShop(t);
  writeFileSync(join(shop.root, 'shop.prof'), Buffer.from(PYTHON_PROFILE, 'base64'));
  const told = await ask(shop, 'ingest_traces', { file: 'shop.prof' });
  assert.match(told, /^3 pairs taken: 2 known calls, 1 observed only; 3 kept/);
  assert.deepEqual(await seen(shop, 'main'), [
    '  → cart.add_item cart.py:8 3×',
    '  → cart.Cart.save cart.py:5 1× (observed)',
  ]);
  writeFileSync(join(shop.root, 'cut.prof'), Buffer.from(PYTHON_PROFILE, 'base64').subarray(0, 200));
  assert.match(await ask(shop, 'ingest_traces', { file: 'cut.prof' }), /^NO_TRACE: cut\.prof is no trace/);
});

test('a V8 profile is read, by place and name', async (t) => {
  const shop = await openShop(t);
  const nodes = [
    { id: 1, callFrame: frame('(root)', '', -1), hitCount: 0, children: [2] },
    { id: 2, callFrame: frame('main', `file://${shop.root}/app.py`, 2), hitCount: 1, children: [3] },
    { id: 3, callFrame: frame('add_item', `file://${shop.root}/cart.py`, 7), hitCount: 2, children: [4] },
    { id: 4, callFrame: frame('save', `file://${shop.root}/cart.py`, 4), hitCount: 4 },
  ];
  writeFileSync(join(shop.root, 'a.cpuprofile'), JSON.stringify({ nodes, samples: [] }));
  await ask(shop, 'ingest_traces', { file: 'a.cpuprofile' });
  assert.deepEqual(await seen(shop, 'add_item'), [
    '  ← app.main app.py:3 6 samples',
    '  → cart.Cart.save cart.py:5 4 samples',
  ]);
});

test('OpenTelemetry spans are read, past spans without code', async (t) => {
  const shop = await openShop(t);
  const spans = [
    { traceId: 't', spanId: 'a', name: 'GET /', attributes: code('main', 'app.py', 3) },
    { traceId: 't', spanId: 'b', parentSpanId: 'a', name: 'redis', attributes: [] },
    { traceId: 't', spanId: 'c', parentSpanId: 'b', name: 'save', attributes: code('save', 'cart.py', 5) },
  ];
  await ask(shop, 'ingest_traces', { traces: [{ resourceSpans: [{ scopeSpans: [{ spans }] }] }] });
  assert.deepEqual(await seen(shop, 'main'), ['  → cart.Cart.save cart.py:5 1 span (observed)']);
});

test('a function is told from the module that has its name', async (t) => {
  const files = { 'main.py': 'def main():\n    run()\n', 'run.py': 'def run():\n    pass\n' };
  const shop = await openTools(t, files, (graph, fileOf) => {
    for (const name of ['main', 'run']) {
      const file = fileOf(`${name}.py`);
      const parent = graph.symbol('Module', name, file, 1, { endLine: 2 });
      graph.symbol('Function', `${name}.${name}`, file, 1, { endLine: 2, parent });
    }
  });
  shop.facts.profile = 'full';
  const spans = [
    { traceId: 't', spanId: 'a', name: 'a', attributes: code('main', 'main.py', 0) },
    { traceId: 't', spanId: 'b', parentSpanId: 'a', name: 'b', attributes: code('run', 'run.py', 0) },
  ];
  await ask(shop, 'ingest_traces', { traces: [{ resourceSpans: [{ scopeSpans: [{ spans }] }] }] });
  assert.deepEqual(await seen(shop, 'main.main'), ['  → run.run run.py:1 1 span (observed)']);
});

test('a Go profile is read, zipped as it is written', async (t) => {
  const shop = await openShop(t);
  writeFileSync(join(shop.root, 'cpu.pb.gz'), gzipSync(makeGoProfile()));
  await ask(shop, 'ingest_traces', { file: 'cpu.pb.gz' });
  assert.deepEqual(await seen(shop, 'add_item'), [
    '  → cart.Cart.save cart.py:5 7 samples',
    '  ← app.main app.py:3 7 samples',
  ]);
});

test('what is no trace is refused with what one is; a file from outside is not read', async (t) => {
  const shop = await openShop(t);
  assert.match(
    await ask(shop, 'ingest_traces', { traces: [{ a: 1 }] }),
    /^NO_TRACE: traces\[0\] is no trace.*resourceSpans/,
  );
  assert.match(await ask(shop, 'ingest_traces', { file: '../../etc/passwd' }), /^FILE_OUTSIDE_ROOT: /);
  assert.match(await ask(shop, 'ingest_traces', { file: 'app.py' }), /^NO_TRACE: app\.py/);
  assert.match(await ask(shop, 'ingest_traces', {}), /^BAD_ARGUMENTS: ingest_traces: pass traces, or file/);
  assert.equal(readFileSync(join(shop.root, 'app.py'), 'utf8'), APP);
});

test('evidence can be forgotten', async (t) => {
  const shop = await openShop(t);
  await ask(shop, 'ingest_traces', { traces: [{ caller: 'main', callee: 'save' }] });
  assert.match(await ask(shop, 'ingest_traces', { clear: true }), /^1 pair forgotten\n0 pairs taken/);
  assert.deepEqual(await seen(shop, 'main'), []);
});

/** main → add_item → save, seven samples; written as profile.proto says. */
function makeGoProfile(): Buffer {
  const strings = ['', 'app.main', 'app.py', 'shop/cart.add_item', 'cart.py', 'shop/cart.(*Cart).save'];
  const functions = [
    [1, 1, 2],
    [2, 3, 4],
    [3, 5, 4],
  ] as const;
  return message(
    field(2, message(field(1, Buffer.from([3, 2, 1])), field(2, Buffer.from([7, 9])))),
    ...functions.map(([id]) => field(4, message(field(1, id), field(4, message(field(1, id), field(2, 4)))))),
    ...functions.map(([id, name, file]) => field(5, message(field(1, id), field(2, name), field(4, file)))),
    ...strings.map((text) => field(6, text)),
  );
}

function frame(functionName: string, url: string, lineNumber: number) {
  return { functionName, url, lineNumber };
}

/** Attributes of a span, as OpenTelemetry names them now. */
function code(name: string, file: string, line: number) {
  return [
    { key: 'code.function.name', value: { stringValue: name } },
    { key: 'code.file.path', value: { stringValue: `/srv/${file}` } },
    { key: 'code.line.number', value: { intValue: String(line) } },
  ];
}

function field(number: number, value: number | Buffer | string): Buffer {
  if (typeof value === 'number') return Buffer.from([number * 8, value]);
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([number * 8 + 2, bytes.length]), bytes]);
}

function message(...fields: Buffer[]): Buffer {
  return Buffer.concat(fields);
}

test('of one direction asked for, calls seen in the other are not told', async (t) => {
  const shop = await openShop(t);
  const traces = [{ caller: 'main', callee: 'Cart.save' }];
  await ask(shop, 'ingest_traces', { traces });
  const arrows = async (function_name: string, direction: string) =>
    (await ask(shop, 'trace_path', { function_name, direction }))
      .split('\n')
      .filter((line) => line.includes('(observed)'))
      .map((line) => line.trim()[0]);
  assert.deepEqual(await arrows('main', 'outbound'), ['→']);
  assert.deepEqual(await arrows('main', 'inbound'), []);
  assert.deepEqual(await arrows('save', 'inbound'), ['←']);
  assert.deepEqual(await arrows('save', 'outbound'), []);
});
