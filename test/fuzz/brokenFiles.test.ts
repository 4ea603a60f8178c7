import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { languages } from '../../server/languages/index.ts';
import { breakFiles, writeFixtures } from './brokenFiles.ts';

/** `npm run fuzz:files` breaks two thousand, of any tree. */
const FILES = 30;

for (const { id } of languages)
  test(`What stands in whole files of ${id} is kept while others are broken`, async (t) => {
    const root = mkdtempSync(join(tmpdir(), 'codebase-memory-broken-'));
    t.after(() => rmSync(root, { recursive: true, force: true }));
    writeFixtures(id, root);
    await breakFiles(root, { files: FILES, seed: 17 });
  });
