// What the preprocessor never hands to a C compiler, branches that cut a statement in two, and directives within one.

import type { TextRange } from '../language.ts';
import { matchDirectives } from './directives.ts';

const DIRECTIVE = /[ \t]*#[ \t]*(if|ifdef|ifndef|elif|elifdef|elifndef|else|endif)\b[ \t]*([^\r\n]*)/y;
const NEVER = /^(?:0|\(0\)|defined\s*\(?\s*__cplusplus\s*\)?)\s*(?:\/[/*].*)?$/;

/** The end of what can be followed by more: an item of a list, a statement, a string, an operator. */
const COMPLETE = /[,;}"]\s*$|\|\|\s*$|&&\s*$/;

interface Branch {
  /** Where the lines behind the directive begin. */
  readonly start: number;
  end: number;
  readonly condition: 'never' | 'always' | 'open';
}

/** From the first directive to behind `#endif`. */
interface Group {
  readonly start: number;
  end: number;
  readonly branches: Branch[];
}

/** The text with blanks for branches that C never sees: under `#if 0`, and those for C++. Nothing moves. */
export function blankDeadBranches(text: string): string {
  if (!/#[ \t]*(?:if[ \t]*\(?[ \t]*0|(?:if|ifn?def)\b[^\n]*__cplusplus|elif[ \t]+0)/.test(text)) return text;
  const dead = listGroups(text).flatMap(({ branches }) => {
    const isTaken = branches.findIndex(({ condition }) => condition === 'always');
    return branches.filter(({ condition }, at) => condition === 'never' || (isTaken >= 0 && at > isTaken));
  });
  return blank(text, dead);
}

/**
 * The text without the directives of groups that the grammar can't take: near an error those whose branches open or close
 * blocks that they do not close or open, and those with a directive where it knows none, as in a list or an expression. All
 * branches stay, but for the others of an expression that goes on in the first. Undefined when there is no such group.
 */
export function mendBranches(
  text: string,
  errors: readonly TextRange[],
  lost: readonly TextRange[],
): string | undefined {
  const first = errors[0]?.start ?? 0;
  const last = errors.reduce((most, { end }) => Math.max(most, end), 0);
  const groups = listGroups(text).filter(({ start, end }) => end >= first && start <= last);
  const further = findFurtherHeads(text, groups);
  const others = groups.flatMap((group) => {
    const { start, end, branches } = group;
    if (further.has(group)) return [group];
    // The directives too: the grammar wants whole statements between them.
    const alone = [
      { start, end: branches[0]!.start },
      { start: branches[0]!.end, end },
    ];
    if (branches.some((branch) => !isBalanced(text, branch))) return alone;
    const directives = listDirectives(group);
    if (!directives.some((directive) => holdsOne(directive, lost))) return [];
    const isOpen = branches.slice(0, -1).some((branch) => !COMPLETE.test(textOf(text, branch)));
    const isPart = branches.slice(1).every((branch) => !/[;{}]/.test(textOf(text, branch)));
    return isOpen && isPart ? alone : directives;
  });
  return others.length > 0 ? blank(text, others) : undefined;
}

const COMMENT = /\/\*[^]*?\*\/|\/\/[^\n]*/g;
/** A line that begins at the margin, as the head of a function does, and no label or preprocessor line. */
const AT_MARGIN = /^[A-Za-z_][^:;]*\{/m;

/**
 * Groups that open a function again which the group right before them has opened: `#ifdef A`, a head, `#endif`, `#ifdef B`, another
 * head, `#endif`, one body for both. The first head stands for all.
 */
function findFurtherHeads(text: string, groups: readonly Group[]): ReadonlySet<Group> {
  const further = new Set<Group>();
  const inOrder = groups.toSorted((a, b) => a.start - b.start);
  for (const [at, group] of inOrder.entries()) {
    const before = inOrder[at - 1];
    if (!before || group.branches.length !== 1 || before.branches.length !== 1) continue;
    if (before.end > group.start) continue;
    const opened = depthOf(text, group.branches[0]!);
    if (opened <= 0 || opened !== depthOf(text, before.branches[0]!)) continue;
    if (text.slice(before.end, group.start).replaceAll(COMMENT, '').trim() !== '') continue;
    if ([before, group].every(({ branches }) => AT_MARGIN.test(textOf(text, branches[0]!))))
      further.add(group);
  }
  return further;
}

function textOf(text: string, { start, end }: TextRange): string {
  return text.slice(start, end);
}

/** The lines from `#if` to `#endif` that are directives of the group. */
function listDirectives({ start, end, branches }: Group): TextRange[] {
  return [start, ...branches.map((branch) => branch.end)].map((at, index) => ({
    start: at,
    end: branches[index]?.start ?? end,
  }));
}

/** Whether one of some parts in order begins within another. */
function holdsOne({ start, end }: TextRange, parts: readonly TextRange[]): boolean {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (parts[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  return low < parts.length && parts[low]!.start < end;
}

/** Groups from `#if` to `#endif`, the inner ones too; what is never closed is left out. */
function listGroups(text: string): Group[] {
  const groups: Group[] = [];
  const open: Group[] = [];
  for (const { 0: line, 1: word, 2: condition = '', index } of matchDirectives(text, DIRECTIVE)) {
    const behind = index + line.length;
    const opens = word === 'if' || word === 'ifdef' || word === 'ifndef';
    if (opens) open.push({ start: index, end: index, branches: [] });
    const group = open.at(-1);
    if (!group) continue;
    const before = group.branches.at(-1);
    if (before) before.end = index;
    if (word === 'endif') {
      group.end = behind;
      groups.push(group);
      open.pop();
    } else {
      group.branches.push({ start: behind, end: behind, condition: judge(word!, condition.trim()) });
    }
  }
  return groups;
}

function judge(word: string, condition: string): Branch['condition'] {
  const isForOthers = /^__cplusplus\b/.test(condition);
  if (word === 'ifdef') return isForOthers ? 'never' : 'open';
  if (word === 'ifndef') return isForOthers ? 'always' : 'open';
  return (word === 'if' || word === 'elif') && NEVER.test(condition) ? 'never' : 'open';
}

function isBalanced(text: string, range: TextRange): boolean {
  return depthOf(text, range) === 0;
}

/** How many blocks a part opens that it does not close; less than none when it closes one that it has not opened. */
function depthOf(text: string, { start, end }: TextRange): number {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const mark = text[at];
    if (mark === '{') depth++;
    else if (mark === '}' && --depth < 0) return depth;
  }
  return depth;
}

function blank(text: string, parts: readonly TextRange[]): string {
  if (parts.length === 0) return text;
  let kept = '';
  let from = 0;
  for (const { start, end } of parts.toSorted((a, b) => a.start - b.start)) {
    if (end <= from) continue;
    const at = Math.max(start, from);
    kept += text.slice(from, at) + text.slice(at, end).replaceAll(/[^\r\n]/g, ' ');
    from = end;
  }
  return kept + text.slice(from);
}
