/** What a module is, what others can import of it, and how. */
export interface ModuleRules {
  /** What shares its top-level names: one file, all files of a directory with the same package name, all files with the same
   * package name wherever they are, or all files that are linked. */
  readonly moduleUnit: 'file' | 'directory' | 'package' | 'program';
  /** Where packages are told by their names, all files without one are one package; else those of each folder. */
  readonly oneNamelessPackage?: boolean;
  /** A class that has the name of one of the library adds members to that. */
  readonly reopensLibrary?: boolean;
  /** The packages around a package are seen in it, and a file can hold parts of several. */
  readonly nestedPackages?: boolean;
  /** Of the names of packages a file sees those of the files that it includes, directly and through others. */
  readonly includesShow?: boolean;
  /** Which names another file can import: all that are not private, those that the file says, or those that are linked. */
  readonly exports: 'all' | 'explicit' | 'linkage';
  /** Packages of the library whose names every file sees without an import, in the order in which they are asked. */
  readonly impliedImports?: readonly string[];
  /**
   * Stands before what a file has all files of its project import: a module, every name of it; and, alone, before `*`, is the name
   * of what offers its members to them all.
   */
  readonly sharedImportMark?: string;
  /** The name under which a module exports what an importer may call as it likes. */
  readonly defaultName?: string;
  /** A name that is bound nowhere else can be that of a package, as the module resolver knows it. */
  readonly packagesAreNames?: boolean;
  /** Separator between a module and its submodules where importing `module.sub` makes `sub` a member; '' where not. */
  readonly submoduleSeparator: string;
  /** Base name, without extension, of the file that stands for its directory; '' where there is none. */
  readonly packageFile: string;
  /** Packages of a directory that others cannot import: programs. */
  readonly topPackages?: readonly string[];
  /** Functions that import the module named by their only argument. */
  readonly importFunctions: readonly string[];
  /** Functions that compilers put around an import so that modules of both kinds look alike: they give the module. */
  readonly importWrappers?: readonly string[];
  /**
   * Expressions that stand for what the module exports: a member assigned to one is exported under its name, and an
   * assignment to one itself replaces all (`module.exports = x`).
   */
  readonly exportObjects?: readonly string[];
  /** Functions that add what they are given to what the module exports, when that is among it, as written. */
  readonly exportAdders?: readonly string[];
  /**
   * The namespace whose names are seen in all files, by its name. Where there is one, so are those at the top of files that
   * neither import nor export, declarations of one name add up, and a quoted namespace adds to the module of that name.
   */
  readonly sharedNamespace?: string;
  /** What the conditions of `hooks.buildParts` mean. */
  readonly builds?: BuildRules;
  /** A declaration can stand for one in the sources of each platform, by the flags `expected` and `actual`. */
  readonly platforms?: PlatformRules;
}

/** Tells by the names of folders for which platform the sources in them are. */
export interface PlatformRules {
  /** Word of the name of a folder, in lower case → platform. */
  readonly words: ReadonlyMap<string, string>;
  /** What stands for all platforms together. */
  readonly common: string;
  /** The platform of sources of which no name tells. */
  readonly usual: string;
}

/** What is known of a name that a condition asks for; undefined where that differs or can't be told. */
export interface SwitchState {
  readonly isDefined: boolean | undefined;
  readonly value: number | undefined;
}

/** Says which conditions the default build meets. */
export interface BuildRules {
  /** The names that the default build defines without the program, and their numbers. */
  readonly platform: () => ReadonlyMap<string, number | undefined>;
  /** The names that a condition asks for. */
  readonly namesIn: (condition: string) => readonly string[];
  /** What imports name that the platform lacks. */
  readonly foreign?: RegExp;
  /** Whether a condition holds; undefined when that can't be told. */
  readonly holds: (condition: string, stateOf: (name: string) => SwitchState) => boolean | undefined;
}

export const MODULE_DEFAULTS = {
  moduleUnit: 'file',
  exports: 'all',
  submoduleSeparator: '',
  packageFile: '',
  importFunctions: [],
} satisfies ModuleRules;
