// Conditions that the interpreter and its platform decide, as type checkers understand them ("Version and platform checking" of
// the typing specification). The default is the newest version of Python 3 on Linux.

/** Minor version above all that code asks for. */
const NEWEST: readonly number[] = [3, 99];
const TEST =
  /^(not\s+)?(?:_?(?:sys|os)\.)?(version_info|platform|name)(\[0\]|\.major|\[:\s*\d\])?\s*(==|!=|<=|>=|<|>)\s*(\([\d,\s]*\)|\d+|'[^']*'|"[^"]*")$/;
const PREFIX = /^(not\s+)?(?:sys\.)?platform\.startswith\((['"])(\w+)\2\)$/;
const NAME = /^(not\s+)?([A-Za-z_]\w*)$/;
const HINT = /version_info|platform|\bos\.name\b|^(?:not\s+)?[A-Z_]\w*$/;
const SYSTEMS = { platform: 'linux', name: 'posix' } as const;

/** Whether a test of the version of Python or of the platform holds; a name can stand for one that is assigned to it in the text before. */
export function decideVersionTest(condition: string, before: string): boolean | undefined {
  const text = bare(condition);
  if (!HINT.test(text)) return undefined;
  const [, isNot, name] = NAME.exec(text) ?? [];
  if (name === undefined) return decideWritten(text);
  if (!before.includes('version_info') && !before.includes('platform') && !before.includes('os.name'))
    return undefined;
  const assigned = [...before.matchAll(new RegExp(String.raw`^${name}\s*=[ \t]*(.+)$`, 'gm'))];
  const value =
    assigned.length === 1 ? decideWritten(assigned[0]![1]!.replace(/\s+#.*$/, '').trim()) : undefined;
  return value === undefined ? undefined : value !== (isNot !== undefined);
}

/** A condition without parentheses around all of it. */
function bare(condition: string): string {
  const text = condition.trim();
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  for (let at = 0; at < text.length - 1; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')') depth--;
    if (depth === 0) return text;
  }
  return bare(text.slice(1, -1));
}

/** The operands of a condition at its outermost `word`, undefined when it has none there. */
function operandsOf(text: string, word: 'and' | 'or'): readonly string[] | undefined {
  const parts: string[] = [];
  let [depth, from] = [0, 0];
  for (const { 0: token, index } of text.matchAll(/'[^']*'|"[^"]*"|[([{]|[)\]}]|\b(?:and|or)\b/g)) {
    if (/^[([{]$/.test(token)) depth++;
    else if (/^[)\]}]$/.test(token)) depth--;
    else if (token === word && depth === 0) {
      parts.push(text.slice(from, index));
      from = index + word.length;
    }
  }
  return parts.length === 0 ? undefined : [...parts, text.slice(from)];
}

function decideWritten(text: string): boolean | undefined {
  for (const word of ['or', 'and'] as const) {
    const operands = operandsOf(text, word);
    if (!operands) continue;
    const outcomes = operands.map((one) => decideWritten(bare(one)));
    const decisive = word === 'or';
    if (outcomes.includes(decisive)) return decisive;
    return outcomes.every((one) => one !== undefined) ? !decisive : undefined;
  }
  const prefix = PREFIX.exec(text);
  if (prefix) return SYSTEMS.platform.startsWith(prefix[3]!) !== (prefix[1] !== undefined);
  const [, isNot, what, part = '', sign, operand] = TEST.exec(text) ?? [];
  if (sign === undefined || operand === undefined) return undefined;
  const holds =
    what === 'version_info'
      ? compareVersion(part, sign, operand)
      : compareSystem(text, what === 'name' ? 'name' : 'platform', sign, operand);
  return holds === undefined ? undefined : holds !== (isNot !== undefined);
}

function compareSystem(
  text: string,
  what: keyof typeof SYSTEMS,
  sign: string,
  operand: string,
): boolean | undefined {
  if (!/^['"]/.test(operand) || (what === 'name' && !text.includes('os.name'))) return undefined;
  const isSame = operand.slice(1, -1) === SYSTEMS[what];
  return sign === '==' ? isSame : sign === '!=' ? !isSame : undefined;
}

function compareVersion(part: string, sign: string, operand: string): boolean | undefined {
  const isNumber = /^\d/.test(operand);
  const isMajor = part === '[0]' || part === '.major';
  if (isNumber !== isMajor) return undefined;
  const asked = (operand.match(/\d+/g) ?? []).map(Number);
  if (asked.length === 0) return undefined;
  const own = isMajor ? NEWEST.slice(0, 1) : NEWEST;
  // A version that names more than is compared, as (3, 8, 1), is never the newest one.
  const at = asked.findIndex((number, index) => number !== own[index]);
  const order = at < 0 ? 0 : (own[at] ?? 0) - asked[at]!;
  switch (sign) {
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      // All that is asked for is the begin of the version.
      return order > 0 || (order === 0 && !isMajor);
    default:
      return order >= 0;
  }
}
