// What the suites use of the TypeScript 5 compiler, which is installed on demand and has no types here: the project's own
// TypeScript is the native one, without this interface. Names and meaning are those of typescript.d.ts.
import { createRequire } from 'node:module';
import type { SuiteContext } from '../suite.ts';

/** Version that is installed: the last line with a compiler interface. */
export const TYPESCRIPT_VERSION = '5.9.3';

/** A node of the syntax tree; which of the optional parts it has depends on its kind. */
export interface TsNode {
  readonly kind: number;
  readonly parent: TsNode;
  readonly end: number;
  readonly text?: string;
  readonly name?: TsNode;
  readonly expression?: TsNode;
  readonly tag?: TsNode;
  readonly tagName?: TsNode;
  readonly propertyName?: TsNode;
  readonly operatorToken?: TsNode;
  readonly initializer?: TsNode;
  readonly left?: TsNode;
  readonly right?: TsNode;
  readonly isExportEquals?: boolean;
  getStart(): number;
  getSourceFile(): TsSourceFile;
}

export interface TsSourceFile extends TsNode {
  readonly fileName: string;
  getLineAndCharacterOfPosition(position: number): { readonly line: number; readonly character: number };
}

export interface TsSymbol {
  readonly flags: number;
  readonly declarations?: readonly TsNode[];
}

export interface TsChecker {
  getSymbolAtLocation(node: TsNode): TsSymbol | undefined;
  getAliasedSymbol(symbol: TsSymbol): TsSymbol;
}

export interface TsProgram {
  getSourceFile(fileName: string): TsSourceFile | undefined;
  getTypeChecker(): TsChecker;
}

/** Compiler options by name. */
export type TsOptions = Record<string, unknown>;

/** The module `typescript`. */
export interface TypeScript {
  readonly version: string;
  readonly sys: unknown;
  /** Kind of a node or flag of a symbol, by name. */
  readonly SyntaxKind: Readonly<Record<string, number>>;
  readonly SymbolFlags: Readonly<Record<string, number>>;
  createProgram(files: readonly string[], options: TsOptions): TsProgram;
  createSourceFile(name: string, text: string, target: number, setParents: boolean): TsSourceFile;
  forEachChild(node: TsNode, visit: (child: TsNode) => void): void;
  readConfigFile(path: string, read: (path: string) => string | undefined): { readonly config?: unknown };
  parseJsonConfigFileContent(config: unknown, host: unknown, folder: string): { readonly options: TsOptions };
}

/** The compiler, installed first if need be. */
export async function loadTypeScript(context: SuiteContext): Promise<TypeScript> {
  const folder = await context.installTool('typescript', TYPESCRIPT_VERSION);
  const loaded = createRequire(import.meta.url)(folder) as TypeScript;
  context.noteVersion('typescript', loaded.version);
  return loaded;
}
