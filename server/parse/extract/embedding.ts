// Types listed among the members of another, which takes over theirs.

import { BaseKind, BindingKind } from '../../facts/expressions.ts';
import type { Extractor, Visitor } from './extractor.ts';

/** A field without a name embeds its type: its members are promoted. */
export function visitEmbeddedField(x: Extractor, record: number, type: number): void {
  if (type < 0) return;
  x.facts.tables.bases.add(x.owner, type, BaseKind.embeds);
  const typeRecord = x.slot(record, 'type');
  const name = x.text(typeRecord).replace(/^\*/, '').replace(/\[.*$/s, '').split('.').at(-1)!;
  x.facts.addBinding(x.scope, x.intern(name), BindingKind.value, -1, x.start(record), type);
}

/** A type among the members of another: a lone one embeds its members, a union only limits. */
export const visitEmbeddedType: Visitor = (x, record) => {
  const first = x.firstChild(record);
  const type = x.typeExpression(first);
  const second = first < 0 ? -1 : x.nextSibling(first, record);
  if (second < 0 && type >= 0) x.facts.tables.bases.add(x.owner, type, BaseKind.embeds);
  for (let child = second; child >= 0; child = x.nextSibling(child, record)) x.typeExpression(child);
};
