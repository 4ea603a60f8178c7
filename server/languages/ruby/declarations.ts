// Classes and modules, and the calls in them that declare something: accessors, mixins, aliases, delegated methods, visibility.

import { within, writeMethod, writeStatements } from './functions.ts';
import { noteConcern, writeClassMethods, writeTakenInBlock } from './takers.ts';
import { blockLocals, sealedLocals } from './locals.ts';
import { child, literalName, literalNames, parts, writeBeside, writeCall, writeSelf } from './writing.ts';
import type { Ruby } from './writing.ts';

interface Name {
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/** The body of a class or module: what stands in it is run on the class. */
function writeClassBody(r: Ruby, at: number, name: number, body: () => void): void {
  const changes = {
    classAt: name,
    className: r.api.text(name),
    locals: sealedLocals(),
    method: undefined,
    isInClass: true,
    isOfClass: false,
    isInBlock: false,
    isConcern: false,
    loops: 0,
  };
  r.api.write('class_body', 'body', at, () => within(r, changes, body));
}

/** `class A::B` opens B in A: each name before the last is written as a class around. */
function writeWithin(
  r: Ruby,
  name: number,
  record: number,
  field: string,
  body: (name: number, field: string) => void,
): void {
  const { api } = r;
  const scope = api.typeOf(name) === 'scope_resolution' ? child(r, name, 'scope') : -1;
  if (scope < 0 || !/^(?:constant|scope_resolution)$/.test(api.typeOf(scope))) {
    const last = api.typeOf(name) === 'scope_resolution' ? child(r, name, 'name') : name;
    return body(last, field);
  }
  writeWithin(r, scope, record, field, (around, inner) =>
    api.write('class', inner, scope, () => {
      api.write('part', '', scope);
      api.write('constant', 'name', around);
      api.write('class_body', 'body', record, () => body(child(r, name, 'name'), ''));
    }),
  );
}

/** `class A < B`, `module A`. */
export function writeClass(r: Ruby, record: number, field: string): void {
  const { api } = r;
  const name = child(r, record, 'name');
  const base = child(r, record, 'superclass');
  const body = child(r, record, 'body');
  if (name < 0) return writeStatements(r, body, false);
  writeWithin(r, name, record, field, (last, inner) =>
    api.write('class', inner, record, () => {
      api.write('part', '', record);
      api.write('constant', 'name', last);
      const [extended] = base < 0 ? [] : parts(r, base);
      if (extended !== undefined) api.write('bases', '', base, () => r.value(r, extended, ''));
      writeClassBody(r, body < 0 ? record : body, last, () => {
        if (extended !== undefined && isCallOf(r, extended, 'Struct', 'new')) writeFields(r, extended, true);
        writeStatements(r, body, false);
      });
    }),
  );
  if (r.isConcern && api.text(name) === 'ClassMethods') writeClassMethods(r, record);
  writeBeside(r, record);
}

/** `class << self … end`. */
export function writeSingletonClass(r: Ruby, record: number): void {
  const { api } = r;
  const value = child(r, record, 'value');
  const body = child(r, record, 'body');
  if (value >= 0 && api.typeOf(value) === 'self' && r.isInClass && !r.method)
    return within(r, { isOfClass: true, locals: sealedLocals() }, () => writeStatements(r, body, false));
  api.write('class_body', '', record, () => {
    if (value >= 0) r.value(r, value, '');
    within(r, { isOfClass: true, locals: sealedLocals() }, () => writeStatements(r, body, false));
  });
}

function isCallOf(r: Ruby, record: number, object: string, method: string): boolean {
  const receiver = child(r, record, 'receiver');
  return (
    r.api.typeOf(record) === 'call' &&
    receiver >= 0 &&
    r.api.text(receiver).replace(/^::/, '') === object &&
    r.api.text(child(r, record, 'method')) === method
  );
}

/** The members that `Struct.new(:a, :b)` and `Data.define(:a)` give a class. */
function writeFields(r: Ruby, call: number, canWrite: boolean): void {
  const list = child(r, call, 'arguments');
  for (const name of literalNames(r, list < 0 ? [] : parts(r, list))) {
    if (r.api.typeOf(name.at) === 'string') continue;
    writeReader(r, name, false);
    if (canWrite) writeWriter(r, name, false);
  }
}

/** `Name = Class.new(Base) { … }` and the like declare a class; false for other values. */
export function writeAssignedClass(r: Ruby, left: number, right: number, field: string): boolean {
  const { api } = r;
  const isStruct = isCallOf(r, right, 'Struct', 'new');
  const isData = isCallOf(r, right, 'Data', 'define');
  const isClass = isCallOf(r, right, 'Class', 'new');
  if (!isStruct && !isData && !isClass && !isCallOf(r, right, 'Module', 'new')) return false;
  const block = child(r, right, 'block');
  const list = child(r, right, 'arguments');
  const [base] = list < 0 ? [] : parts(r, list);
  api.write('class', field, left, () => {
    api.write('part', '', left);
    api.write('constant', 'name', left);
    if (isClass && base !== undefined) api.write('bases', '', base, () => r.value(r, base, ''));
    if (isStruct || isData) api.write('bases', '', right, () => r.value(r, child(r, right, 'receiver'), ''));
    writeClassBody(r, right, left, () => {
      if (isStruct || isData) writeFields(r, right, isStruct);
      if (block >= 0) writeStatements(r, child(r, block, 'body'), false);
    });
  });
  return true;
}

/** A method that gives what the object holds under `@name`. */
function writeReader(r: Ruby, name: Name, isOfClass: boolean, record = name.at): void {
  const { api } = r;
  api.write('method', '', record, () => {
    if (isOfClass) api.write('of_class', '', name.at);
    api.writeWord('word', 'name', name.at, name.start, name.end);
    api.write('body', 'body', name.at, () => api.write('result', '', name.at, () => writeHeld(r, name, '')));
  });
}

/** `@name` for a name without the mark. */
function writeHeld(r: Ruby, name: Name, field: string): void {
  r.api.write('variable', field, name.at, () => {
    writeSelf(r, name.at, 'object');
    r.api.writeWord('held_name', 'property', name.at, name.start, name.end);
  });
}

/** The method `name=`, which puts what it is given under `@name`. */
function writeWriter(r: Ruby, name: Name, isOfClass: boolean, record = name.at): void {
  const { api } = r;
  api.write('method', '', record, () => {
    if (isOfClass) api.write('of_class', '', name.at);
    api.writeWord('setter_name', 'name', name.at, name.start, name.end);
    api.write('parameters', 'parameters', name.at, () => {
      api.write('block_name', '', name.at);
      api.write('given_name', '', name.at);
    });
    api.write('body', 'body', name.at, () =>
      api.write('assignment', '', name.at, () => {
        writeHeld(r, name, 'left');
        api.write('given_name', 'right', name.at);
      }),
    );
  });
}

/** `alias new old`: the class has the method `old` under another name. */
export function writeAlias(r: Ruby, at: number, alias: Name, name: Name): void {
  const { api } = r;
  api.write(r.isOfClass ? 'alias_of_class' : 'alias_of_object', '', at, () => {
    api.writeWord('word', '', name.at, name.start, name.end);
    api.writeWord('word', '', alias.at, alias.start, alias.end);
  });
}

/** The name of a method in an `alias` statement. */
export function methodName(r: Ruby, record: number): Name {
  const { api } = r;
  return { at: record, ...(literalName(r, record) ?? { start: api.start(record), end: api.end(record) }) };
}

/** A method that calls `called` on what `writeObject` writes. */
function writeDelegated(r: Ruby, name: Name, called: Name, writeObject: () => void): void {
  const { api } = r;
  api.write('method', '', name.at, () => {
    if (r.isOfClass) api.write('of_class', '', name.at);
    api.writeWord('word', 'name', name.at, name.start, name.end);
    api.write('body', 'body', name.at, () =>
      api.write('result', '', name.at, () => writeCall(r, '', name.at, called, writeObject)),
    );
  });
}

/** What methods are delegated to: `:name`, `:@name`, `'name'`, `:class`. */
function writeTarget(r: Ruby, target: number): void {
  const { api } = r;
  const named = literalName(r, target);
  if (!named) return r.value(r, target, 'object');
  const text = api.textBetween(named.start, named.end);
  if (text === 'self') writeSelf(r, target, 'object');
  else if (text.startsWith('@'))
    api.write('variable', 'object', target, () => {
      writeSelf(r, target, 'object');
      api.writeWord('word', 'property', target, named.start, named.end);
    });
  else writeCall(r, 'object', target, { at: target, ...named }, () => writeSelf(r, target, 'object'));
}

/** The value of a keyword argument, -1 for none. */
function keyword(r: Ruby, passed: readonly number[], name: string): number {
  const pair = passed.find(
    (one) => r.api.typeOf(one) === 'pair' && r.api.text(child(r, one, 'key')).replace(/^:/, '') === name,
  );
  return pair === undefined ? -1 : child(r, pair, 'value');
}

/** What a call declares, by its name; false where it declares nothing. */
type Declaring = (r: Ruby, record: number, passed: readonly number[], block: number) => boolean;

const accessors =
  (reads: boolean, writes: boolean): Declaring =>
  (r, record, passed) => {
    const names = literalNames(r, passed);
    for (const name of names) {
      if (reads) writeReader(r, name, r.isOfClass, record);
      if (writes) writeWriter(r, name, r.isOfClass, record);
    }
    return names.length > 0;
  };

const mixes =
  (type: string): Declaring =>
  (r, record, passed) => {
    if (passed.length === 0) return false;
    if (type === 'mixes_into_class') noteConcern(r, passed);
    const way = r.isOfClass ? 'mixes_into_class' : type;
    r.api.write(way, '', record, () => passed.forEach((one) => r.value(r, one, '')));
    return true;
  };

/** `private def name … end`, `private :name`, or `private` for what follows. */
const visibility: Declaring = (r, _record, passed) => {
  for (const one of passed) {
    if (r.api.typeOf(one) === 'method' || r.api.typeOf(one) === 'singleton_method') r.statement(r, one);
    else if (r.api.typeOf(one) === 'call') r.statement(r, one);
  }
  return true;
};

const moduleFunction: Declaring = (r, record, passed, block) => {
  r.api.write('mixes_into_class', '', record, () => r.api.write('own_class', '', record));
  return visibility(r, record, passed, block);
};

const definesMethod: Declaring = (r, record, passed, block) => {
  const name = passed[0] === undefined ? undefined : literalName(r, passed[0]);
  if (!name || block < 0 || r.api.typeOf(block) === 'block_argument') return false;
  const [list, body] = [child(r, block, 'parameters'), child(r, block, 'body')];
  writeMethod(r, record, { at: passed[0]!, ...name }, r.isOfClass, list, body);
  return true;
};

const definesSingletonMethod: Declaring = (r, record, passed, block) =>
  within2(r, () => definesMethod(r, record, passed, block));

function within2(r: Ruby, body: () => boolean): boolean {
  let isDone = false;
  within(r, { isOfClass: true }, () => (isDone = body()));
  return isDone;
}

const aliases: Declaring = (r, record, passed) => {
  const [alias, name] = literalNames(r, passed.slice(0, 2));
  if (!alias || !name) return false;
  writeAlias(r, record, alias, name);
  return true;
};

/** Rails: `delegate :a, :b, to: :c`. */
const delegates: Declaring = (r, _record, passed) => {
  const to = keyword(r, passed, 'to');
  const names = literalNames(r, passed);
  if (to < 0 || names.length === 0 || keyword(r, passed, 'prefix') >= 0) return false;
  for (const name of names) writeDelegated(r, name, name, () => writeTarget(r, to));
  return true;
};

/** `def_delegators :target, :a, :b`. */
const delegators: Declaring = (r, _record, passed) => {
  const [target, ...others] = passed;
  if (target === undefined) return false;
  for (const name of literalNames(r, others)) writeDelegated(r, name, name, () => writeTarget(r, target));
  return true;
};

/** `def_delegator :target, :name, :alias`. */
const delegator: Declaring = (r, _record, passed) => {
  const [target, ...others] = passed;
  const [name, alias] = literalNames(r, others);
  if (target === undefined || !name) return false;
  writeDelegated(r, alias ?? name, name, () => writeTarget(r, target));
  return true;
};

/** `refine String do … end`: what stands in it is of that class. */
const refines: Declaring = (r, record, passed, block) => {
  const [type] = passed;
  if (type === undefined || block < 0 || !/^(?:constant|scope_resolution)$/.test(r.api.typeOf(type)))
    return false;
  r.api.write('refinement', '', record, () => {
    r.value(r, type, 'type');
    writeClassBody(r, record, type, () => writeStatements(r, child(r, block, 'body'), false));
  });
  return true;
};

/** Writes a value that is an instance of the class that `writeType` writes, or a list of such. */
function writeInstance(r: Ruby, at: number, isList: boolean, writeType: (field: string) => void): void {
  r.api.write('instance_of', '', at, () => {
    if (isList) r.api.write('list_of', 'type', at, () => writeType(''));
    else writeType('type');
  });
}

/** Rails: `belongs_to :author, class_name: 'User'`, `has_many :comments`: a method that gives one object, or a list. */
const associates =
  (isList: boolean): Declaring =>
  (r, record, passed) => {
    const { api } = r;
    const [name] = literalNames(r, passed.slice(0, 1));
    if (!name || keyword(r, passed, 'polymorphic') >= 0) return false;
    const given = keyword(r, passed, 'class_name');
    const written = given < 0 ? undefined : literalName(r, given);
    if (given >= 0 && !written) return false;
    api.write('method', '', record, () => {
      api.writeWord('word', 'name', name.at, name.start, name.end);
      api.write('body', 'body', name.at, () =>
        api.write('result', '', name.at, () =>
          writeInstance(r, name.at, isList, (field) => {
            if (written) api.writeWord('constant', field, given, written.start, written.end);
            else
              api.writeWord(isList ? 'class_of_list' : 'class_named', field, name.at, name.start, name.end);
          }),
        ),
      );
    });
    writeWriter(r, name, false, record);
    for (const one of passed) if (api.typeOf(one) === 'lambda') r.statement(r, one);
    return true;
  };

/** Rails: `scope :recent, ->(from) { … }`: a method of the class that gives some of its objects. */
const scopes: Declaring = (r, record, passed) => {
  const { api } = r;
  const [name] = literalNames(r, passed.slice(0, 1));
  const lambda = passed[1];
  if (!name || lambda === undefined || api.typeOf(lambda) !== 'lambda' || r.classAt < 0) return false;
  api.write('method', '', record, () => {
    api.write('of_class', '', record);
    api.writeWord('word', 'name', name.at, name.start, name.end);
    api.write('body', 'body', lambda, () => {
      r.statement(r, lambda);
      api.write('result', '', name.at, () =>
        writeInstance(r, name.at, true, (field) =>
          api.writeWord('constant', field, name.at, api.start(r.classAt), api.end(r.classAt)),
        ),
      );
    });
  });
  return true;
};

/** Calls that name methods which are called later: callbacks, filters, validations. */
const CALLING_LATER =
  /^(?:(?:(?:skip|prepend|append)_)?(?:before|after|around)_[a-z_]+|validate|helper_method|rescue_from)$/;
const LATER_KEYS = ['with', 'if', 'unless'];

/** The methods that such a call names are called by the class. */
function writeCalledLater(r: Ruby, record: number, passed: readonly number[]): void {
  const { api } = r;
  const others = LATER_KEYS.map((key) => keyword(r, passed, key)).filter((value) => value >= 0);
  const named = literalNames(
    r,
    [...passed, ...others].filter((one) => /^(?:simple_symbol|symbol_array|array)$/.test(api.typeOf(one))),
  );
  for (const name of named)
    api.write('block_function', '', record, () =>
      api.write('body', 'body', name.at, () =>
        api.write('result', '', name.at, () =>
          writeCall(r, '', name.at, name, () => writeSelf(r, name.at, 'object')),
        ),
      ),
    );
}

/** RSpec and minitest: `let(:name) { … }`, `subject { … }`: a method that gives what the block does. */
const MEMOIZED = /^(?:let|let_it_be|subject)!?$/;

/** A call in a block of examples that declares a method; false for other calls. */
export function writeMemoized(
  r: Ruby,
  record: number,
  method: number,
  passed: readonly number[],
  block: number,
): boolean {
  if (r.method || block < 0 || r.api.typeOf(block) === 'block_argument') return false;
  const called = r.api.text(method);
  if (!MEMOIZED.test(called)) return false;
  const isPlain = passed.length === 0 && called.startsWith('subject');
  const [name] = isPlain
    ? [{ at: method, start: r.api.start(method), end: r.api.start(method) + 'subject'.length }]
    : literalNames(r, passed.slice(0, 1));
  if (!name) return false;
  // As a block it sees what is around it.
  writeMethod(r, record, name, r.isOfClass, -1, child(r, block, 'body'), blockLocals(r.locals));
  return true;
}

/** `class_methods do … end` of a concern. */
const classMethods: Declaring = (r, record, _passed, block) => {
  if (!r.isConcern || block < 0) return false;
  const { api } = r;
  api.write('class', '', record, () => {
    api.write('part', '', record);
    api.write('class_methods_name', 'name', record);
    writeClassBody(r, block, record, () => writeStatements(r, child(r, block, 'body'), false));
  });
  writeClassMethods(r, record);
  return true;
};

/** `included do … end` of a concern: its block is run on the class that takes the module over. */
const includedBlock: Declaring = (r, _record, _passed, block) => {
  if (r.isConcern && block >= 0) writeTakenInBlock(r, block);
  return false;
};

const DECLARING: Readonly<Record<string, Declaring>> = {
  attr_reader: accessors(true, false),
  attr: accessors(true, false),
  attr_writer: accessors(false, true),
  attr_accessor: accessors(true, true),
  include: mixes('mixes_in'),
  prepend: mixes('mixes_before'),
  extend: mixes('mixes_into_class'),
  private: visibility,
  public: visibility,
  protected: visibility,
  private_class_method: visibility,
  public_class_method: visibility,
  module_function: moduleFunction,
  define_method: definesMethod,
  define_singleton_method: definesSingletonMethod,
  alias_method: aliases,
  delegate: delegates,
  def_delegators: delegators,
  def_instance_delegators: delegators,
  def_delegator: delegator,
  def_instance_delegator: delegator,
  refine: refines,
  class_methods: classMethods,
  included: includedBlock,
  belongs_to: associates(false),
  has_one: associates(false),
  has_many: associates(true),
  has_and_belongs_to_many: associates(true),
  scope: scopes,
};

/** `A::B.include C` outside of the class; false for other calls. */
export function writeMixingCall(
  r: Ruby,
  record: number,
  receiver: number,
  name: string,
  passed: readonly number[],
): boolean {
  const { api } = r;
  const isConstant = (one: number) => /^(?:constant|scope_resolution)$/.test(api.typeOf(one));
  if (!/^(?:include|prepend|extend)$/.test(name) || r.method || passed.length === 0) return false;
  if (!isConstant(receiver) || !passed.every(isConstant)) return false;
  writeWithin(r, receiver, record, '', (last, inner) =>
    api.write('class', inner, record, () => {
      api.write('part', '', record);
      api.write('constant', 'name', last);
      writeClassBody(r, record, last, () => DECLARING[name]!(r, record, passed, -1));
    }),
  );
  return true;
}

/** A call in the body of a class that declares something; false for other calls. */
export function writeDeclaringCall(
  r: Ruby,
  record: number,
  method: number,
  passed: readonly number[],
  block: number,
): boolean {
  if (!r.isInClass || r.method) return false;
  const name = r.api.text(method);
  if (CALLING_LATER.test(name)) writeCalledLater(r, record, passed);
  const declare = Object.hasOwn(DECLARING, name) ? DECLARING[name] : undefined;
  return declare !== undefined && declare(r, record, passed, block);
}
