// What an architecture decision record says of itself in Markdown: title, status, headings. Pure; knows no file.

const LINE_END = /\r?\n/;
/** `Status: `, `* Status: ` and `**Status**: `, as front matter and lists have it. */
const STATUS_FIELD = /^\s*(?:[*-]\s*)?(?:\*\*)?status(?:\*\*)?\s*:\s*(?:\*\*)?\s*/i;

/** A heading: its level, its words, and the 1-based line that it stands on. */
export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly line: number;
}

/** The headings of a text, those within code left out. */
export function listHeadings(text: string): Heading[] {
  const headings: Heading[] = [];
  let fence: string | undefined;
  for (const [index, line] of text.split(LINE_END).entries()) {
    const mark = /^\s{0,3}(```|~~~)/.exec(line)?.[1];
    if (mark !== undefined && (fence === undefined || fence === mark))
      fence = fence === undefined ? mark : undefined;
    const match = fence === undefined ? /^(#{1,6})[ \t]+(\S.*)$/.exec(line) : null;
    if (!match) continue;
    const words = match[2]!.trimEnd().replace(/\s#+$/, '');
    headings.push({ level: match[1]!.length, text: words, line: index + 1 });
  }
  return headings;
}

/** The first heading without its number (`3.`, `ADR-0003:`); undefined when there is none. */
export function findTitle(text: string): string | undefined {
  const first = listHeadings(text)[0]?.text;
  return first?.replace(/^(?:ADR[-\s]*)?\d+\s*[.:–-]\s*/i, '').trim() || first;
}

/** The status as the section, the front matter or a line `Status: …` says; '' when nothing does. */
export function findStatus(text: string): string {
  const lines = text.split(LINE_END).map((line) => line.trim());
  const at = statusHeading(text);
  const section = at === undefined ? undefined : lines.slice(at).find((line) => line !== '');
  if (section !== undefined && !section.startsWith('#')) return section;
  return lines.find((line) => STATUS_FIELD.test(line))?.replace(STATUS_FIELD, '') ?? '';
}

/** The text with another status, in the place where it says one; after the title when it says none. */
export function replaceStatus(text: string, status: string): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(LINE_END);
  const at = statusHeading(text);
  const field = lines.findIndex((line) => STATUS_FIELD.test(line));
  if (at !== undefined) {
    const next = lines.findIndex((line, index) => index >= at && line.trim() !== '');
    if (next < 0 || lines[next]!.startsWith('#')) lines.splice(at, 0, '', status);
    else lines[next] = status;
  } else if (field >= 0) {
    lines[field] = `${STATUS_FIELD.exec(lines[field]!)![0]}${status}`;
  } else {
    lines.splice(listHeadings(text)[0]?.line ?? 0, 0, '', '## Status', '', status);
  }
  return lines.join(lineEnd);
}

/** The 0-based index of the line after the heading "Status". */
function statusHeading(text: string): number | undefined {
  return listHeadings(text).find((heading) => /^status$/i.test(heading.text))?.line;
}

/** A name for a file, out of a title: letters and digits that any file system takes. */
export function slugOf(title: string): string {
  const plain = title.normalize('NFKD').toLowerCase();
  const words = plain.replaceAll(/\p{M}+/gu, '').match(/[a-z0-9]+/g) ?? [];
  return words.join('-').slice(0, 60).replace(/-$/, '') || 'decision';
}
