// A project as the TypeScript compiler sees it: its files, its options, and the definitions that a name stands for.
import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Place, SiteTruth, SuiteContext } from '../suite.ts';
import { loadTypeScript } from './api.ts';
import type { TsChecker, TsNode, TsOptions, TsProgram, TsSourceFile, TsSymbol, TypeScript } from './api.ts';

const SOURCE = /\.[cm]?[jt]sx?$/;
const ESNEXT = 99;
const BUNDLER = 100;
/** Options of the project that stay as they are; the rest is set so that every file is looked at. */
const KEPT_OPTIONS = ['baseUrl', 'paths', 'rootDirs', 'customConditions', 'jsxImportSource', 'lib', 'types'];

/** What a suite needs of a project. */
export interface Project {
  readonly ts: TypeScript;
  readonly sources: readonly TsSourceFile[];
  readonly reader: SymbolReader;
}

/** The project in the data of a suite. */
export async function openProject(context: SuiteContext): Promise<Project> {
  const ts = await loadTypeScript(context);
  const root = context.data;
  const files = listSources(root);
  context.noteVersion('files', String(files.length));
  const program = ts.createProgram(files, readOptions(ts, root));
  const sources = files.flatMap((path) => program.getSourceFile(path) ?? []);
  return { ts, sources, reader: new SymbolReader(ts, program, root) };
}

/** The source files below `root`, without those of dependencies. */
function listSources(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\/(?:node_modules|\.git)\//.test(path.replaceAll('\\', '/')))
    .sort();
}

/** Options under which every file is looked at; those of the project decide where imports lead. */
function readOptions(ts: TypeScript, root: string): TsOptions {
  const path = join(root, 'tsconfig.json');
  const kept: TsOptions = {};
  if (existsSync(path)) {
    const { config } = ts.readConfigFile(path, (file) => readFileSync(file, 'utf8'));
    const { options } = ts.parseJsonConfigFileContent(config ?? {}, ts.sys, root);
    for (const name of [...KEPT_OPTIONS, 'pathsBasePath', 'configFilePath'])
      if (options[name] !== undefined) kept[name] = options[name];
  }
  return {
    ...kept,
    target: ESNEXT,
    module: ESNEXT,
    moduleResolution: BUNDLER,
    jsx: 4,
    allowJs: true,
    checkJs: true,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    experimentalDecorators: true,
    allowImportingTsExtensions: true,
    esModuleInterop: true,
  };
}

/** Reads what names stand for. */
export class SymbolReader {
  readonly #ts: TypeScript;
  readonly #checker: TsChecker;
  readonly #root: string;
  readonly #ownName: string;

  constructor(ts: TypeScript, program: TsProgram, root: string) {
    this.#ts = ts;
    // Making the checker links the nodes to their parents.
    this.#checker = program.getTypeChecker();
    this.#root = root;
    this.#ownName = readPackageName(root);
  }

  is(node: TsNode | undefined, ...kinds: readonly string[]): boolean {
    return node !== undefined && kinds.some((kind) => node.kind === this.#ts.SyntaxKind[kind]);
  }

  /** Without parentheses, casts and the like. */
  plain(node: TsNode | undefined): TsNode | undefined {
    let at = node;
    while (this.is(at, 'ParenthesizedExpression', 'AsExpression', 'SatisfiesExpression', 'NonNullExpression'))
      at = at?.expression;
    return at;
  }

  isFunctionValue(node: TsNode | undefined): boolean {
    return this.is(this.plain(node), 'ArrowFunction', 'FunctionExpression', 'ClassExpression');
  }

  pathOf(file: TsSourceFile): string {
    return relative(this.#root, file.fileName).replaceAll('\\', '/');
  }

  /** The definitions of a name, of which those count that `isDefinition` accepts. */
  judge(
    name: TsNode,
    isDefinition: (declaration: TsNode) => boolean,
  ): Pick<SiteTruth, 'targets' | 'isExternal' | 'isUndecided'> {
    const symbol = this.#symbolOf(name);
    const targets: Place[] = [];
    let isExternal = false;
    let isUndecided = !symbol?.declarations?.length;
    for (const declaration of symbol?.declarations ?? []) {
      const file = declaration.getSourceFile();
      const path = this.pathOf(file);
      // An import of the package's own name leads into its installed copy: the same code, at another place.
      if (path.includes(`node_modules/${this.#ownName}/`)) isUndecided = true;
      else if (path.startsWith('..') || path.includes('node_modules/')) isExternal = true;
      else if (isDefinition(declaration)) targets.push(placeOf(declaration, file, path));
      else isUndecided = true;
    }
    return { targets, isExternal, isUndecided };
  }

  #symbolOf(name: TsNode): TsSymbol | undefined {
    let symbol = this.#checker.getSymbolAtLocation(name);
    while (symbol && (symbol.flags & this.#ts.SymbolFlags['Alias']!) !== 0) {
      const next = this.#checker.getAliasedSymbol(symbol);
      if (next === symbol) break;
      symbol = next;
    }
    return symbol;
  }
}

function placeOf(declaration: TsNode, file: TsSourceFile, path: string): Place {
  const at = (declaration.name ?? declaration).getStart();
  return { file: path, line: file.getLineAndCharacterOfPosition(at).line + 1 };
}

/** Name of the package in the folder; something that no path holds when there is none. */
function readPackageName(root: string): string {
  try {
    const { name } = JSON.parse(readFileSync(join(realpathSync(root), 'package.json'), 'utf8')) as {
      name?: string;
    };
    return name ?? '\0';
  } catch {
    return '\0';
  }
}
