import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { assetsDir, entryFile } from '../../server/entry.ts';
import { parseFiles } from '../../server/indexer/parsePool.ts';

const MIB = 1024 * 1024;

test('large files among small ones are all parsed, though one worker at a time takes them', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'codebase-memory-pool-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const files = Array.from({ length: 7 }, (_, at) => {
    const path = `file${at}.py`;
    writeFileSync(join(root, path), `def f${at}():\n    pass\n`);
    // How they are shared out is decided by what discovery has seen of them.
    return { path, language: 'python', sizeBytes: at < 4 ? 3 * MIB : 1000, mtimeMs: 1000 };
  });
  const forbidden = { dirs: [], files: [] };
  const settings = { maxFileSizeBytes: MIB, exclude: [], includeGenerated: false, workers: 3 };
  const options = { root, assetsDir, entryFile, forbidden, ...settings };
  const parsed = await parseFiles(files, options, () => {});
  assert.deepEqual(
    parsed.map(({ report, facts }) => [report.path, facts !== undefined]),
    files.map(({ path }) => [path, true]),
  );
});
