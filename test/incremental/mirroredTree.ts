import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { Mirror } from './mirror.ts';

/** A temporary tree of these files with its index, removed after the test, and how its files are written. */
export async function mirrorTree(
  context: TestContext,
  files: Readonly<Record<string, string>>,
): Promise<{ mirror: Mirror; write: (name: string, text: string) => void }> {
  const base = mkdtempSync(join(tmpdir(), 'codebase-memory-mirrored-'));
  const root = join(base, 'tree');
  mkdirSync(root);
  const mirror = new Mirror(root);
  context.after(() => {
    mirror.close();
    rmSync(base, { recursive: true, force: true });
  });
  const write = (name: string, text: string) => writeFileSync(join(root, name), text);
  for (const [name, text] of Object.entries(files)) write(name, text);
  await mirror.update();
  return { mirror, write };
}
