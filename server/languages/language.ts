// What a language is: data that maps the node types of its grammar to roles, plus the rules in which languages differ. What data cannot
// say goes into the one `hooks.ts` beside the descriptor. Core code reads these interfaces and names no language.

import type { DocTypes } from './documentation.ts';
import type { Lexis } from './lexis.ts';
import type { ImportedAs, ProjectManifest } from './manifest.ts';
import type { NodeRule } from './nodeRules.ts';
import type { LanguageRules } from './rules/index.ts';
import type { SwitchState } from './rules/moduleRules.ts';

export { SLOTS } from './nodeRules.ts';
export type { NodeRule, Role, Slot } from './nodeRules.ts';
export type {
  BuiltinResult,
  CollectionMember,
  FieldDescription,
  ItemMember,
  LanguageRules,
  PlatformRules,
} from './rules/index.ts';

/** The name under which a module exports itself as one value. */
export const WHOLE_EXPORT = '=';

/** Another name for a type that is bound under this one offers all its members as names. */
export const EVERY_NAME = '*';

/** Where an import leads. */
export type ModuleTarget =
  | { readonly kind: 'file'; readonly path: string }
  /** A directory of files that share names (a Go package), or a package without a file of its own (Python namespace). */
  | { readonly kind: 'directory'; readonly path: string }
  /** The files that name this package, wherever they are; not in the workspace when there are none. */
  | { readonly kind: 'package'; readonly name: string }
  /** Not in the workspace: `package` is what one would install or the standard module, `path` the full specifier. */
  | { readonly kind: 'external'; readonly package: string; readonly path: string };

/** Stands between the name and the variant of a package in the signature of a Module symbol. */
export const PACKAGE_VARIANT = ' for ';

/** What a module resolver may know of the project. */
export interface ProjectFiles {
  /** Base name of the root folder. */
  readonly rootName: string;
  /** Indexed source files of the language's family, relative, `/` separators, sorted. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** Configuration files found (package.json, go.mod …), relative, sorted. */
  readonly configFiles: readonly string[];
  /** Text of a configuration file, undefined when it cannot be read. */
  readConfig(path: string): string | undefined;
}

/** The files of packages that are installed beside the project. */
export interface InstalledFiles {
  /** Folders of the project beside which packages can be installed, '' the root, in the order in which they are asked. */
  readonly folders: readonly string[];
  /** The names in a folder, none when there is no such folder. */
  list(folder: string): readonly string[];
  /** Text of a file, undefined when there is none that may be read. */
  read(path: string): string | undefined;
}

/** What the packages that files import declare. */
export interface InstalledOutline {
  /** In the format of server/resolve/library/outline.ts, '' for nothing. */
  readonly text: string;
  /** The packages, as what stands outside of the project is told by: names of modules begin with them. */
  readonly packages: readonly string[];
  /** The text of a module that is read when it is first asked for; undefined for one that is not installed. */
  readonly moduleText?: (module: string) => string | undefined;
}

/** Reads packages that are installed beside the project. */
export interface InstalledHooks {
  /** Whether what an import names can be such a package. */
  isPackage(specifier: string): boolean;
  outline(specifiers: readonly string[], files: InstalledFiles): InstalledOutline;
  /** The files that change when a package is installed, updated or removed; a folder, of which the names count, ends in `/`. */
  manifests(specifiers: readonly string[], files: InstalledFiles): readonly string[];
}

/** Answers where imports lead; undefined means that the import names something that does not exist. */
export interface ModuleResolver {
  /** What packages outside declare, undefined where nothing is known of them. */
  readonly installed?: () => InstalledOutline;
  resolve(specifier: string, fromPath: string): ModuleTarget | undefined;
  /** The project of a file, by a key, where some imports hold for all files of one. */
  projectOf?(path: string): string;
  /** How a file sees what another declares: 2 in its own project, 1 in one that its project refers to, 0 in any other. */
  nearness?(path: string, other: string): number;
  /** Names that conditions can ask for, as the commands of a build define them. */
  switches?(): ReadonlyMap<string, SwitchState>;
  /** What the configuration of a project has all its files import, every name of each. */
  importsOf?(project: string): readonly string[];
}

/** The part of extraction that a hook may use; records are offsets into the walk's output. */
export interface ExtractApi {
  readonly scope: number;
  readonly moduleScope: number;
  readonly exportsScope: number;
  /** The scope that a declaration lands in. */
  declarationScope(isBlock?: boolean): number;
  /** Text of a record. */
  text(record: number): string;
  /** First character offset and 0-based line of a record. */
  start(record: number): number;
  line(record: number): number;
  /** First child record, or -1. */
  firstChild(record: number): number;
  /** Next sibling record within `parent`, or -1. */
  nextSibling(record: number, parent: number): number;
  /** First child of `record` with that grammar field, or -1. */
  childByField(record: number, field: string): number;
  /** Node type of a record. */
  typeOf(record: number): string;
  fieldIs(record: number, field: string): boolean;
  /** Visits a record as a statement. */
  visit(record: number): void;
  visitChildren(record: number): void;
  /** The expression that a record stands for; visits it. */
  expression(record: number): number;
  /** The type that a record stands for. */
  typeExpression(record: number): number;
  nameExpression(name: string, at: number): number;
  memberExpression(object: number, name: string, at: number): number;
  /** Adds an import and returns its number. `name` '' imports the module itself, '*' everything in it. */
  addImport(specifier: string, name: string, at: number, scope?: number): number;
  bindImport(scope: number, name: string, importId: number, at: number): void;
  /**
   * Names the package to which the file belongs, where the files of a directory form packages. `variant` tells the
   * targets of the build for which the file is meant, '' when the default is among them.
   */
  setPackageName(name: string, variant: string): void;
  readonly clauses: ClauseApi['clauses'];
  /** Name of the file without its extension. */
  readonly fileName: string;
  /** Names of the namespaces around, the outermost first. */
  namespacesAround(): readonly string[];
  /** The source text before a record. */
  textBefore(record: number): string;
  bindValue(scope: number, name: string, expression: number, at: number): void;
  /** Makes `name` another name of what the expression names. */
  bindAlias(scope: number, name: string, expression: number, at: number): void;
  /** Exports what `local` is bound to at the top of the file as `name`, wherever the file binds it. */
  exportLocal(local: string, name: string, at: number): void;
  /** Exports the value of an expression as `name`, by which a nameless function or class is then called. */
  exportValue(record: number, name: string): void;
  /** The file imports or exports by itself, unless that is said inside of a namespace. */
  markModule(): void;
  /** The expression of a path of names of which all but the last stand for types or modules; the last one too when `isType`. */
  pathExpression(names: readonly string[], at: number, isType: boolean): number;
  /** Declares symbols for what the record holds and marks them exported under their own names. */
  exportDeclared(record: number, alias: string): void;
}

/** The records of a grammar, and the ones that extraction gets instead; records are named by numbers. */
export interface ArrangeApi {
  /** The text of a record, and that between two places. */
  text(record: number): string;
  textBetween(start: number, end: number): string;
  start(record: number): number;
  end(record: number): number;
  typeOf(record: number): string;
  fieldIs(record: number, field: string): boolean;
  firstChild(record: number): number;
  children(record: number): number[];
  /** Writes a record as the language arranges it, in `field` of the one that is open. */
  arrange(record: number, field?: string): void;
  arrangeChildren(record: number): void;
  /** Writes a record as it is, with its children arranged; without `field` it stays in its own. */
  copy(record: number, field?: string): void;
  /** Writes a record of a type at the place of another, with what `body` writes in it. */
  write(type: string, field: string, at: number, body?: () => void): void;
  /** Writes a record for a part of the text on the line on which another begins. */
  writeWord(type: string, field: string, at: number, start: number, end: number): void;
  /** The type of the innermost open record, or of the innermost one that is among `types`; '' for none. */
  around(types?: ReadonlySet<string>): string;
}

/** Writes what extraction gets for one record, in `field` of the record around it. */
export type Arrangement = (api: ArrangeApi, record: number, field: string) => void;

/** What clauses of the file that is read say of names. */
export interface ClauseApi {
  /** Kept for the hooks of the language; empty at the start of each file. */
  readonly clauses: Map<string, string>;
  /** Binds a package at the top of the file, under a name that no code can write. */
  readonly bindPackage: (local: string, name: string) => void;
}

/** A part of a text, by offsets. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Code for what a descriptor cannot say. */
/** A part of a file begins that only builds have in which a condition holds; '' for all builds. */
export interface BuildCondition {
  readonly start: number;
  readonly condition: string;
}

/** A name that a file defines for conditions, and its number. */
export interface BuildSwitch {
  readonly name: string;
  readonly value: number | undefined;
  readonly at: number;
}

/** What a file says of builds: its parts in order, and the names that conditions can ask for. */
export interface BuildParts {
  readonly conditions: readonly BuildCondition[];
  readonly switches: readonly BuildSwitch[];
}

/** What a file says of names that macros put together. */
export interface Paste {
  readonly macro: string;
  /** See PasteKind. */
  readonly kind: number;
  readonly text: string;
  readonly isStatic: boolean;
  /** Where the use, or the definition of the macro, stands. */
  readonly at: number;
}

export interface LanguageHooks {
  /** What macros define of their arguments, and the uses outside of functions of what may be such macros. */
  listPastes?(text: string): Paste[];
  /** Under which conditions parts of a file are built, in languages where that is said within a file. */
  buildParts?(text: string): BuildParts;
  /** Node type → what is written instead of it, for grammars whose nodes have few fields. */
  readonly arrange?: Readonly<Record<string, Arrangement>>;
  /** Whether a file has anything to arrange, where few have. */
  readonly arranges?: (text: string) => boolean;
  /** Writes what extraction gets for all records of a file, where what one means depends on those before it. */
  readonly arrangeFile?: (api: ArrangeApi, records: readonly number[]) => void;
  /** Called for every node whose rule has role `hook`. */
  extract?(api: ExtractApi, record: number): void;
  createModuleResolver(project: ProjectFiles): ModuleResolver;
  /** What packages declare that are installed beside the project, where declarations come with them. */
  readonly installed?: InstalledHooks;
  /** Takes a qualified name apart: the name under which the file binds the package that it stands in, and the name there. */
  qualify?(api: ClauseApi, written: string): { readonly space: string; readonly name: string };
  /** What a documentation comment says of types, in languages without types of their own; undefined when nothing. */
  docTypes?(comment: string): DocTypes | undefined;
  /** Documentation comments are lines: adjoining ones are read as one. */
  readonly docLines?: boolean;
  /** What the grammar is given instead of a text it cannot parse, valid though it is; no offset may change. */
  repair?(text: string): string;
  /**
   * A second attempt at a text in which the grammar found errors, valid though it may be: the text with the places in
   * `errors` changed, or undefined where there is nothing to try. `lost` are the words in them that belong to nothing that was
   * read. No offset may change.
   */
  mend?(text: string, errors: readonly TextRange[], lost: readonly TextRange[]): string | undefined;
  /** Reads one of the configuration files as the manifest of a package; undefined when it is none. */
  readManifest?(path: string, text: string): ProjectManifest | undefined;
  /** Why nothing is taken from a configuration file, in words for a person; undefined where it can be read. */
  findConfigProblem?(path: string, text: string): string | undefined;
  /** Runs the tests of a project that doesn't say how. */
  readonly testCommand?: string;
  /** Who installs packages of the language, as indexers of SCIP call it. */
  readonly packageManager?: string;
  /**
   * How packages elsewhere may import a file; `manifest` is the nearest one around it that names a package. Where packages are
   * named in the files themselves nothing has to be said.
   */
  importedAs?(path: string, manifest: ProjectManifest | undefined): readonly ImportedAs[];
}

/** One language: its files, its grammars, its node types, its rules. */
export interface Language {
  readonly id: string;
  /** File extension with its dot → name of the grammar that parses it. */
  readonly extensions: Readonly<Record<string, string>>;
  /**
   * Extensions that another language claims: such files belong to this one in trees that hold files of its own; where these hold
   * others of that language too, when the text of the file has what the expression looks for, or all beside it are of this one.
   * Of an extension that this language alone claims those files count whose text has it.
   */
  readonly sharedExtensions?: Readonly<Record<string, RegExp>>;
  /** Program that a first line `#!` names, without its version → name of the grammar that parses such a script. */
  readonly interpreters?: Readonly<Record<string, string>>;
  /** Grammar name → npm package and file inside it. */
  readonly grammars: Readonly<Record<string, { readonly package: string; readonly wasm: string }>>;
  /** Base names of configuration files that import resolution reads; one `*` is allowed. */
  readonly configFiles: readonly string[];
  /** Those of them that a build writes: they are read where version control leaves them out, too. */
  readonly builtConfigFiles?: readonly string[];
  /** Node type → rule; anonymous tokens are written with quotes: `'"async"'`. */
  readonly nodes: Readonly<Record<string, NodeRule>>;
  /** Grammar name → rules for node types that only this one of the grammars has. */
  readonly grammarNodes?: Readonly<Record<string, Readonly<Record<string, NodeRule>>>>;
  readonly rules: LanguageRules;
  /** What its text looks like before it is parsed. */
  readonly lexis: Lexis;
  /** A few lines with every construct whose tree is awkward (aliases, fields, extras): what the self-check walks. */
  readonly sample: string;
  readonly hooks: LanguageHooks;
}
