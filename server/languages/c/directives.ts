// Where the lines of the preprocessor stand in a text. They are found by their mark, so that no pattern is tried at each line.

const LINE_FEED = 10;

/** The matches of a sticky pattern, which begins with `[ \t]*#`, at the lines of `text` that begin with such a mark. */
export function* matchDirectives(text: string, pattern: RegExp): Generator<RegExpExecArray> {
  let end = 0;
  for (let mark = text.indexOf('#'); mark >= 0; mark = text.indexOf('#', Math.max(mark + 1, end))) {
    let start = mark;
    while (start > 0 && isBlank(text.charCodeAt(start - 1))) start--;
    // What a match holds is not looked at again.
    if (start < end || (start > 0 && !isLineEnd(text.charCodeAt(start - 1)))) continue;
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (!match) continue;
    end = start + match[0].length;
    yield match;
  }
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** As `^` of an expression of many lines takes it. */
function isLineEnd(code: number): boolean {
  return code === LINE_FEED || code === 13 || code === 0x2028 || code === 0x2029;
}
