import type { Lexis, TextForm } from '../lexis.ts';

const INTERPOLATED = /(?<![\p{L}\p{N}_])(?:[rR]?[fFtT]|[fFtT][rR])$/u;

function text(quote: string, isMultiline: boolean): TextForm {
  return {
    open: quote,
    close: quote,
    hasEscapes: true,
    isMultiline,
    hole: '{',
    holePrefix: INTERPOLATED,
  };
}

export const lexis: Lexis = {
  lineComments: ['#'],
  blockComments: [],
  texts: [text('"""', true), text("'''", true), text('"', false), text("'", false)],
  imports:
    /^[ \t]*(?:from[ \t]+[.\p{L}\p{N}_]+[ \t]+import\b[ \t]*(?:\([^)]*\)|(?:\\\r?\n|[^\n;])*)|import[ \t](?:\\\r?\n|[^\n;])*)/gmu,
  beforeModule: /^[ \t]*import\b/,
  hasSubmodules: true,
  declaresSymbol: /(?:^|\s)(?:def|class)\s+$/,
  declares: /\b(?:for|as|lambda)\s+$/,
  outerNames: /^[ \t]*(?:global|nonlocal)\b[^\n#]*$/,
  ownObject: ['self', 'cls'],
  keyMark: '=',
};
