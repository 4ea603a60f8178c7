/** What a go.mod or a go.work says about where packages are. Format: https://go.dev/ref/mod#go-mod-file */
export interface GoModFile {
  /** Path of the module; undefined in a go.work or when the directive is missing. */
  readonly module: string | undefined;
  /** Paths of the modules that it requires. */
  readonly requires: readonly string[];
  /** Module path → its replacement: a path on disk when it begins with `./`, `../` or `/`, else a module path. */
  readonly replaces: ReadonlyMap<string, string>;
  /** Directories of the modules of a workspace. */
  readonly uses: readonly string[];
}

const TOKEN = /"((?:[^"\\]|\\.)*)"|`([^`]*)`|\/\/.*|[^\s"`]+/g;

/** Reads a go.mod or a go.work (they share their grammar); lines that make no sense are ignored. */
export function parseGoMod(text: string): GoModFile {
  let module: string | undefined;
  const requires: string[] = [];
  const replaces = new Map<string, string>();
  const uses: string[] = [];
  let block: string | undefined;
  for (const line of text.split('\n')) {
    const words = tokensOf(line);
    if (block !== undefined && words[0] === ')') {
      block = undefined;
      continue;
    }
    if (words[1] === '(') {
      block = words[0];
      continue;
    }
    const verb = block ?? words.shift();
    const [first] = words;
    if (first === undefined) continue;
    if (verb === 'module') module ??= first;
    else if (verb === 'require') requires.push(first);
    else if (verb === 'use') uses.push(first);
    else if (verb === 'replace') {
      const target = words[words.indexOf('=>') + 1];
      if (words.includes('=>') && target !== undefined) replaces.set(first, target);
    }
  }
  return { module, requires, replaces, uses };
}

function tokensOf(line: string): string[] {
  const tokens: string[] = [];
  for (const match of line.matchAll(TOKEN)) {
    if (match[0].startsWith('//')) break;
    tokens.push(match[1] ?? match[2] ?? match[0]);
  }
  return tokens;
}
