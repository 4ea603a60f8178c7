// Store threads for tests, which are many and small: a thread takes longer to start than a test to run, so it goes from one
// test of a file to the next.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { TestContext } from 'node:test';
import { startStore } from '../../server/store/client.ts';
import type { StoreClient } from '../../server/store/client.ts';
import { writeGeneration } from '../../server/store/writeGeneration.ts';
import { GraphBuilder } from './graphBuilder.ts';

const entryFile = join(import.meta.dirname, 'storeWorker.ts');

/** Threads that no test uses now. Each has an empty database open, so that those of the tests can be removed. */
const idle: StoreClient[] = [];
const started: StoreClient[] = [];
let folder: string | undefined;

after(async () => {
  await Promise.all(started.map((store) => store.close()));
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** A store thread that has `database` open until the test ends, and belongs to this test so long. */
export async function openStore(test: TestContext, database: string): Promise<StoreClient> {
  const store = idle.pop() ?? start();
  await store.switchTo(database);
  test.after(async () => {
    await store.switchTo(getEmptyDatabase());
    idle.push(store);
  });
  return store;
}

function start(): StoreClient {
  const store = startStore({ entryFile, mmapBytes: 0 });
  started.push(store);
  return store;
}

function getEmptyDatabase(): string {
  if (folder === undefined) {
    folder = mkdtempSync(join(tmpdir(), 'codebase-memory-idle-'));
    writeGeneration(join(folder, 'graph-1.db'), new GraphBuilder().build(), {});
  }
  return join(folder, 'graph-1.db');
}
