// `npm run bench:fleet-edges -- [--group express] [--list wrong|missing|all] [--keep <folder>]`: edges between repositories against
// TypeScript's compiler. Twelve npm packages that depend on each other are each a repository of its own, indexed and exported alone; the
// compiler sees all of them installed together, as one program. Compared is each name in the code of one that it finds defined in another
// with what `users` answers. Where a package has its sources, these are taken in place of what was built of them, and no declarations
// stand beside code: both are asked of the same definitions.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { listCommits, pathOf } from '../server/fleet/dataFolder.ts';
import { DuckDb, quoteText } from '../server/fleet/duckdb.ts';
import type { FleetEngine } from '../server/fleet/engine.ts';
import { openFiles } from '../server/fleet/filesEngine.ts';
import { answerQuestion } from '../server/fleet/questions.ts';
import { findSubject } from '../server/fleet/subject.ts';
import { installTool } from './accuracy/tools.ts';
import type { TsNode, TsSourceFile } from './accuracy/typescript/api.ts';
import { openProject } from './accuracy/typescript/project.ts';
import { formatTable, writeResult } from './report.ts';
import { BenchWorkspace } from './server.ts';

/** Packages that use each other, in the ways of their time. */
const GROUPS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  express: {
    express: '4.21.2',
    'body-parser': '1.20.3',
    send: '0.19.0',
    'serve-static': '1.16.2',
    finalhandler: '1.3.1',
    'http-errors': '2.0.0',
    depd: '2.0.0',
    'on-finished': '2.4.1',
    debug: '2.6.9',
    ms: '2.0.0',
    accepts: '1.3.8',
    negotiator: '0.6.3',
  },
  micromark: {
    micromark: '4.0.1',
    'micromark-core-commonmark': '2.0.4',
    'micromark-factory-space': '2.1.0',
    'micromark-util-character': '2.1.1',
    'micromark-util-chunked': '2.0.1',
    'micromark-util-symbol': '2.0.1',
    'mdast-util-from-markdown': '2.0.2',
    'mdast-util-to-markdown': '2.2.3',
    'mdast-util-gfm': '3.0.0',
    'mdast-util-gfm-table': '2.0.1',
    'mdast-util-phrasing': '4.1.0',
    'unist-util-is': '6.0.1',
  },
  tanstack: {
    '@tanstack/query-core': '5.62.7',
    '@tanstack/react-query': '5.62.7',
    '@tanstack/query-persist-client-core': '5.62.7',
    '@tanstack/react-query-persist-client': '5.62.7',
    '@tanstack/query-sync-storage-persister': '5.62.7',
    '@tanstack/query-async-storage-persister': '5.62.7',
    '@tanstack/history': '1.90.0',
    '@tanstack/react-router': '1.90.0',
    '@tanstack/store': '0.6.0',
    '@tanstack/react-store': '0.6.0',
    '@tanstack/table-core': '8.20.5',
    '@tanstack/react-table': '8.20.5',
  },
};

const CODE = /\.[cm]?[jt]sx?$/;
const DECLARATIONS = /\.d\.([cm]?)ts$/;
/** Commits of the same files have one name. */
const COMMITTER = {
  GIT_AUTHOR_NAME: 'bench',
  GIT_AUTHOR_EMAIL: 'bench@localhost',
  GIT_COMMITTER_NAME: 'bench',
  GIT_COMMITTER_EMAIL: 'bench@localhost',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

const { values } = parseArgs({
  options: {
    group: { type: 'string', multiple: true, default: Object.keys(GROUPS) },
    list: { type: 'string', default: 'none' },
    /** Keeps what was installed and exported there, and goes on from it. */
    keep: { type: 'string' },
  },
});

/** A name in the code of one package, and where the compiler finds it defined. */
interface Site {
  readonly place: string;
  readonly name: string;
  readonly form: string;
  /** `package path:line` of definitions in others of the packages; empty where it leads elsewhere. */
  readonly targets: readonly string[];
  readonly isUndecided: boolean;
}

const base = values.keep ?? mkdtempSync(join(tmpdir(), 'codebase-memory-bench-'));
const rows: string[][] = [];
const results: Record<string, unknown> = {};
try {
  for (const group of values.group) await measure(group, GROUPS[group]!);
} finally {
  if (values.keep === undefined) rmSync(base, { recursive: true, force: true });
}
process.stdout.write(
  `${formatTable(['packages', 'form', 'names', 'found', 'recall', 'edges', 'wrong', 'undecided', 'precision'], rows)}\n`,
);
process.stdout.write(`Written to ${writeResult('fleet-edges', results)}\n`);

async function measure(group: string, packages: Readonly<Record<string, string>>): Promise<void> {
  const joined = join(base, group, 'joined');
  const data = join(base, group, 'data');
  if (!existsSync(joined)) installTogether(join(base, group), joined, packages);
  for (const name of Object.keys(packages))
    if (!existsSync(join(data, encodeURIComponent(name)))) exportOne(joined, name, data);
  const sites = await readSites(joined);
  const ours = await askFleetFor(data, sites);
  score(group, sites, ours);
}

/** Installs the packages and puts them beside each other, each found by the others under its name. */
function installTogether(folder: string, joined: string, packages: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps'], {
    cwd: folder,
    stdio: 'ignore',
  });
  const paths: Record<string, string[]> = {};
  // Away from where they were installed: the compiler looks there too.
  mkdirSync(joined);
  renameSync(join(folder, 'node_modules'), join(joined, 'node_modules'));
  for (const name of Object.keys(packages)) {
    const installed = join(joined, 'node_modules', name);
    const own = join(joined, 'packages', name);
    cpSync(installed, own, {
      recursive: true,
      filter: (path) => !path.slice(installed.length).includes('node_modules'),
    });
    rmSync(installed, { recursive: true });
    symlinkSync(own, installed);
    const entry = ['src/index.ts', 'src/index.tsx'].find((one) => existsSync(join(own, one)));
    if (entry !== undefined) {
      paths[name] = [`packages/${name}/${entry}`];
      for (const built of ['build', 'dist']) rmSync(join(own, built), { recursive: true, force: true });
    }
    for (const path of readdirSync(own, { recursive: true, encoding: 'utf8' }))
      if (DECLARATIONS.test(path) && existsSync(join(own, path.replace(DECLARATIONS, '.$1js'))))
        rmSync(join(own, path));
    const manifest = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8')) as object;
    writeFileSync(
      join(own, 'package.json'),
      JSON.stringify(
        manifest,
        (key, value: unknown) => (/^(?:types|typings)$/.test(key) ? undefined : value),
        2,
      ),
    );
  }
  writeFileSync(join(joined, 'tsconfig.json'), JSON.stringify({ compilerOptions: { baseUrl: '.', paths } }));
}

function exportOne(joined: string, name: string, data: string): void {
  const folder = mkdtempSync(join(base, 'repository-'));
  try {
    cpSync(join(joined, 'packages', name), folder, { recursive: true });
    for (const args of [
      ['init', '-q'],
      ['add', '-A', '-f'],
      ['commit', '-q', '-m', 'all'],
    ])
      execFileSync('git', args, { cwd: folder, env: { ...process.env, ...COMMITTER } });
    using workspace = new BenchWorkspace(folder);
    workspace.index();
    workspace.run('export', '--format', 'parquet', '--out', data, '--repository', name);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The package of a file, the path there, and both with a line. */
function definitionOf(path: string, line: number): { name: string; rest: string; text: string } {
  const [, name = '', rest = ''] = /^packages\/((?:@[^/]+\/)?[^/]+)\/(.*)$/.exec(path) ?? [];
  return { name, rest, text: `${name} ${rest}:${line}` };
}

/** All names in the code of the packages. */
async function readSites(joined: string): Promise<Site[]> {
  const { ts, sources, reader } = await openProject({
    data: joined,
    options: new Map(),
    log: () => {},
    installTool,
    noteVersion() {},
  });
  const sites: Site[] = [];
  const skipped = ['ImportDeclaration', 'ExportDeclaration', 'ImportEqualsDeclaration'];
  const formOf = (node: TsNode): string => {
    const isMember = reader.is(node.parent, 'PropertyAccessExpression') && node.parent.name === node;
    const whole = isMember ? node.parent : node;
    const of = isMember ? ' of a member' : '';
    if (whole.parent.expression === whole) {
      if (reader.is(whole.parent, 'CallExpression')) return `call${of}`;
      if (reader.is(whole.parent, 'NewExpression')) return 'new';
      if (reader.is(whole.parent, 'ExpressionWithTypeArguments')) return 'type';
    }
    if (reader.is(whole.parent, 'TypeReference', 'TypeQuery', 'QualifiedName')) return 'type';
    return `reference${of}`;
  };
  // A name that is only given what another one stands for leads on to that, and by which of them it is known is open.
  const isWritten = (declaration: TsNode, isCalled: boolean): boolean => {
    // As for a variable that is called: what it holds is.
    if (reader.is(declaration, 'VariableDeclaration', 'PropertyDeclaration', 'PropertyAssignment'))
      return !isCalled || reader.isFunctionValue(declaration.initializer);
    if (reader.is(declaration, 'Parameter', 'BindingElement')) return !isCalled;
    if (reader.is(declaration, 'ShorthandPropertyAssignment')) return false;
    const assignment = reader.is(declaration.parent, 'BinaryExpression') ? declaration.parent : declaration;
    return !reader.is(assignment, 'BinaryExpression') || reader.isFunctionValue(assignment.right);
  };
  const read = (node: TsNode, file: TsSourceFile, own: string): void => {
    // What `require('x')` gives is used without a name.
    if (reader.is(node, 'CallExpression') && reader.is(node.expression, 'CallExpression')) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      const place = definitionOf(reader.pathOf(file), line + 1).text;
      sites.push({ place, name: '', form: 'call', targets: [], isUndecided: true });
    }
    const isDeclared =
      node.parent?.name === node && !reader.is(node.parent, 'PropertyAccessExpression', 'MetaProperty');
    const isProperty = node.parent?.propertyName === node;
    if (reader.is(node, 'Identifier') && !isDeclared && !isProperty) {
      const form = formOf(node);
      const { targets, isExternal, isUndecided } = reader.judge(node, (declaration) =>
        isWritten(declaration, /^(?:call|new)/.test(form)),
      );
      const at = targets.map((one) => definitionOf(one.file, one.line));
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      const isOwn = at.some(({ name }) => name === own);
      sites.push({
        place: definitionOf(reader.pathOf(file), line + 1).text,
        name: node.text ?? '',
        form,
        targets: isOwn ? [] : at.map(({ text }) => text),
        isUndecided: isUndecided === true && isExternal !== true,
      });
    }
    const visit = (child: TsNode): void => {
      if (!reader.is(child, ...skipped)) read(child, file, own);
    };
    for (const comment of (node as { readonly jsDoc?: readonly TsNode[] }).jsDoc ?? []) visit(comment);
    ts.forEachChild(node, visit);
  };
  for (const file of sources) {
    const { name, rest } = definitionOf(reader.pathOf(file), 0);
    if (name !== '' && CODE.test(rest)) read(file, file, name);
  }
  return sites;
}

/** The uses between repositories that `users` answers with: where they are, and the definitions that they are uses of. */
async function askFleetFor(
  data: string,
  sites: readonly Site[],
): Promise<Map<string, { names: Set<string>; targets: Set<string> }>> {
  const duck = await DuckDb.open();
  const engine = openFiles(data, duck);
  try {
    const found = new Map<string, { names: Set<string>; targets: Set<string> }>();
    for (const subject of await listSubjects(engine, duck, data, sites)) {
      const { definitions } = await findSubject(engine, subject);
      // It leads into a package that is known to have no such name: to no definition.
      if (definitions.length === 0) continue;
      const answer = await answerQuestion(engine, { name: 'users', subject, limit: 1_000_000 });
      for (const [repository, path, line, , kind, , , , , , as] of answer.rows as string[][]) {
        if (as === '' || kind === 'IMPORTS') continue;
        const place = `${repository} ${path}:${line}`;
        let use = found.get(place);
        if (!use) found.set(place, (use = { names: new Set(), targets: new Set() }));
        use.names.add(/[^.:]*$/.exec(as!)![0]);
        for (const one of definitions) use.targets.add(`${one.repository} ${one.path}:${one.line}`);
      }
    }
    return found;
  } finally {
    await engine.close();
  }
}

/** Every name by which a package uses another, and one name of each definition that the compiler says is used. */
async function listSubjects(
  engine: FleetEngine,
  duck: DuckDb,
  data: string,
  sites: readonly Site[],
): Promise<string[]> {
  const commits = listCommits(data);
  const from = (table: 'edges' | 'names') =>
    `read_parquet([${commits.map((commit) => quoteText(pathOf(commit, table))).join(', ')}])`;
  const offered = (await duck.rows(
    `SELECT DISTINCT repository, path, line, package, name FROM ${from('names')} WHERE symbol_key <> 0`,
  )) as string[][];
  const targets = new Set(sites.flatMap((site) => site.targets));
  const subjects = new Map<string, string>();
  for (const [repository, path, line, of, name] of offered) {
    const place = `${repository} ${path}:${line}`;
    const subject = `npm ${of}:${name}`;
    const known = subjects.get(place);
    if (targets.has(place) && (known === undefined || subject.length < known.length))
      subjects.set(place, subject);
  }
  const packages = engine.commits.map(({ repository }) => quoteText(repository)).join(', ');
  const used = (await duck.rows(
    `SELECT DISTINCT package, name FROM ${from('edges')} WHERE outside = 1 AND kind <> 'IMPORTS' AND package IN (${packages})`,
  )) as string[][];
  return [...new Set([...subjects.values(), ...used.map(([of, name]) => `npm ${of}:${name}`)])];
}

function score(
  group: string,
  sites: readonly Site[],
  ours: ReadonlyMap<string, { names: Set<string>; targets: Set<string> }>,
): void {
  const byPlace = Map.groupBy(sites, ({ place }) => place);
  const counts = new Map<string, { names: number; found: number }>();
  const missing: string[] = [];
  for (const { place, name, form, targets } of sites) {
    if (targets.length === 0) continue;
    const count = counts.get(form) ?? { names: 0, found: 0 };
    counts.set(form, count);
    count.names++;
    if (targets.some((one) => ours.get(place)?.targets.has(one))) count.found++;
    else missing.push(`${form}: ${place} ${name} → ${targets.join(', ')}`);
  }
  let [edges, undecided] = [0, 0];
  const wrong: string[] = [];
  for (const [place, { names, targets }] of ours) {
    const there = byPlace.get(place) ?? [];
    for (const name of names) {
      edges++;
      if (there.some((site) => site.targets.some((one) => targets.has(one)))) continue;
      const named = there.filter((site) => site.name === name);
      const candidates = named.length > 0 ? named : there;
      if (candidates.some((site) => site.isUndecided)) undecided++;
      else
        wrong.push(
          `${place} ${name} → ${[...targets].join(', ')}; compiler: ${candidates.flatMap((site) => site.targets).join(', ')}`,
        );
    }
  }
  const all = { names: 0, found: 0 };
  for (const [form, { names, found }] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    rows.push([group, form, String(names), String(found), ratio(found, names), '', '', '', '']);
    all.names += names;
    all.found += found;
  }
  const decided = edges - undecided;
  rows.push([
    group,
    'all',
    String(all.names),
    String(all.found),
    ratio(all.found, all.names),
    String(edges),
    String(wrong.length),
    String(undecided),
    ratio(decided - wrong.length, decided),
  ]);
  results[group] = { ...all, edges, undecided, wrong, missing };
  if (['missing', 'all'].includes(values.list))
    process.stdout.write(`${missing.map((one) => `missing ${one}`).join('\n')}\n`);
  if (['wrong', 'all'].includes(values.list))
    process.stdout.write(`${wrong.map((one) => `wrong ${one}`).join('\n')}\n`);
}

function ratio(part: number, whole: number): string {
  return whole === 0 ? '' : (part / whole).toFixed(3);
}
