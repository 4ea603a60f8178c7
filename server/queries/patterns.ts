// Patterns that callers write: regular expressions and path globs. Both run on RE2, whose time is linear in the
// text, so that no pattern can hold the store thread. Knows no table.

import { RE2JS } from 're2js';
import { messageOf } from '../errors.ts';
import { BadPattern } from './errors.ts';

/** Whether a text matches. */
export type TextTest = (text: string) => boolean;

/** A regular expression, matching anywhere in the text. `argument` names it in the BAD_PATTERN error. */
export function compilePattern(argument: string, pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (cause) {
    throw BadPattern.from(cause, argument, pattern, messageOf(cause));
  }
}

/**
 * The literal a pattern looks for when it is only that, perhaps between `.*`: `.*Foo.*` → Foo. Such patterns are
 * what most callers send, and finding a literal needs no engine.
 */
export function literalOf(pattern: string): string | undefined {
  return /^(?:\.\*)?([\p{L}\p{N}_]+)(?:\.\*)?$/u.exec(pattern)?.[1];
}

/** The same as a test, which needs no engine either where a pattern is a name with an anchor or two. */
export function compileTest(argument: string, pattern: string): TextTest {
  const [, start, name = '', end] = /^(\^?)([\p{L}\p{N}_]+)(\$?)$/u.exec(pattern) ?? [];
  if (start && end) return (text) => text === name;
  if (start) return (text) => text.startsWith(name);
  if (end) return (text) => text.endsWith(name);
  const expression = compilePattern(argument, pattern);
  return (text) => expression.test(text);
}

/**
 * A path filter as people write it: a glob (`*.go`, `src/**`, `{a,b}/*.ts`), where a glob without `/` matches the
 * base name in any folder, or a bare folder or part of a path (`src/auth`), which matches when the path contains it. A `!`
 * before it means all others.
 */
export function compilePathFilter(argument: string, filter: string): TextTest {
  if (filter.startsWith('!') && filter.length > 1) {
    const isLeftOut = compilePathFilter(argument, filter.slice(1));
    return (path) => !isLeftOut(path);
  }
  const trimmed = filter.replace(/^\.?\/+/, '');
  if (!/[*?[{]/.test(trimmed)) return (path) => path.includes(trimmed);
  const source = globSource(trimmed);
  const prefix = trimmed.includes('/') ? '^' : '(?:^|/)';
  const expression = compilePattern(argument, `${prefix}${source}$`);
  return (path) => expression.test(path);
}

function globSource(glob: string): string {
  let source = '';
  let depth = 0;
  for (let at = 0; at < glob.length; at++) {
    const char = glob.charAt(at);
    if (glob.startsWith('**/', at)) {
      source += '(?:.*/)?';
      at += 2;
    } else if (glob.startsWith('**', at)) {
      source += '.*';
      at += 1;
    } else if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '{') {
      source += '(?:';
      depth++;
    } else if (char === '}' && depth > 0) {
      source += ')';
      depth--;
    } else if (char === ',' && depth > 0) source += '|';
    else source += RE2JS.quote(char);
  }
  return source + ')'.repeat(depth);
}
