import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { StringTable } from '../../server/facts/builder.ts';
import { languages } from '../../server/languages/index.ts';
import { LanguageParser } from '../../server/parse/languageParser.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
const assetsDir = join(projectRoot, 'dist');

/** A reproducible sequence of numbers below `limit`. */
function createRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % limit;
  };
}

/** `text` with pieces cut out, doubled and replaced, so that the parser has to recover. */
function breakText(text: string, seed: number): string {
  const random = createRandom(seed);
  let broken = text;
  for (let edit = 0; edit < 6; edit++) {
    const at = random(broken.length);
    const length = random(12);
    const insert = ['', '(', '}', '"', '\n', ' 😀é', broken.slice(at, at + 20)][random(7)]!;
    broken = broken.slice(0, at) + insert + broken.slice(at + length);
  }
  return broken;
}

function samplesOf(id: string): string[] {
  const folder = join(projectRoot, 'test', 'languages', id);
  return readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
}

suite('The walk in WASM memory', () => {
  for (const language of languages) {
    for (const grammar of Object.keys(language.grammars)) {
      test(`gives the records of the cursor for ${language.id} with ${grammar}`, async () => {
        const parser = await LanguageParser.create(language, grammar, assetsDir, new StringTable());
        assert.ok(parser.usesMemoryWalk, 'the self-check accepts the layout');
        const texts = [language.sample, ...samplesOf(language.id), '', '\n', '\u{1F600}'];
        const broken = texts.flatMap((text, index) =>
          [1, 2, 3].map((seed) => breakText(text, seed + 10 * index)),
        );
        for (const text of [...texts, ...broken]) {
          assert.deepEqual(parser.recordsOf(text, 'memory'), parser.recordsOf(text, 'cursor'), text);
        }
      });
    }
  }

  test('is given up by the self-check when it goes wrong, and the facts stay the same', async () => {
    const [language] = languages;
    const [grammar] = Object.keys(language!.grammars);
    const strings = new StringTable();
    const fast = await LanguageParser.create(language!, grammar!, assetsDir, strings);
    const slow = await LanguageParser.create(language!, grammar!, assetsDir, strings, 'cursor');
    assert.equal(slow.usesMemoryWalk, false);
    for (const text of samplesOf(language!.id)) {
      assert.deepEqual(fast.parse(text, 'm').facts, slow.parse(text, 'm').facts);
    }
  });
});

suite('Language rules', () => {
  for (const language of languages) {
    for (const grammar of Object.keys(language.grammars)) {
      test(`of ${language.id} name only what ${grammar} has`, async () => {
        const { compileKinds } = await import('../../server/parse/kinds.ts');
        const { loadGrammar, startWasm } = await import('../../server/parse/wasm.ts');
        await startWasm(assetsDir);
        const { grammar: loaded } = loadGrammar(assetsDir, grammar);
        assert.doesNotThrow(() => compileKinds(language, loaded, true, grammar));
      });
    }
  }
});

suite('The largest function of a grammar', () => {
  test('is measured by its code', async () => {
    const { largestFunction } = await import('../../server/parse/wasm.ts');
    const sizeOf = (grammar: string): number =>
      largestFunction(readFileSync(join(assetsDir, 'grammars', `${grammar}.wasm`)));
    assert.ok(sizeOf('tree-sitter-kotlin') > 100_000);
    assert.ok(sizeOf('tree-sitter-go') < 20_000);
    assert.equal(largestFunction(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])), 0);
  });
});

suite('A file that takes too long', () => {
  test('is given up and named, and the next one is read', async () => {
    const [language] = languages;
    const [grammar] = Object.keys(language!.grammars);
    const parser = await LanguageParser.create(language!, grammar!, assetsDir, new StringTable());
    const long = `x = [${'1, '.repeat(200_000)}]\n`;
    const stopped = parser.parse(long, 'long', false, -1);
    assert.deepEqual(
      stopped.problems.map(({ cause }) => cause),
      ['given-up'],
    );
    const next = parser.parse(language!.sample, 'next');
    const alone = await LanguageParser.create(language!, grammar!, assetsDir, new StringTable());
    assert.equal(next.facts.length, alone.parse(language!.sample, 'next').facts.length);
  });
});
