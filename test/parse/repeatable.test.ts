// The facts of a file say nothing of the files that were parsed before it: they are kept by content and compared.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assetsDir } from '../../server/entry.ts';
import { StringTable } from '../../server/facts/builder.ts';
import { languages } from '../../server/languages/index.ts';
import { LanguageParser } from '../../server/parse/languageParser.ts';

for (const language of languages) {
  test(`the facts of a ${language.id} file are the same whatever was parsed before it`, async () => {
    const [grammar] = Object.values(language.extensions);
    const parser = await LanguageParser.create(language, grammar!, assetsDir, new StringTable());
    const generic = `${language.sample}\n`;
    const first = parser.parse(generic, 'module').facts;
    assert.deepEqual(parser.parse(generic, 'module').facts, first);
  });
}
