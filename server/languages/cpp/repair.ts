// Marks that the preprocessor takes away or turns into attributes (`LIB_EXPORT`, `GUARDED_BY(mutex)`) stand where the grammar
// has no place for a name. They are written in capitals and told by where they stand. Each is given to the grammar as blanks.

import type { TextRange } from '../language.ts';

const CAPITALS = String.raw`[A-Z][A-Z0-9]*_[A-Z0-9_]*|[A-Z]{3}[A-Z0-9]*`;
const ARGUMENTS = String.raw`(?:[ \t]*\((?:[^()\n]|\([^()\n]*\))*\))?`;

/** `class MARK Name : public Base {`, `struct MARK(1) Name;` */
const BEFORE_TAG = new RegExp(
  String.raw`\b((?:class|struct|union|enum(?:[ \t]+(?:class|struct))?)[ \t]+)((?:(?:${CAPITALS})${ARGUMENTS}\s+)+)(?=[A-Za-z_][\w:]*(?:<[^<>\n]*>)?\s*(?:final\b\s*)?[:{;])`,
  'g',
);
/** `MARK Type name(`, `MARK static Type& name;`: two words behind it make a declaration. */
const BEFORE_DECLARATION = new RegExp(
  String.raw`^([ \t]*(?:(?:static|extern|inline|virtual|explicit|constexpr|friend|template[ \t]*<[^<>\n]*>)[ \t]+)*)((?:(?:${CAPITALS})${ARGUMENTS}[ \t]+)+)` +
    String.raw`(?=(?:(?:const|constexpr|static|inline|virtual|explicit|extern|unsigned|typename|struct|class|enum|template|auto|void|bool|int|char|float|double|size_t)\b|[A-Za-z_][\w:]*(?:<[^;{}()\n]*>)?[ \t]*[*&]*[ \t]+[*&]*[A-Za-z_~]|[A-Za-z_][\w:]*(?:<[^;{}()\n]*>)?[*&]+[ \t]*[A-Za-z_]))`,
  'gm',
);
/** Behind the parameters of a function: `) MARK;`, `) const MARK(mutex) {`. */
const BEHIND_PARAMETERS = new RegExp(
  String.raw`(\)[ \t]*(?:const|noexcept|override|final|[ \t])*\s+)((?:${CAPITALS})${ARGUMENTS})(?=\s*(?:[;{]|=\s*(?:0|default|delete)|override\b|const\b|(?:${CAPITALS})[ \t]*\())`,
  'g',
);
/** Behind the name of a variable: `int name MARK(mutex);` */
const BEHIND_NAME = new RegExp(
  String.raw`(\b[A-Za-z_]\w*[>*&]*[ \t]+[*&]*[A-Za-z_]\w*(?:\[\w*\])?[ \t]+)((?:${CAPITALS})[ \t]*\((?:[^()\n]|\([^()\n]*\))*\))(?=\s*[;={])`,
  'g',
);
/** Among template parameters, where it stands for a condition: `template <class T, REQUIRES("number", is_number<T>)>`. */
const AMONG_PARAMETERS = new RegExp(
  String.raw`(\btemplate[ \t]*<(?:[^<>;{}()]|<[^<>;{}()]*>)*?)((?:,\s*(?:${CAPITALS})[ \t]*\((?:[^()\n]|\([^()\n]*\))*\)\s*)+)(?=[,>])`,
  'g',
);
/** A mark on a line of its own that nothing follows but another line. */
const ALONE =
  /^([ \t]*)((?:[A-Z][A-Z0-9]*_[A-Z0-9_]+)(?:\([^()\n]*\))?)(?=[ \t]*\r?$)(?!\s*[{[(.,;:?=+\-*/<>|&)])/gm;
const WORDS_BEFORE = /(?:[=(,+\-*/|&<>?:]|\breturn|\bcase|\\)\s*$/;

function blank(text: string): string {
  return text.replaceAll(/[^\r\n]/g, ' ');
}

/** The text with blanks in the place of such marks; nothing moves. */
export function blankMarks(text: string): string {
  return text
    .replace(BEFORE_TAG, (_whole, before: string, marks: string) => before + blank(marks))
    .replace(BEFORE_DECLARATION, (_whole, before: string, marks: string) => before + blank(marks))
    .replace(BEHIND_PARAMETERS, (_whole, before: string, marks: string) => before + blank(marks))
    .replace(AMONG_PARAMETERS, (_whole, before: string, mark: string) => before + blank(mark))
    .replace(BEHIND_NAME, (_whole, before: string, marks: string) => before + blank(marks))
    .replace(ALONE, (whole: string, before: string, mark: string, at: number, all: string) =>
      WORDS_BEFORE.test(all.slice(Math.max(0, at - 80), at)) ? whole : before + blank(mark),
    );
}

/** A word before a type that needs none: `nonneg int count`. */
const BEFORE_TYPE =
  /\b(?!(?:alignas|auto|case|const|consteval|constexpr|constinit|co_return|co_yield|delete|else|explicit|extern|friend|inline|long|mutable|new|operator|register|return|short|signed|sizeof|static|thread_local|throw|typedef|typename|unsigned|virtual|volatile|bool|char|int|float|double|void|in|do|and|or|not|define|undef)\b)[A-Za-z_]\w*(?=[ \t]+(?:unsigned|signed|bool|char|short|int|long|float|double)\b)/g;

/** Blanks for a word, unless its line is one of the preprocessor or a comment. */
function blankInCode(word: string, at: number, all: string): string {
  const before = all.slice(all.lastIndexOf('\n', at) + 1, at);
  return /^\s*(?:#|\*|\/\*)|\/\//.test(before) ? word : blank(word);
}

/** Another attempt near errors; undefined where there is nothing to try. */
export function mendMarks(text: string, errors: readonly TextRange[]): string | undefined {
  let mended = text;
  for (const { start, end } of errors) {
    const from = mended.lastIndexOf('\n', start) + 1;
    const line = mended.indexOf('\n', end);
    const to = line < 0 ? mended.length : line;
    mended =
      mended.slice(0, from) + mended.slice(from, to).replace(BEFORE_TYPE, blankInCode) + mended.slice(to);
  }
  return mended === text ? undefined : mended;
}
