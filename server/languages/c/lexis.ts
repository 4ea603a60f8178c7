import { quoted, type Lexis } from '../lexis.ts';

export const lexis: Lexis = {
  lineComments: ['//'],
  blockComments: [['/*', '*/']],
  texts: [quoted('"'), quoted("'")],
  imports: /^[ \t]*#[ \t]*include\b[^\n]*/gm,
  ownObject: [],
  keyMark: '=',
  // `typedef struct a { … } a;`
  declaresSymbol: /\}\s*$/,
};
