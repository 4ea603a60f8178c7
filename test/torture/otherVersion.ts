import { copyFileSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { bundleFile } from '../../bench/server.ts';

/**
 * Lays out in `folder` what an installation of another version is: the built program beside a manifest with that version.
 * Returns the file that is run. The programs are the same but for what they say they are.
 */
export function layOutVersion(folder: string, version: string): string {
  const built = dirname(bundleFile);
  const target = join(folder, 'dist');
  mkdirSync(join(target, 'chunks'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', version }));
  symlinkSync(join(dirname(built), 'node_modules'), join(folder, 'node_modules'));
  for (const name of readdirSync(built)) {
    // What is run must lie there itself: it looks for its manifest from where it really is.
    if (name === 'chunks') continue;
    if (statSync(join(built, name)).isDirectory()) symlinkSync(join(built, name), join(target, name));
    else copyFileSync(join(built, name), join(target, name));
  }
  for (const name of readdirSync(join(built, 'chunks')))
    copyFileSync(join(built, 'chunks', name), join(target, 'chunks', name));
  return join(target, basename(bundleFile));
}
