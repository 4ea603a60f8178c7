// Functions that are told by a text where something is called later: by their name, or in a pair of an object or class and
// the name of its method.

import { Op } from '../../facts/expressions.ts';
import { lastChild, slotOrFirst } from './children.ts';
import type { Extraction } from './context.ts';
import { expressQualified } from './qualifiedNames.ts';
import { addExpression, intern } from './writing.ts';

const NAME =
  /^(["'])\\{0,2}([\p{L}_][\p{L}\p{N}_]*(?:\\{1,2}[\p{L}_][\p{L}\p{N}_]*)*)(?:(\W+)([\p{L}_][\p{L}\p{N}_]*))?\1$/u;

/** Tells which argument of a callee can name a function; undefined for none. */
export function findCallable(x: Extraction, callee: number): number | undefined {
  const { callablesByName } = x.rules.calls;
  if (!callablesByName || callee < 0) return undefined;
  const name = x.tree.ruleOf(callee).role === 'qualified-name' ? lastChild(x, callee) : callee;
  return name < 0 ? undefined : callablesByName.get(x.tree.text(name));
}

/** The function that a text names, -1 when it can't name one. */
export function expressNamedCallable(x: Extraction, record: number): number {
  if (x.tree.ruleOf(record).role !== 'literal' || x.tree.firstChild(record) >= 0) return -1;
  const [, , written, sign, method] = NAME.exec(x.tree.text(record)) ?? [];
  if (written === undefined || (sign !== undefined && sign !== x.rules.calls.memberSign)) return -1;
  const add = (op: number, a: number, b: number) => addExpression(x, op, a, b, record);
  // Such a name is a whole one, whatever the file calls things.
  const whole = `${x.rules.names.globalMark ?? ''}${written.replaceAll('\\\\', '\\')}`;
  const named = expressQualified(x, whole, record, add);
  if (named === undefined) return -1;
  return method === undefined ? named : add(Op.member, named, intern(x, method));
}

/** `[object, 'method']`: the method, or else the list; `list` is its expression, `object` that of its first part. */
export function expressPair(x: Extraction, record: number, list: number, object: number): number {
  if (x.rules.calls.pairsName !== true || object < 0) return list;
  const [first = -1, second = -1, third = -1] = partsOf(x, record);
  if (second < 0 || third >= 0 || x.tree.ruleOf(second).role !== 'literal') return list;
  const { role } = x.tree.ruleOf(first);
  const method = /^(["'])([\p{L}_][\p{L}\p{N}_]*)\1$/u.exec(x.tree.text(second))?.[2];
  if ((role !== 'name' && role !== 'member') || method === undefined) return list;
  const member = addExpression(x, Op.member, object, intern(x, method), second);
  return addExpression(x, Op.otherwise, member, list, record);
}

function partsOf(x: Extraction, record: number): number[] {
  const parts: number[] = [];
  for (
    let part = x.tree.firstChild(record);
    part >= 0 && parts.length < 3;
    part = x.tree.nextSibling(part, record)
  )
    parts.push(x.tree.ruleOf(part).role === 'pair' ? slotOrFirst(x, part, 'value') : part);
  return parts;
}
