// Documentation comments: the tags that say something of types, those of PHPStan and Psalm before the plain ones. Only they
// are read; what a tag says in prose is not.

import type { DocType, DocTypes, DocumentedMember, DocumentedName } from '../documentation.ts';
import { parseDocType } from './docTypeText.ts';

const TAG =
  /@(?:(?:phpstan|psalm|phan)-)?(param(?:-out)?|return|var|property(?:-read|-write)?|method|template(?:-covariant|-contravariant)?|(?:template-)?(?:extends|implements|use)|type|global)(?![\w-])/g;
/** The order in which tags of one subject count: the tools' own say more than the plain ones. */
const OWN_TAG = /^@(?:phpstan|psalm|phan)-/;

/** What the tags of one comment gather. */
interface Gathered {
  readonly parameters: DocumentedName[];
  readonly declared: DocumentedName[];
  readonly members: DocumentedMember[];
  readonly templates: DocumentedName[];
  readonly bases: DocType[];
  result: DocType | undefined;
  type: DocType | undefined;
  variable: string | undefined;
}

/** What a documentation comment says of types; undefined when that is nothing. */
export function readDocTypes(comment: string): DocTypes | undefined {
  if (!comment.startsWith('/*') || !comment.includes('@')) return undefined;
  const said: Gathered = {
    parameters: [],
    declared: [],
    members: [],
    templates: [],
    bases: [],
    result: undefined,
    type: undefined,
    variable: undefined,
  };
  // Stars at the beginning of lines are none of a type; offsets stay.
  const text = comment.replaceAll(/\n([ \t]*)\*(?!\/)/g, '\n$1 ').replace(/\*\/$/, '  ');
  const tags = [...text.matchAll(TAG)].sort(
    (a, b) => Number(OWN_TAG.test(b[0])) - Number(OWN_TAG.test(a[0])) || a.index - b.index,
  );
  let isSilent = true;
  for (const match of tags) {
    const from = match.index + match[0].length;
    const tag = match[1]!.replace(/^template-(?=extends|implements|use)/, '');
    // An annotation of a library can be called like a tag, and is written as a call.
    if (text[from] === '(') continue;
    isSilent = !readTag(said, tag, text, from) && isSilent;
  }
  if (isSilent) return undefined;
  const { parameters, declared, members, bases, result, type, variable } = said;
  return {
    parameters,
    result,
    type,
    ...(variable === undefined ? {} : { variable }),
    receiver: undefined,
    templates: said.templates,
    declared,
    members,
    bases,
  };
}

/** Reads one tag whose text begins at `from`; false when it says nothing. */
function readTag(said: Gathered, tag: string, text: string, from: number): boolean {
  if (tag.startsWith('template')) return readTemplate(said, text, from);
  if (tag === 'method') return readMethod(said, text, from);
  if (tag === 'type') return readAlias(said, text, from);
  const read = parseDocType(text.slice(from), from);
  if (!read) return false;
  const { type, end } = read;
  const name = /^\s*&?(?:\.\.\.)?(\$\w+)/.exec(text.slice(end, end + 200))?.[1];
  switch (tag) {
    case 'param':
      // A type left out: `@param $name`.
      if (type.kind === 'name' && type.names[0]?.startsWith('$') === true) return false;
      if (name === undefined || said.parameters.some((one) => one.name === name)) return false;
      said.parameters.push({ name, type });
      return true;
    case 'return':
      said.result ??= type;
      return true;
    case 'var':
      if (said.type !== undefined) return false;
      said.type = type;
      said.variable = name;
      return true;
    case 'extends':
    case 'implements':
    case 'use':
      said.bases.push(type);
      return true;
    default:
      if (!tag.startsWith('property') || name === undefined) return false;
      said.members.push({ name, type, kind: 'Field', isStatic: false, at: end });
      return true;
  }
}

/** `@template T of Bound`. */
function readTemplate(said: Gathered, text: string, from: number): boolean {
  const match = /^[ \t]+(\w+)(?:[ \t]+(?:of|as)[ \t]+)?/.exec(text.slice(from, from + 200));
  if (!match || said.templates.some(({ name }) => name === match[1])) return false;
  const isBound = /\s(?:of|as)\s+$/.test(match[0]);
  const at = from + match[0].length;
  const bound = isBound ? parseDocType(text.slice(at), at)?.type : undefined;
  said.templates.push({ name: match[1]!, type: bound ?? { kind: 'unknown', at } });
  return true;
}

/** `@method static Type name(Type $parameter)`: the result can be left out. */
function readMethod(said: Gathered, text: string, from: number): boolean {
  const isStatic = /^[ \t]+static[ \t]+(?=[^\s(]+[ \t]*[^\s(])/.exec(text.slice(from, from + 200));
  const at = from + (isStatic?.[0].length ?? 0);
  const bare = /^[ \t]*&?(\w+)[ \t]*\(/.exec(text.slice(at, at + 200));
  const read = bare ? undefined : parseDocType(text.slice(at), at);
  const end = read?.end ?? at;
  const named = /^[ \t]*&?(\w+)[ \t]*\(/.exec(text.slice(end, end + 200));
  if (!named) return false;
  said.members.push({
    name: named[1]!,
    type: read?.type ?? { kind: 'unknown', at },
    kind: 'Method',
    isStatic: isStatic !== null,
    at: end + named[0].indexOf(named[1]!),
  });
  return true;
}

/** `@phpstan-type Name Type`. */
function readAlias(said: Gathered, text: string, from: number): boolean {
  const name = /^[ \t]+(\w+)[ \t]+=?[ \t]*/.exec(text.slice(from, from + 200));
  const at = from + (name?.[0].length ?? 0);
  const read = name ? parseDocType(text.slice(at), at) : undefined;
  if (!name || !read) return false;
  said.declared.push({ name: name[1]!, type: read.type });
  return true;
}
