import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocType } from '../../server/languages/documentation.ts';
import { parseDocType } from '../../server/languages/javascript/docTypeText.ts';
import { readDocTypes } from '../../server/languages/javascript/jsdoc.ts';

/** A type in one line, without places. */
function show(type: DocType | undefined): string {
  switch (type?.kind) {
    case 'name':
      return type.names.join('.');
    case 'import':
      return ['import', type.specifier, ...type.names].join(' ');
    case 'literal':
      return `'${type.name}'`;
    case 'generic':
      return `${show(type.base)}<${type.parameters.map(show).join()}>`;
    case 'collection':
      return `${show(type.of)}[]`;
    case 'choice':
      return type.parts.map(show).join('|');
    case 'typeOf':
      return `typeof ${show(type.of)}`;
    case 'function':
      return `(${type.parameters.map(show).join()})=>${show(type.result)}`;
    case 'object':
      return `{${type.members.map(({ name, type: of }) => `${name}:${show(of)}`).join()}}`;
    case undefined:
      return 'none';
    default:
      return '?';
  }
}

const read = (text: string) => show(parseDocType(text, 0));

test('types are read in both notations', () => {
  const expected: Readonly<Record<string, string>> = {
    'a.B': 'a.B',
    '?A|null': 'A|?',
    '!A=': 'A',
    'A & B': 'A|B',
    'string[][]': "'String'[][]",
    'Array<A>': 'A[]',
    'Array.<A>': 'A[]',
    'Map<string, A|B>': "Map<'String',A|B>",
    'Promise<import("./x.js").A.B<C>>': 'Promise<import ./x.js A B<C>>',
    'typeof a.B': 'typeof a.B',
    '(A|B)[]': 'A|B[]',
    '(a: A, b?: B[]) => C': '(A,B[])=>C',
    '() => void': '()=>?',
    'function(A, string): B': "(A,'String')=>B",
    'function(this:A, B)': '(B)=>?',
    '...A': 'A[]',
    '{ a: A }': '{a:A}',
    any: '?',
    'Object<string, A>': "Record<'String',A>",
    '"text"': '?',
    '*': '?',
  };
  for (const [text, type] of Object.entries(expected)) assert.equal(read(text), type, text);
});

test('what is no type is unknown, and nothing of it is followed', () => {
  const texts = [
    '',
    'A B',
    'A<',
    'A<B',
    '(A',
    'A[',
    'import(x).A',
    '|',
    'A..B',
    'A.',
    'é',
    '(a: A',
    '{',
    ')',
    '=> A',
    '(a: A b: B) => C',
  ];
  for (const text of texts) assert.equal(read(text), '?', text);
  assert.equal(read(`${'('.repeat(400)}A${')'.repeat(400)}`), 'A');
  assert.equal(read(`${'('.repeat(100_000)}A${')'.repeat(100_000)}`), '?');
});

test('a comment tells parameters, their parts, results, and names of types', () => {
  const types = readDocTypes(`/**
   * Prose with {braces} and an address, me@example.org.
   * @param {A} first the first
   * @param {{ x: B,
   *   y: C }} [second={}] over two lines
   * @param {Object} options
   * @param {D[]} options.list
   * @param {E} options.deep.er
   * @param nothing
   * @returns {Promise<F>} later
   * @typedef {Object} Named
   * @property {G} one
   * @import { H as I, J } from "./k"
   * @import L, * as M from './n'
   */`);
  const list = (names: readonly { name: string; type: DocType }[] = []) =>
    names.map(({ name, type }) => `${name}:${show(type)}`);
  assert.deepEqual(list(types?.parameters), ['first:A', 'second:{x:B,y:C}', 'options:{list:D[]}']);
  assert.equal(show(types?.result), 'Promise<F>');
  assert.deepEqual(list(types?.declared), [
    'Named:{one:G}',
    'I:import ./k H',
    'J:import ./k J',
    'M:import ./n',
    'L:import ./n default',
  ]);
});

test('a comment without types, or that is none of documentation, says nothing', () => {
  for (const comment of [
    '/** Prose. */',
    '/* @type {A} */',
    '// @type {A}',
    '/** @param {A */',
    '/** @type A */',
  ])
    assert.equal(readDocTypes(comment), undefined, comment);
});
