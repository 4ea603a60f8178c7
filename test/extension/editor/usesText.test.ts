import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatHover, formatLens } from '../../../extension/editor/usesText.ts';
import type { SymbolUses } from '../../../server/protocol/rpc.ts';

const NONE: SymbolUses = {
  name: 'area',
  kind: 'Method',
  qualified_name: 'shapes.Shape.area',
  line: 3,
  callers: 0,
  callerFiles: 0,
  uses: 0,
  tests: 0,
  overriding: [],
  overridingTotal: 0,
};

const CASES: readonly [uses: Partial<SymbolUses>, lens: string, hover: string][] = [
  [{}, 'no callers known', 'no callers known'],
  [{ callers: 1, callerFiles: 1 }, '1 caller', '1 caller'],
  [
    { callers: 1200, callerFiles: 2, tests: 1 },
    '1,200 callers · 1 test',
    '1,200 callers in 2 files · 1 test',
  ],
  [{ tests: 2 }, '2 tests', '2 tests'],
  [{ uses: 1 }, '1 reference', '1 reference'],
  [{ kind: 'Class' }, 'no uses known', 'no uses known'],
  [{ kind: 'Class', callers: 2, callerFiles: 2, uses: 3 }, '5 uses', '5 uses in 2 files'],
  [
    { callers: 1, overriding: ['a.B.area', 'a.C.area'], overridingTotal: 4 },
    '1 caller',
    '1 caller · may dispatch to `a.B.area`, `a.C.area` and 2 more',
  ],
];

for (const [uses, lens, hover] of CASES) {
  test(`users are told as "${hover}"`, () => {
    assert.equal(formatLens({ ...NONE, ...uses }), lens);
    assert.equal(formatHover({ ...NONE, ...uses }), hover);
  });
}
