// Functions that macros define under names put together by `##`, or under the name that they are given, and the lines that
// use macros outside of functions. Read from the text: to the grammar such a use is a call, a declaration, or an error.

import { PasteKind } from '../../facts/tables.ts';
import type { Paste } from '../language.ts';
import { matchDirectives } from './directives.ts';

const DEFINITION =
  /[ \t]*#[ \t]*define[ \t]+([A-Za-z_]\w*)(?:\(([^()]*)\)|(?=[ \t]))((?:[^\\\n]|\\\r?\n|\\.)*)/y;
/** `LIST` alone on the line behind a definition, which is that of a macro that the list names. */
const LIST_USE =
  /[ \t]*#[ \t]*define[ \t]+\w+\((?:[^\\\n]|\\\r?\n|\\.)*\n\s*^([A-Za-z_]\w*)[ \t]*;?[ \t]*(?:\/[/*].*)?$/my;
/** The text of a list: `X(one) X(two)`. */
const LIST = /^[\s\\]*([A-Za-z_]\w*)[ \t]*\([^()]*\)(?:[\s\\]*\1[ \t]*\([^()]*\))*[\s\\]*$/;
const USE =
  /^((?:static[ \t]+)?(?:inline[ \t]+)?)([A-Za-z_]\w*)[ \t]*\(((?:[^(){};#"]|"(?:[^"\\\n]|\\.)*")*)\)[ \t]*;?[ \t]*(?:\/[*/].*)?$(?!\s*\{)/gm;
const QUOTED = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\*[^]*?\*\/|\/\/.*/g;
const TOKEN = /##|[A-Za-z_]\w*|\d\w*|[^\s\w]/g;
const TEXT = /"(?:[^"\\\n]|\\.)*"/g;
const NAME = /^[A-Za-z_]\w*$/;
/** Before the name of a type. */
const TAGS = new Set(['struct', 'union', 'enum']);
/** Longer texts are data. */
const MAX_TEXT = 20_000;

/** What macros of a file define, and the uses of macros that stand in it. */
export function listPastes(text: string): Paste[] {
  const pastes: Paste[] = [];
  if (text.includes('#define') || text.includes('# define'))
    for (const { 1: macro, 2: parameters, 3: body, index } of matchDirectives(text, DEFINITION))
      if (
        body!.length <= MAX_TEXT &&
        (parameters === undefined ? LIST.test(body!) : parameters.trim() !== '')
      )
        readMacro(pastes, macro!, parameters, body!, index);
  for (const { 0: whole, 1: macro, index } of matchDirectives(text, LIST_USE)) {
    const at = index + whole.lastIndexOf(macro!);
    pastes.push({ macro: macro!, kind: PasteKind.use, text: '', isStatic: false, at });
  }
  for (const { 1: before, 2: macro, 3: given, index } of text.matchAll(USE)) {
    const names = given!
      .replaceAll(TEXT, '""')
      .split(',')
      .map((one) => one.trim().replace(/\s+/g, ' '));
    // What is given no name defines none.
    if (!names.some((one) => NAME.test(one))) continue;
    pastes.push({
      macro: macro!,
      kind: PasteKind.use,
      text: names.join(','),
      isStatic: before!.startsWith('static'),
      at: index + before!.length,
    });
  }
  return pastes.sort((a, b) => a.at - b.at);
}

/** Goes through the text of a macro outside of braces: names before parentheses are defined, or are other macros. */
function readMacro(
  pastes: Paste[],
  macro: string,
  parameterList: string | undefined,
  body: string,
  at: number,
): void {
  const parameters = parameterList?.split(',').map((one) => one.trim()) ?? [];
  const tokens =
    body
      .replaceAll(/\\\r?\n/g, ' ')
      .replaceAll(QUOTED, ' ')
      .match(TOKEN) ?? [];
  for (const text of listEntries(tokens, parameters))
    pastes.push({ macro, kind: PasteKind.entry, text, isStatic: false, at });
  const cast = castOf(tokens, parameters);
  if (cast !== '') pastes.push({ macro, kind: PasteKind.casts, text: cast, isStatic: false, at });
  let head: string[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (token === '{') {
      index = endOf(tokens, index, '{', '}');
      head = [];
    } else if (token === ';' || token === '=') head = [];
    else if (token !== '(') head.push(token);
    else {
      const close = endOf(tokens, index, '(', ')');
      const { name, isPasted } = nameAtEnd(head, parameters);
      const marks = endOfMarks(tokens, close + 1);
      const isStatic = head.includes('static');
      if (name !== '' && tokens[marks] === '{') {
        if (isPasted) pastes.push({ macro, kind: PasteKind.defines, text: name, isStatic, at });
      } else if (isUse(head, name, isPasted)) {
        const given = splitArguments(tokens.slice(index + 1, close)).map((one) =>
          wholeName(TAGS.has(one[0]!) ? one.slice(1) : one, parameters),
        );
        // A list gives names of its own to the macro that it is given, or that is defined where it is used.
        const isList = isPasted || parameterList === undefined;
        if (given.some((one) => one.includes('$') || (isList && one !== '')))
          pastes.push({ macro, kind: PasteKind.uses, text: [name, ...given].join(','), isStatic, at });
        head = [];
      }
      index = close;
    }
  }
}

/**
 * What a macro puts into a list of values, see `PasteKind.entry`: `{ #name, function },`, `[INDEX] = function,`, `.member = function`.
 * A text with statements is none.
 */
function listEntries(tokens: readonly string[], parameters: readonly string[]): string[] {
  if (tokens.includes(';')) return [];
  const entries: string[] = [];
  const add = (slot: string, value: readonly string[]): void => {
    const name = storedName(value, parameters);
    if (name.includes('$') || (name !== '' && slot !== '')) entries.push(`${slot},${name}`);
  };
  for (const part of splitArguments(tokens)) {
    const behind = part[0] === '[' ? part.slice(part.indexOf('=') + 1) : part;
    if (behind[0] !== '{') {
      const [mark, member, sign, ...value] = behind;
      if (mark === '.' && sign === '=') add(`.${member!}`, value);
      else add('', behind);
      continue;
    }
    splitArguments(behind.slice(1, endOf(behind, 0, '{', '}'))).forEach((field, place) => {
      const [mark, member, sign, ...value] = field;
      if (mark === '.' && sign === '=') add(`.${member!}`, value);
      else if (mark !== '.') add(String(place), field);
    });
  }
  return entries;
}

/** The parameter to whose type a macro casts what it gives, as the last of its statements; '' for none. */
function castOf(tokens: readonly string[], parameters: readonly string[]): string {
  let end = tokens.length;
  while (end > 0 && [';', '}', ')'].includes(tokens[end - 1]!)) end--;
  let at = tokens.lastIndexOf(';', end - 1) + 1;
  while (tokens[at] === '(' || tokens[at] === '{') at++;
  if (at === 0 || tokens[at - 1] !== '(') return '';
  if (TAGS.has(tokens[at]!)) at++;
  const parameter = parameters.indexOf(tokens[at] ?? '');
  const isCast = parameter >= 0 && tokens[at + 1] === '*' && tokens[at + 2] === ')';
  // An address that only tells where a member lies.
  return isCast && tokens[at + 3] !== '0' ? `$${parameter}$` : '';
}

/** The name that a value is, its address taken or cast; '' for others. */
function storedName(value: readonly string[], parameters: readonly string[]): string {
  let from = 0;
  let to = value.length;
  while (from < to) {
    if (value[from] === '&') from++;
    else if (value[from] !== '(') break;
    else if (endOf(value, from, '(', ')') === to - 1) [from, to] = [from + 1, to - 1];
    else from = endOf(value, from, '(', ')') + 1;
  }
  return wholeName(value.slice(from, to), parameters);
}

/** Whether what stands before parentheses is another macro, or a parameter that stands for one, alone or behind `static`. */
function isUse(head: readonly string[], name: string, isPasted: boolean): boolean {
  if (name === '') return false;
  return isPasted ? head.length === 1 : head.every((word) => word === 'static' || word === name);
}

/** Where what opens at `at` is closed; the end of the tokens when it is not. */
function endOf(tokens: readonly string[], at: number, open: string, close: string): number {
  let depth = 0;
  for (let index = at; index < tokens.length; index++) {
    if (tokens[index] === open) depth++;
    else if (tokens[index] === close && --depth === 0) return index;
  }
  return tokens.length;
}

/** Behind attributes: names, with what they are given. */
function endOfMarks(tokens: readonly string[], from: number): number {
  let at = from;
  while (at < tokens.length && NAME.test(tokens[at]!))
    at = tokens[at + 1] === '(' ? endOf(tokens, at + 1, '(', ')') + 1 : at + 1;
  return at;
}

/** The name that the tokens end with, its parameters as `$0$`. */
function nameAtEnd(
  tokens: readonly string[],
  parameters: readonly string[],
): { name: string; isPasted: boolean } {
  let from = tokens.length - 1;
  while (from >= 2 && tokens[from - 1] === '##') from -= 2;
  const pieces = tokens.slice(Math.max(0, from)).filter((token) => token !== '##');
  if (pieces.length === 0 || !pieces.every((piece) => /^\w+$/.test(piece)))
    return { name: '', isPasted: false };
  return {
    name: pieces.map((piece) => pieceOf(piece, parameters)).join(''),
    isPasted: pieces.some((piece) => parameters.includes(piece)),
  };
}

/** A name that stands for itself or is put together; '' for anything else. */
function wholeName(tokens: readonly string[], parameters: readonly string[]): string {
  const { name } = nameAtEnd(tokens, parameters);
  const length = tokens.filter((token) => token !== '##').length;
  return name !== '' && tokens.length === 2 * length - 1 ? name : '';
}

function pieceOf(piece: string, parameters: readonly string[]): string {
  const at = parameters.indexOf(piece);
  return at < 0 ? piece : `$${at}$`;
}

function splitArguments(tokens: readonly string[]): string[][] {
  const lists: string[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if ('([{'.includes(token)) depth++;
    else if (')]}'.includes(token)) depth--;
    if (token === ',' && depth === 0) lists.push([]);
    else lists.at(-1)!.push(token);
  }
  return lists;
}
