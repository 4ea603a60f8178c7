import { extname } from 'node:path';
import type { StringTable } from '../facts/builder.ts';
import { languages } from '../languages/index.ts';
import type { Language } from '../languages/language.ts';
import { grammarOf } from '../languages/table.ts';
import { LanguageParser } from '../parse/languageParser.ts';

/** The parsers of one thread, over one string table: each is made when the first file of its grammar comes. */
export class LanguageParsers {
  readonly #assetsDir: string;
  readonly #strings: StringTable;
  readonly #isBrief: boolean;
  readonly #parsers = new Map<string, Promise<LanguageParser>>();

  /** `isBrief`: they will read few megabytes. */
  constructor(assetsDir: string, strings: StringTable, isBrief: boolean) {
    this.#assetsDir = assetsDir;
    this.#strings = strings;
    this.#isBrief = isBrief;
  }

  /** The parser for a file of `language`, by the number that it has in the list of languages. */
  get(language: number, path: string): Promise<LanguageParser> {
    const grammar = grammarOf(languages[language]!, extname(path));
    const key = `${language}:${grammar}`;
    let parser = this.#parsers.get(key);
    if (!parser) {
      parser = this.#create(languages[language]!, grammar);
      this.#parsers.set(key, parser);
    }
    return parser;
  }

  #create(language: Language, grammar: string): Promise<LanguageParser> {
    return LanguageParser.create(language, grammar, this.#assetsDir, this.#strings, 'memory', this.#isBrief);
  }
}
