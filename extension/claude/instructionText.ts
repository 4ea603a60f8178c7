// The block of instructions in a CLAUDE.md or AGENTS.md: how it is put into a text and taken out again, to the byte. Pure.
import { applyEdit } from './configText.ts';
import type { TextEdit } from './configText.ts';
import type { FileText } from './textFile.ts';

const BEGIN = '<!-- codebase-memory: begin -->';
const END = '<!-- codebase-memory: end -->';

const LINES = [
  BEGIN,
  '## Code index',
  '',
  'The MCP server `codebase-memory` has a current index of this code. Ask it before searching text: `explore` for a',
  'question in words, `trace_path` for who calls or uses a symbol, `get_code_snippet` for its source, `detect_changes` after',
  'an edit for what it reaches and the tests to run. Write names as in the code (`Type.method`) or as `file.ts:120`. Search',
  'text for phrases in comments, documents and data, and when the server does not answer.',
  END,
];

/** A block as it was put into a text, so that exactly that is taken out again. */
export interface InsertedBlock {
  /** With the line breaks that part it from what was there. */
  readonly text: string;
  /** Whether the file was made for it. */
  readonly madeFile: boolean;
}

/** A text with the block in it, and what is to be remembered of that. */
export interface WithBlock {
  readonly after: string;
  readonly inserted: InsertedBlock;
}

/** Puts the block at the end, or in the place of the one that is there. */
export function addBlock(before: FileText, known: InsertedBlock | undefined): WithBlock {
  const text = before ?? '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const block = LINES.join(eol);
  const found = findBlock(text);
  if (found) {
    const { lead, trail } = findSurroundings(text, found, known);
    const inserted = { text: lead + block + trail, madeFile: known?.madeFile ?? false };
    return { after: applyEdit(text, { ...found, inserted: block }), inserted };
  }
  const gap = text === '' || text.endsWith(eol + eol) ? '' : text.endsWith(eol) ? eol : eol + eol;
  const inserted = `${gap}${block}${eol}`;
  return { after: text + inserted, inserted: { text: inserted, madeFile: before === undefined } };
}

/** Takes the block out, with the line breaks that were put in with it. */
export function removeBlock(before: FileText, known: InsertedBlock | undefined): FileText {
  const found = before === undefined ? undefined : findBlock(before);
  if (before === undefined || !found) return before;
  const { lead, trail } = findSurroundings(before, found, known);
  const offset = found.offset - lead.length;
  const after = applyEdit(before, { offset, removed: lead + found.removed + trail, inserted: '' });
  return after === '' && known?.madeFile ? undefined : after;
}

/**
 * The line breaks around the block that came with it: those that are remembered, where they stand there still; else the one
 * after it, and one of two before it.
 */
function findSurroundings(
  text: string,
  { offset, removed }: TextEdit,
  known: InsertedBlock | undefined,
): { readonly lead: string; readonly trail: string } {
  const [above, below] = [text.slice(0, offset), text.slice(offset + removed.length)];
  const block = known && findBlock(known.text);
  if (block) {
    const lead = known.text.slice(0, block.offset);
    const trail = known.text.slice(block.offset + block.removed.length);
    if (above.endsWith(lead) && below.startsWith(trail)) return { lead, trail };
  }
  return {
    lead: /\r?\n(\r?\n)$/.exec(above)?.[1] ?? '',
    trail: /^\r?\n/.exec(below)?.[0] ?? '',
  };
}

/** Whether the text has a block, ours or one that was written by hand like it. */
export function hasBlock(text: FileText): boolean {
  return text !== undefined && findBlock(text) !== undefined;
}

/** The block with its markers, as an edit that would take it out. */
function findBlock(text: string): TextEdit | undefined {
  const offset = text.indexOf(BEGIN);
  const end = text.indexOf(END, offset);
  if (offset < 0 || end < 0) return undefined;
  return { offset, removed: text.slice(offset, end + END.length), inserted: '' };
}
