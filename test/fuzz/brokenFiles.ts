// Files that are broken at random, in a tree that is whole otherwise: the index stays, keeps all that stands in files that are not
// broken, and is the same as before when they are whole again.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { languages } from '../../server/languages/index.ts';
import { lastPart } from '../../server/languages/qualifiedNames.ts';
import { compareDumps, Mirror } from '../incremental/mirror.ts';
import { splitFixture } from '../languages/carets.ts';
import { createRandom } from '../torture/random.ts';
import type { Random } from '../torture/random.ts';
import { mutate } from './mutate.ts';

/** Of the files of a tree no more than one in so many is broken at a time. */
const WHOLE_SHARE = 4;

/** How many files are broken, and the seed that repeats them. */
export interface Breaking {
  readonly files: number;
  readonly seed: number;
}

/** Breaks files of the tree `root`, which is changed and left whole. */
export async function breakFiles(root: string, { files, seed }: Breaking): Promise<void> {
  const random = createRandom(seed);
  const extensions = new Set(languages.flatMap((language) => Object.keys(language.extensions)));
  const texts = new Map(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => extensions.has(extname(path)))
      .sort()
      .map((path) => [path, readFileSync(join(root, path))]),
  );
  assert.ok(texts.size > 0, 'there is no file to break');
  const paths = [...texts.keys()];
  const atOnce = Math.max(1, Math.floor(paths.length / WHOLE_SHARE));
  const mirror = new Mirror(root);
  try {
    await mirror.update();
    const before = mirror.dump();
    const kept = namesByFile(before);
    assert.ok(kept.size > 0, 'there is nothing to lose');
    for (let left = files; left > 0;) {
      const broken = new Set(Array.from({ length: Math.min(left, atOnce) }, () => random.pick(paths)));
      for (const path of broken) writeFileSync(join(root, path), breakText(texts.get(path)!, random));
      await mirror.update();
      const now = namesByFile(mirror.dump());
      for (const [path, names] of kept)
        if (!broken.has(path))
          assert.deepEqual(
            names.filter(
              (name) => now.get(path)?.includes(name) !== true && isWritten(name, texts.get(path)),
            ),
            [],
            `${path} lost symbols while others were broken: ${[...broken].join(', ')}`,
          );
      for (const path of broken) writeFileSync(join(root, path), texts.get(path)!);
      left -= broken.size;
    }
    await mirror.update();
    assert.deepEqual(compareDumps(mirror.dump(), before), []);
  } finally {
    mirror.close();
  }
}

/** Whether a name stands in its line of a text; a macro of another file can put one together that does not. */
function isWritten(name: string, text: Buffer | undefined): boolean {
  const [, word, line] = /^(\w+):(\d+)$/.exec(name) ?? [];
  return word === undefined || text?.toString('utf8').split('\n')[Number(line) - 1]?.includes(word) !== false;
}

/** Cut off somewhere, with lines that go or come twice, or with other bytes. */
function breakText(text: Buffer, random: Random): Buffer {
  const lines = text.toString('utf8').split('\n');
  const at = random.between(0, lines.length - 1);
  switch (random.between(0, 3)) {
    case 0:
      return text.subarray(0, random.between(0, text.length));
    case 1:
      lines.splice(at, random.between(1, 8));
      return Buffer.from(lines.join('\n'));
    case 2:
      lines.splice(at, 0, random.pick(['(((', '}}', '{', '"', 'class', '@@@', '/*', '`', '<', '#if']));
      return Buffer.from(lines.join('\n'));
    default:
      return mutate(text, random);
  }
}

/**
 * Path → the names of the symbols of that file, each with its line and without what is around it, nor how many of its words come
 * before it there: what a method stands in can be named by another file.
 */
function namesByFile(dump: readonly string[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const line of dump) {
    const [, name, path, at] = /^symbol\t\S+ ([^\t]*) (\S+):(\d+)\t/.exec(line) ?? [];
    if (path === undefined || path === '') continue;
    const known = names.get(path) ?? [];
    names.set(path, known);
    known.push(`${lastPart(name!.replace(/#\d+$/, ''))}:${at}`);
  }
  return names;
}

/** Writes the files of the fixtures of a language into `root`, each fixture into a folder of its own. */
export function writeFixtures(language: string, root: string): void {
  const folder = join(import.meta.dirname, '..', 'languages', language);
  for (const fixture of readdirSync(folder))
    for (const { path, text } of splitFixture(fixture, readFileSync(join(folder, fixture), 'utf8'))) {
      const target = join(root, fixture.replace('.', '_'), path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
}
