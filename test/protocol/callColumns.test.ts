import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findCallColumns, findGiven } from '../../server/protocol/callColumns.ts';

/** The marks ^ below a text are where `name` is found. */
const CASES: readonly (readonly [what: string, name: string, text: string])[] = [
  ['the call and not the argument of the same name', 'load', 'x(load, load(1))\n        ^'],
  ['each call of the name', 'go', 'go(); it.go(1)\n^        ^'],
  ['no part of another name', 'run', 'rerun(); $run(); run();\n                 ^'],
  ['a call with type arguments', 'make', 'make.of; make<Map<string, A>>(b)\n         ^'],
  ['a tagged template', 'sql', 'use(sql`a`)\n    ^'],
  ['a name that no bracket follows, as of a property', 'area', 'one.area + two.area\n    ^'],
  ['a name with a sign that expressions know', 'a$b', 'x.a$b()\n  ^'],
];

for (const [what, name, text] of CASES) {
  test(`${what} is found`, () => {
    const [row = '', marks = ''] = text.split('\n');
    const expected = [...marks.matchAll(/\^/g)].map(({ index }) => ({ line: 0, character: index }));
    assert.deepEqual(
      findCallColumns((line) => [row][line], 1, name),
      expected,
    );
  });
}

test('a call over several lines is found on the line of its name, and nothing far below', () => {
  const rows = ['builder', '  .with(1)', '  .build()', '', '', 'far()'];
  assert.deepEqual(
    findCallColumns((line) => rows[line], 1, 'build'),
    [{ line: 2, character: 3 }],
  );
  assert.deepEqual(
    findCallColumns((line) => rows[line], 1, 'far'),
    [],
  );
});

/** The variable begins with the row; the mark below is what it is given, ^ a name and ( the result of a call. */
const GIVEN: readonly (readonly [what: string, text: string])[] = [
  ['another name', 'go = run\n     ^'],
  ['a name that is reached', 'go: Fn = a.b::run; // so\n              ^'],
  ['the result of a call', 'go = lazy(load(1), str)\n     ('],
  ['the result of a call that is waited for', 'go := await new Runner( a, b );\n                ('],
  ['the result of a call of what a call returned: no name is asked for', 'go = lazy(load)(1)\n'],
  ['one of two names: neither is asked for', 'go = run or stop\n'],
  ['what is computed', 'go = run + 1\n'],
  ['a call that goes on below', 'go = lazy(load,\n'],
  ['nothing: it is compared', 'go == run\n'],
  ['a function in place', 'go = (run) => run\n'],
  ['nothing: it is a parameter', 'go) = run\n'],
];

for (const [what, text] of GIVEN) {
  test(`a variable is given ${what}`, () => {
    const [row = '', marks = ''] = text.split('\n');
    const character = marks.search(/[(^]/);
    const expected = character < 0 ? undefined : { character, isCalled: marks[character] === '(' };
    assert.deepEqual(findGiven(row, 0), expected);
  });
}
