// Reads caret fixtures: source files in which a comment under a line says which edges start at the marked names.
//
//     run() { this.stop() }
//     //           ^^^^ call exact A.stop
//
// says that the name above the carets has a CALLS edge of tier exact to a symbol whose qualified name is `A.stop` or ends
// so, in the notation of the language. Several expectations stack on successive comment lines. `call external node:fs.readFile` names an
// external leaf, `no call` forbids every call there. At a marked name each edge of CALLS, and of every other kind that is
// mentioned for it, must be expected. A function without a name is called by its words, `run.map() callback`. Where no name
// is written, as in `list[0]()`, the carets stand under any part of the line. `call exact A.stop in b/a.kt` says in which file the
// symbol stands, where several have the name. A line `// --- path` starts another file of the same fixture.

import { basename, extname } from 'node:path';
import { StringTable } from '../../server/facts/builder.ts';
import { WHOLE_FILE } from '../../server/graph.ts';
import type { Graph } from '../../server/graph.ts';
import { languages } from '../../server/languages/index.ts';
import { endsInName, lastPart } from '../../server/languages/qualifiedNames.ts';
import type { Language } from '../../server/languages/language.ts';
import { LanguageParser } from '../../server/parse/languageParser.ts';
import { EDGE_KINDS, NODE_KINDS, REASONS } from '../../server/protocol/graph.ts';
import type { EdgeKind } from '../../server/protocol/graph.ts';
import type { FileFacts } from '../../server/resolve/program/index.ts';
import { resolveGraph } from '../../server/resolve/graph/index.ts';

const VERBS: Readonly<Record<string, EdgeKind>> = {
  call: 'CALLS',
  ref: 'REFERENCES',
  type: 'USES_TYPE',
  inherits: 'INHERITS',
  implements: 'IMPLEMENTS',
  overrides: 'OVERRIDES',
  decorates: 'DECORATES',
};

/** One file of a fixture. */
export interface FixtureFile {
  readonly path: string;
  /** Source with its caret comments, so that lines count as in the fixture. */
  readonly text: string;
  /** Line of the fixture that precedes the first line of `text`. */
  readonly offset: number;
}

/** What is expected at one name. */
export interface Expectation {
  readonly path: string;
  /** 1-based, in the file. */
  readonly line: number;
  readonly name: string;
  readonly verb: string;
  /** exact, inferred, external, or 'none' for `no call`. */
  readonly tier: string;
  readonly target: string;
  /** Where it is written, for messages. */
  readonly at: string;
}

function commentToken(path: string): string {
  return /\.(?:pyi?|rb)$/.test(path) ? '#' : '//';
}

/** The files of a fixture that lies in `file`. */
export function splitFixture(file: string, text: string): FixtureFile[] {
  const separator = new RegExp(`^${commentToken(file)} --- (\\S+)$`);
  const files: { path: string; lines: string[]; offset: number }[] = [];
  text.split('\n').forEach((line, index) => {
    const path = separator.exec(line)?.[1];
    if (path !== undefined) files.push({ path, lines: [], offset: index + 1 });
    else if (files.length > 0) files.at(-1)!.lines.push(line);
    else files.push({ path: basename(file), lines: [line], offset: 0 });
  });
  return files
    .filter(({ lines }, index) => index > 0 || files.length === 1 || lines.some((line) => line.trim() !== ''))
    .map(({ path, lines, offset }) => ({ path, text: lines.join('\n'), offset }));
}

/** The expectations written in a file of a fixture. */
export function readExpectations(fixture: string, { path, text, offset }: FixtureFile): Expectation[] {
  const token = commentToken(path);
  const pattern = new RegExp(`^\\s*(?:${token}|\\{/\\*)(\\s*)(\\^+)\\s+(.+?)(?:\\s*\\*/\\})?$`);
  const expectations: Expectation[] = [];
  const lines = text.split('\n');
  let site = 0;
  lines.forEach((line, index) => {
    const match = pattern.exec(line);
    if (!match) {
      site = index;
      return;
    }
    const column = line.indexOf('^');
    const name = lines[site]!.slice(column, column + match[2]!.length);
    const at = `${fixture}:${offset + index + 1}`;
    const [first, second, ...rest] = match[3]!.split(/\s+/);
    const isNone = first === 'no';
    const verb = isNone ? second! : first!;
    const isComplete = verb in VERBS && (isNone ? rest.length === 0 : /^(exact|inferred|external)$/.test(second ?? ''));
    if (!isComplete || (!isNone && rest.length === 0)) throw new Error(`${at}: cannot read "${match[3]}"`);
    const tier = isNone ? 'none' : second!;
    expectations.push({ path, line: site + 1, name, verb, tier, target: rest.join(' '), at });
  });
  return expectations;
}

/** Parses and resolves the files of a fixture; those of no language in `known` are configuration files. */
export async function resolveFixture(
  files: readonly FixtureFile[],
  assetsDir: string,
  known: readonly Language[] = languages,
): Promise<Graph> {
  const strings = new StringTable();
  const sources = files
    .flatMap((file) => {
      const language = known.find(({ extensions }) => extname(file.path) in extensions);
      return language ? [{ ...file, language }] : [];
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const facts: FileFacts[] = [];
  for (const { path, text, language } of sources) {
    const grammar = language.extensions[extname(path)]!;
    const parser = await LanguageParser.create(language, grammar, assetsDir, strings);
    const moduleName = basename(path).replace(/\.[^.]+$/, '');
    facts.push({ path, language, facts: parser.parse(text, moduleName).facts, strings: new Int32Array(0) });
  }
  const identity = Int32Array.from(strings.strings, (_text, index) => index);
  const graphFiles = sources.map(({ path, language }) => ({
    path,
    language: language.id,
    hash: '',
    sizeBytes: 0,
    mtimeMs: 0,
    lines: 0,
    ...WHOLE_FILE,
  }));
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const resolverOf = (language: Language) => {
    const { family } = language.rules;
    const paths = sources.filter((one) => one.language.rules.family === family).map(({ path }) => path);
    return language.hooks.createModuleResolver({
      rootName: 'fixture',
      paths,
      has: (path) => paths.includes(path),
      configFiles: files.map(({ path }) => path).filter((path) => !sources.some((one) => one.path === path)),
      readConfig: (path) => texts.get(path),
    });
  };
  return resolveGraph(
    graphFiles,
    facts.map((one) => ({ ...one, strings: identity })),
    strings,
    resolverOf,
  );
}

/** An edge in words. */
interface SiteEdge {
  readonly kind: EdgeKind;
  readonly tier: string;
  readonly target: string;
  /** Path of the file in which the target stands, '' outside. */
  readonly file: string;
}

/** `path:line:name` → the edges that start there. */
function edgesBySite({ files, strings, symbols, edges }: Graph): Map<string, SiteEdge[]> {
  const bySite = new Map<string, SiteEdge[]>();
  for (let edge = 0; edge < edges.count; edge++) {
    const target = edges.target[edge]!;
    const file = files[symbols.file[edges.source[edge]!]!];
    const name = strings[edges.siteName[edge]! || symbols.name[target]!]!;
    const site = `${file?.path}:${edges.line[edge]}:${name}`;
    const isExternal = NODE_KINDS[symbols.kind[target]!] === 'External';
    const found: SiteEdge = {
      kind: EDGE_KINDS[edges.kind[edge]!]!,
      tier: isExternal ? 'external' : REASONS[edges.reason[edge]!]!.tier,
      target: strings[symbols.qualifiedName[target]!]!,
      file: files[symbols.file[target]!]?.path ?? '',
    };
    bySite.set(site, [...(bySite.get(site) ?? []), found]);
  }
  return bySite;
}

/** The edges on the line of an expectation at which nothing is written but what they reach: `list[0]()`, `(() => 1)()`. */
function namelessAt(
  bySite: ReadonlyMap<string, readonly SiteEdge[]>,
  { path, line, name, target }: Expectation,
): readonly SiteEdge[] {
  const own = lastPart(target.replace(/#\d+$/, ''));
  const edges = own === name ? undefined : bySite.get(`${path}:${line}:${own}`);
  return edges?.filter((edge) => endsInName(edge.target, target)) ?? [];
}

/** What is wrong with the edges of `graph`, one line each; empty when all is as expected. */
export function findMismatches(graph: Graph, expectations: readonly Expectation[]): string[] {
  const bySite = edgesBySite(graph);
  const sites = Map.groupBy(expectations, ({ path, line, name }) => `${path}:${line}:${name}`);
  const problems: string[] = [];
  for (const [site, wanted] of sites) {
    const kinds = new Set<EdgeKind>(['CALLS', ...wanted.map(({ verb }) => VERBS[verb]!)]);
    const nameless = wanted.flatMap((one) => namelessAt(bySite, one));
    const found = [...(bySite.get(site) ?? []), ...nameless].filter(({ kind }) => kinds.has(kind));
    const describe = () => found.map(({ kind, tier, target }) => `${kind} ${tier} ${target}`).join(', ') || 'nothing';
    const isWanted = (edge: SiteEdge, { verb, tier, target }: Expectation) => {
      const [name, file] = target.split(' in ');
      return (
        edge.kind === VERBS[verb] &&
        edge.tier === tier &&
        (file === undefined || edge.file === file) &&
        endsInName(edge.target, name!)
      );
    };
    for (const one of wanted) {
      if (one.tier !== 'none' && !found.some((edge) => isWanted(edge, one)))
        problems.push(`${one.at}: ${one.name}: no ${one.verb} ${one.tier} ${one.target}, but ${describe()}`);
    }
    const extra = found.filter((edge) => !wanted.some((one) => isWanted(edge, one)));
    if (extra.length > 0) problems.push(`${wanted[0]!.at}: ${wanted[0]!.name}: not expected among ${describe()}`);
  }
  return problems;
}
