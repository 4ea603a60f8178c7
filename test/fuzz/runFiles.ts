// `npm run fuzz:files -- --data <folder> --files 2000 --seed 7`: the property of brokenFiles.test.ts on a copy of any tree.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { breakFiles } from './brokenFiles.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    files: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
  },
});
if (values.data === undefined) throw new Error('Name the tree to break a copy of: --data <folder>.');
const root = mkdtempSync(join(tmpdir(), 'codebase-memory-broken-'));
try {
  cpSync(values.data, root, { recursive: true });
  await breakFiles(root, { files: Number(values.files), seed: Number(values.seed) });
  console.log(`${values.files} broken files of ${values.data}, seed ${values.seed}: nothing else was lost`);
} finally {
  rmSync(root, { recursive: true, force: true });
}
