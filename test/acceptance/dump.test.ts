// What scripts read from `dump`: its columns and their order are a contract.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { EDGE_KINDS, REASONS } from '../../server/protocol/graph.ts';
import { Product } from './support/product.ts';
import { SHOP, SHOP_CALLS } from './support/sample.ts';

test('dump --edges --kind CALLS names every call of the sample and makes none up', async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  const rows = parseRows(await product.get(['dump', product.root, '--edges', '--kind', 'CALLS']));
  const calls = rows
    .filter((row) => row.targetFile !== 'external' && row.tier !== 'possible')
    .map((row) => {
      const target = `${row.targetFile} ${row.targetLine}`;
      return `${row.siteFile} ${row.siteLine} ${row.callee} ${target} ${row.tier} ${row.source} ${row.target}`;
    });
  assert.deepEqual(calls, SHOP_CALLS);
  assert.ok(rows.every(({ kind }) => kind === 'CALLS'));
  const external = rows.filter(({ targetFile }) => targetFile === 'external').map(({ target }) => target);
  for (const leaf of ['json:dumps', 'fmt:Println']) assert.ok(external.includes(leaf), external.join(' '));
});

test('dump --edges has ten columns, known words, relative paths and one order, and filters', async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  const rows = parseRows(await product.get(['dump', product.root, '--edges', '--possible']));
  const edges = parseRows(await product.get(['dump', product.root, '--edges']));
  assert.ok(rows.some(({ tier }) => tier === 'possible'));
  assert.deepEqual(
    edges,
    rows.filter(({ tier }) => tier !== 'possible'),
  );
  const reasons = new Map<string, string>(REASONS.map(({ name, tier }) => [name, tier]));
  for (const row of rows) {
    assert.match(row.siteFile, /^(?!\/)[\w./]+\.(?:py|ts|tsx|mjs|go)$/);
    assert.match(row.siteLine, /^[1-9]\d*$/);
    assert.match(row.targetLine, row.targetFile === 'external' ? /^\d+$/ : /^[1-9]\d*$/);
    assert.equal(row.tier, reasons.get(row.reason), `${row.reason} belongs to its tier`);
    assert.ok((EDGE_KINDS as readonly string[]).includes(row.kind), row.kind);
  }
  const sorted = rows.toSorted(
    (a, b) =>
      compare(a.siteFile, b.siteFile) || Number(a.siteLine) - Number(b.siteLine) || compare(a.line, b.line),
  );
  assert.deepEqual(rows, sorted);
  for (const [option, value, column] of [
    ['--kind', 'INHERITS', 'kind'],
    ['--kind', 'imports', 'kind'],
    ['--tier', 'inferred', 'tier'],
    ['--tier', 'possible', 'tier'],
  ] as const) {
    const args = ['dump', product.root, '--edges', option, value];
    const filtered = parseRows(await product.get(value === 'possible' ? [...args, '--possible'] : args));
    const wanted = value.toLowerCase();
    assert.ok(filtered.length > 0, `${option} ${value}`);
    assert.deepEqual(
      filtered,
      rows.filter((row) => row[column].toLowerCase() === wanted),
    );
  }
});

test('an edge kind or tier that does not exist is refused with the ones that do', async (t) => {
  const product = new Product(t);
  product.write('a.py', 'def f(): pass\n');
  const kind = await product.run(['dump', product.root, '--edges', '--kind', 'WISHES']);
  assert.deepEqual([kind.code, kind.stdout], [2, '']);
  assert.match(kind.stderr, /WISHES.*CALLS.*INHERITS/);
  const tier = await product.run(['dump', product.root, '--edges', '--tier', 'sure']);
  assert.deepEqual([tier.code, tier.stdout], [2, '']);
  assert.match(tier.stderr, /sure.*exact.*inferred.*possible/i);
});

test('dump --canonical is the same over two full indexes, parsed by the index thread or by two others', async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  // Enough source for two parse threads to be worth their start, in files that call each other. 0: none unless there is more.
  const padding = `    text = '${'padding '.repeat(12)}'\n`.repeat(300);
  for (let part = 0; part < 40; part += 1) {
    const callee = (part * 7 + 1) % 40;
    const source = `from part_${callee} import f_${callee}\n\ndef f_${part}():\n${padding}    return f_${callee}().go()\n`;
    product.write(`service/pad/part_${part}.py`, source);
  }
  const dumps: string[] = [];
  for (const workers of ['0', '2']) {
    // A server has the environment of the command that started it.
    const environment = { CBM_WORKERS: workers, CBM_CACHE_DIR: join(product.base, `cache-of-${workers}`) };
    product.defer(() => product.run(['stop', product.root], environment));
    dumps.push(await product.get(['dump', product.root, '--canonical'], environment));
    await product.get(['index', product.root, '--full'], environment);
    dumps.push(await product.get(['dump', product.root, '--canonical'], environment));
  }
  const [first] = dumps;
  assert.ok(first && first.split('\n').length > 200);
  assert.ok(dumps.every((dump) => dump === first));
  assert.ok(!first.includes(product.base), 'the dump does not depend on where the tree is');
});

interface Row {
  readonly line: string;
  readonly siteFile: string;
  readonly siteLine: string;
  readonly callee: string;
  readonly targetFile: string;
  readonly targetLine: string;
  readonly tier: string;
  readonly kind: string;
  readonly source: string;
  readonly target: string;
  readonly reason: string;
}

function parseRows(dump: string): Row[] {
  assert.ok(dump.endsWith('\n'));
  return dump
    .slice(0, -1)
    .split('\n')
    .map((line) => {
      const columns = line.split('\t');
      assert.equal(columns.length, 10, line);
      const [siteFile, siteLine, callee, targetFile, targetLine, tier, kind, source, target, reason] =
        columns as [string, string, string, string, string, string, string, string, string, string];
      return { line, siteFile, siteLine, callee, targetFile, targetLine, tier, kind, source, target, reason };
    });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
