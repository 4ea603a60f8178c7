// Types that stand in documentation comments: of parameters, results and variables where the code itself says none, and
// names for types. The comment's text is read by the language's hook.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import type { DocType } from '../../languages/documentation.ts';
import type { Extractor, Visitor } from './extractor.ts';
import type { Documented } from './factWriter.ts';

/** Before the name of a type that a comment declares: no code can write such a name. */
const DECLARED = '@';

/** A comment: what it documents follows, the names that it declares hold for the file. */
export const visitComment: Visitor = (x, record) => {
  x.noteComment(record);
  if (!x.hasDocNames) return;
  const documented = x.readComment(record);
  for (const { name, type, isImported } of documented?.types.declared ?? []) {
    x.within(x.moduleScope, 0, () => {
      const expression = expressDocType(x, type, documented!);
      if (expression < 0) return;
      const position = x.start(record);
      // What can be called is no name of another type: it is known as an instance.
      const isFunction = type.kind === 'function';
      const bind = (scope: number, called: string) =>
        isFunction
          ? x.facts.addBinding(scope, x.intern(called), BindingKind.value, -1, position, expression)
          : x.facts.addBinding(scope, x.intern(called), BindingKind.alias, expression, position);
      bind(x.scope, DECLARED + name);
      if (isImported !== true) bind(x.exportsScope, name);
    });
  }
};

/** The type that the comment of a function gives to its parameter: by name, or by position when it has none. */
export function documentedParameter(x: Extractor, name: string | undefined, index: number): number {
  const { documented } = x;
  if (!documented) return -1;
  const { parameters, type } = documented.types;
  const found = name === undefined ? parameters[index] : parameters.find((one) => one.name === name);
  const ofFunction = type?.kind === 'function' ? type.parameters[index] : undefined;
  return expressDocType(x, found?.type ?? ofFunction, documented);
}

/** Binds what the comment of a function tells of its receiver, and the types for which its callers decide. */
export function declareDocumented(x: Extractor, at: number): void {
  const { documented } = x;
  if (!documented) return;
  const { receiver, templates } = documented.types;
  const { receiverParameter } = x.compiled.language.rules.classes;
  for (const name of x.compiled.language.rules.types.typeArguments === true ? templates : [])
    x.facts.addBinding(x.scope, x.intern(name), BindingKind.typeParameter, x.typeParameters++, x.start(at));
  const type = receiverParameter === undefined ? -1 : expressDocType(x, receiver, documented);
  if (type >= 0)
    x.facts.addBinding(x.scope, x.intern(receiverParameter!), BindingKind.value, -1, x.start(at), type);
}

/** The type of the result that the comment of a function tells. */
export function documentedResult(x: Extractor): number {
  const { documented } = x;
  if (!documented) return -1;
  const { result, type } = documented.types;
  return expressDocType(x, result ?? (type?.kind === 'function' ? type.result : undefined), documented);
}

/** The type that the comment above a variable or field gives it. */
export function documentedVariable(x: Extractor, record: number): number {
  const documented = x.docTypesAbove(record);
  return documented?.types.type ? expressDocType(x, documented.types.type, documented) : -1;
}

/** The expression of a type in the comment `documented`, -1 when it is not followed. */
function expressDocType(x: Extractor, type: DocType | undefined, documented: Documented): number {
  if (!type) return -1;
  const add = (op: number, a: number, b: number) => x.addDocumented(op, a, b, documented, type.at);
  const express = (inner: DocType) => expressDocType(x, inner, documented);
  switch (type.kind) {
    case 'name': {
      const [first = '', ...rest] = type.names;
      const plain = add(Op.name, x.intern(first), 1);
      const known = x.hasDocNames
        ? add(Op.choice, add(Op.name, x.intern(DECLARED + first), 1), plain)
        : plain;
      return rest.reduce((object, name) => add(Op.member, object, x.intern(name)), known);
    }
    case 'import': {
      const [first = '', ...rest] = type.names;
      const imported = add(Op.name, importType(x, type.specifier, first, documented, type.at), 1);
      return rest.reduce((object, name) => add(Op.member, object, x.intern(name)), imported);
    }
    case 'literal':
      return add(Op.literal, x.intern(type.name), 0);
    case 'collection': {
      const inner = express(type.of);
      return inner < 0 ? -1 : add(Op.collection, inner, x.intern(''));
    }
    case 'generic': {
      const base = express(type.base);
      const pairs = type.parameters.flatMap((parameter) => [0, express(parameter)]);
      return add(Op.generic, base, x.facts.addArguments(pairs));
    }
    case 'choice':
      return type.parts
        .map(express)
        .filter((part) => part >= 0)
        .reduce((left, right) => (left < 0 ? right : add(Op.choice, left, right)), -1);
    case 'typeOf': {
      const inner = express(type.of);
      return inner < 0 ? -1 : add(Op.typeOf, inner, 0);
    }
    case 'function': {
      const pairs = type.parameters.flatMap((parameter) => [0, express(parameter)]);
      return add(Op.functionType, express(type.result), x.facts.addArguments(pairs));
    }
    case 'object': {
      const scope = x.facts.addScope(ScopeKind.object, x.scope, x.owner);
      for (const { name, type: inner } of type.members) {
        const position = documented.start + inner.at;
        x.facts.addBinding(scope, x.intern(name), BindingKind.value, -1, position, express(inner));
      }
      return add(Op.object, scope, 0);
    }
    default:
      return -1;
  }
}

/** The name, in the module, of what a comment imports in place; bound once. */
function importType(
  x: Extractor,
  specifier: string,
  name: string,
  documented: Documented,
  at: number,
): number {
  const local = x.intern(`${DECLARED}${specifier}#${name}`);
  if (x.docImports.has(local)) return local;
  x.docImports.add(local);
  const position = documented.start + at;
  const row = x.facts.tables.imports.add(
    x.moduleScope,
    x.intern(specifier),
    x.intern(name),
    x.lineOf(documented, at),
    position,
  );
  x.facts.addBinding(x.moduleScope, local, BindingKind.import, row, position);
  return local;
}
