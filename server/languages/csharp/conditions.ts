// Conditional compilation: of `#if A … #elif B … #else … #endif` one branch is read, as in a build that defines what the file
// defines and nothing else. A lone branch is read too when it can stand there by itself, so that its code is found. What is
// not read, and the directives, are blanked; no offset changes.

import { conditionHolds } from '../buildConditions.ts';

const DIRECTIVE = /^[ \t]*#[ \t]*(if|elif|else|endif|define|undef)\b([^\r\n]*)/gm;
const TOKEN = /[\p{L}_][\p{L}\p{N}_]*|&&|\|\||==|!=|[!()]/gu;

/** A part of a text, and whether it is read. */
interface Branch {
  readonly from: number;
  readonly holds: boolean;
}

interface Condition {
  readonly branches: Branch[];
  /** Where the directives of it stand. */
  readonly directives: (readonly [from: number, to: number])[];
}

/** The text with one branch of each condition, and without marks of byte order. */
export function readConditions(text: string): string {
  const plain = text.includes('\uFEFF') ? text.replaceAll('\uFEFF', ' ') : text;
  if (!/^[ \t]*#[ \t]*if\b/m.test(plain)) return plain;
  const blanked: (readonly [from: number, to: number])[] = [];
  const defined = new Set<string>();
  const open: Condition[] = [];
  for (const match of plain.matchAll(DIRECTIVE)) {
    const [whole, word, rest = ''] = match;
    const [from, to] = [match.index, match.index + whole.length];
    if (word === 'define' || word === 'undef') {
      const [name] = rest.match(TOKEN) ?? [];
      if (name !== undefined && word === 'define') defined.add(name);
      else if (name !== undefined) defined.delete(name);
      continue;
    }
    if (word === 'if') open.push({ branches: [], directives: [] });
    const condition = open.at(-1);
    if (!condition) continue;
    condition.directives.push([from, to]);
    if (word === 'endif') {
      open.pop();
      blanked.push(...condition.directives, ...findUnread(plain, condition));
    } else condition.branches.push({ from: to, holds: word === 'else' || holds(rest, defined) });
  }
  return blank(plain, blanked);
}

/** The branches that are not read: all but the first that holds, or but the first when none does. */
function findUnread(text: string, { branches, directives }: Condition): [number, number][] {
  const parts = branches.map(({ from }, at): [number, number] => [from, directives[at + 1]![0]]);
  const chosen = branches.findIndex(({ holds: isChosen }) => isChosen);
  if (chosen < 0 && branches.length === 1) return isWhole(text.slice(...parts[0]!)) ? [] : parts;
  return parts.filter((_, at) => at !== Math.max(0, chosen));
}

/** Whether all brackets in a text are closed in it. */
function isWhole(text: string): boolean {
  let depth = 0;
  for (const [sign] of text.matchAll(/[([{)\]}]/g)) {
    depth += '([{'.includes(sign) ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function blank(text: string, ranges: readonly (readonly [from: number, to: number])[]): string {
  let result = '';
  let at = 0;
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (to <= at) continue;
    result += text.slice(at, Math.max(at, from));
    result += text.slice(Math.max(at, from), to).replaceAll(/[^\r\n]/g, ' ');
    at = to;
  }
  return result + text.slice(at);
}

/** Whether a condition holds where these names are defined. */
function holds(condition: string, defined: ReadonlySet<string>): boolean {
  const tokens = condition.replace(/\/\/.*$/, '').match(TOKEN) ?? [];
  return conditionHolds(tokens, (word) => word === 'true' || defined.has(word));
}
