// What the preprocessor never hands to a C compiler, and branches that cut a statement in two.

import type { TextRange } from '../language.ts';

const DIRECTIVE = /^[ \t]*#[ \t]*(if|ifdef|ifndef|elif|elifdef|elifndef|else|endif)\b[ \t]*([^\r\n]*)/gm;
const NEVER = /^(?:0|\(0\)|defined\s*\(?\s*__cplusplus\s*\)?)\s*(?:\/[/*].*)?$/;

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
 * The text with one branch of each group near an error in which the branches open or close blocks that they do not close or
 * open: the first one stays, without the directives. Undefined when there is none.
 */
export function mendBranches(text: string, errors: readonly TextRange[]): string | undefined {
  const first = Math.min(...errors.map(({ start }) => start));
  const last = Math.max(...errors.map(({ end }) => end));
  const others = listGroups(text)
    .filter(({ start, end }) => end >= first && start <= last)
    .filter(({ branches }) => branches.some(({ start, end }) => !isBalanced(text.slice(start, end))))
    .flatMap(({ start, end, branches: [kept] }) => [
      // The directives too: the grammar wants whole statements between them.
      { start, end: kept!.start },
      { start: kept!.end, end },
    ]);
  return others.length > 0 ? blank(text, others) : undefined;
}

/** Groups from `#if` to `#endif`, the inner ones too; what is never closed is left out. */
function listGroups(text: string): Group[] {
  const groups: Group[] = [];
  const open: Group[] = [];
  for (const { 0: line, 1: word, 2: condition = '', index } of text.matchAll(DIRECTIVE)) {
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

function isBalanced(part: string): boolean {
  let depth = 0;
  for (const mark of part) {
    if (mark === '{') depth++;
    else if (mark === '}' && --depth < 0) return false;
  }
  return depth === 0;
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
