import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChangedFile, ChangedLines } from '../../server/discover/gitChanges.ts';
import { traceChanges, type ChangesInput } from '../../server/queries/changes.ts';
import type { Generation } from '../../server/store/generation.ts';
import { GraphBuilder, openGraph } from '../store/graphBuilder.ts';

/** A class with two methods and a function after it; `far` calls `near`, which calls `Cart.add`, which calls `log`. */
function openCart(t: Parameters<typeof openGraph>[0]): Generation {
  const graph = new GraphBuilder();
  const cart = graph.file('cart.py');
  const use = graph.file('use.py');
  const module = graph.symbol('Module', 'cart', cart, 1, { endLine: 40 });
  const type = graph.symbol('Class', 'cart.Cart', cart, 3, { endLine: 20, parent: module });
  const add = graph.symbol('Method', 'cart.Cart.add', cart, 5, { endLine: 9, parent: type });
  graph.symbol('Method', 'cart.Cart.drop', cart, 10, { endLine: 15, parent: type });
  graph.symbol('Function', 'cart.total', cart, 30, { endLine: 33, parent: module });
  const near = graph.symbol('Function', 'use.near', use, 1);
  const far = graph.symbol('Function', 'use.far', use, 2);
  graph.call(far, near, 2).call(near, add, 1, 'annotation').call(add, graph.external('logging:log'), 6);
  return openGraph(t, graph.build());
}

function change(lines: ChangedLines[] | undefined, path = 'cart.py'): ChangedFile {
  return { path, status: 'modified', lines };
}

function ask(generation: Generation, files: ChangedFile[], input: Partial<ChangesInput> = {}) {
  const base = { directions: ['inbound'] as const, depth: 3, limit: 10, offset: 0 };
  return traceChanges(generation, { files, ...base, ...input });
}

function changedBy(generation: Generation, ...lines: ChangedLines[]): string[] {
  return ask(generation, [change(lines)]).symbols.map(({ qualified_name }) => qualified_name);
}

function at(from: number, to = from, isGap = false): ChangedLines {
  return { from, to, isGap };
}

test('a line counts for the innermost definition around it, and for none outside of all', (t) => {
  const generation = openCart(t);
  assert.deepEqual(changedBy(generation, at(6)), ['cart.Cart.add']);
  assert.deepEqual(changedBy(generation, at(17)), ['cart.Cart']);
  assert.deepEqual(changedBy(generation, at(9, 10)), ['cart.Cart.add', 'cart.Cart.drop']);
  assert.deepEqual(changedBy(generation, at(25), at(31)), ['cart.total']);
  assert.deepEqual(changedBy(generation, at(1), at(25)), []);
});

test('what was taken away between two definitions is of neither, but of what is around both', (t) => {
  const generation = openCart(t);
  assert.deepEqual(changedBy(generation, at(6, 7, true)), ['cart.Cart.add']);
  assert.deepEqual(changedBy(generation, at(9, 10, true)), ['cart.Cart']);
  assert.deepEqual(changedBy(generation, at(20, 21, true)), []);
});

test('the callers of what changed are told nearest first, with tier and reason, and by file', (t) => {
  const answer = ask(openCart(t), [change([at(6)])]);
  assert.deepEqual(
    answer.impacted.map(({ qualified_name, hop, via, tier, reason }) => [
      qualified_name,
      hop,
      via,
      tier,
      reason,
    ]),
    [
      ['use.near', 1, 'cart.Cart.add', 'inferred', 'annotation'],
      ['use.far', 2, 'use.near', 'exact', 'local'],
    ],
  );
  assert.deepEqual([answer.total, answer.files], [2, [{ file: 'use.py', symbols: 2 }]]);
});

test('changed symbols are not impacted by each other, and a page is a part of the whole', (t) => {
  const generation = openCart(t);
  const both = [change([at(6)]), change([at(1)], 'use.py')];
  assert.deepEqual(
    ask(generation, both).impacted.map(({ qualified_name }) => qualified_name),
    ['use.far'],
  );
  const page = ask(generation, [change([at(6)])], { limit: 1, offset: 1 });
  assert.deepEqual([page.total, page.impacted.map(({ qualified_name }) => qualified_name)], [2, ['use.far']]);
  assert.equal(ask(generation, both, { depth: 0 }).total, 0);
});

test('all of a new file counts, and a file that is not in the graph has no number', (t) => {
  const generation = openCart(t);
  const answer = ask(generation, [change(undefined), change(undefined, 'gone.py')], {
    directions: ['outbound'],
  });
  assert.deepEqual(answer.symbols_of, [4, undefined]);
  assert.deepEqual(
    answer.impacted.map(({ qualified_name }) => qualified_name),
    ['logging:log'],
  );
  assert.deepEqual(answer.files, []);
});
