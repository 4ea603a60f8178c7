// The facts of a file say nothing of the files that were parsed before it: they are kept by content and compared.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assetsDir } from '../../server/entry.ts';
import { StringTable } from '../../server/facts/builder.ts';
import { forEachString } from '../../server/indexer/factsPack.ts';
import { languages } from '../../server/languages/index.ts';
import type { Language } from '../../server/languages/language.ts';
import { LanguageParser } from '../../server/parse/languageParser.ts';

for (const language of languages) {
  test(`the facts of a ${language.id} file are the same whatever was parsed before it`, async () => {
    const texts = listTexts(language);
    const forwards = await parseAll(language, texts);
    const backwards = await parseAll(language, texts.toReversed());
    assert.ok(forwards.every(({ names }) => names.length > 0));
    assert.deepEqual(backwards.toReversed(), forwards);
  });
}

/** The sample of a language and its fixtures, as far as its first grammar parses them. */
function listTexts(language: Language): string[] {
  const folder = join(import.meta.dirname, '..', 'languages', language.id);
  const [[ending, grammar] = ['', '']] = Object.entries(language.extensions);
  assert.ok(language.grammars[grammar]);
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ending)) : [];
  const fixtures = files.toSorted().map((name) => readFileSync(join(folder, name), 'utf8'));
  return [language.sample, ...fixtures].map((text) => `${text}\n`);
}

/** The facts of texts that one parser reads one after the other: the numbers, and the strings in their places. */
async function parseAll(
  language: Language,
  texts: readonly string[],
): Promise<readonly { readonly numbers: readonly number[]; readonly names: readonly string[] }[]> {
  const strings = new StringTable();
  const [grammar] = Object.values(language.extensions);
  const parser = await LanguageParser.create(language, grammar!, assetsDir, strings);
  return texts.map((text) => {
    const facts = Int32Array.from(parser.parse(text, 'module').facts);
    const names: string[] = [];
    forEachString(facts, (at) => {
      names.push(strings.strings[facts[at]!]!);
      facts[at] = 0;
    });
    return { numbers: [...facts], names };
  });
}
