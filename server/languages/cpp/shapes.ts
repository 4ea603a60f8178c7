// What tells functions of one name apart: the types of their parameters, and whether the object is constant, as a signature says it.

const COMMENTS = /\/\*[^]*?\*\/|\/\/.*/g;
const OPENING = '(<[{';
const CLOSING = ')>]}';
/** A name behind a type: what is left without it has to end a type. */
const NAME_BEHIND = /^(.*[\w>*&\])]\s*[*&]*\s*)\b([A-Za-z_]\w*)\s*((?:\[[^\]]*\])*)$/s;
const TYPE_WORD = /^(?:bool|char|short|int|long|float|double|void|auto|const|volatile)$/;
const BEFORE_TYPE = /^(?:(?:const|volatile|struct|class|enum|union|typename)\s+)*$/;

/** The parameters of a signature, without names, defaults and blanks, then what stands behind them that counts. */
export function readShape(signature: string): string {
  const text = signature.replaceAll(COMMENTS, ' ');
  const open = findParameters(text);
  if (open < 0) return '';
  const parts: string[] = [];
  let depth = 0;
  let from = open + 1;
  let at = open + 1;
  for (; at < text.length; at++) {
    const letter = text[at]!;
    if (letter === '>' && text[at - 1] === '-') continue;
    if (OPENING.includes(letter)) depth++;
    else if (letter === ')' && depth <= 0) break;
    else if (CLOSING.includes(letter)) depth--;
    else if (letter === ',' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from, at));
  const types = parts.map(typeOf).filter((type) => type !== '' && type !== 'void');
  const behind = text.slice(at + 1);
  const isConstant = /^[\s\w()]*?\bconst\b/.test(behind);
  const reference = /^\s*(?:const\s*)?(&&?)/.exec(behind)?.[1] ?? '';
  return `${types.join(',')})${isConstant ? 'const' : ''}${reference}`;
}

/** Whether a shape takes an object that nothing else holds, at the parameter with that number. */
export function takesTemporary(shape: string, place: number): boolean {
  return partsOf(shape)[place]?.endsWith('&&') === true;
}

/** Whether a function gives an object of its own and not what leads to another one. */
export function givesTemporary(signature: string): boolean {
  const text = signature.replaceAll(COMMENTS, ' ');
  const open = findParameters(text);
  const behind = /->([^{]*)$/.exec(text)?.[1] ?? '';
  return (
    open > 0 && !/&\s*(?:\w+::)*[~\w]+\s*$|&\s*operator\b/.test(text.slice(0, open)) && !behind.includes('&')
  );
}

/** The types of a shape. */
function partsOf(shape: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < shape.length; at++) {
    const letter = shape[at]!;
    const isEnd = letter === ')' && depth === 0;
    if (OPENING.includes(letter)) depth++;
    else if (CLOSING.includes(letter) && !isEnd) depth--;
    if (!isEnd && (letter !== ',' || depth > 0)) continue;
    parts.push(shape.slice(from, at));
    from = at + 1;
    if (isEnd) break;
  }
  return parts;
}

/** Where the parameters open: behind the name, which can be that of an operator that has parentheses itself. */
function findParameters(text: string): number {
  const call = /\boperator\s*\(\s*\)\s*\(/.exec(text);
  if (call) return call.index + call[0].length - 1;
  return text.indexOf('(', Math.max(0, text.search(/\boperator\b/)));
}

function typeOf(parameter: string): string {
  const withoutDefault = parameter.replace(/(?<![=<>!])=(?!=)[^]*$/, '').trim();
  const named = NAME_BEHIND.exec(withoutDefault);
  let type = withoutDefault;
  // What stands alone behind such words is the type and no name.
  if (named && !TYPE_WORD.test(named[2]!) && !BEFORE_TYPE.test(`${named[1]!.trim()} `))
    type = named[1]! + named[3]!;
  // Where it is found says nothing: a member can be declared within the namespace that is written elsewhere.
  return type
    .replaceAll(/\b[A-Za-z_]\w*\s*::\s*/g, '')
    .replaceAll(/\btypename\b|\bstruct\b|\bclass\b|\benum\b/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\s*([*&<>,()[\]])\s*/g, '$1')
    .replace(/^(.*?) const(?=[*&]|$)/, 'const $1')
    .replace(/^const ([^*&]*)$/, '$1')
    .replaceAll(/\[[^\]]*\]/g, '*')
    .trim();
}
