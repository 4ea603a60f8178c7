import type { Lexis } from '../lexis.ts';

/** A text in quotes that can go on behind the end of a line. */
const text = (quote: string, hole?: string) => ({
  open: quote,
  close: quote,
  hasEscapes: true,
  isMultiline: true,
  ...(hole === undefined ? {} : { hole }),
});

export const lexis: Lexis = {
  lineComments: ['#'],
  blockComments: [['=begin', '=end']],
  // Magic comments, and orders to RuboCop.
  directives: /^#\s*(?:-\*-|frozen_string_literal|encoding|warn_indent|typed|rubocop|:nodoc:)/,
  texts: [text('"', '#{'), text("'"), text('`', '#{')],
  imports: /^[ \t]*(?:require|require_relative|load)\b[^\n]*/gm,
  declaresSymbol: /(?:^|\s)(?:class|module|def)\s+(?:self\.)?$/,
  ownObject: ['self'],
  keyMark: ':',
};
