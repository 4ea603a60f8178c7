/** A language that shares an extension with the one that claims it. */
export interface SharedExtension {
  readonly language: string;
  /** What stands in its files alone. */
  readonly marks: RegExp;
}

/** What the languages say about file names; keys and patterns are data of the languages, not of discover. */
export interface LanguageTable {
  /** `.py` → `python`; a key may have two dots (`.blade.php`). */
  readonly extensionToLanguage: ReadonlyMap<string, string>;
  /** `python` → `python`: what the first line of a script names, without its version. */
  readonly interpreterToLanguage?: ReadonlyMap<string, string>;
  /** `.h` → the language that it can be of besides. */
  readonly sharedExtensions?: ReadonlyMap<string, SharedExtension>;
  /** Base names or patterns with one `*`: `go.mod`, `tsconfig*.json`. */
  readonly configFiles: readonly string[];
  /** Those of them that a build writes, base names: they count where version control leaves them out, too. */
  readonly builtConfigFiles?: readonly string[];
}

/** Answers by base name which language a file has and whether it configures one. */
export class SourceNames {
  readonly #languages: ReadonlyMap<string, string>;
  readonly #interpreters: ReadonlyMap<string, string>;
  readonly #hasDoubleExtensions: boolean;
  readonly #configNames: ReadonlySet<string>;
  readonly #configPatterns: readonly (readonly [start: string, end: string])[];
  /** Configuration files that a build writes. */
  readonly builtNames: readonly string[];

  constructor(table: LanguageTable) {
    this.#languages = table.extensionToLanguage;
    this.#interpreters = table.interpreterToLanguage ?? new Map();
    this.#hasDoubleExtensions = [...table.extensionToLanguage.keys()].some((extension) =>
      extension.includes('.', 1),
    );
    this.#configNames = new Set(table.configFiles.filter((name) => !name.includes('*')));
    this.builtNames = table.builtConfigFiles ?? [];
    this.#configPatterns = table.configFiles
      .filter((name) => name.includes('*'))
      .map((name) => [name.slice(0, name.indexOf('*')), name.slice(name.indexOf('*') + 1)]);
  }

  /** The language of a file, undefined when none claims its extension. Exact case first: `.C` is not `.c`. */
  findLanguage(name: string): string | undefined {
    const dot = name.lastIndexOf('.');
    if (dot <= 0) return undefined;
    if (this.#hasDoubleExtensions) {
      const before = name.lastIndexOf('.', dot - 1);
      const language = before > 0 ? this.#lookUp(name.slice(before)) : undefined;
      if (language !== undefined) return language;
    }
    return this.#lookUp(name.slice(dot));
  }

  /** Whether a file of this name can be a script whose first line says its language: it has no suffix. */
  canBeScript(name: string): boolean {
    return this.#interpreters.size > 0 && !name.includes('.');
  }

  /** The language that a first line such as `#!/usr/bin/env python3` names. */
  findLanguageOfScript(firstLine: string): string | undefined {
    const words = /^#!\s*(\S+)(.*)/.exec(firstLine);
    if (!words) return undefined;
    // `env` may have options and variables before the program.
    const [program = '', rest = ''] = words.slice(1);
    const named = [program, ...(/(^|\/)env$/.test(program) ? rest.split(/\s+/) : [])]
      .filter((word) => word !== '' && !word.startsWith('-') && !word.includes('='))
      .slice(0, 2)
      .at(-1);
    const name = (named ?? '').slice((named ?? '').lastIndexOf('/') + 1).replace(/[\d.]+$/, '');
    return this.#interpreters.get(name);
  }

  isConfigFile(name: string): boolean {
    if (this.#configNames.has(name)) return true;
    return this.#configPatterns.some(
      ([start, end]) =>
        name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end),
    );
  }

  #lookUp(extension: string): string | undefined {
    return this.#languages.get(extension) ?? this.#languages.get(extension.toLowerCase());
  }
}
