import { quoted, type Lexis } from '../lexis.ts';

export const lexis: Lexis = {
  lineComments: ['//'],
  blockComments: [['/*', '*/']],
  fileClauses: /^(?:#!\[|(?:pub(?:\([^)]*\))?\s+)?(?:use|mod|extern)\s)/,
  texts: [
    { open: 'r##"', close: '"##', hasEscapes: false, isMultiline: true },
    { open: 'r#"', close: '"#', hasEscapes: false, isMultiline: true },
    { open: 'r"', close: '"', hasEscapes: false, isMultiline: true },
    { ...quoted('"'), isMultiline: true },
  ],
  hasBraceValues: true,
  imports: /^[ \t]*(?:pub(?:\([^)\n]*\))?[ \t]+)?(?:use\b[^;]*|(?:mod|extern[ \t]+crate)\b[^;{\n]*)/gm,
  beforeModule: /\b(?:use|mod|crate)\b/,
  declaresSymbol: /(?:^|\s)(?:fn|struct|enum|union|trait|type|mod|macro_rules!)\s+$/,
  declares: /\b(?:let|const|static)\s+(?:mut\s+)?$/,
  ownObject: ['self'],
  keyMark: ':',
};
