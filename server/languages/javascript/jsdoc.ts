// JSDoc comments: the tags that say something of types. Only they are read; what a tag says in prose is not.

import type { DocType, DocTypes, DocumentedName } from '../documentation.ts';
import { parseDocType } from './docTypeText.ts';

const TAG = /@(param|arg|argument|returns?|type|typedef|prop|property|import|this|template|callback)\b/g;
/** What a tag is for: `name`, `[name]`, `[name=default]`; `name.member` is a part of a parameter. */
const SUBJECT = /^[\s*]*(?:\[\s*)?([\w$]+)(?:\.([\w$]+))?(?![\w$]*[.[])/;

/** What a JSDoc comment says of types; undefined when that is nothing. */
export function readDocTypes(comment: string): DocTypes | undefined {
  if (!comment.startsWith('/**') || !comment.includes('@')) return undefined;
  const parameters: DocumentedName[] = [];
  const declared: DocumentedName[] = [];
  let result: DocType | undefined;
  let type: DocType | undefined;
  let receiver: DocType | undefined;
  let callback: { name: string; at: number } | undefined;
  const templates: DocumentedName[] = [];
  for (const match of comment.matchAll(TAG)) {
    const tag = match[1]!;
    const from = match.index + match[0].length;
    if (tag === 'import') {
      declared.push(...readImport(comment, from));
      continue;
    }
    const braced = readBraces(comment, from);
    if (tag === 'template') {
      const bound: DocType = braced ? parseDocType(braced.text, braced.at) : { kind: 'unknown', at: from };
      for (const name of readTemplates(comment.slice(braced?.end ?? from)))
        templates.push({ name, type: bound });
    }
    if (tag === 'callback') {
      const name = SUBJECT.exec(comment.slice(from))?.[1];
      if (name !== undefined) callback = { name, at: from };
    }
    if (!braced) continue;
    const read = () => parseDocType(braced.text, braced.at);
    if (tag === 'type') type ??= read();
    else if (tag.startsWith('return')) result ??= read();
    else if (tag === 'this') receiver ??= read();
    else if (tag === 'template') continue;
    else {
      const [, name, member] = SUBJECT.exec(comment.slice(braced.end)) ?? [];
      if (name === undefined) continue;
      if (tag === 'typedef') declared.push({ name, type: read() });
      else if (tag.startsWith('prop')) addMember(declared, declared.at(-1)?.name, { name, type: read() });
      else if (member === undefined) parameters.push({ name, type: read() });
      else addMember(parameters, name, { name: member, type: read() });
    }
  }
  // The tags beside it describe the function that it gives a name.
  if (callback) {
    const { name, at } = callback;
    const given = parameters.map((one) => one.type);
    const gives: DocType = result ?? { kind: 'unknown', at };
    declared.push({ name, type: { kind: 'function', parameters: given, result: gives, at } });
    return { parameters: [], result: undefined, type, receiver, templates, declared };
  }
  const isSilent = parameters.length + declared.length + templates.length === 0;
  if (isSilent && !result && !type && !receiver) return undefined;
  return { parameters, result, type, receiver, templates, declared };
}

/** The names behind `@template`: `T, U`, `[T=string]`; what follows is prose. */
function readTemplates(text: string): string[] {
  const names = /^[\s*]*\[?([\w$]+(?:\s*,\s*[\w$]+)*)/.exec(text.split('\n')[0] ?? '')?.[1];
  return names?.split(/\s*,\s*/) ?? [];
}

/** Adds a member to the type of `name`, unless that has a type of its own. */
function addMember(names: DocumentedName[], name: string | undefined, member: DocumentedName): void {
  const index = names.findIndex((one) => one.name === name);
  const type = names[index]?.type;
  if (name === undefined || (type?.kind !== 'object' && type?.kind !== 'unknown')) return;
  const members = type.kind === 'object' ? type.members : [];
  names[index] = { name, type: { kind: 'object', members: [...members, member], at: type.at } };
}

/** The text between the braces that follow `from`, the stars of lines in between made blank. */
function readBraces(comment: string, from: number): { text: string; at: number; end: number } | undefined {
  const open = /^[\s*]*\{/.exec(comment.slice(from))?.[0].length;
  if (open === undefined) return undefined;
  const at = from + open;
  let depth = 1;
  for (let end = at; end < comment.length; end++) {
    if (comment[end] === '{') depth++;
    else if (comment[end] === '}' && --depth === 0) {
      const text = comment.slice(at, end).replaceAll(/\n\s*\*/g, (stars) => stars.replace('*', ' '));
      return { text, at, end: end + 1 };
    }
  }
  return undefined;
}

/** `@import { A, B as C } from "x"`, `@import D from "x"` or `@import * as E from "x"`. */
function readImport(comment: string, from: number): DocumentedName[] {
  const clause = /^\s*([^@;]*?)\s+from\s+(["'])(.*?)\2/.exec(comment.slice(from));
  if (!clause) return [];
  const [, names = '', , specifier = ''] = clause;
  const named = /\{([^}]*)\}/.exec(names);
  const declared = (named?.[1] ?? '').split(',').flatMap((part) => {
    const [name, alias = name] = part
      .replaceAll(/[\s*]+/g, ' ')
      .trim()
      .split(' as ');
    return name && alias ? [importedName(alias, specifier, [name], from)] : [];
  });
  const rest = names.replace(/\{[^}]*\}/, '').replaceAll(/[\s,]+/g, ' ');
  const whole = /\* as ([\w$]+)/.exec(rest)?.[1];
  if (whole !== undefined) declared.push(importedName(whole, specifier, [], from));
  const main = /^ ?([\w$]+)/.exec(rest)?.[1];
  if (main !== undefined) declared.push(importedName(main, specifier, ['default'], from));
  return declared;
}

function importedName(name: string, specifier: string, names: readonly string[], at: number): DocumentedName {
  return { name, type: { kind: 'import', specifier, names, at }, isImported: true };
}
