import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { createQueries } from '../../server/queries/client.ts';
import { Hold } from '../../server/serve/hold.ts';
import { readOneState, type AskOne } from '../../server/serve/oneState.ts';
import { writeGeneration } from '../../server/store/writeGeneration.ts';
import { GraphBuilder, shopGraph, temporaryDirectory } from '../store/graphBuilder.ts';
import { openStore } from '../store/openStore.ts';

/** A store over two states of one workspace: two symbols are called `save` in the first, none in the second. */
async function openTwoStates(t: TestContext) {
  const directory = temporaryDirectory(t);
  const [first, second] = [join(directory, 'graph-1.db'), join(directory, 'graph-2.db')];
  writeGeneration(first, shopGraph(), {});
  writeGeneration(second, new GraphBuilder().build(), {});
  return { store: await openStore(t, first), first, second };
}

async function countSaves(ask: AskOne): Promise<number> {
  return (await createQueries({ ask }).searchGraph({ query: 'save', limit: 10, offset: 0 })).total;
}

test('a reading of several questions runs anew when the index changes between them', async (t) => {
  const { store, second } = await openTwoStates(t);
  let readings = 0;
  const counts = await readOneState(store, new Hold(), async (ask) => {
    readings += 1;
    const before = await countSaves(ask);
    if (readings === 1) await store.switchTo(second);
    return [before, await countSaves(ask)];
  });
  assert.deepEqual(counts, [0, 0]);
  assert.equal(readings, 2);
});

test('so does one whose questions are asked side by side', async (t) => {
  const { store, second } = await openTwoStates(t);
  let readings = 0;
  const counts = await readOneState(store, new Hold(), async (ask) => {
    readings += 1;
    const before = countSaves(ask);
    const switched = readings === 1 ? store.switchTo(second) : undefined;
    const both = await Promise.all([before, countSaves(ask)]);
    await switched;
    return both;
  });
  assert.deepEqual(counts, [0, 0]);
  assert.equal(readings, 2);
});

test('changes that come all the time are made to wait for a reading', async (t) => {
  const { store, first, second } = await openTwoStates(t);
  const hold = new Hold();
  let readings = 0;
  const change = async () => {
    await hold.wait();
    await store.switchTo(readings % 2 === 0 ? first : second);
  };
  const changes: Promise<void>[] = [];
  const counts = await readOneState(store, hold, async (ask) => {
    readings += 1;
    const before = await countSaves(ask);
    changes.push(change());
    // A change that does not wait has been made by then.
    await store.facts();
    return [before, await countSaves(ask)];
  });
  await Promise.all(changes);
  assert.equal(counts[0], counts[1]);
  assert.ok(readings > 1);
});

test('a reading that is overtaken each time is refused', async (t) => {
  const { store, first, second } = await openTwoStates(t);
  let readings = 0;
  const read = readOneState(store, new Hold(), async (ask) => {
    readings += 1;
    await countSaves(ask);
    await store.switchTo(readings % 2 === 0 ? first : second);
    await countSaves(ask);
  });
  await assert.rejects(read, { code: 'SNAPSHOT_GONE' });
});
