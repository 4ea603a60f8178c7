import { quoted, type Lexis } from '../lexis.ts';

export const lexis: Lexis = {
  lineComments: ['//'],
  blockComments: [['/*', '*/']],
  fileClauses: /^(?:package|import)\s/,
  texts: [{ open: '"""', close: '"""', hasEscapes: true, isMultiline: true }, quoted('"'), quoted("'")],
  imports: /^(?:import|package)\b[^;\n]*/gm,
  declaresSymbol: /(?:^|\s)(?:class|interface|enum|record|@interface)\s+$/,
  ownObject: ['this'],
  keyMark: '=',
};
