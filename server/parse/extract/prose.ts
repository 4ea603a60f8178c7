// What a comment or a documentation string says, in one line: its first paragraph without the marks of the comment.

import type { Language } from '../../languages/language.ts';
import type { Lexis } from '../../languages/lexis.ts';

/** Headers that say who may copy the file, and orders to editors: they document nothing. */
const NOT_PROSE =
  /\b(?:copyright|@license|spdx-license|distributed under|licensed under|code generated|-\*-|vim:)/i;
/** How much of a file is looked at for the words that open it. */
const HEAD_CHARS = 4000;

/** The first paragraph of a comment or string, at most `max` characters; '' when it documents nothing. */
export function docText(raw: string, max: number, { directives }: Pick<Lexis, 'directives'>): string {
  const start = raw.slice(0, max * 3);
  const isString = /^[rRbBuU]{0,2}["'`]/.test(start);
  const bare = isString
    ? start.replace(/^[rRbBuU]{0,2}["'`]+\s*|["'`\s]+$/g, '')
    : start.replace(/^[\s/*#!]+|[\s/*]+$/g, '');
  const text = bare
    .split(/\n\s*(?:[*#/]+\s*)?\n/)[0]!
    .replace(/\n\s*(?:\*+|\/\/+|#+)?\s*/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, max);
  return NOT_PROSE.test(text) || directives?.test(text) === true ? '' : text;
}

/**
 * The comment or string in which a file tells what it is for, '' when it has none: the string at its beginning where strings
 * document, else the first comment that belongs to no declaration, or to the clause that names the package.
 */
export function fileProse(source: string, { rules, lexis }: Pick<Language, 'rules' | 'lexis'>): string {
  const head = source.slice(0, HEAD_CHARS);
  if (rules.names.docstrings) {
    const code = head.replace(/^(?:[ \t\r]*(?:#.*)?\n)*/, '');
    return /^[rRuU]?("""|''')[^]*?\1|^[rRuU]?("|')(?:(?!\2).)*\2/.exec(code)?.[0] ?? '';
  }
  let comment: string[] = [];
  let isBlock = false;
  for (const line of head.split('\n')) {
    const text = line.trim();
    if (isBlock || /^(?:\/\/|\/\*|#!)/.test(text)) {
      comment.push(text);
      isBlock = (isBlock || text.startsWith('/*')) && !text.includes('*/');
      continue;
    }
    const isOwn = text === '' || lexis.fileClauses?.test(text) === true;
    const prose = comment.join('\n');
    if (comment.length > 0 && isOwn && docText(prose, 80, lexis) !== '') return prose;
    if (!isOwn) return '';
    comment = [];
  }
  return '';
}
