// What extraction of one file knows while it goes through the records: where it reads from, where it writes to, and where in
// the program it is. Functions of the neighbouring files take it as their first argument; none of it outlives the file.

import type { FactsBuilder } from '../../facts/builder.ts';
import type { DocTypes } from '../../languages/documentation.ts';
import type { ExtractApi, Language, LanguageRules, NodeRule, Role } from '../../languages/language.ts';
import type { CompiledKinds } from '../kinds.ts';
import { LocalNames } from './localNames.ts';
import type { RecordReader } from './recordReader.ts';

/** Visits a record as a statement. */
export type Visitor = (x: Extraction, record: number, rule: NodeRule) => void;
/** Gives the expression that a record stands for, -1 when its value is not followed; visits what is below. */
export type Expresser = (x: Extraction, record: number, rule: NodeRule) => number;

/** An expression, and the symbol that it declares or -1. */
export interface NamedValue {
  readonly value: number;
  readonly symbol: number;
}

/** A name or dotted name whose type was tested, and the expression of the type; -1 when it was assigned since. */
export interface TypeGuard {
  readonly text: string;
  readonly type: number;
  /** It stands alone, and says something only when its function is an assertion. */
  readonly isAsserted?: boolean;
}

/** A decorator that makes a fixture, with the name that it gives or '', or one that asks for the fixture of a name. */
export interface Fixture {
  readonly decorator: number;
  readonly name: string;
}

/** What a comment says of types; offsets in them count from its start. */
export interface Documented {
  readonly types: DocTypes;
  readonly text: string;
  readonly start: number;
  readonly line: number;
  readonly record: number;
}

/** The group of adjoining comments that was read last: where it starts and ends, and the last of them; see comments.ts. */
export interface CommentGroup {
  readonly start: number;
  readonly last: number;
  readonly end: number;
  readonly endLine: number;
}

/** The value that is matched: its expression or -1, and the name or dotted name that it is or ''. */
export interface Matched {
  readonly value: number;
  readonly text: string;
}

/** What each role does; filled by roles.ts. */
export interface RoleHandlers {
  /** Called at the end of a file that reassigns names or exports them by name. See settle.ts. */
  readonly settleNames: (x: Extraction) => void;
  /** A value as it is known where a test of its type has succeeded. See branches.ts. */
  readonly guarded: (x: Extraction, record: number, rule: NodeRule, value: number) => number;
  readonly visitors: Readonly<Partial<Record<Role, Visitor>>>;
  readonly expressers: Readonly<Partial<Record<Role, Expresser>>>;
}

/** The same by node type of one grammar, so that no record asks for its role by name. */
export interface CompiledRoles {
  readonly handlers: RoleHandlers;
  readonly visitors: readonly (Visitor | undefined)[];
  readonly expressers: readonly (Expresser | undefined)[];
}

/** What extraction of one file is given. */
export interface ExtractionParts {
  readonly compiled: CompiledKinds;
  readonly roles: CompiledRoles;
  readonly tree: RecordReader;
  readonly facts: FactsBuilder;
  /** Whether comments of this file declare names of types. */
  readonly hasDocNames: boolean;
}

/** The symbol of the file, and its scope. */
export const MODULE_SYMBOL = 0;
export const MODULE_SCOPE = 0;

const NO_COMMENT: CommentGroup = { start: -1, last: -1, end: -1, endLine: -2 };
const NOTHING_MATCHED: Matched = { value: -1, text: '' };

/** The extraction of one file. */
export class Extraction {
  readonly compiled: CompiledKinds;
  readonly language: Language;
  readonly rules: LanguageRules;
  readonly roles: CompiledRoles;
  /** The records of the file. */
  readonly tree: RecordReader;
  /** The facts that are made. */
  readonly facts: FactsBuilder;
  readonly hasDocNames: boolean;
  /** What the hook of the language may do here, once it is called. See hookApi.ts. */
  hookApi: ExtractApi | undefined;

  /** Innermost scope, and the symbol that owns what is written now. */
  scope = MODULE_SCOPE;
  owner = MODULE_SYMBOL;
  /** Where exported names are bound. */
  exportsScope = MODULE_SCOPE;
  /** Whether declared variables belong to the block or to the function, and what holds unless a rule says otherwise. */
  isBlockScoped: boolean;
  readonly isBlockScopedByDefault: boolean;
  /** The function whose `return` statements these are, -1 outside. */
  functionSymbol = -1;
  /** True while the record stands in a type: strings are then names. */
  isType = false;
  /** Where the body of the function starts whose parameters are being read. */
  bodyStart = 0;
  /** Whether the annotations of the function that is being read are those of the scope around it. */
  annotatesOutside = false;
  /** What the comment of the function says of types whose parameters are being read. */
  documented: Documented | undefined;
  /** True inside of a type that has no name: its members are no symbols of the graph. */
  isNamelessType = false;
  /** What the cases around are matched against. */
  matched = NOTHING_MATCHED;
  /** Names that are declared among the arguments that are being read, for what the call gives them: record and expression of each. */
  declaredArguments: { readonly record: number; readonly expression: number }[] = [];
  /** The object of the conditional access around, -1 for none. See accesses.ts. */
  accessed = -1;
  /** The record of what is exported as a whole while it is read, -1 for none. */
  exportedObject = -1;
  /** True while names on the left are ones that were declared elsewhere. */
  isReassigning = false;
  /** From where on the names are seen that are being bound; -1 from where they stand. */
  boundFrom = -1;

  /** First line of a decorated definition and its decorators, taken by the definition inside. */
  decoratedLine = -1;
  decorators: number[] = [];
  /** Those among them that make a fixture or ask for some. */
  readonly fixtures: Fixture[] = [];
  /** Flags to be taken by the next declared symbol. */
  pendingFlags = 0;
  /** The comments above; taken by the symbol that they document. */
  comments = NO_COMMENT;
  /** The last declaration of a group whose type the next ones may repeat. */
  repeated = { group: -1, type: -1 };
  /** The last call at the top of the file. See directCalls.ts. */
  topCall = -1;

  /** The record of the type that is being extended, -1 outside of extensions. See extensions.ts. */
  extended = -1;
  /** Names with which paths begin → where; those that the file does not bind can be packages. See paths.ts. */
  readonly pathHeads = new Map<string, number>();
  /** Names by which the file knows modules around it. See paths.ts. */
  readonly aroundNames = new Set<number>();
  /** Interfaces that marks have implemented for the class behind them, and what marks leave out of the default build. */
  readonly derived: number[] = [];
  readonly leftOut = new Set<number>();
  /** Binding rows of type parameters, in their order. */
  readonly parameterRows: number[] = [];
  /** How many type parameters were bound in the file: their order. */
  typeParameters = 0;
  /** Binding rows of reassigned names, and (name, alias) of exported ones; both are settled when the file is read. */
  readonly reassigned: number[] = [];
  readonly exportedLocals: number[] = [];
  /** What is known of names here, the latest last; and calls that test a type, by record. See branches.ts. */
  readonly guards: TypeGuard[] = [];
  readonly typeTests = new Map<number, TypeGuard>();
  /** Names for the object that stands for what the module exports. */
  readonly exportNames = new Set<string>();
  /** Local names, where they are not followed. */
  readonly locals = new LocalNames();
  /** Members of types, and variables, that were given what is not followed. See stored.ts. */
  readonly openStores = new Set<string>();
  /** (scope, name) → the last signature without a body. */
  readonly overloads = new Map<number, number>();
  /** What clauses of the file say of names, for the hooks of the language. */
  readonly clauses = new Map<string, string>();
  /** Names under which comments of this file import types. */
  readonly docImports = new Set<number>();
  /** (scope, name) → symbol of the variables of this file, so that a second assignment declares nothing. */
  readonly variables = new Map<number, number>();
  /** (function scope, name) of names that a function takes from the module. */
  readonly outerNames = new Set<number>();

  constructor({ compiled, roles, tree, facts, hasDocNames }: ExtractionParts) {
    const { language } = compiled;
    this.compiled = compiled;
    this.language = language;
    this.rules = language.rules;
    this.roles = roles;
    this.tree = tree;
    this.facts = facts;
    this.hasDocNames = hasDocNames;
    this.isBlockScopedByDefault = language.rules.names.blockScoped === true;
    this.isBlockScoped = this.isBlockScopedByDefault;
  }
}
