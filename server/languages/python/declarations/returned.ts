// What a value is that nobody annotated, as far as its form tells: what a function returns, what a field is given. Follows
// calls of classes and of functions that return such values, a few steps far.

import type { DeclaredNames } from './names.ts';
import type { Expression, WrittenClass, WrittenFunction, WrittenModule, WrittenValue } from './syntax.ts';
import { UNKNOWN, UNTOLD, unionOf } from './typeText.ts';

/** Functions that return what others return are followed so far. */
const MAX_STEPS = 6;

/** Writes a type that stands in a module, in the class around if there is one. */
type TypeWriter = (type: Expression, module: WrittenModule, within?: WrittenClass) => string;

/** The function whose names are meant. */
interface Frame {
  readonly module: WrittenModule;
  readonly within: WrittenClass | undefined;
  readonly function: WrittenFunction | undefined;
  readonly steps: number;
}

/** Tells types by values. */
export class ReturnedTypes {
  private readonly names: DeclaredNames;
  private readonly write: TypeWriter;
  private readonly results = new Map<WrittenFunction, string>();
  private readonly asked = new Set<WrittenFunction | Expression>();

  constructor(names: DeclaredNames, write: TypeWriter) {
    this.names = names;
    this.write = write;
  }

  /** What a module, the body of a class or a method gives to a name. */
  typeOf({ value, method }: WrittenValue, module: WrittenModule, within?: WrittenClass): string {
    const text = value ? this.of(value, { module, within, function: method, steps: 0 }) : UNTOLD;
    // What is nothing yet will be something.
    return text === 'None' ? UNTOLD : text;
  }

  /** What a function gives whose result is not annotated. */
  resultOf(written: WrittenFunction, module: WrittenModule, within?: WrittenClass): string {
    return this.result(written, { module, within, function: written, steps: 0 });
  }

  private result(written: WrittenFunction, frame: Frame): string {
    const known = this.results.get(written);
    if (known !== undefined) return known;
    const { body } = written;
    if (!body || body.isGenerator || this.asked.has(written) || frame.steps > MAX_STEPS) return UNTOLD;
    this.asked.add(written);
    const text =
      body.returned.length === 0 ? UNTOLD : this.either(body.returned, { ...frame, function: written });
    this.asked.delete(written);
    if (this.asked.size === 0) this.results.set(written, text);
    return text;
  }

  private either(values: readonly Expression[], frame: Frame): string {
    const parts = values.map((value) => this.of(value, frame)).filter((one) => one !== 'None');
    const told = parts.filter((one) => one !== UNTOLD && one !== UNKNOWN);
    return told.length === 0 ? UNTOLD : unionOf(told);
  }

  private of(value: Expression, frame: Frame): string {
    if (frame.steps > MAX_STEPS || this.asked.has(value)) return UNTOLD;
    this.asked.add(value);
    const text = this.evaluate(value, { ...frame, steps: frame.steps + 1 });
    this.asked.delete(value);
    return text;
  }

  private evaluate(value: Expression, frame: Frame): string {
    switch (value.kind) {
      case 'literal':
        return value.type;
      case 'text':
        return 'str';
      case 'list':
        return 'list';
      case 'either':
        return this.either(value.parts, frame);
      case 'name':
        return this.named(value.name, frame);
      case 'call':
        return this.called(value.of, frame);
      default:
        return UNTOLD;
    }
  }

  private named(name: string, frame: Frame): string {
    if (name === 'None') return 'None';
    const [first = '', ...rest] = name.split('.');
    if (frame.function && frame.within && first === this.receiver(frame)) {
      const [member, ...more] = rest;
      if (member === undefined) return isOfClass(frame.function) ? UNTOLD : '%';
      return more.length > 0 ? UNTOLD : this.member(frame.within, member, frame);
    }
    if (rest.length > 0) return UNTOLD;
    const parameter = frame.function?.parameters.find((one) => one.name === name);
    if (parameter)
      return parameter.type && parameter.kind === 'plain' ? this.typed(parameter.type, frame) : UNTOLD;
    const given = frame.function?.body?.locals.get(name);
    return given ? this.either(given, frame) : UNTOLD;
  }

  private receiver({ function: written }: Frame): string | undefined {
    const isStatic = written?.decorators.some((one) => one.kind === 'name' && one.name === 'staticmethod');
    return isStatic === true ? undefined : written?.parameters[0]?.name;
  }

  /** A type without variables of a function, which nothing binds here. */
  private typed(type: Expression, { module, within }: Frame): string {
    const text = this.write(type, module, within);
    return /[#%!*(]/.test(text) || text === UNKNOWN ? UNTOLD : text;
  }

  /** What a field of the class holds, or a property of it gives. */
  private member(within: WrittenClass, name: string, frame: Frame): string {
    const member = within.members.get(name);
    if (member?.kind === 'value') {
      if (member.type) return this.typed(member.type, frame);
      return member.value ? this.of(member.value, { ...frame, function: member.method }) : UNTOLD;
    }
    if (member?.kind !== 'functions') return UNTOLD;
    const isProperty = member.all.some(({ decorators }) =>
      decorators.some((one) => one.kind === 'name' && one.name.endsWith('property')),
    );
    return isProperty ? this.resultOfFirst(member.all, frame) : UNTOLD;
  }

  private resultOfFirst(all: readonly WrittenFunction[], frame: Frame): string {
    const [first] = all;
    if (!first) return UNTOLD;
    return first.result ? this.typed(first.result, frame) : this.result(first, frame);
  }

  private called(callee: Expression, frame: Frame): string {
    if (callee.kind !== 'name') return UNTOLD;
    const { within, module } = frame;
    const [first = '', member, ...more] = callee.name.split('.');
    if (frame.function && within && first === this.receiver(frame)) {
      if (member === undefined) return isOfClass(frame.function) ? '%' : UNTOLD;
      if (member === '__class__' && more.length === 0) return '%';
      const method = more.length === 0 ? within.members.get(member) : undefined;
      return method?.kind === 'functions' ? this.resultOfFirst(method.all, frame) : UNTOLD;
    }
    // A variable of the function hides what the module has.
    if (
      frame.function?.body?.locals.has(first) ||
      frame.function?.parameters.some(({ name }) => name === first)
    )
      return UNTOLD;
    const found = this.names.find(this.names.fullName(module, callee.name));
    if (found === undefined) return UNTOLD;
    if (typeof found === 'string') {
      // Classes are told by their names here.
      const isClass = /^builtins\.(?:dict|list|set|tuple|str|int|float|bool|bytes|frozenset)$/.test(found);
      return isClass || /\.\p{Lu}\w*\p{Ll}\w*$/u.test(found) ? this.write(callee, module) : UNTOLD;
    }
    if (found.written.kind === 'class') return this.write(callee, module);
    if (found.written.kind !== 'functions') return UNTOLD;
    const inner = { module: found.module, within: undefined, function: undefined, steps: frame.steps };
    // What another module writes is not written so in this one.
    return found.module === module ? this.resultOfFirst(found.written.all, inner) : UNTOLD;
  }
}

function isOfClass({ decorators }: WrittenFunction): boolean {
  return decorators.some((one) => one.kind === 'name' && one.name === 'classmethod');
}
