// Branches by the type of a value: in each the name stands for a value of that type.

import { BindingKind, ScopeKind } from '../../facts/expressions.ts';
import type { Extraction, Visitor } from './context.ts';
import { within } from './scopes.ts';
import { express, expressType, visit } from './walk.ts';
import { nameOf } from './writing.ts';

/** The name that a switch binds and the expression it stands for in branches of no single type. */
interface Subject {
  readonly name: number;
  readonly value: number;
}

/** `switch name := value.(type)`. */
export const visitTypeSwitch: Visitor = (x, record) => {
  const alias = x.tree.slot(record, 'name');
  const valueRecord = x.tree.slot(record, 'value');
  const scope = x.facts.addScope(ScopeKind.block, x.scope, x.owner);
  within(x, scope, x.owner, () => {
    let subject: Subject = { name: -1, value: -1 };
    for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
      if (child === alias) continue;
      if (child === valueRecord) {
        const value = express(x, child);
        const name = alias < 0 ? -1 : aliasName(x, alias);
        subject = { name, value };
        if (name >= 0) bind(x, subject, -1, x.tree.end(child));
      } else if (x.tree.ruleOf(child).role === 'type-case') visitTypeCase(x, child, subject);
      else visit(x, child);
    }
  });
};

function aliasName(x: Extraction, alias: number): number {
  return nameOf(x, x.tree.ruleOf(alias).role === 'list' ? x.tree.firstChild(alias) : alias);
}

function bind(x: Extraction, { name, value }: Subject, type: number, position: number): void {
  x.facts.addBinding(x.scope, name, BindingKind.value, type < 0 ? value : -1, position, type);
}

function visitTypeCase(x: Extraction, record: number, subject: Subject): void {
  const field = x.tree.slotField(record, 'type');
  const scope = x.facts.addScope(ScopeKind.block, x.scope, x.owner);
  within(x, scope, x.owner, () => {
    const types: number[] = [];
    let isBound = subject.name < 0;
    for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
      if (x.tree.field(child) === field) {
        types.push(expressType(x, child));
        continue;
      }
      if (!isBound) bind(x, subject, types.length === 1 ? types[0]! : -1, x.tree.start(record));
      isBound = true;
      visit(x, child);
    }
  });
}
