import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openGraph } from '../../store/graphBuilder.ts';
import { findFault, fuzz, randomGraph } from './fuzz.ts';

test('queries by chance give rows, or an error that says what is wrong and where', (t) => {
  const generation = openGraph(t, randomGraph(1, 12));
  const results = [...fuzz(generation, 7, 400, 1000)];
  assert.deepEqual(
    results.flatMap((result) => {
      const fault = findFault(result);
      return fault === undefined ? [] : [`${result.query}\n${fault}`];
    }),
    [],
  );
  const outcomes = new Set(results.map(({ outcome }) => outcome));
  assert.ok(outcomes.has('rows') && outcomes.has('CYPHER'), [...outcomes].join());
});
