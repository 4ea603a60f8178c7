// Truth of the project stack-graphs: comments in its tests that say where a name is defined.
//
//     print(b.c)
//     #       ^ defined: 4, 12
//
// The caret stands below the name, the numbers are lines of the file. One file holds several, each after a comment
// `--- path: a/b.py ---`. Lines of imports bind a name on the way to its definition and are no answer here, and variables
// and members that hold a value count neither way: the graph has edges to what can be called or is a type.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join, relative, sep } from 'node:path';
import type { AccuracyCase, Place, SiteTruth, Suite } from '../suite.ts';

const LANGUAGES: Readonly<Record<string, string>> = {
  '.py': 'python',
  '.js': 'javascript',
  '.jsx': 'javascript',
  '.ts': 'typescript',
  '.tsx': 'typescript',
};
const PATH_COMMENT = /^(?:#|\/\/|\/\*)\s*-{2,}\s*path:\s*(\S+)\s*-*\s*(?:#|\*\/)?\s*$/;
const ASSERTION = /^\s*(?:#|\/\/|\/\*|\{\/\*)\s*\^ *defined:([\d, ]*)/;

export const suite: Suite = {
  name: 'stack-graphs',
  description: 'assertions in the tests of stack-graphs about where names are defined',
  data: 'the folder `languages` of github.com/github/stack-graphs, or one below it',
  *load(context) {
    const scratch = mkdtempSync(join(tmpdir(), 'stack-graphs-'));
    try {
      for (const entry of readdirSync(context.data, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        const language = LANGUAGES[extname(entry.name)];
        const below = `/${relative(context.data, path).replaceAll(sep, '/')}`;
        if (!entry.isFile() || language === undefined || !/\/test\//.test(`${context.data}${below}`))
          continue;
        const one = readTest(readFileSync(path, 'utf8'), entry.name, join(scratch, below));
        if (one.sites.length > 0) yield toCase(below.slice(1), language, one);
      }
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  },
};

interface TestFile {
  readonly folder: string;
  readonly sites: readonly SiteTruth[];
}

function toCase(name: string, language: string, { folder, sites }: TestFile): AccuracyCase {
  return {
    name,
    language,
    category: 'names',
    folder,
    includeGenerated: true,
    edgeKinds: ['CALLS', 'REFERENCES', 'USES_TYPE', 'INHERITS', 'IMPLEMENTS', 'DECORATES'],
    truth: { by: 'site', sites },
  };
}

/** Writes the files of a test below `folder`, each with its lines where they stand in the test, and reads its truths. */
function readTest(text: string, name: string, folder: string): TestFile {
  const lines = text.split(/\r?\n/);
  const owner: string[] = [];
  let path = name;
  for (const line of lines) {
    path = PATH_COMMENT.exec(line)?.[1] ?? path;
    owner.push(path);
  }
  for (const file of new Set(owner)) {
    const own = lines.map((line, at) => (owner[at] === file && !PATH_COMMENT.test(line) ? line : ''));
    // JSON has no comments, and nothing points into it.
    const content = file.endsWith('.json') ? own.join('\n').trim() : own.join('\n');
    if (content.trim() === '') continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  return { folder, sites: readAssertions(lines, owner) };
}

function readAssertions(lines: readonly string[], owner: readonly string[]): SiteTruth[] {
  const sites: SiteTruth[] = [];
  let about = -1;
  lines.forEach((line, at) => {
    const match = ASSERTION.exec(line);
    if (!match) {
      about = at;
      return;
    }
    const source = lines[about] ?? '';
    const name = nameAt(source, line.indexOf('^'));
    // What an import or a definition names is no site of an edge.
    if (name === undefined || isImport(source) || defines(source, name)) return;
    const wanted = (match[1] ?? '').split(',').flatMap((part) => (part.trim() === '' ? [] : [Number(part)]));
    const definitions = wanted.filter((number) => !isImport(lines[number - 1] ?? ''));
    const targets: Place[] = definitions
      .filter((number) => defines(lines[number - 1] ?? '', name))
      .map((number) => ({ file: owner[number - 1]!, line: number }));
    sites.push({
      file: owner[about]!,
      line: about + 1,
      name,
      targets,
      isExternal: wanted.length === 0,
      isUndecided: targets.length < definitions.length || (definitions.length === 0 && wanted.length > 0),
    });
  });
  return sites;
}

function nameAt(line: string, column: number): string | undefined {
  for (const match of line.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu)) {
    if (match.index <= column && column < match.index + match[0].length) return match[0];
  }
  return undefined;
}

/** A line that gives a name of elsewhere to this place, or passes it on. */
function isImport(line: string): boolean {
  return /^\s*(?:import\b|from\b|export\s*(?:\*|\{[^}]*\}\s*(?:from|;|$)|default\s+\w+\s*;?$|=))/.test(line);
}

/** A line that defines the name as a function, a class or a type. */
function defines(line: string, name: string): boolean {
  const word = name.replaceAll('$', '\\$');
  const declares = new RegExp(
    `\\b(?:def|class|function\\*?|interface|type|enum)\\s+${word}\\b|` +
      `\\b(?:const|let|var)\\s+${word}\\s*=\\s*(?:async\\s*)?(?:function|class|\\([^)]*\\)\\s*=>|\\w+\\s*=>)`,
  );
  return declares.test(line);
}
