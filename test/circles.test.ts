import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachCircle } from '../server/circles.ts';

/** The circles from `start` on, each sorted. */
function circlesOf(graph: Readonly<Record<string, string>>, start: string, done = ''): string[] {
  const circles: string[] = [];
  const targetsOf = (node: string) => (graph[node] ?? '').split('');
  const isDone = (node: string) => done.includes(node);
  eachCircle(start, targetsOf, isDone, (circle) => circles.push(circle.toSorted().join('')));
  return circles;
}

test('nodes that lead to each other come together, behind what they lead to', () => {
  assert.deepEqual(circlesOf({ a: 'b', b: 'cd', c: 'a', d: 'e', e: 'd' }, 'a'), ['de', 'abc']);
  assert.deepEqual(circlesOf({ a: 'bc', b: 'd', c: 'd', d: 'd' }, 'a'), ['d', 'b', 'c', 'a']);
});

test('what was done before is left out, with all behind it', () => {
  assert.deepEqual(circlesOf({ a: 'bc', b: 'd', c: '' }, 'a', 'b'), ['c', 'a']);
  assert.deepEqual(circlesOf({ a: 'a' }, 'a', 'a'), []);
});

test('a circle as long as a large tree is found without a deep stack', () => {
  const size = 100_000;
  let found = 0;
  eachCircle(
    0,
    (node) => [(node + 1) % size],
    () => false,
    (circle) => (found += circle.length),
  );
  assert.equal(found, size);
});
