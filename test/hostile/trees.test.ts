// Whatever a tree is made of, resolving takes steps in proportion to its size.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveTree } from './resolving.ts';
import { KINDS } from './trees.ts';

/** Twice the size may take so many times the steps. */
const MOST_GROWTH = 2.4;

for (const { name, size, make } of KINDS) {
  test(`${name} takes steps in proportion to its size`, async () => {
    const one = await resolveTree(make(size));
    const two = await resolveTree(make(2 * size));
    assert.deepEqual([...one.partial, ...two.partial], []);
    const growth = two.steps / one.steps;
    assert.ok(
      growth <= MOST_GROWTH,
      `${one.steps} steps, ${two.steps} at twice the size: ${growth.toFixed(1)} times`,
    );
  });
}
