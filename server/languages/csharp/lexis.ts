import { quoted, type Lexis } from '../lexis.ts';

export const lexis: Lexis = {
  lineComments: ['//'],
  blockComments: [['/*', '*/']],
  fileClauses: /^(?:using|namespace|#)\b|^\[assembly/,
  texts: [
    { open: '"""', close: '"""', hasEscapes: false, isMultiline: true, hole: '{', holePrefix: /\$+$/ },
    { open: '@"', close: '"', hasEscapes: false, isMultiline: true, hole: '{', holePrefix: /\$$/ },
    { open: '"', close: '"', hasEscapes: true, isMultiline: false, hole: '{', holePrefix: /\$@?$/ },
    quoted("'"),
  ],
  imports: /^\s*(?:global\s+)?using\s[^;(\n]*;/gm,
  declaresSymbol: /(?:^|\s)(?:class|interface|enum|record|struct|delegate|namespace)\s+$/,
  ownObject: ['this'],
  keyMark: ':',
};
