// A run that is killed goes on from what it parsed.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { StringTable } from '../../server/facts/builder.ts';
import { discoverSources } from '../../server/indexer/discoverSources.ts';
import { FactsCache, factsKey } from '../../server/indexer/factsCache.ts';
import type { IndexOptions } from '../../server/indexer/messages.ts';
import { SourceFacts } from '../../server/indexer/sourceFacts.ts';
import { makeIndexOptions } from './indexOptions.ts';

const FILES = 60;
const SAVE_BYTES = 64 * 1024;

/** An empty tree and how it is indexed, with a cache of its own. */
function makeTree(
  t: TestContext,
): IndexOptions & { readonly cache: { folder: string; fingerprint: string } } {
  const base = mkdtempSync(join(tmpdir(), 'codebase-memory-resume-'));
  t.after(() => rmSync(base, { recursive: true, force: true }));
  const root = join(base, 'tree');
  mkdirSync(root);
  const cache = { folder: join(base, 'facts'), fingerprint: 'now' };
  return { ...makeIndexOptions(root, { maxFileSizeBytes: 1 << 20 }), cache };
}

/** Under what the cache keeps a file as it is now. */
function keyOf(root: string, path: string): string {
  const hash = createHash('sha1')
    .update(readFileSync(join(root, path)))
    .digest('hex');
  return factsKey(path, 'python', hash, false);
}

test('what is parsed is on disk while the run goes on', async (t) => {
  const options = makeTree(t);
  const { root, cache } = options;
  for (let file = 0; file < FILES; file++)
    writeFileSync(join(root, `part${file}.py`), `def f${file}():\n    return g()\n`.repeat(800));
  const { files } = discoverSources(options);
  const keys = files.map(({ path }) => keyOf(root, path));
  let done = 0;
  let known = 0;
  await new SourceFacts(SAVE_BYTES).parse(files, options, false, (entries) => {
    done += entries.length;
    // As another process would find it if this one ended here.
    if (done === FILES) known = new FactsCache(cache.folder, 'now', new StringTable()).find(keys).size;
  });
  assert.equal(done, FILES);
  assert.ok(known > FILES / 2 && known < FILES, `${known} of ${FILES} files were on disk before the end`);
});

test('of a file that is edited again and again only the last text is kept until it is saved', async (t) => {
  const options = makeTree(t);
  const facts = new SourceFacts();
  const keys: string[] = [];
  for (let edit = 0; edit < 5; edit++) {
    writeFileSync(join(options.root, 'one.py'), `def f${edit}(): pass\n`);
    await facts.parse(discoverSources(options).files, options, false);
    keys.push(keyOf(options.root, 'one.py'));
  }
  facts.save(options);
  const { folder, fingerprint } = options.cache;
  const found = new FactsCache(folder, fingerprint, new StringTable()).find(keys);
  assert.deepEqual([...found.keys()], keys.slice(-1));
});
