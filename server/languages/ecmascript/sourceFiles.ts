// Which file a path without its extension, or with the extension it gets after compilation, stands for.
// Order of extensions: https://www.typescriptlang.org/docs/handbook/modules/reference.html#file-extension-substitution

/** Whose rules apply: TypeScript looks for sources and declarations first, JavaScript for what would run. */
export type Flavour = 'typescript' | 'javascript';

const ADDED: Readonly<Record<Flavour, readonly string[]>> = {
  typescript: ['.ts', '.tsx', '.d.ts', '.js', '.jsx', '.mts', '.cts', '.d.mts', '.d.cts', '.mjs', '.cjs'],
  javascript: ['.js', '.jsx', '.mjs', '.cjs', '.ts', '.tsx', '.mts', '.cts', '.d.ts', '.d.mts', '.d.cts'],
};

const FOR_SCRIPT = ['.ts', '.tsx', '.d.ts', '.js', '.jsx'];
const FOR_MARKUP = ['.tsx', '.ts', '.d.ts', '.jsx', '.js'];
const FOR_MODULE = ['.mts', '.d.mts', '.mjs'];
const FOR_COMMON = ['.cts', '.d.cts', '.cjs'];
const SUBSTITUTES: Readonly<Record<string, readonly string[]>> = {
  '.js': FOR_SCRIPT,
  '.ts': FOR_SCRIPT,
  '.jsx': FOR_MARKUP,
  '.tsx': FOR_MARKUP,
  '.mjs': FOR_MODULE,
  '.mts': FOR_MODULE,
  '.cjs': FOR_COMMON,
  '.cts': FOR_COMMON,
};

const EXTENSION = /(?:\.d)?\.[cm]?[jt]sx?$/;

/** The rules for the imports of a file, told from its extension. */
export function flavourOf(path: string): Flavour {
  return /\.[cm]?tsx?$/.test(path) ? 'typescript' : 'javascript';
}

/** A path without the extension of a source, declaration or compiled file. */
export function withoutExtension(path: string): string {
  return path.replace(EXTENSION, '');
}

/** Finds the source files that paths stand for; `has` tells which exist. */
export class SourceFiles {
  readonly #has: (path: string) => boolean;

  constructor(has: (path: string) => boolean) {
    this.#has = has;
  }

  /** The file that a path means as it is, with another extension, or with one added; never a directory's index. */
  findFile(path: string, flavour: Flavour): string | undefined {
    if (path === '' || path.endsWith('/')) return undefined;
    if (flavour === 'javascript' && this.#has(path)) return path;
    const extension = /\.[cm]?[jt]sx?$/.exec(path)?.[0] ?? '';
    const substitutes = SUBSTITUTES[extension];
    if (substitutes !== undefined) {
      const found = this.#findWith(path.slice(0, -extension.length), substitutes);
      if (found !== undefined) return found;
    }
    return this.#has(path) ? path : this.#findWith(path, ADDED[flavour]);
  }

  /** The index file of a directory. */
  findIndex(directory: string, flavour: Flavour): string | undefined {
    return this.#findWith(directory === '' ? 'index' : `${directory}/index`, ADDED[flavour]);
  }

  #findWith(stem: string, extensions: readonly string[]): string | undefined {
    for (const extension of extensions) {
      const path = stem + extension;
      if (this.#has(path)) return path;
    }
    return undefined;
  }
}
