import { quoted, type Lexis } from '../lexis.ts';

export const lexis: Lexis = {
  lineComments: ['//'],
  blockComments: [['/*', '*/']],
  texts: [quoted('"'), quoted("'")],
  imports: /^[ \t]*#[ \t]*include\b[^\n]*|^[ \t]*using\b[^;\n]*;/gm,
  ownObject: ['this'],
  keyMark: '=',
  // `typedef struct a { … } a;`
  declaresSymbol: /\}\s*$/,
};
