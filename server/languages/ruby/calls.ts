// Calls: everything with a receiver, and every name that is no variable. What a call declares stands in declarations.ts.

import { writeDeclaringCall, writeMemoized, writeMixingCall } from './declarations.ts';
import { within, writeGivenBlock, writeSymbolBlock } from './functions.ts';
import { isLocal } from './locals.ts';
import { child, isBeside, literalName, parts, writeCall, writeOneBeside, writeSelf } from './writing.ts';
import type { Ruby } from './writing.ts';

const IMPORTS: ReadonlySet<string> = new Set(['require', 'require_relative', 'load']);
const SENDERS: ReadonlySet<string> = new Set(['send', 'public_send', '__send__']);
/** RSpec and minitest: what the block behind them describes comes first. */
const DESCRIBING: ReadonlySet<string> = new Set(['describe', 'context', 'feature', 'xdescribe', 'fdescribe']);
const TYPE_TESTS: ReadonlySet<string> = new Set(['is_a?', 'kind_of?', 'instance_of?']);

/** The block that a call is given, written in place or passed; -1 for none. */
function blockOf(r: Ruby, call: number, list: number): number {
  const written = child(r, call, 'block');
  if (written >= 0 || list < 0) return written;
  return parts(r, list).find((one) => r.api.typeOf(one) === 'block_argument') ?? -1;
}

function writeBlockArgument(r: Ruby, block: number): void {
  if (block < 0) return;
  if (r.api.typeOf(block) !== 'block_argument') return writeGivenBlock(r, block, '');
  const [passed] = parts(r, block);
  if (passed === undefined) {
    if (r.method) r.api.write('block_name', '', block);
  } else if (r.api.typeOf(passed) === 'simple_symbol') writeSymbolBlock(r, passed, '');
  else r.value(r, passed, '');
}

function isConstant({ api }: Ruby, record: number | undefined): boolean {
  return record !== undefined && /^(?:constant|scope_resolution)$/.test(api.typeOf(record));
}

/** Writes what a call passes: the block first, then `passed`. */
function writeArguments(
  r: Ruby,
  at: number,
  passed: readonly number[],
  block: number,
  further?: () => void,
): void {
  const { api } = r;
  const others = passed.filter((one) => api.typeOf(one) !== 'block_argument');
  if (others.length === 0 && block < 0 && !further) return;
  api.write('arguments', 'arguments', at, () => {
    if (block >= 0) writeBlockArgument(r, block);
    else api.write('no_block', '', at);
    for (const one of others) writeArgument(r, one);
    further?.();
  });
}

function writeArgument(r: Ruby, record: number): void {
  const { api } = r;
  switch (api.typeOf(record)) {
    case 'pair': {
      const key = child(r, record, 'key');
      const value = child(r, record, 'value');
      const isNamed = key >= 0 && api.typeOf(key) === 'hash_key_symbol';
      if (!isNamed) return api.write('hash', '', record, () => r.value(r, record, ''));
      return api.write('keyword_argument', '', record, () => {
        api.write('word', 'name', key);
        if (value >= 0) r.value(r, value, 'value');
        else writeNamed(r, key, 'value');
      });
    }
    case 'splat_argument':
      return api.write('spread', '', record, () => parts(r, record).forEach((one) => r.value(r, one, '')));
    case 'hash_splat_argument':
      return api.write('keyword_argument', '', record, () => {
        api.write('other_key', 'name', record);
        parts(r, record).forEach((one) => r.value(r, one, 'value'));
      });
    case 'forward_argument':
      return;
    default:
      r.value(r, record, '');
  }
}

/** A name without parentheses: a variable, or a call on `self`. */
export function writeNamed(r: Ruby, record: number, field: string): void {
  const { api } = r;
  const text = api.text(record);
  if (isLocal(r.locals, text)) return api.write('identifier', field, record);
  if (text === 'raise') return api.write('leave', field, record);
  if (writeDeclaringCall(r, record, record, [], -1)) return;
  if (text === 'new') return api.write('construct', field, record, () => writeSelf(r, record, 'function'));
  writeCall(r, field, record, placeOf(r, record), () => writeObject(r, record));
}

/** What a call without receiver is called on; nothing at the top, where methods are found by their names. */
function writeObject(r: Ruby, at: number): void {
  if (r.isInClass) writeSelf(r, at, 'object');
}

function placeOf({ api }: Ruby, record: number): { at: number; start: number; end: number } {
  return { at: record, start: api.start(record), end: api.end(record) };
}

/** `a.b(c)`, `a&.b`, `b c`, `b { … }`. */
export function writeCallNode(r: Ruby, record: number, field: string): void {
  const { api } = r;
  const receiver = child(r, record, 'receiver');
  const method = child(r, record, 'method');
  const list = child(r, record, 'arguments');
  const passed = list < 0 ? [] : parts(r, list);
  const block = blockOf(r, record, list);
  const name = method < 0 ? '' : api.text(method);
  if (receiver < 0 && method >= 0) {
    if (api.typeOf(method) === 'super') return writeSuper(r, record, field, passed, block, true);
    if (IMPORTS.has(name))
      return api.write('import', field, record, () => passed.forEach((one) => r.value(r, one, '')));
    if (name === 'raise' || name === 'throw')
      return api.write('leave', field, record, () => passed.forEach((one) => r.value(r, one, '')));
    if (writeDeclaringCall(r, record, method, passed, block)) return;
    if (writeMemoized(r, record, method, passed, block)) return;
  }
  if (receiver >= 0 && writeMixingCall(r, record, receiver, name, passed)) return;
  // What the configuration of tests defines is a method of every object.
  const isShared = name === 'configure' && block >= 0 && !r.method && !r.isInClass;
  if (isShared)
    for (const one of parts(r, child(r, block, 'body')))
      if (api.typeOf(one) === 'method') r.statement(r, one);
  const target = receiver >= 0 ? receiver : method;
  if (name === 'new') {
    api.write('construct', field, record, () => {
      if (receiver >= 0) r.value(r, receiver, 'function');
      else writeSelf(r, target, 'function');
      writeArguments(r, list < 0 ? record : list, passed, block);
    });
  } else if (receiver >= 0 && TYPE_TESTS.has(name) && passed.length === 1)
    writeTypeTest(r, record, receiver, passed[0]!, field);
  else if (SENDERS.has(name) && passed.length > 0 && literalName(r, passed[0]!))
    writeSent(r, record, field, receiver, passed, block);
  else if (name === 'method' && passed.length === 1 && literalName(r, passed[0]!))
    writeMethodObject(r, record, field, receiver, passed[0]!);
  else if (receiver >= 0 && name === 'class' && passed.length === 0 && block < 0)
    api.write('member', field, record, () => {
      r.value(r, receiver, 'object');
      api.write('word', 'property', method);
    });
  else
    api.write('call', field, record, () => {
      if (receiver >= 0) r.value(r, receiver, 'object');
      else writeObject(r, target);
      if (method < 0) api.write('call_name', 'property', record);
      else api.write('word', 'property', method);
      const described = DESCRIBING.has(name) && isConstant(r, passed[0]) ? passed[0]! : -1;
      within(r, { described, isShared }, () => writeArguments(r, list < 0 ? record : list, passed, block));
    });
  if (list >= 0) for (const one of api.children(list)) if (isBeside(r, one)) writeOneBeside(r, one);
  for (const one of api.children(record)) if (isBeside(r, one)) writeOneBeside(r, one);
}

/** `value.is_a?(Type)`. */
export function writeTypeTest(r: Ruby, record: number, value: number, type: number, field: string): void {
  r.api.write('type_test', field, record, () => {
    r.value(r, value, 'left');
    r.api.write('type_mark', '', record);
    r.value(r, type, 'right');
  });
}

/** `object.send(:name, …)`. */
function writeSent(
  r: Ruby,
  record: number,
  field: string,
  receiver: number,
  passed: readonly number[],
  block: number,
): void {
  const [first = -1, ...rest] = passed;
  const name = literalName(r, first)!;
  r.api.write('call', field, record, () => {
    if (receiver >= 0) r.value(r, receiver, 'object');
    else writeObject(r, record);
    r.api.writeWord('word', 'property', first, name.start, name.end);
    writeArguments(r, record, rest, block);
  });
}

/** `method(:name)`: the method itself. */
function writeMethodObject(r: Ruby, record: number, field: string, receiver: number, name: number): void {
  const { start, end } = literalName(r, name)!;
  r.api.write('member', field, record, () => {
    if (receiver >= 0) r.value(r, receiver, 'object');
    else writeSelf(r, record, 'object');
    r.api.writeWord('word', 'property', name, start, end);
  });
}

/** `super`, `super(…)`: the method of the same name behind the one around. */
export function writeSuper(
  r: Ruby,
  record: number,
  field: string,
  passed: readonly number[],
  block: number,
  isCall: boolean,
): void {
  const { api, method } = r;
  if (!method) return api.write('nothing', field, record);
  api.write('call', field, record, () => {
    api.write('super_word', 'object', record);
    api.writeWord('word', 'property', record, method.start, method.end);
    // Without parentheses it passes on what the method was given.
    if (isCall) writeArguments(r, record, passed, block);
    else if (method.parameters.length > 0)
      api.write('arguments', 'arguments', record, () => {
        api.write('no_block', '', record);
        for (const one of method.parameters) writePassedOn(r, one, record);
      });
  });
}

function writePassedOn(r: Ruby, parameter: number, place: number): void {
  const { api } = r;
  const name = api.typeOf(parameter) === 'identifier' ? parameter : child(r, parameter, 'name');
  if (name < 0) return;
  switch (api.typeOf(parameter)) {
    case 'identifier':
    case 'optional_parameter':
      return api.writeWord('identifier', '', place, api.start(name), api.end(name));
    default:
  }
}

/** `yield a, b`: a call of the block that the method is given. */
export function writeYield(r: Ruby, record: number, field: string): void {
  const { api, method } = r;
  const [list] = parts(r, record);
  const passed = list === undefined ? [] : parts(r, list);
  api.write('yield', field, record, () => {
    if (method && method.block >= 0)
      api.writeWord('identifier', 'function', record, api.start(method.block), api.end(method.block));
    else api.write('block_name', 'function', record);
    if (passed.length > 0)
      api.write('arguments', 'arguments', list!, () => passed.forEach((one) => writeArgument(r, one)));
  });
}

/** `a[b]`. */
export function writeIndex(r: Ruby, record: number, field: string): void {
  const object = child(r, record, 'object');
  r.api.write('call', field, record, () => {
    r.value(r, object, 'object');
    r.api.write('index_name', 'property', record);
    writeArguments(
      r,
      record,
      parts(r, record).filter((one) => one !== object && !r.api.fieldIs(one, 'block')),
      -1,
    );
  });
}

/** What an assignment to `a.b` or `a[b]` calls, with the value that `writeValue` writes. */
export function writeSetter(r: Ruby, left: number, field: string, writeValue: () => void): void {
  const { api } = r;
  const isIndex = api.typeOf(left) === 'element_reference';
  const object = child(r, left, isIndex ? 'object' : 'receiver');
  api.write('call', field, left, () => {
    if (object >= 0) r.value(r, object, 'object');
    else writeSelf(r, left, 'object');
    if (isIndex) api.write('set_index_name', 'property', left);
    else api.write('setter_name', 'property', child(r, left, 'method'));
    const passed = isIndex ? parts(r, left).filter((one) => one !== object) : [];
    writeArguments(r, left, passed, -1, writeValue);
  });
}

/** `a + b`: a call of `+`. */
export function writeOperator(r: Ruby, record: number, field: string): void {
  const { api } = r;
  const [left, right] = [child(r, record, 'left'), child(r, record, 'right')];
  const between = api.textBetween(api.end(left), api.start(right));
  const sign = /^(?:\s|\\\n|#.*\n)*([^\s#]+|and|or)/.exec(between);
  const operator = sign?.[1] ?? '';
  if (/^(?:&&|\|\||and|or)$/.test(operator))
    return api.write('choice', field, record, () => {
      r.value(r, left, 'left');
      r.value(r, right, 'right');
    });
  if (operator === '===' && /^(?:constant|scope_resolution)$/.test(api.typeOf(left)))
    return writeTypeTest(r, record, right, left, field);
  const isCalled = /^(?:[-+*/%<>&|^]|<<|>>|\*\*|==|<=>|<=|>=|===|=~)$/.test(operator);
  if (!isCalled)
    return api.write('told', field, record, () => {
      r.value(r, left, '');
      r.value(r, right, '');
    });
  const end = api.end(left) + sign![0].length;
  writeCall(
    r,
    field,
    record,
    { at: left, start: end - operator.length, end },
    () => r.value(r, left, 'object'),
    () => writeArguments(r, record, [right], -1),
  );
}
