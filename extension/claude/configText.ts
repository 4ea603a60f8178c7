// Edits of a JSON text that leave every byte outside the edited member as it is. Pure: knows neither files nor Claude Code.
// Strict JSON as Claude Code reads it: no comments, no trailing commas. Of members with the same name the last one counts.
import { findNodeAtLocation, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import { t } from '../../server/protocol/l10n.ts';

/** Replaces `removed` at `offset` (in UTF-16 units) by `inserted`. */
export interface TextEdit {
  readonly offset: number;
  readonly removed: string;
  readonly inserted: string;
}

/** Says why a text is not a JSON object, with line and column. */
export class NotAnObject extends Error {}

const BOM = '\uFEFF';
const DEFAULT_INDENT = '  ';

/** Applies an edit; throws when the text at its place is not what it removes. */
export function applyEdit(text: string, { offset, removed, inserted }: TextEdit): string {
  if (!text.startsWith(removed, offset)) throw new Error('The edit does not fit the text.');
  return text.slice(0, offset) + inserted + text.slice(offset + removed.length);
}

/** The edit that takes `edit` back. */
export function revertEdit({ offset, removed, inserted }: TextEdit): TextEdit {
  return { offset, removed: inserted, inserted: removed };
}

/** The value of the member at `path`; undefined when there is none. Throws NotAnObject. */
export function findMember(text: string, path: readonly string[]): unknown {
  let value: unknown = readRoot(text);
  for (const name of path) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

/** Sets the member at `path`, making the objects on the way as needed. Throws NotAnObject. */
export function setMember(text: string, path: readonly string[], value: unknown): TextEdit {
  const start = text.startsWith(BOM) ? 1 : 0;
  if (text.trim() === '') {
    const made = printValue(nest(path, value), DEFAULT_INDENT, '', '\n');
    return { offset: start, removed: text.slice(start), inserted: `${made}\n` };
  }
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  let object = parseRoot(text);
  let style = describeStyle(text, object, { indent: '', unit: DEFAULT_INDENT });
  for (const [depth, name] of path.entries()) {
    const property = findProperty(object, name);
    const found = property?.children?.[1];
    const rest = path.slice(depth + 1);
    if (!found) return insertMember(text, object, name, nest(rest, value), style, eol);
    if (rest.length === 0) {
      const removed = text.slice(found.offset, endOf(found));
      const inserted = style ? printValue(value, style.unit, style.indent, eol) : JSON.stringify(value);
      return { offset: found.offset, removed, inserted };
    }
    if (found.type !== 'object')
      throw new NotAnObject(t('"{path}" is not an object', { path: path.slice(0, depth + 1).join('.') }));
    object = found;
    style = describeStyle(text, object, style && { indent: style.indent, unit: style.unit });
  }
  throw new Error('A path has at least one name.');
}

/** Removes the member at `path` with the comma that belongs to it; undefined when there is none. Throws NotAnObject. */
export function removeMember(text: string, path: readonly string[]): TextEdit | undefined {
  const name = path.at(-1) ?? '';
  let object: Node | undefined = parseRoot(text);
  for (const step of path.slice(0, -1)) object = object && findProperty(object, step)?.children?.[1];
  const property = object?.type === 'object' ? findProperty(object, name) : undefined;
  if (!object?.children || !property) return undefined;
  const at = object.children.indexOf(property);
  const [previous, next] = [object.children[at - 1], object.children[at + 1]];
  const [from, to] = previous
    ? [endOf(previous), endOf(property)]
    : next
      ? [property.offset, next.offset]
      : [object.offset + 1, endOf(object) - 1];
  return { offset: from, removed: text.slice(from, to), inserted: '' };
}

/** How the members of an object stand on lines of their own; undefined when they share a line. */
type Style = { readonly indent: string; readonly unit: string } | undefined;

/** `outer` is the style around an object without members, which takes it over one step deeper. */
function describeStyle(text: string, object: Node, outer: Style): Style {
  const first = object.children?.[0];
  if (!first)
    return outer && { indent: object.parent ? outer.indent + outer.unit : outer.unit, unit: outer.unit };
  const lead = text.slice(object.offset + 1, first.offset);
  if (!lead.includes('\n')) return undefined;
  const indent = lead.slice(lead.lastIndexOf('\n') + 1);
  const end = endOf(object) - 1;
  const closing = text.slice(text.lastIndexOf('\n', end) + 1, end);
  const unit = indent.startsWith(closing) && closing.trim() === '' ? indent.slice(closing.length) : '';
  return { indent, unit: unit || outer?.unit || DEFAULT_INDENT };
}

function insertMember(
  text: string,
  object: Node,
  name: string,
  value: unknown,
  style: Style,
  eol: string,
): TextEdit {
  const last = object.children?.at(-1);
  const member = style
    ? `${style.indent}${JSON.stringify(name)}: ${printValue(value, style.unit, style.indent, eol)}`
    : `${JSON.stringify(name)}:${JSON.stringify(value)}`;
  if (last) return { offset: endOf(last), removed: '', inserted: `,${style ? eol : ''}${member}` };
  const from = object.offset + 1;
  const outer = style ? style.indent.slice(0, style.indent.length - style.unit.length) : '';
  return {
    offset: from,
    removed: text.slice(from, endOf(object) - 1),
    inserted: style ? `${eol}${member}${eol}${outer}` : member,
  };
}

function printValue(value: unknown, unit: string, indent: string, eol: string): string {
  return JSON.stringify(value, null, unit).replaceAll('\n', eol + indent);
}

function nest(path: readonly string[], value: unknown): unknown {
  let nested = value;
  for (const name of path.toReversed()) nested = { [name]: nested };
  return nested;
}

function readRoot(text: string): unknown {
  if (text.trim() === '') return {};
  parseRoot(text);
  return JSON.parse(text.startsWith(BOM) ? text.slice(1) : text);
}

function parseRoot(text: string): Node {
  const errors: ParseError[] = [];
  // A space of the same length: offsets stay those of the text.
  const tree = parseTree(text.startsWith(BOM) ? ` ${text.slice(1)}` : text, errors, {
    disallowComments: true,
    allowTrailingComma: false,
  });
  const [error] = errors;
  if (error) {
    const lines = text.slice(0, error.offset).split('\n');
    const at = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
    const what = printParseErrorCode(error.error)
      .replaceAll(/(?<=.)[A-Z]/g, ' $&')
      .toLowerCase();
    throw new NotAnObject(
      t('it is not valid JSON ({what} at line {line}, column {column})', { what, ...at }),
    );
  }
  const root = tree && findNodeAtLocation(tree, []);
  if (root?.type !== 'object') throw new NotAnObject(t('it holds no JSON object'));
  return root;
}

function findProperty(object: Node, name: string): Node | undefined {
  return object.children?.findLast(({ children }) => children?.[0]?.value === name);
}

function endOf(node: Node): number {
  return node.offset + node.length;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
