// Names that macros put together. Which they are is only known where the macro and its use meet, in another file or not.

import type { FactsBuilder } from '../../facts/builder.ts';
import { Column, PasteKind } from '../../facts/tables.ts';
import type { Paste } from '../../languages/language.ts';
import { MODULE_SCOPE } from './context.ts';
import type { Extraction } from './context.ts';

const TEXT = /"(?:[^"\\\n]|\\.)*"/g;

/** A use of what may be a macro in a list of values, which is written for an `object` and a `variable`, -1 for none. */
export function noteFill(x: Extraction, use: number, object: number, variable: number): void {
  noteUse(x, use, PasteKind.fill, object, variable);
}

/** A call of what may be a macro that casts, of whose result a member is taken: a type and more are passed to it. */
export function noteTaken(x: Extraction, use: number, call: number): void {
  const callee = x.tree.slot(use, 'function');
  if (callee >= 0 && x.tree.textBetween(x.tree.end(callee), x.tree.end(use)).includes(','))
    noteUse(x, use, PasteKind.taken, call, -1);
}

function noteUse(x: Extraction, use: number, kind: number, object: number, variable: number): void {
  const callee = x.tree.ruleOf(use).role === 'free-name' ? use : x.tree.slot(use, 'function');
  if (callee < 0 || x.tree.ruleOf(callee).role !== 'free-name') return;
  const given = x.tree.textBetween(x.tree.end(callee), x.tree.end(use)).replaceAll(TEXT, '""').trim();
  const { tables, strings } = x.facts;
  const row = tables.pastes.add(
    strings.internPart(x.tree.text(callee)),
    strings.internPart(splitGiven(given).join(',')),
    kind,
  );
  tables.pastes.set(row, Column.pastes.line, x.tree.line(use));
  tables.pastes.set(row, Column.pastes.position, x.tree.start(use));
  tables.pastes.set(row, Column.pastes.object, object);
  tables.pastes.set(row, Column.pastes.variable, variable);
  tables.pastes.set(row, Column.pastes.scope, x.scope);
}

/** What stands between the commas of `(a, b)`; '' for what has commas of its own. */
function splitGiven(given: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 1;
  for (let at = 0; at < given.length; at++) {
    const mark = given[at]!;
    if ('([{'.includes(mark)) depth++;
    else if (')]}'.includes(mark)) depth--;
    if ((mark !== ',' || depth !== 1) && depth > 0) continue;
    const part = given.slice(from, at).trim().replaceAll(/\s+/g, ' ');
    parts.push(part.includes(',') ? '' : part);
    from = at + 1;
  }
  return parts;
}

/** Notes what macros define of their arguments, and where macros are used; `pastes` are in the order of the text. */
export function notePastes(
  { tables, strings }: FactsBuilder,
  source: string,
  pastes: readonly Paste[],
): void {
  let line = 0;
  let seen = 0;
  for (const { macro, kind, text, isStatic, at } of pastes) {
    for (; seen < at; seen++) if (source.charCodeAt(seen) === 10) line++;
    const row = tables.pastes.add(strings.internPart(macro), strings.internPart(text), kind);
    tables.pastes.set(row, Column.pastes.isStatic, Number(isStatic));
    tables.pastes.set(row, Column.pastes.line, line);
    tables.pastes.set(row, Column.pastes.position, at);
    tables.pastes.set(row, Column.pastes.object, -1);
    tables.pastes.set(row, Column.pastes.variable, -1);
    tables.pastes.set(row, Column.pastes.scope, MODULE_SCOPE);
  }
}
