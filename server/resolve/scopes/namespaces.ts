// Which bindings of a name are types or modules and which are values, in languages that name these apart.

import { BindingKind, Op } from '../../facts/expressions.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import type { BindingId, Columns } from '../program/index.ts';

const ANONYMOUS_KIND = 255;
const IS_TYPE = Uint8Array.from(NODE_KINDS, (kind) =>
  Number(['Class', 'Interface', 'Enum', 'Type', 'Module'].includes(kind)),
);
const IS_ONLY_TYPE = Uint8Array.from(NODE_KINDS, (kind) =>
  Number(['Interface', 'Type', 'Module'].includes(kind)),
);

/** Whether a binding can be what is asked for: a type or module, or a value. */
export function isInNamespace(columns: Columns, row: BindingId, asType: boolean): boolean {
  const payload = columns.binding(row, 'payload');
  switch (columns.binding(row, 'kind')) {
    case BindingKind.symbol: {
      const kind = columns.symbol(payload, 'kind');
      if (kind === ANONYMOUS_KIND) return true;
      return asType ? IS_TYPE[kind] === 1 : IS_ONLY_TYPE[kind] === 0;
    }
    case BindingKind.import:
      return asType;
    case BindingKind.alias:
      return asType || !isQualifier(columns, row);
    case BindingKind.typeParameter:
      return asType;
    default:
      return !asType;
  }
}

/** Whether a binding is another name of a type or module alone. */
export function isQualifier(columns: Columns, row: BindingId): boolean {
  const payload = columns.binding(row, 'payload');
  return payload >= 0 && columns.op(payload) === Op.qualifier;
}

/** Whether a binding is a local variable. */
export function isVariable(columns: Columns, row: BindingId): boolean {
  const kind = columns.binding(row, 'kind');
  return kind === BindingKind.parameter || (kind === BindingKind.value && columns.binding(row, 'symbol') < 0);
}
