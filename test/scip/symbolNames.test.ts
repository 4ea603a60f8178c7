import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatSymbol, isLocalSymbol, parseSymbol } from '../../server/scip/symbolNames.ts';
import type { Descriptor } from '../../server/scip/symbolNames.ts';

const PACKAGE = { manager: 'npm', name: '@team/shop', version: '1.2.0' };
const symbolOf = (...descriptors: Descriptor[]) => ({ scheme: 'ours', package: PACKAGE, descriptors });

/** What the grammar of scip.proto allows, written and read. */
const CASES: readonly (readonly [text: string, descriptors: readonly Descriptor[]])[] = [
  [
    'src/`cart.ts`/',
    [
      { kind: 'namespace', name: 'src' },
      { kind: 'namespace', name: 'cart.ts' },
    ],
  ],
  ['Cart#', [{ kind: 'type', name: 'Cart' }]],
  [
    'Cart#sum().',
    [
      { kind: 'type', name: 'Cart' },
      { kind: 'method', name: 'sum', disambiguator: '' },
    ],
  ],
  ['sum(+1).', [{ kind: 'method', name: 'sum', disambiguator: '+1' }]],
  ['size.', [{ kind: 'term', name: 'size' }]],
  ['Meta:', [{ kind: 'meta', name: 'Meta' }]],
  ['max!', [{ kind: 'macro', name: 'max' }]],
  [
    'Box#[T]',
    [
      { kind: 'type', name: 'Box' },
      { kind: 'typeParameter', name: 'T' },
    ],
  ],
  [
    'sum().(left)',
    [
      { kind: 'method', name: 'sum', disambiguator: '' },
      { kind: 'parameter', name: 'left' },
    ],
  ],
  ['`a``b c`.', [{ kind: 'term', name: 'a`b c' }]],
  ['`größe`.', [{ kind: 'term', name: 'größe' }]],
];

for (const [text, descriptors] of CASES) {
  test(`${text} is written and read as the grammar says`, () => {
    const symbol = symbolOf(...descriptors);
    assert.equal(formatSymbol(symbol), `ours npm @team/shop 1.2.0 ${text}`);
    assert.deepEqual(parseSymbol(formatSymbol(symbol)), symbol);
  });
}

test('parts of a package that are not known, and spaces in those that are, are told apart', () => {
  const symbol = {
    scheme: 'two words',
    package: { manager: '', name: 'my  shop', version: '' },
    descriptors: [{ kind: 'type', name: 'Cart' }],
  } as const;
  assert.equal(formatSymbol(symbol), 'two  words . my    shop . Cart#');
  assert.deepEqual(parseSymbol(formatSymbol(symbol)), symbol);
});

test('what is no global symbol is not read', () => {
  assert.ok(isLocalSymbol('local 12'));
  for (const text of [
    'local 12',
    '',
    'ours npm',
    'ours npm a 1 ',
    'ours npm a 1 x',
    'ours npm a 1 [T',
    'ours npm a 1 `x.',
    'ours npm a 1 x(.',
  ])
    assert.equal(parseSymbol(text), undefined, text);
});
