// Where imports lead: asks the language's module resolver and turns the answer into values. Also knows which files form
// one package where a language's packages are directories.

import { ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { EVERY_NAME, PACKAGE_VARIANT } from '../../languages/language.ts';
import type { InstalledOutline, Language, LanguageRules, ModuleResolver } from '../../languages/language.ts';
import type { SwitchState } from '../../languages/rules/moduleRules.ts';
import { sharedDepth } from '../../languages/projectPaths.ts';
import { NONE, NO_NAME, Place } from '../program/index.ts';
import type {
  BindingId,
  Cells,
  Columns,
  FileId,
  IdColumn,
  ImportId,
  Lookups,
  NameId,
  Program,
  ScopeId,
} from '../program/index.ts';
import { Kind, UNKNOWN, externalOf, kindOf, makeValue, payloadOf } from '../types/index.ts';
import type { Value, ValueTable } from '../types/index.ts';

/** Makes the resolver of a language family for the files of the program. */
export type ResolverFactory = (language: Language) => ModuleResolver;

const NOT_ASKED = -1;
const PACKAGE_MARK = '\0';

/** A package that is seen somewhere. */
export interface EnclosingPackage {
  /** '' for the one around all. */
  readonly name: string;
  readonly key: string;
  /** The scope whose imports are seen there, -1 for none. */
  readonly part: ScopeId;
}

/** What files of a project import for all of them. */
interface Shared {
  readonly stars: ImportId[];
  readonly scopes: Set<ScopeId>;
}

const NO_SWITCHES: ReadonlyMap<string, SwitchState> = new Map();

/** The modules of a program. */
export class Modules {
  /** File → its module scope, and the scope of what it exports. */
  readonly moduleScope: IdColumn<ScopeId>;
  readonly exportsScope: IdColumn<ScopeId>;
  /** Scope → imports with the name '*' in it. */
  readonly starImports = new Map<ScopeId, ImportId[]>();
  /** File → what it takes all names of because its project does. */
  private readonly implied = new Map<FileId, readonly Value[]>();
  /** Language and project → star imports for all of its files, and the files in which names are bound for all. */
  private shared: ReadonlyMap<string, Shared> | undefined;
  /** Directory number → path; packages that are directories. */
  readonly directories: string[] = [];
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly values: ValueTable;
  private readonly lookups: Lookups;
  private readonly resolverOf: ResolverFactory;
  private readonly resolvers = new Map<string, ModuleResolver>();
  private readonly fileByPath = new Map<string, number>();
  private readonly directoryIds = new Map<string, number>();
  /** Folders that hold files of the program, directly or below; listed when first asked for. */
  private folders: Set<string> | undefined;
  /** Package key (directory, package name; or packageKey) → its parts, scopes whose names it has. */
  private readonly packages = new Map<string, ScopeId[]>();
  /** Keys of packages with a name, and of what their names begin with. */
  private readonly packagePrefixes = new Set<string>();
  /** Key of a package without a name that all files share → its language. */
  private readonly nameless = new Map<string, Language>();
  private readonly packageOfFile: (ScopeId[] | undefined)[] = [];
  /** Scope of a part of a package → the package, and those around it, from the innermost. */
  private readonly packagesAround = new Map<number, readonly EnclosingPackage[]>();
  /** Body of what is written outside of its class or package → the package that it is seen from. */
  private readonly within = new Map<ScopeId, string>();
  private readonly packageClauses: (readonly string[] | undefined)[] = [];
  private readonly importedPackages: (Map<string, Value> | undefined)[] = [];
  private readonly targets: Int32Array;
  /** The languages at hand in which modules are members of packages. */
  private readonly withSubmodules: readonly Language[];

  constructor(
    program: Program,
    columns: Columns,
    values: ValueTable,
    resolverOf: ResolverFactory,
    lookups: Lookups,
  ) {
    this.lookups = lookups;
    this.program = program;
    this.columns = columns;
    this.values = values;
    this.resolverOf = resolverOf;
    const count = program.files.length;
    this.moduleScope = new Int32Array(count) as IdColumn<ScopeId>;
    this.exportsScope = new Int32Array(count) as IdColumn<ScopeId>;
    this.targets = new Int32Array(program.tables.imports.rows).fill(NOT_ASKED);
    program.files.forEach((file, index) => {
      this.fileByPath.set(file.path, index);
      const first = program.firstRow.scopes[index]!;
      this.moduleScope[index] = first;
      const hasExports = file.language.rules.modules.exports === 'explicit';
      this.exportsScope[index] =
        hasExports && columns.scopeKind((first + 1) as ScopeId) === ScopeKind.exports
          ? ((first + 1) as ScopeId)
          : first;
      const { moduleUnit } = file.language.rules.modules;
      if (moduleUnit === 'directory') this.addToPackage(index as FileId);
      else if (moduleUnit === 'package') this.addToNamed(index as FileId);
    });
    this.addParts();
    const languages = new Set(program.files.map((file) => file.language));
    for (const language of languages) {
      if (language.rules.modules.oneNamelessPackage !== true) continue;
      const key = packageKey(language, '');
      this.nameless.set(key, language);
      this.packagePrefixes.add(key);
    }
    this.withSubmodules = [...languages].filter(({ rules }) => rules.modules.submoduleSeparator !== '');
    const { imports } = program.tables;
    const star = program.numbers.get('*');
    for (let row = 0 as ImportId; row < imports.rows; row++) {
      if (this.importCell(row, 'name') !== star) continue;
      const scope = this.importCell(row, 'scope');
      const known = this.starImports.get(scope);
      if (!known) this.starImports.set(scope, [row]);
      // The last one counts first.
      else if (this.importCell(row, 'position') < 0) known.unshift(row);
      else known.push(row);
    }
  }

  /** Names that conditions can ask for, as the commands of a build define them. */
  switchesOf(language: Language): ReadonlyMap<string, SwitchState> {
    return this.resolver(language).switches?.() ?? NO_SWITCHES;
  }

  /** What the file with the module scope `scope` takes all names of because its project does; none for other scopes. */
  impliedTargets(scope: ScopeId): readonly Value[] {
    const file = this.columns.fileOf(scope);
    const { path, language } = this.program.files[file]!;
    if (language.rules.modules.sharedImportMark === undefined || this.moduleScope[file] !== scope) return [];
    let known = this.implied.get(file);
    if (!known) {
      const resolver = this.resolver(language);
      const project = resolver.projectOf?.(path) ?? '';
      const written = this.sharedOf(language, project)?.stars ?? [];
      const configured = resolver.importsOf?.(project) ?? [];
      const targets = [
        ...written.map((row) => this.leadOf(row)),
        ...configured.map((specifier) => this.resolve(file, specifier)),
      ];
      known = [...new Set(targets)].filter((target) => target !== UNKNOWN);
      this.implied.set(file, known);
    }
    return known;
  }

  /** The module scopes that bind names for all files of the project of `file`. */
  sharedScopes(file: FileId): readonly ScopeId[] {
    const { path, language } = this.program.files[file]!;
    if (language.rules.modules.sharedImportMark === undefined) return [];
    const project = this.resolver(language).projectOf?.(path) ?? '';
    return [...(this.sharedOf(language, project)?.scopes ?? [])];
  }

  private sharedOf(language: Language, project: string): Shared | undefined {
    this.shared ??= this.findShared();
    return this.shared.get(`${language.rules.family}\0${project}`);
  }

  private findShared(): ReadonlyMap<string, Shared> {
    const found = new Map<string, Shared>();
    for (const [scope, rows] of this.starImports) {
      const { path, language } = this.program.files[this.columns.fileOf(scope)]!;
      const mark = language.rules.modules.sharedImportMark;
      if (mark === undefined) continue;
      for (const row of rows) {
        if (!this.program.strings[this.importCell(row, 'specifier')]!.startsWith(mark)) continue;
        const key = `${language.rules.family}\0${this.resolver(language).projectOf?.(path) ?? ''}`;
        sharedAt(found, key).stars.push(row);
      }
    }
    for (const { rules } of new Set(this.program.files.map(({ language }) => language))) {
      const mark = rules.modules.sharedImportMark;
      const every = mark === undefined ? undefined : this.program.numbers.get(mark + EVERY_NAME);
      if (every !== undefined) this.findSharedScopes(found, every);
    }
    return found;
  }

  /** The scopes that bind `every`, under which stands what offers its members to all files. */
  private findSharedScopes(found: Map<string, Shared>, every: NameId): void {
    const { columns } = this;
    for (let row = 0 as BindingId; row < this.program.tables.bindings.rows; row++) {
      if (columns.binding(row, 'name') !== every) continue;
      const scope = columns.binding(row, 'scope');
      const { path, language } = this.program.files[columns.fileOf(scope)]!;
      const key = `${language.rules.family}\0${this.resolver(language).projectOf?.(path) ?? ''}`;
      sharedAt(found, key).scopes.add(scope);
    }
  }

  importCell<Name extends keyof Cells<'imports'>>(row: ImportId, column: Name): Cells<'imports'>[Name] {
    const cell = this.columns.imports[row * this.columns.importWidth + Column.imports[column]];
    return cell as Cells<'imports'>[Name];
  }

  private addToPackage(file: FileId): void {
    const folder = folderOf(this.program.files[file]!.path);
    const name = this.packageName(file);
    const key = `${folder}\0${name}`;
    let files = this.packages.get(key);
    if (!files) {
      this.packages.set(key, (files = []));
      // Importers see the package that is no program and not the test of another.
      const plain = this.packages.get(folder);
      if (!plain || this.rankOfPackage(file) > this.rankOfPackage(this.columns.fileOf(plain[0]!)))
        this.packages.set(folder, files);
    }
    files.push(this.moduleScope[file]!);
    this.packageOfFile[file] = files;
  }

  /** Where a package is all files that name it, those without a name form one in each folder, or one in all. */
  private addToNamed(file: FileId): void {
    const { path, language } = this.program.files[file]!;
    const name = this.packageName(file);
    const isOfFolder =
      name === '' &&
      language.rules.modules.oneNamelessPackage !== true &&
      language.rules.modules.nestedPackages !== true;
    const key = isOfFolder ? folderOf(path) : packageKey(language, name);
    this.packageOfFile[file] = this.addPart(language, key, name, this.moduleScope[file]!);
  }

  private addPart(language: Language, key: string, name: string, scope: ScopeId): ScopeId[] {
    const parts = this.packages.get(key) ?? [];
    if (parts.length === 0) this.packages.set(key, parts);
    parts.push(scope);
    for (let at = name; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.'))))
      this.packagePrefixes.add(packageKey(language, at));
    return parts;
  }

  /** Parts of packages that are less than a file. */
  private addParts(): void {
    const { program, columns } = this;
    const nested = program.files.map(({ language }) => language.rules.modules.nestedPackages === true);
    if (!nested.includes(true)) return;
    for (let scope = 0 as ScopeId; scope < program.tables.scopes.rows; scope++) {
      if (columns.scopeKind(scope) !== ScopeKind.namespace || !nested[columns.fileOf(scope)]!) continue;
      const { language } = program.files[columns.fileOf(scope)]!;
      const name = this.partName(scope);
      this.addPart(language, packageKey(language, name), name, scope);
    }
  }

  /** The name of the package that a scope is a part of. */
  private partName(scope: ScopeId): string {
    const { columns } = this;
    if (columns.scopeKind(scope) !== ScopeKind.namespace) return this.packageName(columns.fileOf(scope));
    let around = columns.scopeParent(scope);
    while (columns.scopeKind(around) !== ScopeKind.namespace && columns.scopeParent(around) >= 0)
      around = columns.scopeParent(around);
    const outer = this.partName(around);
    const own = this.program.strings[columns.symbol(columns.scopeOwner(scope), 'name')]!;
    return outer === '' ? own : `${outer}.${own}`;
  }

  /**
   * The packages that are seen at `scope`, the innermost first, each with the part around `scope` that belongs to it: what that
   * part imports is seen there too.
   */
  enclosingPackages(scope: ScopeId): readonly EnclosingPackage[] {
    const { columns } = this;
    let part = scope;
    while (
      columns.scopeKind(part) !== ScopeKind.namespace &&
      columns.scopeParent(part) >= 0 &&
      !this.within.has(part)
    )
      part = columns.scopeParent(part);
    let known = this.packagesAround.get(part);
    if (!known) this.packagesAround.set(part, (known = this.findEnclosing(part)));
    return known;
  }

  /** Lets what stands in `body` see the package called `name`, beside those around it. */
  placeWithin(body: ScopeId, name: string): void {
    this.within.set(body, name);
    this.packagesAround.delete(body);
  }

  /** The name that `placeWithin` was told. */
  packageOfPart(body: ScopeId): string | undefined {
    return this.within.get(body);
  }

  private findEnclosing(part: ScopeId): readonly EnclosingPackage[] {
    const { columns } = this;
    const { language } = this.program.files[columns.fileOf(part)]!;
    const parent = columns.scopeParent(part);
    const around = parent < 0 ? [] : this.enclosingPackages(parent);
    const seen = this.within.get(part);
    if (seen !== undefined) {
      const further: EnclosingPackage[] = [];
      for (let at = seen; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.'))))
        if (!around.some(({ name }) => name === at))
          further.push({ name: at, key: packageKey(language, at), part: NONE });
      return [...further, ...around];
    }
    const name = this.partName(part);
    // What a file imports as a whole is seen behind all packages around its own.
    const importing = parent < 0 ? '' : name;
    const found: EnclosingPackage[] = [];
    for (let at = name; at !== around[0]?.name; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
      found.push({ name: at, key: packageKey(language, at), part: at === importing ? part : NONE });
      if (at === '') break;
    }
    return [...found, ...around];
  }

  /** The parts of the package with this key. */
  partsOf(key: string): readonly ScopeId[] {
    return this.packages.get(key) ?? [];
  }

  /** The package that is directory number `id`, and the family of its language; undefined where it is a folder. */
  nameOfPackage(id: number): { readonly family: string; readonly name: string } | undefined {
    const key = this.directories[id]!;
    if (!key.startsWith(PACKAGE_MARK)) return undefined;
    const colon = key.indexOf(':');
    return { family: key.slice(PACKAGE_MARK.length, colon), name: key.slice(colon + 1) };
  }

  /** The package called `inner` within another, unknown when there is none. */
  packageWithin({ name }: EnclosingPackage, language: Language, inner: string): Value {
    return this.namedPackage(language, name === '' ? inner : `${name}.${inner}`);
  }

  /** The package called `name` as a value, or one whose name goes on from there; unknown when there is none. */
  namedPackage(language: Language, name: string): Value {
    const key = packageKey(language, name);
    return this.packagePrefixes.has(key) ? makeValue(Kind.directory, this.directoryId(key)) : UNKNOWN;
  }

  private rankOfPackage(file: FileId): number {
    const name = this.packageName(file);
    const {
      modules: { topPackages },
      tests: { testSuffix },
    } = this.program.files[file]!.language.rules;
    if (testSuffix !== undefined && name.endsWith(testSuffix)) return 0;
    return topPackages?.includes(name) === true ? 1 : 2;
  }

  private packageClause(file: FileId): readonly string[] {
    const known = this.packageClauses[file];
    if (known) return known;
    const moduleSymbol = this.program.firstRow.symbols[file]!;
    const clause = this.program.strings[this.columns.symbol(moduleSymbol, 'signature')]!;
    return (this.packageClauses[file] = clause.split(PACKAGE_VARIANT));
  }

  /** The package that a file says it belongs to. */
  packageName(file: FileId): string {
    return this.packageClause(file)[0]!;
  }

  /** The targets of the build for which a file is meant; '' when the default is among them. */
  variantOf(file: FileId): string {
    return this.packageClause(file)[1] ?? '';
  }

  /** The package that `file` imports without an own name for it and that calls itself `name`, unknown when none does. */
  importedPackage(file: FileId, name: string): Value {
    this.lookups.noteIn(file, Place.link, NO_NAME, NO_NAME);
    let names = this.importedPackages[file];
    if (!names) {
      this.importedPackages[file] = names = new Map();
      const { imports } = this.program.firstRow;
      for (let row = imports[file]!; row < imports[file + 1]!; row++) {
        const target = this.importCell(row, 'name') === 0 ? this.targetOf(row) : UNKNOWN;
        const first =
          kindOf(target) === Kind.directory ? this.directoryFiles(payloadOf(target))[0] : undefined;
        if (first !== undefined) names.set(this.packageName(first), target);
      }
    }
    return names.get(name) ?? UNKNOWN;
  }

  /** The parts of the package of `file`, itself among them; undefined where every file is on its own. */
  packageParts(file: FileId): readonly ScopeId[] | undefined {
    return this.packageOfFile[file];
  }

  /** Whether the language of a scope has packages within packages. */
  isNested(scope: ScopeId): boolean {
    return this.program.files[this.columns.fileOf(scope)]!.language.rules.modules.nestedPackages === true;
  }

  /** Whether a file sees of packages what it includes. */
  isSeenByIncludes(scope: ScopeId): boolean {
    return this.program.files[this.columns.fileOf(scope)]!.language.rules.modules.includesShow === true;
  }

  /** Whether the package of a file is told by its name alone. */
  isNamedPackage(file: FileId): boolean {
    return this.program.files[file]!.language.rules.modules.moduleUnit === 'package';
  }

  /** Whether what a name means in a package depends on the file that reads it, as that tells what the file sees. */
  dependsOnReader(file: FileId): boolean {
    const { language } = this.program.files[file]!;
    return language.rules.modules.platforms !== undefined || this.resolver(language).nearness !== undefined;
  }

  /** Of some parts of a package those that `reader` sees: those of its own project, else of those that it refers to, else all. */
  ofProjects(parts: readonly ScopeId[], reader: FileId): readonly ScopeId[] {
    const { path, language } = this.program.files[reader]!;
    const resolver = this.resolver(language);
    if (resolver.nearness === undefined || parts.length < 2) return parts;
    const nearness = parts.map((part) =>
      resolver.nearness!(path, this.program.files[this.columns.fileOf(part)]!.path),
    );
    const most = Math.max(...nearness);
    return parts.filter((_, at) => nearness[at] === most);
  }

  /** Of some parts of a package the one that lies nearest to another: several projects in one tree can have packages of one name. */
  nearest(parts: readonly ScopeId[], reader: FileId): ScopeId {
    const { path } = this.program.files[reader]!;
    let nearest = parts[0]!;
    let deepest = -1;
    for (const part of parts) {
      const depth = sharedDepth(this.program.files[this.columns.fileOf(part)]!.path, path);
      if (depth > deepest) [nearest, deepest] = [part, depth];
    }
    return nearest;
  }

  /** A look-up among the top-level names of the package of `file`. */
  noteInPackage(file: FileId, name: NameId): void {
    if (this.isNamedPackage(file)) this.lookups.noteTexts(Place.package, '', this.program.strings[name]!);
    else this.lookups.noteShared(file, Place.package, name);
  }

  /** A look-up among the top-level names of the package that is directory number `id`. */
  noteInDirectory(id: number, name: string): void {
    const folder = this.directories[id]!;
    this.lookups.noteTexts(Place.package, folder.startsWith(PACKAGE_MARK) ? '' : folder, name);
  }

  /** The language whose package without a name is directory number `id`, undefined for other packages. */
  languageOfNameless(id: number): Language | undefined {
    return this.nameless.get(this.directories[id]!);
  }

  /** The parts of the package that is directory number `id`. */
  directoryParts(id: number): readonly ScopeId[] {
    return this.packages.get(this.directories[id]!) ?? [];
  }

  /** The files that hold them. */
  directoryFiles(id: number): readonly FileId[] {
    const files = this.directoryParts(id).map((part) => this.columns.fileOf(part));
    return files.length < 2 ? files : [...new Set(files)].sort((a, b) => a - b);
  }

  /** The module, directory or external package that an import names, without the imported member. */
  targetOf(importRow: ImportId): Value {
    const file = this.columns.fileOf(this.importCell(importRow, 'scope'));
    const specifier = this.importCell(importRow, 'specifier');
    this.lookups.noteIn(file, Place.link, this.importCell(importRow, 'name'), specifier);
    return this.leadOf(importRow);
  }

  /** The same, when it is noted otherwise that an edge depends on it. */
  leadOf(importRow: ImportId): Value {
    const known = this.targets[importRow]! as Value;
    if (known !== NOT_ASKED) return known;
    const file = this.columns.fileOf(this.importCell(importRow, 'scope'));
    const target = this.resolve(file, this.program.strings[this.importCell(importRow, 'specifier')]!);
    this.targets[importRow] = target;
    return target;
  }

  /** What `specifier` means in `file`. */
  resolve(file: FileId, specifier: string): Value {
    const { path, language } = this.program.files[file]!;
    const target = this.resolver(language).resolve(specifier, path);
    if (!target) return UNKNOWN;
    if (target.kind === 'external') {
      const below = target.path.startsWith(target.package)
        ? target.path.slice(target.package.length)
        : target.path;
      return externalOf(this.values, language.rules, target.package, below.replace(/^[./]/, ''));
    }
    if (target.kind === 'package') {
      const named = this.namedPackage(language, target.name);
      return named === UNKNOWN ? externalOf(this.values, language.rules, target.name, '') : named;
    }
    if (target.kind === 'directory') return makeValue(Kind.directory, this.directoryId(target.path));
    const index = this.fileByPath.get(target.path);
    return index === undefined ? UNKNOWN : makeValue(Kind.module, index);
  }

  /**
   * The submodule `name` of what `specifier` names in `file` (`from package import submodule`), for languages where
   * submodules are members; unknown when there is none.
   */
  submoduleOf(file: FileId, specifier: string, name: string): Value {
    const separator = this.program.files[file]!.language.rules.modules.submoduleSeparator;
    if (separator === '') return UNKNOWN;
    this.lookups.noteTexts(Place.tree, '', name);
    const full = specifier.endsWith(separator) ? specifier + name : specifier + separator + name;
    return this.resolve(file, full);
  }

  /** The submodule `name` of the module `file` when that is the face of a package, or of directory `id`. */
  submodule(kind: number, payload: number, name: string): Value {
    if (kind === Kind.module) {
      if (this.program.files[payload]!.language.rules.modules.submoduleSeparator === '') return UNKNOWN;
      const { path } = this.program.files[payload]!;
      const { packageFile } = this.program.files[payload]!.language.rules.modules;
      const base = path.slice(path.lastIndexOf('/') + 1);
      if (base.slice(0, base.lastIndexOf('.')) !== packageFile) return UNKNOWN;
      return this.childModule(folderOf(path), name, payload);
    }
    const folder = this.directories[payload]!;
    if (folder.startsWith(PACKAGE_MARK)) {
      this.lookups.noteTexts(Place.tree, '', name);
      const inner = `${folder}.${name}`;
      return this.packagePrefixes.has(inner) ? makeValue(Kind.directory, this.directoryId(inner)) : UNKNOWN;
    }
    return this.childModule(folder, name, -1);
  }

  private childModule(folder: string, name: string, like: number): Value {
    const prefix = folder === '' ? name : `${folder}/${name}`;
    const languages = like >= 0 ? [this.program.files[like]!.language] : this.withSubmodules;
    if (languages.length > 0) this.lookups.noteTexts(Place.tree, '', name);
    for (const { extensions, rules } of languages) {
      for (const extension of Object.keys(extensions)) {
        const index =
          this.fileByPath.get(`${prefix}/${rules.modules.packageFile}${extension}`) ??
          this.fileByPath.get(prefix + extension);
        if (index !== undefined) return makeValue(Kind.module, index);
      }
    }
    // A folder without a file that stands for it is a package all the same.
    return languages.length > 0 && this.hasFolder(prefix)
      ? makeValue(Kind.directory, this.directoryId(prefix))
      : UNKNOWN;
  }

  /** Whether a file of the program lies in this folder or below it. */
  private hasFolder(folder: string): boolean {
    if (!this.folders) {
      this.folders = new Set();
      for (const { path } of this.program.files) {
        for (let at = folderOf(path); at !== '' && !this.folders.has(at); at = folderOf(at))
          this.folders.add(at);
      }
    }
    return this.folders.has(folder);
  }

  private directoryId(path: string): number {
    let id = this.directoryIds.get(path);
    if (id === undefined) {
      id = this.directories.length;
      this.directories.push(path);
      this.directoryIds.set(path, id);
    }
    return id;
  }

  /** What packages declare that are installed for the files of a family of languages. */
  installedFor(rules: LanguageRules): InstalledOutline | undefined {
    const file = this.program.files.find(({ language }) => language.rules.family === rules.family);
    return file && this.resolver(file.language).installed?.();
  }

  private resolver(language: Language): ModuleResolver {
    const { family } = language.rules;
    let resolver = this.resolvers.get(family);
    if (!resolver) this.resolvers.set(family, (resolver = this.resolverOf(language)));
    return resolver;
  }
}

function sharedAt(found: Map<string, Shared>, key: string): Shared {
  const known = found.get(key) ?? { stars: [], scopes: new Set() };
  found.set(key, known);
  return known;
}

/** The key of a package that is told by its name alone; no folder is called so. */
function packageKey({ rules }: Language, name: string): string {
  return `${PACKAGE_MARK}${rules.family}:${name}`;
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}
