import { quoted, type Lexis } from '../lexis.ts';

export const lexis: Lexis = {
  lineComments: ['//'],
  blockComments: [['/*', '*/']],
  directives: /\b(?:go:build|\+build)/i,
  fileClauses: /^package\s/,
  texts: [{ open: '`', close: '`', hasEscapes: false, isMultiline: true }, quoted('"'), quoted("'")],
  hasBraceValues: true,
  imports: /^import\b[ \t]*(?:\([^)]*\)|[^\n]*)/gm,
  beforeModule: /^import\b/,
  declaresSymbol: /(?:^|\s)(?:func|type)\s+$/,
  declares: /\bvar\s+$/,
  ownObject: [],
  keyMark: ':',
};
