// Imports: what a name means that a module takes from another, through any number of modules that hand it on.

import { NO_CYCLE } from './evaluatorBase.ts';
import { LinkedEvaluator } from './linkedEvaluator.ts';
import { Place } from './lookups.ts';
import { ReasonId, chain } from './reasons.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';

/** Names that are handed on from module to module more often than this are given up. */
const MAX_HANDED_ON = 100;
/** Deeper than any look-up. */
const NO_CUT: number = MAX_HANDED_ON;

/** What is asked of a file for a name. */
const Asked = {
  /** What it binds itself. */
  itself: 0,
  /** What it exports, also of others. */
  exports: 1,
  /** The same, or a submodule. */
  plainly: 2,
} as const;

/** What a file exports under a name; final where nothing was met that had not ended. */
interface Exported {
  readonly value: number;
  readonly reason: number;
  /** Depth of the outermost look-up that was met again, and its number; likewise of evaluations. */
  readonly cut: number;
  readonly cutRun: number;
  readonly cycle: number;
  readonly cycleRun: number;
}

/** Evaluates imports. */
export abstract class ImportEvaluator extends LinkedEvaluator {
  /** File and name of the look-ups that run → how deep they stand; depth → number of the look-up, 0 for none. */
  private readonly lookupDepths = new Map<number, number>();
  private readonly lookupRuns = new Int32Array(MAX_HANDED_ON + 1);
  private lookupCut = NO_CUT;
  private readonly exported = new Map<number, Exported>();

  override forget(file = -1): void {
    super.forget(file);
    this.exported.clear();
    this.lookupDepths.clear();
    this.lookupRuns.fill(0);
    this.lookupCut = NO_CUT;
  }

  /** The module that an import names, as the value of a call that imports: what it exports as a whole, if it does. */
  protected importedModule(row: number): number {
    return this.importedNamespace(this.modules.targetOf(row));
  }

  protected importedValue(row: number): number {
    const { modules } = this;
    const target = modules.targetOf(row);
    const name = modules.importCell(row, 'name');
    this.reason = ReasonId.import;
    if (name === 0) return this.importedNamespace(target);
    const isDefault =
      this.types.isDefaultName(name) && this.rulesOf(modules.importCell(row, 'scope')).exports === 'explicit';
    if (isDefault && kindOf(target) === Kind.external) return target;
    const found = target === UNKNOWN ? UNKNOWN : this.memberOfModule(target, name, true);
    if (found !== UNKNOWN) {
      this.reason = chain(this.reason, ReasonId.import);
      return found;
    }
    if (isDefault) return target;
    const file = this.columns.fileOf(modules.importCell(row, 'scope'));
    const { strings } = this.program;
    this.reason = ReasonId.import;
    return modules.submoduleOf(file, strings[modules.importCell(row, 'specifier')]!, strings[name]!);
  }

  protected importedNamespace(target: number): number {
    const whole = this.types.wholeExportName;
    if (whole < 0 || kindOf(target) !== Kind.module) return target;
    const value = this.memberOfModule(target, whole, true);
    return value === UNKNOWN ? target : value;
  }

  /** The member `name` of a module, directory or external value. `isPlain` also offers submodules. */
  memberOfModule(target: number, name: number, isPlain: boolean): number {
    const kind = kindOf(target);
    const payload = payloadOf(target);
    if (kind === Kind.external)
      return isPlain ? this.values.externalMember(target, this.program.strings[name]!) : UNKNOWN;
    if (kind === Kind.directory) {
      this.lookups.noteTexts(Place.package, this.modules.directories[payload]!, this.program.strings[name]!);
      const top = this.packages.findScope(this.modules.directoryFiles(payload), name, -1);
      if (top >= 0) return this.boundValue(top, name, -1);
      return isPlain ? this.modules.submodule(kind, payload, this.program.strings[name]!) : UNKNOWN;
    }
    if (kind !== Kind.module) return UNKNOWN;
    return this.once(payload, name, isPlain ? Asked.plainly : Asked.exports, () => {
      const value = this.exportedBy(payload, name);
      return value === UNKNOWN && isPlain
        ? this.modules.submodule(kind, payload, this.program.strings[name]!)
        : value;
    });
  }

  /**
   * Looks a name up in a file, once for all who ask the same until the answers are forgotten. In a circle the answer is
   * unknown, and what was found because of that counts only as long as what it went back to has not ended.
   */
  private once(file: number, name: number, asked: number, find: () => number): number {
    const place = file * 0x40_0000 + name;
    const since = this.lookupDepths.get(place);
    if (since !== undefined) {
      this.lookupCut = Math.min(this.lookupCut, since);
      return UNKNOWN;
    }
    const key = (place * 4 + asked) * 2 + Number(this.readsType);
    const known = this.exported.get(key);
    if (
      known &&
      this.lookupRuns[known.cut] === known.cutRun &&
      this.runningAt[known.cycle] === known.cycleRun
    ) {
      this.lookupCut = Math.min(this.lookupCut, known.cut);
      this.cycleDepth = Math.min(this.cycleDepth, known.cycle);
      this.reason = known.reason;
      return known.value;
    }
    const depth = this.lookupDepths.size;
    if (depth >= MAX_HANDED_ON) {
      this.lookupCut = 0;
      return UNKNOWN;
    }
    this.steps.take();
    const [outerCut, outerCycle] = [this.lookupCut, this.cycleDepth];
    this.lookupCut = NO_CUT;
    this.cycleDepth = NO_CYCLE;
    this.lookupDepths.set(place, depth);
    this.lookupRuns[depth] = ++this.runs;
    const value = find();
    this.lookupDepths.delete(place);
    this.lookupRuns[depth] = 0;
    const cut = this.lookupCut < depth ? this.lookupCut : NO_CUT;
    const cycle = this.cycleDepth;
    this.exported.set(key, {
      value,
      reason: this.reason,
      cut,
      cutRun: this.lookupRuns[cut]!,
      cycle,
      cycleRun: this.runningAt[cycle]!,
    });
    this.lookupCut = Math.min(cut, outerCut);
    this.cycleDepth = Math.min(cycle, outerCycle);
    return value;
  }

  /** What a file exports under a name, itself or of others. */
  private exportedBy(file: number, name: number): number {
    const scope = this.modules.exportsScope[file]!;
    let value = UNKNOWN;
    if (this.scopes.find(scope, name)) value = this.boundValue(scope, name, -1);
    if (value === UNKNOWN) value = this.lookUpStars(scope, name);
    return value === UNKNOWN ? this.types.memberOfWholeExport(makeValue(Kind.module, file), name) : value;
  }

  /** What a scope gets under a name from the modules that it takes all names of. */
  protected lookUpStars(scope: number, name: number): number {
    const file = this.columns.fileOf(scope);
    this.lookups.noteIn(file, Place.stars, 0, 0);
    if (!this.stars.has(scope)) return UNKNOWN;
    this.lookups.noteStarred(file, name);
    this.lookups.noteStarred(file, this.types.wholeExportName);
    for (const target of this.stars.offering(scope, name)) {
      const value = this.offeredBy(target, name);
      if (value === UNKNOWN) continue;
      this.reason = chain(this.reason, ReasonId.import);
      return value;
    }
    return UNKNOWN;
  }

  /** What a module itself offers under a name to those that take all of its names. */
  private offeredBy(target: number, name: number): number {
    if (kindOf(target) !== Kind.module) return this.memberOfModule(target, name, false);
    const file = payloadOf(target);
    return this.once(file, name, Asked.itself, () => {
      const value = this.boundValue(this.modules.exportsScope[file]!, name, -1);
      return value === UNKNOWN ? this.types.memberOfWholeExport(target, name) : value;
    });
  }
}
