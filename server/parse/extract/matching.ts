// Patterns that a value is matched against, one case after another: what each tells of the type of the value, and what the
// names in it are bound to.

import { Op } from '../../facts/expressions.ts';
import type { Extraction, Visitor } from './context.ts';
import { bindPattern } from './patterns.ts';
import { express, visit } from './walk.ts';
import { addExpression, intern, memberExpression } from './writing.ts';

/** `match value: case pattern: …`. */
export const visitMatch: Visitor = (x, record) => {
  const field = x.tree.slotField(record, 'value');
  const outer = x.matched;
  const values: number[] = [];
  let text = '';
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    if (x.tree.field(child) !== field) continue;
    const { role } = x.tree.ruleOf(child);
    values.push(express(x, child));
    text = role === 'name' || role === 'member' ? x.tree.text(child) : '';
  }
  x.matched =
    values.length === 1 ? { value: values[0]!, text } : { value: together(x, values, record), text: '' };
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
    if (x.tree.field(child) !== field) visit(x, child);
  x.matched = outer;
};

/** Values side by side are a sequence. */
function together(x: Extraction, values: readonly number[], record: number): number {
  const pairs = values.flatMap((value) => [0, value]);
  return addExpression(x, Op.sequence, intern(x, 'tuple'), x.facts.addArguments(pairs), record);
}

/** `case pattern if guard: body`: what the pattern tells of the value holds in the guard and the body. */
export const visitCase: Visitor = (x, record) => {
  const { guards, matched } = x;
  const known = guards.length;
  const body = x.tree.slot(record, 'body');
  const patterns: number[] = [];
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
    if (x.tree.ruleOf(child).role === 'case-pattern') patterns.push(child);
  let type = -1;
  // Several patterns side by side match the parts of a sequence.
  if (patterns.length === 1) type = bindCase(x, patterns[0]!, matched.value);
  else patterns.forEach((pattern, index) => bindCase(x, pattern, partAt(x, matched.value, index, pattern)));
  if (type >= 0 && matched.text !== '') guards.push({ text: matched.text, type });
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
    if (child !== body && !patterns.includes(child)) visit(x, child);
  if (body >= 0) visit(x, body);
  guards.length = known;
};

function partAt(x: Extraction, value: number, index: number, record: number): number {
  return value < 0 ? -1 : addExpression(x, Op.element, value, index, record);
}

/** Binds the names in a pattern that `value` matches; the type that the pattern tells of the value, -1 for none. */
function bindCase(x: Extraction, pattern: number, value: number): number {
  const { role } = x.tree.ruleOf(pattern);
  switch (role) {
    case 'case-pattern':
    case 'same-type': {
      const inner = x.tree.firstChild(pattern);
      return inner < 0 ? -1 : bindCase(x, inner, value);
    }
    case 'class-pattern':
      return bindParts(x, pattern, value);
    case 'alternatives':
      return bindAlternatives(x, pattern, value);
    case 'sequence-pattern': {
      const inner = x.tree.firstChild(pattern);
      if (inner >= 0 && isGroup(x, pattern, inner)) return bindCase(x, inner, value);
      bindElements(x, pattern, value);
      return -1;
    }
    case 'bind-as': {
      const inner = x.tree.firstChild(pattern);
      const name = inner < 0 ? -1 : x.tree.nextSibling(inner, pattern);
      const type = inner < 0 ? -1 : bindCase(x, inner, value);
      if (name >= 0) bindPattern(x, name, asType(x, value, type, pattern), -1, pattern);
      return type;
    }
    case 'rest-pattern':
      bindPattern(x, x.tree.firstChild(pattern), -1, -1, pattern);
      return -1;
    case 'plain': {
      // A lone name takes the value; a dotted one is a constant that is compared.
      const first = x.tree.firstChild(pattern);
      if (first >= 0 && x.tree.nextSibling(first, pattern) < 0) bindPattern(x, first, value, -1, pattern);
      else dottedName(x, pattern);
      return -1;
    }
    default:
      visitNested(x, pattern);
      return -1;
  }
}

/** Whether parentheses stand around one pattern and make no sequence of it. */
function isGroup(x: Extraction, pattern: number, inner: number): boolean {
  return (
    x.tree.textBetween(x.tree.start(pattern), x.tree.start(inner)).startsWith('(') &&
    x.tree.nextSibling(inner, pattern) < 0 &&
    !x.tree.textBetween(x.tree.end(inner), x.tree.end(pattern)).includes(',')
  );
}

/** `value` where it was found to be of a type. */
function asType(x: Extraction, value: number, type: number, record: number): number {
  if (value < 0) return type < 0 ? -1 : addExpression(x, Op.instance, type, 0, record);
  return type < 0 ? value : addExpression(x, Op.guarded, value, type, record);
}

/** `Type(part, member=part)`. */
function bindParts(x: Extraction, pattern: number, value: number): number {
  const name = x.tree.firstChild(pattern);
  if (name < 0) return -1;
  const type = dottedName(x, name);
  const object = asType(x, value, type, pattern);
  let position = 0;
  for (
    let child = x.tree.nextSibling(name, pattern);
    child >= 0;
    child = x.tree.nextSibling(child, pattern)
  ) {
    const whole = unwrapped(x, child);
    const inside =
      whole >= 0 && x.tree.ruleOf(whole).role === 'bind-as' ? unwrapped(x, x.tree.firstChild(whole)) : -1;
    const isNamed = inside >= 0 && x.tree.ruleOf(inside).role === 'keyword-pattern';
    const part = isNamed ? inside : whole;
    if (part < 0 || x.tree.ruleOf(part).role !== 'keyword-pattern') {
      if (part >= 0) bindCase(x, part, object < 0 ? -1 : addExpression(x, Op.part, object, position, part));
      position++;
      continue;
    }
    const member = x.tree.firstChild(part);
    const inner = x.tree.nextSibling(member, part);
    const held = object < 0 ? -1 : memberExpression(x, object, x.tree.text(member), member);
    const found = inner < 0 ? -1 : bindCase(x, inner, held);
    // `member=Type() as name`: the name is written behind the whole, and means what the member holds.
    const bound = isNamed ? x.tree.nextSibling(x.tree.firstChild(whole), whole) : -1;
    if (bound >= 0) bindPattern(x, bound, asType(x, held, found, whole), -1, whole);
  }
  return type;
}

/** What stands in a part of a pattern. */
function unwrapped(x: Extraction, part: number): number {
  return part >= 0 && x.tree.ruleOf(part).role === 'case-pattern' ? x.tree.firstChild(part) : part;
}

/** `A() | B()`: any of the types; nothing where one of them tells none. */
function bindAlternatives(x: Extraction, pattern: number, value: number): number {
  let type = -1;
  let isTyped = true;
  for (let child = x.tree.firstChild(pattern); child >= 0; child = x.tree.nextSibling(child, pattern)) {
    const one = bindCase(x, child, value);
    isTyped &&= one >= 0;
    type = type < 0 ? one : one < 0 ? type : addExpression(x, Op.choice, type, one, pattern);
  }
  return isTyped ? type : -1;
}

function bindElements(x: Extraction, pattern: number, value: number): void {
  let index = 0;
  for (let child = x.tree.firstChild(pattern); child >= 0; child = x.tree.nextSibling(child, pattern)) {
    const inner = x.tree.firstChild(child);
    const isRest = inner >= 0 && x.tree.ruleOf(inner).role === 'rest-pattern';
    // Behind one that takes any number of them the places are not known.
    if (isRest) index = Number.NaN;
    bindCase(x, child, Number.isNaN(index) ? -1 : partAt(x, value, index, child));
    index++;
  }
}

/** Patterns in what has a key for each. */
function visitNested(x: Extraction, pattern: number): void {
  for (let child = x.tree.firstChild(pattern); child >= 0; child = x.tree.nextSibling(child, pattern)) {
    const { role } = x.tree.ruleOf(child);
    if (role === 'case-pattern' || role === 'rest-pattern') bindCase(x, child, -1);
    else visit(x, child);
  }
}

/** The expression of a name with dots. */
function dottedName(x: Extraction, record: number): number {
  const first = x.tree.firstChild(record);
  if (first < 0) return express(x, record);
  let value = express(x, first);
  for (let child = x.tree.nextSibling(first, record); child >= 0; child = x.tree.nextSibling(child, record))
    value = memberExpression(x, value, x.tree.text(child), child);
  return value;
}
