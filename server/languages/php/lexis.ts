import type { Lexis } from '../lexis.ts';

/** A text in quotes that can go on behind the end of a line. */
const text = (quote: string) => ({ open: quote, close: quote, hasEscapes: true, isMultiline: true });

export const lexis: Lexis = {
  lineComments: ['//', '#'],
  blockComments: [['/*', '*/']],
  fileClauses: /^(?:<\?php|declare|namespace|use)\b/,
  typeTags: /@(?:phpstan|psalm)-type\b/,
  variableTags: /@(?:(?:phpstan|psalm|phan)-)?var\s/,
  texts: [{ ...text('"'), hole: '{$' }, text("'")],
  imports: /^\s*use\s+(?:function\s+|const\s+)?[\w\\][^;(]*;/gm,
  declaresSymbol: /(?:^|\s)(?:class|interface|trait|enum|function|const)\s+&?$/,
  ownObject: ['$this'],
  keyMark: ':',
};
