// Whether two methods take and give the same, as far as the facts tell. Where a type is not known, or can have a second
// name, nothing speaks against it.

import { BindingKind, Op } from '../../facts/expressions.ts';
import { isNamelessCollection } from '../calls/index.ts';
import type { BindingId, Columns, ExprId, SymbolId } from '../program/index.ts';
import { Kind, UNKNOWN, instanceOf, kindOf, payloadOf } from '../types/index.ts';
import type { Value } from '../types/index.ts';
import type { Analysis } from './analysis.ts';

const ANONYMOUS_KIND = 255;
/** Nested types deeper than this are taken for equal. */
const MAX_DEPTH = 4;

/** What a method takes and gives. */
interface Signature {
  readonly parameters: number;
  readonly types: readonly Value[];
}

/** Compares the signatures of methods of typed languages. */
export class Signatures {
  private readonly analysis: Analysis;
  private readonly known = new Map<SymbolId, Signature>();

  constructor(analysis: Analysis) {
    this.analysis = analysis;
  }

  /** Whether a method with the signature of `a` can stand for `b`: as many parameters and results, of the same types. */
  canBeSame(a: SymbolId, b: SymbolId): boolean {
    const [ours, theirs] = [this.typesOf(a), this.typesOf(b)];
    return (
      ours.parameters === theirs.parameters &&
      ours.types.length === theirs.types.length &&
      ours.types.every((type, at) => this.canBeEqual(type, theirs.types[at]!, 0))
    );
  }

  /** The types of the parameters, then those of the results; and how many of them are parameters. */
  private typesOf(symbol: SymbolId): Signature {
    let types = this.known.get(symbol);
    if (!types) this.known.set(symbol, (types = this.readTypes(symbol)));
    return types;
  }

  private readTypes(symbol: SymbolId): Signature {
    const { columns, scopes, evaluator } = this.analysis;
    const body = columns.symbol(symbol, 'body');
    const parameters: Value[] = [];
    let rest: Value[] = [];
    for (let entry = scopes.first[body]!; entry < scopes.first[body + 1]!; entry++) {
      const row = scopes.rows[entry]!;
      const at = columns.binding(row, 'payload');
      const type = columns.binding(row, 'type');
      if (type < 0) continue;
      if (columns.binding(row, 'kind') === BindingKind.parameter)
        parameters[at] = instanceOf(evaluator.types, type);
      else if (isRest(columns, row, type)) rest = [instanceOf(evaluator.types, type)];
    }
    const all = Array.from(parameters, (type) => type ?? UNKNOWN).concat(rest);
    const results = this.resultsOf(columns.symbol(symbol, 'result'));
    return { parameters: all.length, types: [...all, ...results] };
  }

  private resultsOf(type: ExprId): Value[] {
    const { columns, evaluator } = this.analysis;
    if (type < 0) return [];
    if (columns.op(type) !== Op.sequence) return [instanceOf(evaluator.types, type)];
    const list = columns.b(type);
    return Array.from({ length: columns.listLength(list) }, (_, at) =>
      instanceOf(evaluator.types, columns.listValue(list, at)),
    );
  }

  private canBeEqual(a: Value, b: Value, depth: number): boolean {
    if (a === b || a === UNKNOWN || b === UNKNOWN || depth > MAX_DEPTH) return true;
    if (this.canHaveOtherName(a) || this.canHaveOtherName(b)) return true;
    if (kindOf(a) !== kindOf(b)) return false;
    if (kindOf(a) !== Kind.generic && kindOf(a) !== Kind.callable) return false;
    const { values } = this.analysis;
    const [ours, theirs] = [values.getGeneric(a), values.getGeneric(b)];
    return (
      ours.parameters.length === theirs.parameters.length &&
      this.canBeEqual(ours.base, theirs.base, depth + 1) &&
      ours.parameters.every((one, at) => this.canBeEqual(one, theirs.parameters[at]!, depth + 1))
    );
  }

  /** Types written in place, those of other packages and the built-in ones that have two names. */
  private canHaveOtherName(type: Value): boolean {
    const { columns, values, evaluator } = this.analysis;
    if (kindOf(type) === Kind.instance) return columns.symbol(payloadOf(type), 'kind') === ANONYMOUS_KIND;
    if (kindOf(type) === Kind.externalInstance) {
      const { package: from, symbol } = values.getExternal(type);
      const rules = evaluator.types.rulesByPackage.get(from);
      return rules === undefined || rules.types.synonyms?.includes(symbol) === true;
    }
    return kindOf(type) !== Kind.generic && kindOf(type) !== Kind.callable;
  }
}

/** A parameter that takes all further arguments: bound without a position to a sequence that has no name of its own. */
function isRest(columns: Columns, row: BindingId, type: ExprId): boolean {
  return (
    isNamelessCollection(columns, type) &&
    columns.binding(row, 'kind') === BindingKind.value &&
    columns.binding(row, 'payload') < 0
  );
}
