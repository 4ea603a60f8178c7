// Marks that the preprocessor takes away or turns into attributes (`__init`, `LUA_API`, `__user`) stand where the grammar
// has no place for a name. They are told by that place alone: between what is surely a type and the name that it
// declares, or in front of a word that can only begin a type. Each is given to the grammar as blanks.

const TYPE = 'int|void|char|short|long|float|double|signed|unsigned|_Bool|bool|struct|union|enum';
/** Words that can stand before a type or a name and are no marks. */
const WORDS = new Set(
  (
    `${TYPE}|define|undef|ifdef|ifndef|auto|break|case|const|continue|default|do|else|extern|for|goto|if|inline|register|restrict|return|sizeof|` +
    'static|switch|typedef|volatile|while|defined|__extension__|__inline|__inline__|__const|__restrict|__volatile__|' +
    '__signed__|__attribute__|__typeof__|typeof|asm|__asm__'
  ).split('|'),
);

const BEFORE_TYPE = new RegExp(
  String.raw`^([ \t]*(?:(?:static|extern|inline)[ \t]+)*)([A-Za-z_]\w*)(?=[ \t]+(?:${TYPE}|static|inline|extern)\b)`,
  'gm',
);
const BEHIND_TYPE = new RegExp(
  String.raw`\b((?:int|void|char|short|long|signed|unsigned|bool|(?:struct|union|enum)\s+\w+)\b(?:\s*\*)*\s+)([A-Za-z_]\w*)(?=\s+\**\s*[A-Za-z_]|\s*\*[^/])`,
  'g',
);
const BEHIND_NAME = /\b__[a-z_]+(?=\s+\**\s*[A-Za-z_]|\s*\*[^/])/g;
const BEFORE_FUNCTION = /(\*+\s*)([A-Za-z_]\w*)(?=\s+[A-Za-z_]\w*\s*\()/g;
const TYPE_BEFORE = /([A-Za-z_]\w*)\s+(?:\*\s*)*$/;
/** So far back a type is looked for. */
const REACH = 80;

/** The text with blanks in the place of such marks; nothing moves. */
export function blankMarks(text: string): string {
  return text
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

function keepOrBlank(whole: string, before: string, name: string): string {
  return WORDS.has(name) ? whole : before + ' '.repeat(name.length);
}
