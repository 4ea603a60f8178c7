// Truth on C# projects: what the code calls that mono's compiler makes of them. mcs compiles the files with line tables, a
// small program (mcs/Calls.cs) reads the call instructions with Mono.Cecil. Where methods stand is read from the syntax tree.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Place, SiteTruth, Suite, SuiteContext } from '../suite.ts';
import { readConditions } from '../../../server/languages/csharp/conditions.ts';
import { DeclarationFinder } from './mcs/declarations.ts';

/** A method as the compiled code names it. */
interface Target {
  /** With its namespace and the types around it; `` `1 `` behind the name of a type with a type parameter. */
  readonly type: string;
  readonly name: string;
  /** Simple names of the types. */
  readonly parameters: readonly string[];
}

/** A line of the program. */
interface Call {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly kind: 'call' | 'construct' | 'this' | 'base' | 'property';
  readonly isExternal: boolean;
  readonly isMade: boolean;
  readonly targets: readonly Target[];
}

/** Statements longer than these lines are not searched for the name that is called. */
const MAX_LINES = 60;

export const suite: Suite = {
  name: 'mcs',
  description:
    "the calls and constructions of a C# project, as the code has them that mono's compiler makes of it",
  data:
    'a folder of C# sources that compile as one assembly; `--option references=System.Xml,…`, `--option defines=A,B`, ' +
    '`--option without=part/of/paths,…` say how, `--option properties=yes` counts properties that are read and assigned too',
  async *load(context) {
    const files = findSources(context.data, list(context, 'without'));
    const finder = await DeclarationFinder.create();
    const texts = new Map(files.map((file) => [file, readFileSync(join(context.data, file), 'utf8')]));
    for (const [file, text] of texts) finder.read(file, readConditions(text));
    const calls = findCalls(context, files);
    const lines = new Map([...texts].map(([file, text]) => [file, text.split('\n')]));
    const withProperties = context.options.get('properties') === 'yes';
    const sites: SiteTruth[] = [];
    let unplaced = 0;
    for (const call of calls) {
      const line = lineOf(call, lines.get(call.file) ?? []);
      if (line === undefined) continue;
      if ((call.kind === 'property') !== withProperties) {
        // What else stands on the line under that name is judged by itself.
        sites.push({ file: call.file, line, name: call.name, targets: [], isUndecided: true });
        continue;
      }
      const targets = call.targets.flatMap((target): readonly Place[] => finder.find(target));
      if (!call.isExternal && targets.length === 0) unplaced++;
      sites.push({
        file: call.file,
        line,
        // A constructor that calls another one of its class names it by a word alone.
        name: call.kind === 'this' ? ownName(call) : call.name,
        targets,
        isExternal: call.isExternal,
        isUndecided: !call.isExternal && targets.length === 0,
      });
    }
    context.noteVersion(
      'mcs',
      `${sites.length} sites of ${files.length} files, of which ${unplaced} have no place`,
    );
    yield {
      name: '',
      language: 'csharp',
      category: '',
      folder: context.data,
      includeGenerated: true,
      exclude: findSources(context.data, []).filter((file) => !texts.has(file)),
      truth: { by: 'site', sites },
    };
  },
};

function ownName({ targets, name }: Call): string {
  const type = targets[0]?.type;
  return type === undefined ? name : type.slice(type.lastIndexOf('.') + 1).replace(/`\d+$/, '');
}

function list({ options }: SuiteContext, name: string): string[] {
  return (options.get(name) ?? '').split(',').filter((one) => one !== '');
}

function findSources(folder: string, without: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.cs') && !without.some((part) => file.includes(part)))
    .sort();
}

/** The line on which the name of a call is written; undefined for calls that nobody wrote, such as those of a loop. */
function lineOf({ line, name, kind }: Call, lines: readonly string[]): number | undefined {
  const written =
    kind === 'this' || kind === 'base' || kind === 'property'
      ? `\\b${name}\\b`
      : `\\b${name}\\s*[(<{[]|\\b${name}\\s*$`;
  const pattern = new RegExp(written);
  for (let at = line - 1; at < Math.min(lines.length, line + MAX_LINES); at++) {
    if (pattern.test(lines[at]!)) return at + 1;
    // The statement ends here.
    if (/[;{}]\s*$/.test(lines[at]!) && at >= line) return undefined;
  }
  return undefined;
}

function run(command: string, args: readonly string[]): string {
  const { error, status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (error)
    throw new Error(
      `The command \`${command}\` has to be installed (Debian: mono-mcs, libmono-cil-dev and libmono-cecil-private-cil).`,
      { cause: error },
    );
  if (status !== 0)
    throw new Error(`${command} failed: ${(stderr + stdout).split('\n').slice(0, 12).join('\n')}`);
  return stdout;
}

/** The library that reads compiled code: the newest of those that come with mono. */
function findCecil(): string {
  const folder = '/usr/lib/mono/gac/Mono.Cecil';
  const version = readdirSync(folder)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .at(-1);
  return join(folder, version ?? '', 'Mono.Cecil.dll');
}

function findCalls(context: SuiteContext, files: readonly string[]): Call[] {
  const { data, log } = context;
  const folder = mkdtempSync(join(tmpdir(), 'accuracy-mcs-'));
  try {
    const reader = join(folder, 'Calls.exe');
    const cecil = findCecil();
    const library = 'Mono.CompilerServices.SymbolWriter.dll';
    run('mcs', [
      `-out:${reader}`,
      `-r:${cecil}`,
      `-r:${library}`,
      '-r:System.Core.dll',
      join(import.meta.dirname, 'mcs', 'Calls.cs'),
    ]);
    const assembly = join(folder, `${basename(data)}.dll`);
    const references = ['System', 'System.Core', ...list(context, 'references')].map((one) => `-r:${one}`);
    const defines = list(context, 'defines').map((one) => `-d:${one}`);
    const sources = files.map((file) => join(data, file));
    const options = ['-debug', '-target:library', '-warn:0', '-unsafe', `-out:${assembly}`];
    run('mcs', [...options, ...references, ...defines, ...sources]);
    process.env.MONO_PATH = join(cecil, '..');
    const output = run('mono', [reader, assembly, data]);
    log(`${files.length} files compiled`);
    return output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Call);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
