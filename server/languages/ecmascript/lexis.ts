import { quoted, type Lexis } from '../lexis.ts';

export const lexis: Lexis = {
  lineComments: ['//'],
  blockComments: [['/*', '*/']],
  directives: /\b(?:eslint-|jshint|jslint|@ts-)/i,
  fileClauses: /^["']use strict/,
  typeTags: /@(?:typedef|import)\b/,
  texts: [
    quoted('"'),
    quoted("'"),
    { open: '`', close: '`', hasEscapes: true, isMultiline: true, hole: '${' },
  ],
  hasSlashPatterns: true,
  hasMarkup: true,
  hasShorthands: true,
  imports:
    /^[ \t]*import\b(?!\s*\()[^'"();=]*(?=['"]|=\s*require)|^[ \t]*export\s+(?:type\s+)?(?:\{[^}]*\}|\*(?:\s+as\s+[\p{L}\p{N}_$]+)?)|(?:const|let|var)\s+(?:\{[^}]*\}|[\p{L}\p{N}_$]+)\s*=\s*(?:await\s+)?(?:require|import)\s*(?=\()/gmu,
  beforeModule: /(?:\*\s*as|^\s*(?:const|let|var))\s+$/,
  declaresSymbol: /(?:^|\s)(?:function\s*\*?|class|interface|type|enum|namespace|module)\s*$/,
  declares: /\b(?:let|const|var|catch\s*\()\s*$/,
  ownObject: ['this'],
  keyMark: ':',
};
