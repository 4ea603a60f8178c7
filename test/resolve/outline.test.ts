// How an outline is read: what its scripts write, and what of it a language asks for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages } from '../../server/languages/index.ts';
import { Outline, TypeOp } from '../../server/resolve/library/index.ts';
import type { OutlineType } from '../../server/resolve/library/index.ts';

const TEXT = `outline 1: made by hand
@base
:list 1 walk.Walkable[$0]
 take(at?)$0
 each(:($0){list|None},*,quick?:!)%
 size int
:int
@walk
~Walkable 1
 step()$0
make(first:#0,*rest:#0,**more)base.list[#0|None]
make(:None)
=other base.list
+either 2 base.list[$0]|$1
chosen(of?:#1{#0})base.list[#1{#0}]
=circle walk.circle
*far
@far
distant(,-)^base.int
`;

const outline = new Outline(TEXT, 'base');

test('a class has its bases with their arguments, and its own members', () => {
  const list = outline.find('base', 'list');
  assert.ok(list?.kind === 'class');
  assert.deepEqual(list.bases.map(show), ['walk.Walkable[$0]']);
  assert.deepEqual([...list.members()], ['take', 'each', 'size']);
  const size = list.member('size');
  assert.equal(size?.kind === 'variable' ? show(size.type) : undefined, 'base.int');
  assert.equal(list.member('step'), undefined);
});

test('a name for a type depends on type parameters, and a type parameter can be another one', () => {
  const either = outline.find('walk', 'either');
  assert.equal(either?.kind === 'alias' ? show(either.type) : undefined, 'base.list[$0]|$1');
  const chosen = outline.find('walk', 'chosen');
  assert.ok(chosen?.kind === 'function');
  const [signature] = chosen.signatures;
  assert.deepEqual(
    signature?.result.parts.map(({ op, index }) => [op, index]),
    [[TypeOp.made, 1]],
  );
  assert.deepEqual(signature.result.parts[0]!.parts.map(show), ['#0']);
  assert.deepEqual(signature.parameters[0]!.type.parts.map(show), ['#0']);
});

test('a signature says how each parameter can be given, and what is called', () => {
  const list = outline.find('base', 'list');
  const each = list?.kind === 'class' ? list.member('each') : undefined;
  assert.ok(each?.kind === 'function');
  const [signature] = each.signatures;
  assert.deepEqual(
    signature?.parameters.map(({ name, kind, isOptional, type }) => [name, kind, isOptional, show(type)]),
    [
      ['', 'plain', false, '($0)base.list|None'],
      ['quick', 'named', true, '!'],
    ],
  );
  assert.equal(signature?.result.op, TypeOp.receiver);
});

test('lines of one name are overloads', () => {
  const make = outline.find('walk', 'make');
  assert.ok(make?.kind === 'function');
  assert.deepEqual(
    make.signatures.map(({ parameters, result }) => [parameters.map(({ kind }) => kind), show(result)]),
    [
      [['plain', 'rest', 'named rest'], 'base.list[#0|None]'],
      [['plain'], '_'],
    ],
  );
});

test('other names and the names of other modules lead to what is declared, circles nowhere', () => {
  assert.equal(outline.find('walk', 'other'), outline.find('base', 'list'));
  assert.equal(outline.find('walk', 'distant')?.kind, 'function');
  assert.equal(outline.find('walk', 'circle'), undefined);
  assert.equal(outline.find('nowhere', 'list'), undefined);
});

test('the outline of each language has the classes that its rules name', () => {
  const outlined = languages.flatMap(({ id, rules }) => (rules.library.outline ? [{ id, rules }] : []));
  assert.ok(outlined.length > 0);
  for (const { id, rules } of outlined) {
    const { load, iterable, awaitable, record, otherNames = {} } = rules.library.outline!;
    const whole = new Outline(load(), rules.library.builtinPackage);
    for (const name of [iterable, awaitable, record, ...Object.values(otherNames)])
      if (name !== undefined) assert.equal(whole.findDotted(name)?.kind, 'class', `${id}: ${name}`);
  }
});

function show({ op, name, index, parts }: OutlineType): string {
  const inner = parts.map(show);
  switch (op) {
    case TypeOp.named:
      return parts.length === 0 ? name : `${name}[${inner.join(',')}]`;
    case TypeOp.own:
      return `$${index}`;
    case TypeOp.made:
      return `#${index}`;
    case TypeOp.callable:
      return `(${inner.slice(1).join(',')})${inner[0]}`;
    case TypeOp.union:
      return inner.join('|');
    case TypeOp.none:
      return 'None';
    case TypeOp.constant:
      return '!';
    default:
      return '_';
  }
}
