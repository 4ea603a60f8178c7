// Branches by the type of a value: in each the name stands for a value of that type.

import { BindingKind, ScopeKind } from '../../facts/expressions.ts';
import type { Extractor, Visitor } from './extractor.ts';

/** The name that a switch binds and the expression it stands for in branches of no single type. */
interface Subject {
  readonly name: number;
  readonly value: number;
}

/** `switch name := value.(type)`. */
export const visitTypeSwitch: Visitor = (x, record) => {
  const alias = x.slot(record, 'name');
  const valueRecord = x.slot(record, 'value');
  const scope = x.facts.addScope(ScopeKind.block, x.scope, x.owner);
  x.within(scope, x.owner, () => {
    let subject: Subject = { name: -1, value: -1 };
    for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
      if (child === alias) continue;
      if (child === valueRecord) {
        const value = x.expression(child);
        const name = alias < 0 ? -1 : nameOf(x, alias);
        subject = { name, value };
        if (name >= 0) bind(x, subject, -1, x.end(child));
      } else if (x.ruleOf(child).role === 'type-case') visitTypeCase(x, child, subject);
      else x.visit(child);
    }
  });
};

function nameOf(x: Extractor, alias: number): number {
  return x.nameOf(x.ruleOf(alias).role === 'list' ? x.firstChild(alias) : alias);
}

function bind(x: Extractor, { name, value }: Subject, type: number, position: number): void {
  x.facts.addBinding(x.scope, name, BindingKind.value, type < 0 ? value : -1, position, type);
}

function visitTypeCase(x: Extractor, record: number, subject: Subject): void {
  const field = x.slotField(record, 'type');
  const scope = x.facts.addScope(ScopeKind.block, x.scope, x.owner);
  x.within(scope, x.owner, () => {
    const types: number[] = [];
    let isBound = subject.name < 0;
    for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
      if (x.field(child) === field) {
        types.push(x.typeExpression(child));
        continue;
      }
      if (!isBound) bind(x, subject, types.length === 1 ? types[0]! : -1, x.start(record));
      isBound = true;
      x.visit(child);
    }
  });
}
