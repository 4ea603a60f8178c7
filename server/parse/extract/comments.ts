// Comments as they are met: what they say of the symbol that follows, in prose and, where the language's comments do, of types.

import type { Documented, Extraction } from './context.ts';

/** Remembers a comment; adjoining ones are one. */
export function noteComment(x: Extraction, record: number): void {
  const { tree, comments } = x;
  x.comments = {
    start: tree.line(record) > comments.endLine + 1 ? tree.start(record) : comments.start,
    last: record,
    end: tree.end(record),
    endLine: tree.endLine(record),
  };
}

/** The text of the comment that ends on the line above `line`, undefined for none; it documents nothing else. */
export function takeComment(x: Extraction, line: number): string | undefined {
  const { start, end, endLine } = x.comments;
  if (endLine < line - 1 || endLine >= line) return undefined;
  x.comments = { ...x.comments, endLine: -2 };
  return x.tree.textBetween(start, end);
}

/** What a comment says of types, in languages whose comments do. */
export function readComment(x: Extraction, record: number): Documented | undefined {
  const { tree } = x;
  const text = tree.text(record);
  const types = x.language.hooks.docTypes?.(text);
  return types && { types, text, start: tree.start(record), line: tree.line(record), record };
}

/** The same of the comment that ends on the line above `record`, or right before it. */
export function docTypesAbove(x: Extraction, record: number): Documented | undefined {
  const { tree, comments } = x;
  if (!x.language.hooks.docTypes || comments.endLine < tree.line(record) - 1) return undefined;
  const start = tree.start(record);
  if (comments.end > start) return undefined;
  const isAbove = comments.endLine === tree.line(record) - 1;
  // On the same line only words such as `export const` can stand between.
  if (!isAbove && !/^[\s\w]*$/.test(tree.textBetween(comments.end, start))) return undefined;
  return x.language.hooks.docLines === true ? readLines(x) : readComment(x, comments.last);
}

/** What the lines of comments that adjoin each other say of types. */
function readLines(x: Extraction): Documented | undefined {
  const { start, end, endLine, last } = x.comments;
  const text = x.tree.textBetween(start, end);
  const types = x.language.hooks.docTypes?.(text);
  const line = endLine - (text.match(/\n/g)?.length ?? 0);
  return types && { types, text, start, line, record: last };
}

/** The line on which something in a comment stands. */
export function lineOf({ text, line }: Documented, at: number): number {
  let lines = line;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) lines++;
  return lines;
}
