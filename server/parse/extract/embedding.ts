// Types listed among the members of another, which takes over theirs.

import { BaseKind, BindingKind } from '../../facts/expressions.ts';
import type { Extraction, Visitor } from './context.ts';
import { expressType } from './walk.ts';
import { intern } from './writing.ts';

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
