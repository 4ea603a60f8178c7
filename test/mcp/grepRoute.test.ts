import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimateTokens } from '../../server/mcp/budget.ts';
import { estimateGrepRoute, listPlaces } from '../../server/mcp/grepRoute.ts';
import type { FindEnclosing } from '../../server/mcp/grepRoute.ts';

/** A function of 30 lines in each file, a class of 500 in `class.py`, nothing in `open.py`. */
const find: FindEnclosing = (places) =>
  Promise.resolve(
    places.map(({ file }) => {
      if (file === 'open.py') return undefined;
      const [kind, end_line] = file === 'class.py' ? (['Class', 500] as const) : (['Function', 30] as const);
      return { kind, file, start_line: 1, end_line };
    }),
  );

const line = (file: string): number => estimateTokens(file) + 12;

test('places are found wherever an answer has them, each once', () => {
  const answer = {
    symbols: [{ file: 'a.py', start_line: 3, end_line: 9, callers: [{ file: 'b.py', line: 4 }] }],
    rows: [{ file: 'b.py', line: 4 }, { file: '', line: 0 }, { file: 'c.py' }],
    note: 'nothing',
  };
  assert.deepEqual(listPlaces(answer), [
    { file: 'a.py', line: 3 },
    { file: 'b.py', line: 4 },
  ]);
});

test('a fact costs a line of a search and its function read whole, which is read once', async () => {
  const read = new Set<string>();
  const one = await estimateGrepRoute([{ file: 'a.py', line: 5 }], find, read);
  assert.equal(one, line('a.py') + 300);
  const other = await estimateGrepRoute([{ file: 'a.py', line: 9 }], find, read);
  assert.equal(other, line('a.py'), 'the function was read for the answer before');
});

test('outside of functions a window is read, not the class', async () => {
  for (const file of ['class.py', 'open.py']) {
    const rows = [
      { file, line: 101 },
      { file, line: 119 },
    ];
    assert.equal(await estimateGrepRoute(rows, find, new Set()), 2 * line(file) + 200, file);
  }
});

test('nobody reads everything that a long answer names', async () => {
  const rows = Array.from({ length: 500 }, (_, row) => ({ file: `f${100 + row}.py`, line: 1 }));
  assert.equal(await estimateGrepRoute(listPlaces(rows), find, new Set()), 100 * line('f100.py') + 20 * 300);
});

test('an answer without places costs nothing by search', async () => {
  assert.equal(await estimateGrepRoute(listPlaces({ total: 0 }), find, new Set()), 0);
});
