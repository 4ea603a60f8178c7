// Truth on any TypeScript or JavaScript project: the compiler's checker is asked at each call site for the symbol of the
// callee's name, which is what "go to definition" shows. A declaration counts when it is a function, a method or a class,
// or a name whose value is written as one; where the checker names a variable, a parameter or nothing, the site is
// undecided.
//
// `--data` is a project whose dependencies are installed, or types of other packages are unknown. Its tsconfig.json gives
// the options that decide where imports lead.
import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Place, SiteTruth, Suite } from '../suite.ts';
import { loadTypeScript } from '../typescript/api.ts';
import type {
  TsChecker,
  TsNode,
  TsOptions,
  TsProgram,
  TsSourceFile,
  TsSymbol,
  TypeScript,
} from '../typescript/api.ts';

const SOURCE = /\.[cm]?[jt]sx?$/;
const ESNEXT = 99;
const BUNDLER = 100;
/** Options of the project that stay as they are; the rest is set so that every file is looked at. */
const KEPT_OPTIONS = ['baseUrl', 'paths', 'rootDirs', 'customConditions', 'jsxImportSource', 'lib', 'types'];

export const suite: Suite = {
  name: 'typescript',
  description: 'definitions of the callees of all call sites, as the checker of TypeScript 5.9 knows them',
  data: 'a TypeScript or JavaScript project with its node_modules',
  async *load(context) {
    const ts = await loadTypeScript(context);
    const root = context.data;
    const files = listSources(root);
    const program = ts.createProgram(files, readOptions(ts, root));
    const reader = new SiteReader(ts, program, root);
    const sites = files.flatMap((path) => {
      const file = program.getSourceFile(path);
      return file ? reader.read(file) : [];
    });
    context.noteVersion('files', String(files.length));
    context.noteVersion('call sites', String(sites.length));
    yield {
      name: '',
      language: 'typescript',
      category: '',
      folder: root,
      includeGenerated: true,
      truth: { by: 'site', sites },
    };
  },
};

function listSources(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\/(?:node_modules|\.git)\//.test(path.replaceAll('\\', '/')))
    .sort();
}

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

/** Reads the call sites of files and judges what they call. */
class SiteReader {
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

  read(file: TsSourceFile): SiteTruth[] {
    const sites: SiteTruth[] = [];
    const visit = (node: TsNode): void => {
      const site = this.#siteAt(node, file);
      if (site) sites.push(site);
      this.#ts.forEachChild(node, visit);
    };
    visit(file);
    return sites;
  }

  #is(node: TsNode | undefined, ...kinds: readonly string[]): boolean {
    return node !== undefined && kinds.some((kind) => node.kind === this.#ts.SyntaxKind[kind]);
  }

  #siteAt(node: TsNode, file: TsSourceFile): SiteTruth | undefined {
    const isCall = this.#is(node, 'CallExpression', 'NewExpression');
    if (!isCall && !this.#is(node, 'TaggedTemplateExpression')) return undefined;
    const callee = this.#plain(isCall ? node.expression : node.tag);
    const name = this.#is(callee, 'PropertyAccessExpression') ? callee?.name : callee;
    if (!callee || !name || !this.#is(name, 'Identifier', 'PrivateIdentifier')) return undefined;
    const { line } = file.getLineAndCharacterOfPosition(name.getStart());
    return {
      file: this.#pathOf(file),
      line: line + 1,
      name: name.text ?? '',
      category: this.#formOf(node, callee),
      ...this.#judge(this.#symbolOf(name)),
    };
  }

  #formOf(node: TsNode, callee: TsNode): string {
    if (this.#is(node, 'NewExpression')) return 'new';
    if (!this.#is(callee, 'PropertyAccessExpression')) return 'name';
    const object = this.#plain(callee.expression);
    if (this.#is(object, 'ThisKeyword', 'SuperKeyword')) return 'member of self';
    return this.#is(object, 'Identifier') ? 'member of name' : 'chain';
  }

  /** Without parentheses, casts and the like. */
  #plain(node: TsNode | undefined): TsNode | undefined {
    let at = node;
    while (
      this.#is(at, 'ParenthesizedExpression', 'AsExpression', 'SatisfiesExpression', 'NonNullExpression')
    )
      at = at?.expression;
    return at;
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

  #judge(symbol: TsSymbol | undefined): Pick<SiteTruth, 'targets' | 'isExternal' | 'isUndecided'> {
    const targets: Place[] = [];
    let isExternal = false;
    let isUndecided = !symbol?.declarations?.length;
    for (const declaration of symbol?.declarations ?? []) {
      const file = declaration.getSourceFile();
      const path = this.#pathOf(file);
      // An import of the package's own name leads into its installed copy: the same code, at another place.
      if (path.includes(`node_modules/${this.#ownName}/`)) isUndecided = true;
      else if (path.startsWith('..') || path.includes('node_modules/')) isExternal = true;
      else if (this.#isDefinition(declaration)) targets.push(placeOf(declaration, file, path));
      else isUndecided = true;
    }
    return { targets, isExternal, isUndecided };
  }

  #isDefinition(node: TsNode): boolean {
    if (
      this.#is(
        node,
        'FunctionDeclaration',
        'FunctionExpression',
        'ArrowFunction',
        'MethodDeclaration',
        'MethodSignature',
        'Constructor',
        'ClassDeclaration',
        'ClassExpression',
      )
    )
      return true;
    if (this.#is(node, 'VariableDeclaration', 'PropertyDeclaration', 'PropertyAssignment'))
      return this.#isFunctionValue(node.initializer);
    const assignment = this.#is(node, 'BinaryExpression') ? node : node.parent;
    const isTarget =
      node === assignment || (this.#is(assignment, 'BinaryExpression') && assignment.left === node);
    return isTarget && this.#isFunctionValue(assignment.right);
  }

  #isFunctionValue(node: TsNode | undefined): boolean {
    return this.#is(this.#plain(node), 'ArrowFunction', 'FunctionExpression', 'ClassExpression');
  }

  #pathOf(file: TsSourceFile): string {
    return relative(this.#root, file.fileName).replaceAll('\\', '/');
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
