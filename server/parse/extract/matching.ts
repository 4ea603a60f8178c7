// Patterns that a value is matched against, one case after another: what each tells of the type of the value, and what the
// names in it are bound to.

import { Op } from '../../facts/expressions.ts';
import { bindPattern } from './patterns.ts';
import type { Extractor, Visitor } from './extractor.ts';

/** `match value: case pattern: …`. */
export const visitMatch: Visitor = (x, record) => {
  const field = x.slotField(record, 'value');
  const outer = x.matched;
  const values: number[] = [];
  let text = '';
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    if (x.field(child) !== field) continue;
    const { role } = x.ruleOf(child);
    values.push(x.expression(child));
    text = role === 'name' || role === 'member' ? x.text(child) : '';
  }
  x.matched =
    values.length === 1 ? { value: values[0]!, text } : { value: together(x, values, record), text: '' };
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record))
    if (x.field(child) !== field) x.visit(child);
  x.matched = outer;
};

/** Values side by side are a sequence. */
function together(x: Extractor, values: readonly number[], record: number): number {
  const pairs = values.flatMap((value) => [0, value]);
  return x.add(Op.sequence, x.intern('tuple'), x.facts.addArguments(pairs), record);
}

/** `case pattern if guard: body`: what the pattern tells of the value holds in the guard and the body. */
export const visitCase: Visitor = (x, record) => {
  const { guards, matched } = x;
  const known = guards.length;
  const body = x.slot(record, 'body');
  const patterns: number[] = [];
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record))
    if (x.ruleOf(child).role === 'case-pattern') patterns.push(child);
  let type = -1;
  // Several patterns side by side match the parts of a sequence.
  if (patterns.length === 1) type = bindCase(x, patterns[0]!, matched.value);
  else patterns.forEach((pattern, index) => bindCase(x, pattern, partAt(x, matched.value, index, pattern)));
  if (type >= 0 && matched.text !== '') guards.push({ text: matched.text, type });
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record))
    if (child !== body && !patterns.includes(child)) x.visit(child);
  if (body >= 0) x.visit(body);
  guards.length = known;
};

function partAt(x: Extractor, value: number, index: number, record: number): number {
  return value < 0 ? -1 : x.add(Op.element, value, index, record);
}

/** Binds the names in a pattern that `value` matches; the type that the pattern tells of the value, -1 for none. */
function bindCase(x: Extractor, pattern: number, value: number): number {
  const { role } = x.ruleOf(pattern);
  switch (role) {
    case 'case-pattern':
    case 'same-type': {
      const inner = x.firstChild(pattern);
      return inner < 0 ? -1 : bindCase(x, inner, value);
    }
    case 'class-pattern':
      return bindParts(x, pattern, value);
    case 'alternatives':
      return bindAlternatives(x, pattern, value);
    case 'sequence-pattern': {
      const inner = x.firstChild(pattern);
      if (inner >= 0 && isGroup(x, pattern, inner)) return bindCase(x, inner, value);
      bindElements(x, pattern, value);
      return -1;
    }
    case 'bind-as': {
      const inner = x.firstChild(pattern);
      const name = inner < 0 ? -1 : x.nextSibling(inner, pattern);
      const type = inner < 0 ? -1 : bindCase(x, inner, value);
      if (name >= 0) bindPattern(x, name, asType(x, value, type, pattern), -1, pattern);
      return type;
    }
    case 'rest-pattern':
      bindPattern(x, x.firstChild(pattern), -1, -1, pattern);
      return -1;
    case 'plain': {
      // A lone name takes the value; a dotted one is a constant that is compared.
      const first = x.firstChild(pattern);
      if (first >= 0 && x.nextSibling(first, pattern) < 0) bindPattern(x, first, value, -1, pattern);
      else dottedName(x, pattern);
      return -1;
    }
    default:
      visitNested(x, pattern);
      return -1;
  }
}

/** Whether parentheses stand around one pattern and make no sequence of it. */
function isGroup(x: Extractor, pattern: number, inner: number): boolean {
  return (
    x.textBetween(x.start(pattern), x.start(inner)).startsWith('(') &&
    x.nextSibling(inner, pattern) < 0 &&
    !x.textBetween(x.end(inner), x.end(pattern)).includes(',')
  );
}

/** `value` where it was found to be of a type. */
function asType(x: Extractor, value: number, type: number, record: number): number {
  if (value < 0) return type < 0 ? -1 : x.add(Op.instance, type, 0, record);
  return type < 0 ? value : x.add(Op.guarded, value, type, record);
}

/** `Type(part, member=part)`. */
function bindParts(x: Extractor, pattern: number, value: number): number {
  const name = x.firstChild(pattern);
  if (name < 0) return -1;
  const type = dottedName(x, name);
  const object = asType(x, value, type, pattern);
  let position = 0;
  for (let child = x.nextSibling(name, pattern); child >= 0; child = x.nextSibling(child, pattern)) {
    const part = x.ruleOf(child).role === 'case-pattern' ? x.firstChild(child) : child;
    if (part < 0 || x.ruleOf(part).role !== 'keyword-pattern') {
      if (part >= 0) bindCase(x, part, object < 0 ? -1 : x.add(Op.part, object, position, part));
      position++;
      continue;
    }
    const member = x.firstChild(part);
    const inner = x.nextSibling(member, part);
    const held = object < 0 ? -1 : x.memberExpression(object, x.text(member), member);
    if (inner >= 0) bindCase(x, inner, held);
  }
  return type;
}

/** `A() | B()`: any of the types; nothing where one of them tells none. */
function bindAlternatives(x: Extractor, pattern: number, value: number): number {
  let type = -1;
  let isTyped = true;
  for (let child = x.firstChild(pattern); child >= 0; child = x.nextSibling(child, pattern)) {
    const one = bindCase(x, child, value);
    isTyped &&= one >= 0;
    type = type < 0 ? one : one < 0 ? type : x.add(Op.choice, type, one, pattern);
  }
  return isTyped ? type : -1;
}

function bindElements(x: Extractor, pattern: number, value: number): void {
  let index = 0;
  for (let child = x.firstChild(pattern); child >= 0; child = x.nextSibling(child, pattern)) {
    const inner = x.firstChild(child);
    const isRest = inner >= 0 && x.ruleOf(inner).role === 'rest-pattern';
    // Behind one that takes any number of them the places are not known.
    if (isRest) index = Number.NaN;
    bindCase(x, child, Number.isNaN(index) ? -1 : partAt(x, value, index, child));
    index++;
  }
}

/** Patterns in what has a key for each. */
function visitNested(x: Extractor, pattern: number): void {
  for (let child = x.firstChild(pattern); child >= 0; child = x.nextSibling(child, pattern)) {
    const { role } = x.ruleOf(child);
    if (role === 'case-pattern' || role === 'rest-pattern') bindCase(x, child, -1);
    else x.visit(child);
  }
}

/** The expression of a name with dots. */
function dottedName(x: Extractor, record: number): number {
  const first = x.firstChild(record);
  if (first < 0) return x.expression(record);
  let value = x.expression(first);
  for (let child = x.nextSibling(first, record); child >= 0; child = x.nextSibling(child, record))
    value = x.memberExpression(value, x.text(child), child);
  return value;
}
