// `npm run bench:rename -- [--language typescript|python] [--names 100] [--data folder]`: plans random renames and holds the
// places against those of the language's own server: TypeScript's language service, pyright. What of theirs we lack
// altogether is told one by one; what we have as a place to check, or in a string, is counted apart.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { LanguageServer } from './accuracy/languageServer.ts';
import { installTool } from './accuracy/tools.ts';
import { TYPESCRIPT_VERSION } from './accuracy/typescript/api.ts';
import { fetchCorpus } from './corpora.ts';
import { EndpointClient } from './endpoint.ts';
import { formatTable, writeResult } from './report.ts';
import { pickSymbols } from './sampledSymbols.ts';
import { BenchWorkspace } from './server.ts';

const PYRIGHT_VERSION = '1.1.414';

const { values } = parseArgs({
  options: {
    language: { type: 'string', default: 'typescript' },
    names: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    data: { type: 'string' },
  },
});

/** Answers where a rename of what stands at a place would write; undefined when it refuses. */
interface Renamer extends Disposable {
  sitesOf(
    file: string,
    line: number,
    column: number,
    isMember: boolean,
  ): Promise<ReadonlySet<string> | undefined>;
}

interface PlanRow {
  readonly part: 'edit' | 'check' | 'comment' | 'string';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly use: string;
}

const isPython = values.language === 'python';
const folder =
  values.data ?? (isPython ? fetchCorpus('django').folder : join(fetchCorpus('ts').folder, 'rxjs'));
using workspace = new BenchWorkspace(folder, { CBM_TOOLS_PROFILE: 'full' });
workspace.index();
const dump = workspace.run('dump', '--canonical').split('\n');
using renamer = await (isPython ? startPyright(workspace.root) : startTypeScript(workspace.root));
process.env['CBM_TOOLS_PROFILE'] = 'full';
using client = new EndpointClient(await workspace.startServer());

const members = new Set(
  dump.flatMap((row) => /^symbol\t(?:Field|Method) [^\t]* (\S+:\d+)\t/.exec(row)?.[1] ?? []),
);
const counts = { names: 0, refused: 0, theirs: 0, edits: 0, check: 0, strings: 0, missing: 0, extra: 0 };
const differences: { place: string; missing: string[]; extra: string[] }[] = [];
const wanted = Number(values.names);
for (const place of pickSymbols(dump.filter(isOfLanguage), wanted * 2, Number(values.seed))) {
  if (counts.names === wanted) break;
  const rows = await plan(place);
  const [file, line] = splitPlace(place);
  const start = rows.find((row) => row.use === 'definition' && row.file === file && row.line === line);
  // A member that is taken out of an object leaves the variable its name, as editors have it; of other names all is renamed.
  const isMember = members.has(place);
  const theirs = start && (await renamer.sitesOf(file, line, start.column, isMember));
  if (!theirs || theirs.size === 0) {
    counts.refused++;
    continue;
  }
  compare(place, rows, theirs);
}
process.stdout.write(
  `${formatTable([values.language, ...Object.keys(counts)], [['', ...Object.values(counts).map(String)]])}\n`,
);
for (const { place, missing, extra } of differences) {
  if (missing.length > 0) process.stdout.write(`${place} lacks ${missing.slice(0, 10).join(' ')}\n`);
  if (extra.length > 0) process.stdout.write(`${place} has beyond ${extra.slice(0, 10).join(' ')}\n`);
}
process.stdout.write(
  `\nWritten to ${writeResult('rename', { language: values.language, counts, differences })}\n`,
);

function compare(place: string, rows: readonly PlanRow[], theirs: ReadonlySet<string>): void {
  const of = (part: PlanRow['part']) =>
    new Set(
      rows.filter((row) => row.part === part).map(({ file, line, column }) => `${file}:${line}:${column}`),
    );
  const [edits, check] = [of('edit'), of('check')];
  const strings = new Set([...of('string'), ...of('comment')]);
  const missing = [...theirs].filter((site) => !edits.has(site) && !check.has(site) && !strings.has(site));
  const extra = [...edits].filter((site) => !theirs.has(site));
  const share = (part: ReadonlySet<string>) => [...theirs].filter((site) => part.has(site)).length;
  counts.names++;
  counts.theirs += theirs.size;
  counts.edits += share(edits);
  counts.check += share(check);
  counts.strings += share(strings);
  counts.missing += missing.length;
  counts.extra += extra.length;
  if (missing.length > 0 || extra.length > 0) differences.push({ place, missing, extra });
}

async function plan(place: string): Promise<PlanRow[]> {
  const args = {
    symbol: place,
    new_name: 'renamed_by_test',
    format: 'json',
    limit: 5000,
    max_tokens: 100_000,
  };
  const { content } = (await client.callTool('plan_rename', args)) as {
    content: readonly { text: string }[];
  };
  return (JSON.parse(content[0]!.text) as { rows: PlanRow[] }).rows;
}

function isOfLanguage(row: string): boolean {
  const path = /(\S+):\d+$/.exec(row.split('\t')[1] ?? '')?.[1] ?? '';
  return isPython ? path.endsWith('.py') : /\.[cm]?tsx?$/.test(path);
}

function splitPlace(place: string): [file: string, line: number] {
  const colon = place.lastIndexOf(':');
  return [place.slice(0, colon), Number(place.slice(colon + 1))];
}

function siteIn(root: string, path: string, line: number, column: number): string {
  return `${relative(root, path)}:${line}:${column}`;
}

async function startPyright(root: string): Promise<Renamer> {
  const tool = await installTool('pyright', PYRIGHT_VERSION);
  const server = await LanguageServer.start({
    command: process.execPath,
    args: ['--max-old-space-size=3072', join(tool, 'langserver.index.js'), '--stdio'],
    root: join(root, '..'),
    configuration: { 'python.analysis': { diagnosticMode: 'openFilesOnly', indexing: true } },
  });
  return {
    async sitesOf(file, line, column) {
      const path = join(root, file);
      const position = { line: line - 1, character: column - 1 };
      const sites = await server.findRenameSites(path, 'python', readFileSync(path, 'utf8'), position);
      return (
        sites &&
        new Set(
          sites.map(({ uri, line: row, character }) =>
            siteIn(root, fileURLToPath(uri), row + 1, character + 1),
          ),
        )
      );
    },
    [Symbol.dispose]: () => server[Symbol.dispose](),
  };
}

/** What of the language service of TypeScript 5 is used here; names and meaning are those of typescript.d.ts. */
interface TypeScriptServices {
  readonly sys: {
    fileExists(path: string): boolean;
    readFile(path: string): string | undefined;
    readDirectory(path: string): readonly string[];
  };
  readonly ScriptSnapshot: { fromString(text: string): unknown };
  getDefaultLibFilePath(options: object): string;
  createLanguageService(host: object): {
    findRenameLocations(
      file: string,
      position: number,
      inStrings: boolean,
      inComments: boolean,
      preferences: object,
    ): readonly { readonly fileName: string; readonly textSpan: { readonly start: number } }[] | undefined;
    getProgram(): { getSourceFile(file: string): SourcePositions | undefined } | undefined;
    dispose(): void;
  };
}

interface SourcePositions {
  getPositionOfLineAndCharacter(line: number, character: number): number;
  getLineAndCharacterOfPosition(position: number): { readonly line: number; readonly character: number };
}

async function startTypeScript(root: string): Promise<Renamer> {
  const tool = await installTool('typescript', TYPESCRIPT_VERSION);
  const ts = createRequire(import.meta.url)(tool) as TypeScriptServices;
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const options = { target: 99, module: 99, moduleResolution: 100, jsx: 1, allowImportingTsExtensions: true };
  const service = ts.createLanguageService({
    getScriptFileNames: () => files,
    getScriptVersion: () => '1',
    getScriptSnapshot: (file: string) => {
      const text = ts.sys.readFile(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getCompilationSettings: () => options,
    getDefaultLibFileName: () => ts.getDefaultLibFilePath(options),
    fileExists: (path: string) => ts.sys.fileExists(path),
    readFile: (path: string) => ts.sys.readFile(path),
  });
  return {
    sitesOf(file, line, column, isMember) {
      const path = join(root, file);
      const program = service.getProgram();
      const source = program?.getSourceFile(path);
      if (!program || !source) return Promise.resolve(undefined);
      const position = source.getPositionOfLineAndCharacter(line - 1, column - 1);
      const preferences = { providePrefixAndSuffixTextForRename: isMember };
      const found = service.findRenameLocations(path, position, false, false, preferences);
      const sites = found?.map(({ fileName, textSpan }) => {
        const at = program.getSourceFile(fileName)!.getLineAndCharacterOfPosition(textSpan.start);
        return siteIn(root, fileName, at.line + 1, at.character + 1);
      });
      return Promise.resolve(sites && new Set(sites));
    },
    [Symbol.dispose]: () => service.dispose(),
  };
}
