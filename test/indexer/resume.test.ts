// A run that is killed goes on from what it parsed.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { assetsDir } from '../../server/entry.ts';
import { StringTable } from '../../server/facts/builder.ts';
import { discoverSources } from '../../server/indexer/discoverSources.ts';
import { FactsCache, factsKey } from '../../server/indexer/factsCache.ts';
import type { IndexOptions } from '../../server/indexer/messages.ts';
import { SourceFacts } from '../../server/indexer/sourceFacts.ts';

const FILES = 60;
const SAVE_BYTES = 64 * 1024;

test('what is parsed is on disk while the run goes on', async (t) => {
  const base = mkdtempSync(join(tmpdir(), 'codebase-memory-resume-'));
  t.after(() => rmSync(base, { recursive: true, force: true }));
  const root = join(base, 'tree');
  mkdirSync(root);
  for (let file = 0; file < FILES; file++)
    writeFileSync(join(root, `part${file}.py`), `def f${file}():\n    return g()\n`.repeat(800));
  const cache = { folder: join(base, 'facts'), fingerprint: 'now' };
  const options: IndexOptions = {
    root,
    assetsDir,
    entryFile: join(assetsDir, 'codebase-memory.mjs'),
    forbidden: { dirs: [], files: [] },
    maxFileSizeBytes: 1 << 20,
    exclude: [],
    includeGenerated: false,
    workers: 1,
    cache,
  };
  const { files } = discoverSources(options);
  const keys = files.map(({ path }) => {
    const hash = createHash('sha1')
      .update(readFileSync(join(root, path)))
      .digest('hex');
    return factsKey(path, hash, false);
  });
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
