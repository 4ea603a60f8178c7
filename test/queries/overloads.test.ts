import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distanceOf, parametersOf, takesTypes, writtenParameters } from '../../server/queries/overloads.ts';

test('types behind a name are read, and an empty list says nothing', () => {
  const expected: readonly (readonly [string, readonly string[] | undefined])[] = [
    ['Cart.add', undefined],
    ['Cart.add()', undefined],
    ['Cart.add(String)', ['String']],
    ['a/b.ts:add(String, Map<A, B>[])', ['String', 'Map<A, B>[]']],
    ['(*T).m', undefined],
    ['add(String) more', undefined],
  ];
  for (const [text, types] of expected) assert.deepEqual(writtenParameters(text), types, text);
});

test('the parameters of a signature are those behind the name', () => {
  const expected: readonly (readonly [string, readonly string[] | undefined])[] = [
    ['@Retry(times = 3) public void add(String name, int... counts)', ['String name', 'int... counts']],
    ['<T extends Map<A, B>> T add<T>(Map<String, List<T>> all)', ['Map<String, List<T>> all']],
    ['add(run: (a: A, b: B) => void, last = [1, 2]): void', ['run: (a: A, b: B) => void', 'last = [1, 2]']],
    ['void readd(int a)', undefined],
    ['void add(int a, java.util.Map<A', ['int a', 'java.util.Map<A']],
    ['void add()', []],
  ];
  for (const [text, parameters] of expected) assert.deepEqual(parametersOf(text, 'add'), parameters, text);
});

test('parameters take types that they name, one by one', () => {
  const parameters = ['final String name', 'java.util.Map<A, B> all', 'int[] counts'];
  const expected: readonly (readonly [string, boolean])[] = [
    ['String, Map, int[]', true],
    ['java.lang.String, java.util.Map<X, Y>, int[]', true],
    ['String, Map, int', false],
    ['String, A, int[]', false],
    ['String, Map', false],
    ['Str, Map, int[]', false],
  ];
  for (const [types, takes] of expected)
    assert.equal(takesTypes(parameters, writtenParameters(`f(${types})`)!), takes, types);
});

test('of several functions that take such types the nearest is told by words and marks', () => {
  const numbers = ['unsigned int at', 'int at', 'int* at', 'int at = 3'];
  assert.equal(near('int', numbers), 'int at');
  assert.equal(near('unsigned int', numbers), 'unsigned int at');
  assert.equal(near('int *', numbers), 'int* at');
  assert.equal(near('Item&&', ['Item item', 'const Item& item', 'Item&& item']), 'Item&& item');
  assert.equal(
    near('const std::string&', ['std::string text', 'const std::string& text']),
    'const std::string& text',
  );
});

/** Of parameters those nearest to a type. */
function near(type: string, parameters: readonly string[]) {
  const distances = parameters.map((parameter) => distanceOf([parameter], [type]));
  return parameters[distances.indexOf(Math.min(...distances))];
}
