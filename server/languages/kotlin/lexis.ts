import { quoted, type Lexis } from '../lexis.ts';

export const lexis: Lexis = {
  lineComments: ['//'],
  blockComments: [['/*', '*/']],
  fileClauses: /^(?:package|import|@file:)\s?/,
  texts: [
    { open: '"""', close: '"""', hasEscapes: false, isMultiline: true, hole: '${' },
    { ...quoted('"'), hole: '${' },
    quoted("'"),
  ],
  imports: /^(?:import|package)\b[^;\n]*/gm,
  declaresSymbol: /(?:^|\s)(?:class|interface|object|typealias|fun(?:\s*<[^>]*>)?)\s+$/,
  declares: /(?:^|\s)va[lr]\s+$/,
  ownObject: ['this'],
  keyMark: '=',
};
