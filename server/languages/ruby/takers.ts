// What a module gives to the class that takes it over: `def self.included(base)` with `base.extend A`, and the same in the words of
// ActiveSupport::Concern.

import { child, literalName, parts } from './writing.ts';
import type { Ruby } from './writing.ts';

const HOOKS = /^(?:included|prepended|extended|inherited)$/;
const WAYS: Readonly<Record<string, string>> = {
  extend: 'mixes_into_taker',
  include: 'mixes_in',
  prepend: 'mixes_before',
};

/** Writes what the hook of a module mixes into the class that it is given. */
export function writeTaken(r: Ruby, name: string, list: number, body: number): void {
  const [taker] = list < 0 ? [] : parts(r, list);
  if (!r.isInClass || r.method || !HOOKS.test(name) || taker === undefined || body < 0) return;
  for (const statement of parts(r, body)) writeMixed(r, statement, r.api.text(taker));
}

/** Writes what `included do … end` mixes into the class that takes the module over. */
export function writeTakenInBlock(r: Ruby, block: number): void {
  const body = child(r, block, 'body');
  for (const statement of body < 0 ? [] : parts(r, body)) writeMixed(r, statement, '');
}

/** `base.extend A`, `base.send(:include, A)`, where `taker` is base; `extend A` where it is ''. */
function writeMixed(r: Ruby, call: number, taker: string): void {
  const { api } = r;
  if (api.typeOf(call) !== 'call') return;
  const receiver = child(r, call, 'receiver');
  if ((receiver < 0 ? '' : api.text(receiver)) !== taker) return;
  const list = child(r, call, 'arguments');
  let passed = list < 0 ? [] : parts(r, list);
  let name = api.text(child(r, call, 'method'));
  if (/^(?:public_|__)?send(?:__)?$/.test(name) && passed[0] !== undefined) {
    const said = literalName(r, passed[0]);
    name = said ? api.text(passed[0]).replace(/^:/, '') : '';
    passed = passed.slice(1);
  }
  const way = Object.hasOwn(WAYS, name) ? WAYS[name] : undefined;
  const types = passed.filter((one) => /^(?:constant|scope_resolution)$/.test(api.typeOf(one)));
  if (way !== undefined && types.length > 0)
    api.write(way, '', call, () => types.forEach((one) => r.value(r, one, '')));
}

/** `extend ActiveSupport::Concern`: what the module calls ClassMethods is given to the classes that take it over. */
export function noteConcern(r: Ruby, passed: readonly number[]): void {
  if (passed.some((one) => /^(?:::)?ActiveSupport::Concern$/.test(r.api.text(one)))) r.isConcern = true;
}

/** Gives the module that was written right before to who takes over the one around. */
export function writeClassMethods(r: Ruby, at: number): void {
  r.api.write('mixes_into_taker', '', at, () => r.api.write('class_methods_name', '', at));
}
