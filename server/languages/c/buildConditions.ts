// Under which conditions the preprocessor hands a part of a file to the compiler, which macros a file defines that conditions
// ask for, and what a condition comes to when these are known (ISO C11, 6.10.1).

import type { BuildCondition, BuildParts, BuildSwitch } from '../language.ts';
import type { SwitchState } from '../rules/moduleRules.ts';
import { matchDirectives } from './directives.ts';
import { platformMacros } from './platform.ts';

const DIRECTIVE =
  /[ \t]*#[ \t]*(if|ifdef|ifndef|elif|elifdef|elifndef|else|endif|define)\b((?:[^\\\r\n]|\\\r?\n|\\)*)/y;
const NOISE = /\\\r?\n|\/\*[^]*?(?:\*\/|$)|\/\/.*/g;
const ANY_MACRO = /^\s*([A-Za-z_]\w*)/;
const OBJECT_MACRO = /^\s*([A-Za-z_]\w*)(?![\w(])\s*(.*)$/s;
const NUMBER = /^\(?\s*(-?)\s*(0[xX][\da-fA-F]+|\d+)[uUlL]*\s*\)?$/;
/** Longer conditions are not followed; of nested ones the innermost that fit count. */
const MAX_CONDITION = 400;

interface OpenGroup {
  /** How many conditions were listed before it. */
  readonly from: number;
  /** The conditions of the branches that were read, and of the one that is being read. */
  readonly earlier: string[];
  current: string;
}

/** The parts of a file that a condition decides, in order, and what it defines without parameters. */
export function listBuildParts(text: string): BuildParts {
  const conditions: BuildCondition[] = [];
  const switches: BuildSwitch[] = [];
  const open: OpenGroup[] = [];
  let directives = 0;
  let guard = '';
  for (const { 0: line, 1: word, 2: rest = '', index } of matchDirectives(text, DIRECTIVE)) {
    const asked = rest.replaceAll(NOISE, ' ').replaceAll(/\s+/g, ' ').trim();
    directives++;
    if (word === 'define') {
      const [, name, value = ''] = OBJECT_MACRO.exec(asked) ?? [];
      const [, defined = ''] = ANY_MACRO.exec(asked) ?? [];
      const guarded = open.find(({ current }) => withoutGuard(current, defined) !== current);
      if (guarded) {
        const { from } = guarded;
        for (const group of open) group.current = withoutGuard(group.current, defined);
        for (let at = from; at < conditions.length; at++)
          conditions[at] = {
            ...conditions[at]!,
            condition: withoutGuard(conditions[at]!.condition, defined),
          };
      }
      // A file that keeps itself from being read twice says nothing by that.
      if (directives === 2 && guard !== '' && name === guard) open[0]!.current = '';
      else if (name !== undefined) switches.push({ name, value: numberOf(value), at: index });
    } else if (word === 'endif') open.pop();
    else if (word === 'if' || word === 'ifdef' || word === 'ifndef') {
      const condition = conditionOf(word, asked);
      if (directives === 1) guard = /^!defined\(?\s*(\w+)\)?$/.exec(condition.replaceAll(' ', ''))?.[1] ?? '';
      open.push({ from: conditions.length, earlier: [condition], current: condition });
    } else {
      const group = open.at(-1);
      if (!group) continue;
      const others = group.earlier.map((one) => `!(${one})`);
      if (word !== 'else') group.earlier.push(conditionOf(word!.slice(2), asked));
      group.current = [...others, ...(word === 'else' ? [] : [`(${group.earlier.at(-1)!})`])].join(' && ');
    }
    if (word !== 'define') conditions.push({ start: index + line.length, condition: joinNested(open) });
    else if (directives === 2 && conditions.length === 1)
      conditions[0] = { start: conditions[0]!.start, condition: joinNested(open) };
  }
  return { conditions, switches };
}

/**
 * A condition without asking whether `name` is not defined yet: what defines it under that condition is reached while it is
 * not, though it is defined in the end.
 */
function withoutGuard(condition: string, name: string): string {
  // What the platform has is defined before.
  if (name === '' || !condition.includes(name) || getPlatform().has(name)) return condition;
  return condition.replaceAll(new RegExp(`!\\s*defined\\s*(?:\\(\\s*${name}\\s*\\)|${name}\\b)`, 'g'), '1');
}

function conditionOf(word: string, asked: string): string {
  if (word === 'ifdef' || word === 'def') return `defined(${asked})`;
  return word === 'ifndef' || word === 'ndef' ? `!defined(${asked})` : asked;
}

function joinNested(open: readonly OpenGroup[]): string {
  let joined = '';
  for (let at = open.length - 1; at >= 0; at--) {
    const { current } = open[at]!;
    if (current === '') continue;
    const longer = joined === '' ? current : `(${current}) && ${joined}`;
    if (longer.length > MAX_CONDITION) break;
    joined = longer;
  }
  return joined;
}

/** The number that the text of a macro is, undefined for any other text. */
export function numberOf(value: string): number | undefined {
  const [, sign, digits] = NUMBER.exec(value) ?? [];
  if (digits === undefined) return undefined;
  const isOctal = /^0\d/.test(digits);
  const number = isOctal ? Number.parseInt(digits, 8) : Number(digits);
  return sign === '-' ? -number : number;
}

let platform: ReadonlyMap<string, number | undefined> | undefined;

/** The macros that a build on Linux knows without the program, and their numbers. */
export function getPlatform(): ReadonlyMap<string, number | undefined> {
  platform ??= new Map(
    platformMacros
      .trim()
      .split(/\s+/)
      .map((entry) => {
        const [name, value] = entry.split('=');
        return [name!, value === undefined ? undefined : Number(value)];
      }),
  );
  return platform;
}

const NAME = /[A-Za-z_]\w*/g;
const TOKEN =
  /\s*(?:(0[xX][\da-fA-F]+|\d+)[uUlL]*|([A-Za-z_]\w*)|(\|\||&&|==|!=|<=|>=|<<|>>|[-+*/%<>!~()?:&|^,])|(.))/gy;

/** The names that a condition asks for. */
export function namesIn(condition: string): readonly string[] {
  return (condition.match(NAME) ?? []).filter((name) => name !== 'defined');
}

/** Whether a condition holds; undefined when that cannot be told. */
export function holds(condition: string, stateOf: (name: string) => SwitchState): boolean | undefined {
  const value = new Condition(condition, stateOf).read();
  return value === undefined ? undefined : value !== 0;
}

/** Operators by how strongly they bind, the weakest first. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

/** Reads one condition; a value that is not known is undefined. */
class Condition {
  private readonly tokens: string[] = [];
  private at = 0;
  private readonly stateOf: (name: string) => SwitchState;

  constructor(text: string, stateOf: (name: string) => SwitchState) {
    this.stateOf = stateOf;
    for (const [, number, name, sign, other] of text.matchAll(TOKEN))
      this.tokens.push(number ?? name ?? sign ?? other!);
  }

  read(): number | undefined {
    const value = this.choice();
    return this.at < this.tokens.length ? undefined : value;
  }

  private choice(): number | undefined {
    const asked = this.binary(0);
    if (this.tokens[this.at] !== '?') return asked;
    this.at++;
    const first = this.choice();
    this.at++;
    const second = this.choice();
    if (asked === undefined) return first === second ? first : undefined;
    return asked === 0 ? second : first;
  }

  private binary(level: number): number | undefined {
    if (level === LEVELS.length) return this.unary();
    let left = this.binary(level + 1);
    for (let sign = this.tokens[this.at]; sign !== undefined && LEVELS[level]!.includes(sign);) {
      this.at++;
      left = apply(sign, left, this.binary(level + 1));
      sign = this.tokens[this.at];
    }
    return left;
  }

  private unary(): number | undefined {
    const token = this.tokens[this.at++];
    if (token === '(') {
      const value = this.choice();
      this.at++;
      return value;
    }
    if (token === '!' || token === '-' || token === '+' || token === '~') {
      const value = this.unary();
      if (value === undefined) return undefined;
      return token === '!' ? Number(value === 0) : token === '-' ? -value : token === '~' ? ~value : value;
    }
    if (token === 'defined') return this.definedName();
    if (token === undefined) return undefined;
    if (/^\d/.test(token)) return Number(token);
    if (!/^\w/.test(token)) return undefined;
    if (this.tokens[this.at] === '(') return this.skipArguments();
    const { isDefined, value } = this.stateOf(token);
    return isDefined === false ? 0 : value;
  }

  private definedName(): number | undefined {
    const isBracketed = this.tokens[this.at] === '(';
    if (isBracketed) this.at++;
    const name = this.tokens[this.at++];
    if (isBracketed) this.at++;
    if (name === undefined) return undefined;
    const { isDefined } = this.stateOf(name);
    return isDefined === undefined ? undefined : Number(isDefined);
  }

  /** What a macro with parameters gives is not followed. */
  private skipArguments(): undefined {
    let depth = 0;
    do {
      const token = this.tokens[this.at++];
      if (token === '(') depth++;
      else if (token === ')') depth--;
    } while (depth > 0 && this.at < this.tokens.length);
    return undefined;
  }
}

function apply(sign: string, left: number | undefined, right: number | undefined): number | undefined {
  if (sign === '&&') {
    if (left === 0 || right === 0) return 0;
    return left === undefined || right === undefined ? undefined : 1;
  }
  if (sign === '||') {
    if ((left ?? 0) !== 0 || (right ?? 0) !== 0) return 1;
    return left === undefined || right === undefined ? undefined : 0;
  }
  if (left === undefined || right === undefined) return undefined;
  switch (sign) {
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '&':
      return left & right;
    case '==':
      return Number(left === right);
    case '!=':
      return Number(left !== right);
    case '<':
      return Number(left < right);
    case '>':
      return Number(left > right);
    case '<=':
      return Number(left <= right);
    case '>=':
      return Number(left >= right);
    case '<<':
      return left * 2 ** right;
    case '>>':
      return Math.floor(left / 2 ** right);
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    default:
      if (right === 0) return undefined;
      return sign === '/' ? Math.trunc(left / right) : left % right;
  }
}
