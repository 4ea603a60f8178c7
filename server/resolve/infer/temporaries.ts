// Whether what a function is given is an object that nothing else holds, where functions that take the same differ by that.

import { Op } from '../../facts/expressions.ts';
import { NONE } from '../program/index.ts';
import type { ExprId, SymbolId } from '../program/index.ts';
import { Kind, kindOf, payloadOf } from '../types/index.ts';
import type { Infer } from './context.ts';

/** Values handed on beyond these are not followed. */
const MAX_STEPS = 8;

/** Of several functions of one name those that take what is passed as it is held; all where none differs by that or it is not known. */
export function fittingTemporaries(
  infer: Infer,
  functions: readonly SymbolId[],
  passed: readonly ExprId[],
): readonly SymbolId[] {
  let fitting = functions;
  for (let place = 0; place < passed.length && fitting.length > 1; place++) {
    const taking = fitting.filter((one) => takesTemporary(infer, one, place));
    if (taking.length === 0 || taking.length === fitting.length) continue;
    const isTemporary = isTemporaryAt(infer, passed[place]!, 0);
    if (isTemporary === undefined) continue;
    fitting = isTemporary ? taking : fitting.filter((one) => !taking.includes(one));
  }
  return fitting;
}

function takesTemporary(infer: Infer, symbol: SymbolId, place: number): boolean {
  const { calls, names } = infer.rulesOf(infer.columns.symbol(symbol, 'scope'));
  if (calls.temporaries === undefined || names.shapeOf === undefined) return false;
  return calls.temporaries.takes(names.shapeOf(signatureOf(infer, symbol)), place);
}

function signatureOf(infer: Infer, symbol: SymbolId): string {
  return infer.program.strings[infer.columns.symbol(symbol, 'signature')]!;
}

/** Whether an expression makes an object of its own; undefined where nobody says what it gives. */
function isTemporaryAt(infer: Infer, expression: ExprId, steps: number): boolean | undefined {
  const { columns } = infer;
  if (expression < 0 || steps > MAX_STEPS) return undefined;
  switch (columns.op(expression)) {
    case Op.construct:
    case Op.literal:
      return true;
    case Op.name:
    case Op.member:
    case Op.self:
    case Op.subscript:
    case Op.led:
    case Op.instance:
    case Op.cast:
      return false;
    case Op.otherwise: {
      const { type } = infer.calleeAt(columns.a(expression));
      const inner = kindOf(type) === Kind.function ? columns.a(expression) : columns.b(expression);
      return isTemporaryAt(infer, inner, steps + 1);
    }
    case Op.call: {
      const { type } = infer.calleeAt(expression);
      if (kindOf(type) === Kind.class) return true;
      if (kindOf(type) === Kind.external) return isMoved(infer, expression, infer.values.getExternal(type));
      if (kindOf(type) !== Kind.function) return undefined;
      const symbol = payloadOf(type);
      const scope = columns.symbol(symbol, 'scope');
      const isConstructor = columns.symbol(symbol, 'result') === NONE;
      return isConstructor || infer.rulesOf(scope).calls.temporaries?.gives(signatureOf(infer, symbol));
    }
    default:
      return undefined;
  }
}

/** Whether a function of the library gives up what it is handed. */
function isMoved(infer: Infer, call: ExprId, { symbol }: { readonly symbol: string }): boolean | undefined {
  const { temporaries } = infer.rulesOf(infer.columns.scopeOf(call)).calls;
  return temporaries?.movers.includes(symbol) === true ? true : undefined;
}
