import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CalledPlaces } from '../../../extension/confirm/calledPlaces.ts';
import type { DefinedPlace } from '../../../server/protocol/rpc.ts';

const HERE = 'a.ts';
const place = (file: string, line: number): DefinedPlace => ({ file, line, character: 9 });
const IMPORT = place(HERE, 1);
const ELSEWHERE = place('b.ts', 7);
const OUTSIDE = place('', 3);

/** What is said of one call, by definitions and by a call hierarchy. */
async function find(
  defined: readonly DefinedPlace[],
  hierarchy?: readonly DefinedPlace[] | 'silent',
): Promise<{ places: readonly DefinedPlace[] | undefined; asked: number }> {
  let asked = 0;
  const called = new CalledPlaces({
    findDefinitions: () => Promise.resolve([defined]),
    ...(hierarchy && {
      findCalled() {
        asked += 1;
        return Promise.resolve(hierarchy === 'silent' ? undefined : hierarchy);
      },
    }),
    readRow: () => Promise.resolve(''),
  });
  const found = await called.find(HERE, [{ line: 4, character: 2 }]);
  return { places: found?.[0], asked };
}

test('where only the file itself was named, a call hierarchy sees through an import', async () => {
  for (const defined of [[IMPORT], []]) {
    assert.deepEqual((await find(defined, [ELSEWHERE])).places, [ELSEWHERE]);
    assert.deepEqual((await find(defined, [OUTSIDE])).places, [OUTSIDE]);
  }
});

test('a definition stays where the hierarchy says nothing of another file', async () => {
  for (const hierarchy of [[place(HERE, 2)], [], 'silent', [ELSEWHERE, place(HERE, 2)]] as const)
    assert.deepEqual((await find([IMPORT], hierarchy)).places, [IMPORT]);
  assert.deepEqual((await find([IMPORT])).places, [IMPORT]);
});

test('nobody is asked twice of a call whose definition is elsewhere', async () => {
  const { places, asked } = await find([ELSEWHERE], [place('c.ts', 1)]);
  assert.deepEqual({ places, asked }, { places: [ELSEWHERE], asked: 0 });
});
