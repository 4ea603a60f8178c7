// Marks that the preprocessor takes away or turns into attributes (`__init`, `LUA_API`, `__user`) stand where the grammar
// has no place for a name. They are told by that place alone: between what is surely a type and the name that it
// declares, in front of a word that can only begin a type, or in capitals in front of a type and the name that it declares.
// Each is given to the grammar as blanks.

import type { TextRange } from '../language.ts';
import { matchDirectives } from './directives.ts';

const TYPE = 'int|void|char|short|long|float|double|signed|unsigned|_Bool|bool|struct|union|enum';
/** Words that can stand before a type or a name and are no marks. */
const WORDS = new Set(
  (
    `${TYPE}|define|undef|ifdef|ifndef|auto|break|case|const|continue|default|do|else|extern|for|goto|if|inline|register|restrict|return|sizeof|` +
    'static|switch|typedef|volatile|while|defined|__extension__|__inline|__inline__|__const|__restrict|__volatile__|' +
    '__signed__|__attribute__|__typeof__|typeof|asm|__asm__'
  ).split('|'),
);

/** A name that is none of these words, which are what stands there almost always. */
const OTHER_NAME = String.raw`(?!(?:${[...WORDS].join('|')})\b)[A-Za-z_]\w*`;

const BEFORE_TYPE = new RegExp(
  String.raw`^([ \t]*(?:(?:static|extern|inline)[ \t]+)*)(${OTHER_NAME})(?=[ \t]+(?:${TYPE}|static|inline|extern)\b)`,
  'gm',
);
/** Words with which a statement or a definition begins that is no declaration by a type. */
const BEGINNINGS = new Set('return|else|goto|case|do|typedef|sizeof|define'.split('|'));
/** Marks in capitals, a type, and what it declares. */
const BEFORE_DECLARATION = new RegExp(
  String.raw`^([ \t]*(?:(?:static|extern|inline)\s+)*)((?:[A-Z][A-Z0-9_]*(?:\s+|\([^()\n]*\)[ \t]+))+)` +
    String.raw`(?=(?:(?:const|volatile|struct|union|enum|unsigned|signed|long|short)\s+)*([A-Za-z_]\w*)(?:\s+const)?(?:\s+|\s*\*+\s*)([A-Za-z_]\w*)(?:\s|\\\r?\n)*[([;=,])`,
  'gm',
);
const CAPITALS = /^[A-Z][A-Z0-9_]*$/;
const BEHIND_TYPE = new RegExp(
  String.raw`\b((?:int|void|char|short|long|signed|unsigned|bool|(?:struct|union|enum)\s+\w+)\b(?:\s*\*)*\s+)([A-Za-z_]\w*)(?=\s+\**\s*[A-Za-z_]|\s*\*[^/])`,
  'g',
);
const BEHIND_NAME = /\b__[a-z_]+(?=\s+\**\s*[A-Za-z_]|\s*\*[^/])/g;
const BEFORE_FUNCTION = /(\*+\s*)([A-Za-z_]\w*)(?=\s+[A-Za-z_]\w*\s*\()/g;
/** Before the name of a type that is defined, which the grammar takes for a function: `struct MARK name {`. */
const BEFORE_TAG =
  /\b((?:struct|union|enum)[ \t]+)((?:[A-Z][A-Z0-9_]+|__[a-z]\w*)(?:\([^()\n]*\))?[ \t]+)(?=[A-Za-z_]\w*\s*\{)/g;
/** A mark on a line of its own, such as those around the declarations of a header, and what must not follow it. */
const ALONE = /^([ \t]*)([A-Z][A-Z0-9_]{3,}|__[A-Za-z]\w*)(?=[ \t]*\r?$)(?!\s*[^\s\w#/*])/gm;
/** A type that says how it is accessed: the type itself is what counts. */
const ATOMIC = /\b(_Atomic[ \t]*\()([^()\n]*)\)/g;
const LAST_LINE = /(?:^|\n)([^\n]*\S)\s*$/;
const TYPE_BEFORE = /([A-Za-z_]\w*)\s+(?:\*\s*)*$/;
/** So far back a type is looked for. */
const REACH = 80;
/** So far before the first error a mark can stand, comments between. */
const FAR = 400;

const DEFINITION = /[ \t]*#[ \t]*define\b(?:[^\\\n]|\\(?!\r?\n))*(?:\\\r?\n(?:[^\\\n]|\\(?!\r?\n))*)*/y;
/** A comment of one line, and the first sign behind it. */
const INNER_COMMENT = /\/\*.*?\*\/(?=[ \t]*([^ \t\r\n])?)/g;

/** The text with blanks for comments within a definition, where the grammar takes it to end. */
export function blankInnerComments(text: string): string {
  if (!text.includes('/*')) return text;
  let blanked = '';
  let kept = 0;
  for (const { 0: definition, index } of matchDirectives(text, DEFINITION)) {
    if (!definition.includes('/*')) continue;
    const inner = definition.replaceAll(INNER_COMMENT, (comment: string, next?: string) =>
      next === undefined ? comment : ' '.repeat(comment.length),
    );
    if (inner === definition) continue;
    blanked += text.slice(kept, index) + inner;
    kept = index + definition.length;
  }
  return kept === 0 ? text : blanked + text.slice(kept);
}

/** The text with blanks in the place of such marks; nothing moves. */
export function blankMarks(text: string): string {
  // A type may be written in capitals too: then only what is surely a mark elsewhere is one.
  let found: ReadonlySet<string> | undefined;
  const isMark = (name: string) => {
    found ??= new Set(Array.from(text.matchAll(BEFORE_TYPE), ([, , mark]) => mark!));
    return found.has(name);
  };
  const plain = text.includes('_Atomic')
    ? text.replace(
        ATOMIC,
        (_whole: string, before: string, type: string) => `${' '.repeat(before.length)}${type} `,
      )
    : text;
  return plain
    .replace(
      BEFORE_DECLARATION,
      (whole: string, before: string, names: string, type: string, declared: string) => {
        const isKept =
          BEGINNINGS.has(type) ||
          WORDS.has(declared) ||
          (CAPITALS.test(type) &&
            names
              .trim()
              .split(/\s+/)
              .some((name) => !isMark(name)));
        return isKept ? whole : before + names.replaceAll(/[^\r\n]/g, ' ');
      },
    )
    .replace(ALONE, (whole: string, before: string, name: string, at: number, all: string) =>
      beginsDeclaration(all.slice(Math.max(0, at - REACH * 4), at))
        ? keepOrBlank(whole, before, name)
        : whole,
    )
    .replace(BEFORE_TAG, keepOrBlank)
    .replace(BEFORE_TYPE, keepOrBlank)
    .replace(BEHIND_TYPE, keepOrBlank)
    .replace(BEFORE_FUNCTION, (whole: string, before: string, name: string, at: number, all: string) =>
      /\w\s*$/.test(all.slice(Math.max(0, at - REACH), at)) ? keepOrBlank(whole, before, name) : whole,
    )
    .replace(BEHIND_NAME, (name: string, at: number, all: string) => {
      const type = TYPE_BEFORE.exec(all.slice(Math.max(0, at - REACH), at))?.[1];
      return type === undefined || WORDS.has(type) || WORDS.has(name) ? name : ' '.repeat(name.length);
    });
}

/** Whether a declaration begins behind `text`: it is empty, or ends with one, with a comment or with a directive. */
function beginsDeclaration(text: string): boolean {
  const last = LAST_LINE.exec(text)?.[1];
  return last === undefined || /(?:[;}]|\*\/)$/.test(last) || /^\s*(?:\/\/|#.*[^\\]$)/.test(last);
}

/** What stands between parentheses of a declaration, one level of inner ones included. */
const ARGUMENTS = String.raw`\((?:[^(){};]|\([^(){};]*\))*\)`;
const MARK = String.raw`(?:__[a-z]\w*|[A-Z][A-Z0-9_]+)`;
const DECLARED_FUNCTION = String.raw`^[ \t]*[A-Za-z_][\w \t*]*[\s*][A-Za-z_]\w*\s*${ARGUMENTS}`;

/**
 * Marks in places where a mark is told by what stands around it, each with what is kept before it and what is blanked. They
 * are looked for near errors alone: elsewhere the grammar has read what is written.
 */
const NEAR_ERRORS: readonly RegExp[] = [
  // Behind the parameters of a declaration: `int f(void) MARK(1, 2);`
  new RegExp(String.raw`(${DECLARED_FUNCTION})((?:\s+${MARK}(?:\s*${ARGUMENTS})?)+)(?=\s*[;{])`, 'gm'),
  // A macro that defines something, on a line of its own: `MARK(1)`, and `static int f(` below
  new RegExp(
    String.raw`^([ \t]*)(${MARK}[ \t]*${ARGUMENTS})(?=[ \t]*\r?\n\s*(?:${TYPE}|static|extern|inline|const|typedef)\b)`,
    'gm',
  ),
  // What a macro is given that stands for a type: `MARK(a, b) name;`
  new RegExp(
    String.raw`^([ \t]*(?:(?:static|extern|const)\s+)*${MARK})(${ARGUMENTS})(?=\s+\**\s*[A-Za-z_]\w*\s*[;=,[])`,
    'gm',
  ),
  // A field without a name that only fills its place: `unsigned : 3;`
  new RegExp(
    String.raw`([;{]\s*)((?:(?:un)?signed|int|(?:un)?signed[ \t]+int)[ \t]*:[ \t]*\w+)(?=\s*;)`,
    'g',
  ),
  // The head of a type that a macro gives, before its first field: `struct { PyObject_HEAD`
  new RegExp(
    String.raw`((?:struct|union)\b[^{};()]*\{\s*)([A-Za-z_]\w*)(?=[ \t]*\r?\n(?:\s|/\*(?:[^*]|\*(?!/))*\*/)*` +
      String.raw`(?:(?:const|struct|unsigned|signed)\s+)*[A-Za-z_]\w*[\s*]+[A-Za-z_]\w*\s*[;,:[(])`,
    'g',
  ),
  // Behind a constant of an enumeration: `NAME MARK("…"),`
  new RegExp(String.raw`^([ \t]*[A-Za-z_]\w*)([ \t]+${MARK}\([^()\n]*\))(?=\s*(?:[,}]|=[^=]))`, 'gm'),
  // Behind a parameter: `int a MARK,`. Such a mark is rare, so what stands before it is looked at last.
  new RegExp(
    String.raw`(?<=\b(?!(?:${[...BEGINNINGS].join('|')})\b)[A-Za-z_]\w*(?:\s+|\s*\*+\s*)(?!(?:${TYPE})\b)[A-Za-z_]\w*)()(\s+${MARK}(?:\([^()\n]*\))?)(?=\s*[,)])`,
    'g',
  ),
  // Behind such a definition: `} MARK(4);`
  new RegExp(String.raw`(\})([ \t]*(?:__[a-z]\w*|${MARK}\([^()\n]*\)))(?=\s*;)`, 'g'),
  // Before the name of a function: `int MARK(1, 2) f(`, `extern MARK(1, 2)` on a line of its own
  new RegExp(
    String.raw`^([A-Za-z_][\w \t*]*[ \t*])(${MARK}\([^()\n]*\)\s+)(?=\**\s*[A-Za-z_][\w \t*]*\()`,
    'gm',
  ),
];

const QUALIFIER = '(?:const|volatile|struct|union|enum|unsigned|signed)';
/** A type with more than a name as an argument; of a name with stars, the stars: `, const char *)`, `*)`. */
const TYPE_ARGUMENT = new RegExp(
  String.raw`([,(][ \t]*)((?:${QUALIFIER}[ \t]+)+)([A-Za-z_]\w*)([ \t]*\*[ \t*]*|)(?=[ \t]*[,)])|\*[ \t*]*(?=[,)])`,
  'g',
);
const NAME_BEFORE_STARS = /[,(][ \t]*[A-Za-z_]\w*[ \t]*$/;
/** Behind these a call can stand, and no declarator. */
const BEFORE_CALL = new Set('=(;{},?:&|!+<>)-');
/** Words that are no macro before a parenthesis; the grammar itself knows of types in the last ones. */
const NO_CALLED = new Set([...WORDS, ...'offsetof|_Alignof|__alignof__'.split('|')]);

/**
 * The name alone of types that macros are given: `va_arg(list, const char *)`. The grammar finds an error there, or takes the statement
 * for a declaration.
 */
export function blankTypeArguments(text: string): string {
  return text.replace(
    TYPE_ARGUMENT,
    (
      whole: string,
      before: string | undefined,
      words: string,
      name: string,
      stars: string,
      at: number,
      all: string,
    ) => {
      if (before !== undefined)
        return isInCall(all, at)
          ? before + ' '.repeat(words.length) + name + ' '.repeat(stars.length)
          : whole;
      const named = NAME_BEFORE_STARS.exec(all.slice(Math.max(0, at - REACH), at));
      return named && isInCall(all, at - named[0].length) ? ' '.repeat(whole.length) : whole;
    },
  );
}

/** Whether the parenthesis or comma at `at` is that of a call, on its line. */
function isInCall(text: string, at: number): boolean {
  let open = at;
  if (text[open] === ',') for (open--; open >= 0 && !'();\n'.includes(text[open]!);) open--;
  if (text[open] !== '(') return false;
  const end = skipBack(text, open, /[ \t]/);
  const start = skipBack(text, end, /\w/);
  if (start === end || NO_CALLED.has(text.slice(start, end))) return false;
  const before = skipBack(text, start, /\s/);
  return BEFORE_CALL.has(text[before - 1]!) || /\breturn$/.test(text.slice(Math.max(0, before - 7), before));
}

/** The end of what is before `at` when the characters of a kind right before it are left out. */
function skipBack(text: string, at: number, kind: RegExp): number {
  let end = at;
  while (end > 0 && kind.test(text[end - 1]!)) end--;
  return end;
}

/** The text with blanks for marks near errors; undefined when there are none. */
export function mendMarks(text: string, errors: readonly TextRange[]): string | undefined {
  let mended = '';
  let kept = 0;
  for (const { start, end } of listSurroundings(text, errors)) {
    const part = text.slice(start, end);
    const changed = mendPart(part);
    if (changed === part) continue;
    mended += text.slice(kept, start) + changed;
    kept = end;
  }
  return kept === 0 ? undefined : mended + text.slice(kept);
}

/** Errors with the lines around them in which a mark can stand, those that touch as one, in their order. */
function listSurroundings(text: string, errors: readonly TextRange[]): TextRange[] {
  const around: { start: number; end: number }[] = [];
  for (const { start, end } of errors) {
    // An error begins where the grammar gave up, which can be behind the mark.
    const from = text.lastIndexOf('\n', Math.max(0, start - FAR)) + 1;
    const to = text.indexOf('\n', end + REACH);
    const last = around.at(-1);
    if (last && from <= last.end) last.end = Math.max(last.end, to < 0 ? text.length : to);
    else around.push({ start: from, end: to < 0 ? text.length : to });
  }
  return around;
}

function mendPart(part: string): string {
  let mended = part;
  for (const pattern of NEAR_ERRORS)
    mended = mended.replace(pattern, (whole: string, kept: string, marks: string) => {
      const [word = ''] = /\w+/.exec(kept) ?? [];
      // A field without a name is written in such words.
      const isOfWords =
        !marks.includes(':') && (marks.match(/\b[A-Za-z_]\w*/g) ?? []).some((name) => WORDS.has(name));
      if (BEGINNINGS.has(word) || isOfWords) return whole;
      return kept + marks.replaceAll(/[^\r\n]/g, ' ');
    });
  return mended;
}

function keepOrBlank(whole: string, before: string, name: string): string {
  return WORDS.has(/^\w*/.exec(name)![0]) ? whole : before + ' '.repeat(name.length);
}
