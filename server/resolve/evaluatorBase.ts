// The state that the evaluator's parts share, and what they ask of each other. Evaluation is one recursion over names,
// members and calls, cut into a chain of classes so that each file holds one of them.

import { ScopeKind } from '../facts/expressions.ts';
import type { BindingRules } from '../languages/language.ts';
import { Classes } from './classes.ts';
import { Collections } from './collections.ts';
import type { Columns } from './columns.ts';
import type { Modules } from './modules.ts';
import { Includes } from './includes.ts';
import { LinkedNames } from './linkage.ts';
import type { Lookups } from './lookups.ts';
import { Overloads } from './overloads.ts';
import { PackageNames } from './packages.ts';
import type { Program } from './program.ts';
import { Contexts } from './contexts.ts';
import { Generics } from './generics.ts';
import type { ScopeIndex } from './scopeIndex.ts';
import { Stars } from './stars.ts';
import type { Steps } from './steps.ts';
import { Types } from './protocols.ts';
import { UNKNOWN } from './values.ts';
import type { ValueTable } from './values.ts';

const MAX_STATE = 0xffff;
/** More than this is not evaluated anew in one file. */
const MAX_REPEATS = 50_000;
/** Deeper than any evaluation. */
export const NO_CYCLE = 0xff;

/** Parts of the evaluator: what every part may use. */
export abstract class EvaluatorBase {
  readonly classes: Classes;
  readonly types: Types;
  readonly contexts: Contexts;
  readonly generics: Generics;
  protected readonly collections: Collections;
  /** Reason of the last answer, see ReasonId. */
  reason = 0;
  protected readonly program: Program;
  protected readonly columns: Columns;
  protected readonly scopes: ScopeIndex;
  protected readonly modules: Modules;
  protected readonly packages: PackageNames;
  protected readonly lookups: Lookups;
  protected readonly steps: Steps;
  readonly includes: Includes;
  readonly linked: LinkedNames;
  readonly stars: Stars;
  protected readonly overloads: Overloads;
  protected readonly values: ValueTable;
  protected readonly rulesOfFile: readonly BindingRules[];
  protected readonly builtins = new Map<BindingRules, Set<number>>();
  /** Package and name of the objects whose members are global names → rules of their language. */
  protected readonly globalObjects = new Map<string, BindingRules>();
  /** Expression → `running` or `done` when that was noted since the last `forget`, any lower number before. */
  protected readonly state: Uint16Array;
  protected running = 1;
  protected done = 2;
  /** Found unknown because a cycle around it had not ended: evaluated again once it has. The memo tells the cycle. */
  protected undecided = 3;
  /** Depth at which the outermost evaluation began that was met again, and how deep each one is that runs. */
  protected cycleDepth = NO_CYCLE;
  /** Depth → number of the evaluation that runs there, 0 for none. */
  protected readonly runningAt = new Int32Array(256);
  protected runs = 0;
  /** Evaluations that were repeated since the last `forget`. */
  protected repeats = 0;
  protected readonly startDepth: Uint8Array;
  protected readonly returnDepth: Uint8Array;
  protected readonly memo: Int32Array;
  protected readonly reasons: Uint8Array;
  protected readonly functionScope: Int32Array;
  protected readonly returnState: Uint16Array;
  protected readonly returnMemo: Int32Array;
  /** Function → its rows of `returns`. */
  protected readonly returnRows = new Map<number, number[]>();
  /** File → files of other packages whose names it reads; complete when all of its expressions are evaluated. */
  readonly usedFiles = new Map<number, Set<number>>();
  /** Whether a name is being read as a type, where one name can stand for a type and a value. */
  protected readsType = false;
  protected nextReadsType = false;
  protected depth = 0;

  constructor(
    program: Program,
    columns: Columns,
    scopes: ScopeIndex,
    modules: Modules,
    values: ValueTable,
    lookups: Lookups,
    steps: Steps,
  ) {
    this.lookups = lookups;
    this.steps = steps;
    this.program = program;
    this.columns = columns;
    this.scopes = scopes;
    this.modules = modules;
    this.packages = new PackageNames(columns, scopes, modules, lookups);
    this.includes = new Includes(program, modules);
    this.linked = new LinkedNames(program, columns, scopes, modules, this.includes, lookups);
    this.values = values;
    this.overloads = new Overloads(columns, scopes, steps);
    this.rulesOfFile = program.files.map((file) => file.language.binding);
    const expressions = program.tables.expressions.rows;
    this.state = new Uint16Array(expressions);
    this.memo = new Int32Array(expressions);
    this.reasons = new Uint8Array(expressions);
    this.returnState = new Uint16Array(program.tables.symbols.rows);
    this.returnMemo = new Int32Array(program.tables.symbols.rows);
    this.startDepth = new Uint8Array(expressions);
    this.returnDepth = new Uint8Array(program.tables.symbols.rows);
    this.functionScope = new Int32Array(program.tables.scopes.rows);
    for (let scope = 0; scope < this.functionScope.length; scope++) {
      const kind = columns.scopeKind(scope);
      const isInner = kind === ScopeKind.block || kind === ScopeKind.object || kind === ScopeKind.exports;
      this.functionScope[scope] = isInner ? this.functionScope[columns.scopeParent(scope)]! : scope;
    }
    const returns = program.tables.returns;
    for (let row = 0; row < returns.rows; row++) {
      const symbol = returns.ints[row * returns.width]!;
      const known = this.returnRows.get(symbol);
      if (known) known.push(row);
      else this.returnRows.set(symbol, [row]);
    }
    const { numbers } = program;
    for (const rules of new Set(this.rulesOfFile)) {
      for (const name of rules.globalObjects ?? [])
        this.globalObjects.set(`${rules.builtinPackage}\0${name}`, rules);
      this.builtins.set(rules, new Set(rules.builtins.flatMap((name) => numbers.get(name) ?? [])));
    }
    this.collections = new Collections(values, program.strings);
    this.generics = new Generics(program, columns, scopes, values, this);
    this.contexts = new Contexts(program, columns, scopes, values, this);
    this.types = new Types(program, columns, values, this, numbers);
    this.stars = new Stars(columns, scopes, modules, this.types.wholeExportName, steps);
    const bindingsOf = (scope: number, name: number) => this.bindingsOf(scope, name);
    this.classes = new Classes(program, columns, values, this.types, numbers, bindingsOf, lookups, steps);
  }

  /**
   * Forgets every answer, to go on with the edges of `file`, -1 for none of a single file. Where evaluation runs in a
   * cycle, an answer depends on where it began; a file that is evaluated from nothing gets the same edges whichever files
   * were evaluated before it.
   */
  forget(file = -1): void {
    this.contexts.passing.file = file;
    this.running += 3;
    this.done += 3;
    this.undecided += 3;
    if (this.undecided > MAX_STATE) {
      this.state.fill(0);
      this.returnState.fill(0);
      this.running = 1;
      this.done = 2;
      this.undecided = 3;
    }
    this.repeats = 0;
    this.runs = 0;
    // What was under way when the steps were used up.
    this.depth = 0;
    this.cycleDepth = NO_CYCLE;
    this.runningAt.fill(0);
    this.readsType = false;
    this.nextReadsType = false;
    this.types.forget();
    this.classes.forget();
    this.contexts.forget();
  }

  /** The rules of the language in which a scope is written. */
  rulesOf(scope: number): BindingRules {
    return this.rulesOfFile[this.columns.fileOf(scope)]!;
  }

  /** An evaluation that runs is needed by itself: unknown, and so is what depends on it until it ends. */
  meetAgain(depth: number): number {
    this.cycleDepth = Math.min(this.cycleDepth, depth);
    return UNKNOWN;
  }

  /** Begins an evaluation; the answer belongs to `leave`. */
  protected enter(): number {
    const outer = this.cycleDepth;
    this.cycleDepth = NO_CYCLE;
    this.runningAt[this.depth] = ++this.runs;
    this.depth++;
    return outer;
  }

  /** Ends an evaluation. The cycle that a result of `unknown` is due to, as the memo keeps it; 0 when it is final. */
  protected leave(value: number, outer: number): number {
    this.depth--;
    this.runningAt[this.depth] = 0;
    const own = this.cycleDepth < this.depth ? this.cycleDepth : NO_CYCLE;
    this.cycleDepth = Math.min(own, outer);
    if (value !== UNKNOWN || own === NO_CYCLE || this.repeats >= MAX_REPEATS) return 0;
    return ((this.runningAt[own]! & 0x7f_ffff) << 8) | own;
  }

  /** Whether the cycle has ended that made something undecided; it goes on to be a part of it otherwise. */
  protected isOver(cycle: number): boolean {
    const depth = cycle & 0xff;
    if ((this.runningAt[depth]! & 0x7f_ffff) === cycle >>> 8) {
      this.meetAgain(depth);
      return false;
    }
    this.repeats++;
    return true;
  }

  /** The value of an expression; sets `reason`. */
  abstract evaluate(expression: number): number;
  /** The value of an expression that stands in a type. */
  abstract evaluateType(expression: number): number;
  /** What a function returns. */
  abstract returned(symbol: number, receiver?: number): number;
  /** What calling `value` gives; sets `reason`. */
  abstract resultOf(value: number, receiver?: number): number;
  abstract member(value: number, name: number, reason: number): number;
  abstract boundValue(scope: number, name: number, position: number): number;
  /** A function or class as a value. */
  abstract symbolValue(symbol: number): number;
  /** What `value[index]` gives; `index` is an expression or -1. */
  abstract itemAt(value: number, index: number): number;
  /** How deep the evaluation stands that runs. */
  get depthOfCaller(): number {
    return Math.max(0, this.depth - 1);
  }
  /** The item of a collection that is known under a constant key, undefined where items are not known. */
  abstract knownItem(value: number, index: number): number | undefined;
  /** The scope in which a name is bound that is read somewhere; -1 when its file does not bind it. */
  abstract findScope(scope: number, name: number, position: number): number;
  abstract bindingValue(row: number): number;
  abstract bindingsOf(scope: number, name: number): readonly number[];
  abstract memberOfModule(target: number, name: number, isPlain: boolean): number;
  /** What a call of `callee` gives or takes, with its type parameters bound as far as the call tells. */
  abstract boundIn(value: number, call: number, callee: number, but?: number): number;
  abstract signaturesOf(symbol: number): readonly number[];
  abstract constructorOf(symbol: number, after: number): number;
}
