// Types listed among the members of another, which takes over theirs.

import { BaseKind, BindingKind, Op } from '../../facts/expressions.ts';
import { lastChild } from './children.ts';
import type { Extraction, Visitor } from './context.ts';
import { express, expressType, visit } from './walk.ts';
import { addExpression, intern, nameOf, symbolExpression } from './writing.ts';

/** A field without a name embeds its type: its members are promoted. */
export function visitEmbeddedField(x: Extraction, record: number, type: number): void {
  if (type < 0) return;
  x.facts.tables.bases.add(x.owner, type, BaseKind.embeds);
  const typeRecord = x.tree.slot(record, 'type');
  const name = x.tree.text(typeRecord).replace(/^\*/, '').replace(/\[.*$/s, '').split('.').at(-1)!;
  x.facts.addBinding(x.scope, intern(x, name), BindingKind.value, -1, x.tree.start(record), type);
}

/** A type among the members of another: a lone one embeds its members, a union only limits. */
export const visitEmbeddedType: Visitor = (x, record) => {
  const first = x.tree.firstChild(record);
  const type = expressType(x, first);
  const second = first < 0 ? -1 : x.tree.nextSibling(first, record);
  if (second < 0 && type >= 0) x.facts.tables.bases.add(x.owner, type, BaseKind.embeds);
  for (let child = second; child >= 0; child = x.tree.nextSibling(child, record)) expressType(x, child);
};

/** What can name a type beside a plain name. */
const MIXED: ReadonlySet<string> = new Set(['member', 'self']);

const MIXES = {
  before: BaseKind.before,
  'into-class': BaseKind.ofClass,
  'into-taker': BaseKind.ofTaker,
} as const;

/** Types whose members a class takes over, and clauses that give some of them other names or choose among them. */
export const visitMixesIn: Visitor = (x, record, { mixes }) => {
  const kind = mixes === undefined ? BaseKind.embeds : MIXES[mixes];
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    const { role } = x.tree.ruleOf(child);
    if (role === 'name' || role === 'qualified-name')
      x.facts.tables.bases.add(x.owner, expressType(x, child), kind);
    else if (MIXED.has(role)) x.facts.tables.bases.add(x.owner, express(x, child), kind);
    else visit(x, child);
  }
};

/** `T::a insteadof U`, `T::a as b`, `a as b`: the class has the member under that name. */
export const visitMemberAlias: Visitor = (x, record, rule) => {
  const member = x.tree.firstChild(record);
  if (member < 0) return;
  const isQualified = x.tree.ruleOf(member).role === 'member';
  let name = -1;
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
    if (x.tree.ruleOf(child).role === 'name' && child !== member) name = child;
  const owner = symbolExpression(x, x.owner, member);
  const object = rule.isOfInstance === true ? addExpression(x, Op.instance, owner, 0, member) : owner;
  const value = isQualified
    ? express(x, member)
    : addExpression(x, Op.member, object, nameOf(x, member), member);
  if (rule.constant === true) {
    expressType(x, name);
    name = isQualified ? lastChild(x, member) : member;
  }
  if (name >= 0 && value >= 0)
    x.facts.addBinding(x.scope, nameOf(x, name), BindingKind.alias, value, x.tree.start(name));
};
