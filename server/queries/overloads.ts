// Functions of one name are told apart by their parameters: as signatures hold them, and as people write them behind a
// name, `Cart.add(String, int)`.

/** A list behind a name, or behind the signs of an operator. */
const WRITTEN = /^(?:.*\boperator\s*(?:\(\)|[^\p{L}\p{N}\s()]+)|[^()]*[\p{L}\p{N}_$])\s*\(([^()]*)\)\s*$/su;

/** What can follow the parameters of a function and says nothing of which it is: `f(int) const`. */
export function withoutEndMarks(text: string): string {
  return text.replace(/\)(?:\s*(?:\bconst\b|\bvolatile\b|\bnoexcept\b|&&?))+\s*$/, ')');
}

/** The types that are written behind a name, undefined when there are none: `f` and `f()` mean any function of that name. */
export function writtenParameters(text: string): readonly string[] | undefined {
  const list = WRITTEN.exec(withoutEndMarks(text))?.[1]?.trim();
  return list === undefined || list === '' ? undefined : splitParameters(list);
}

/** The parameters in a signature of the function `name`, each as it stands there; undefined when there is no list. */
export function parametersOf(signature: string, name: string): readonly string[] | undefined {
  const from = listStart(signature, name);
  if (from < 0) return undefined;
  const end = closingBracket(signature, from);
  return splitParameters(signature.slice(from + 1, end < 0 ? signature.length : end));
}

/** Whether parameters are as many as the types that are written, and each names its type, with or without its package. */
export function takesTypes(parameters: readonly string[], types: readonly string[]): boolean {
  return (
    parameters.length === types.length &&
    types.every((type, at) => {
      const parameter = parameters[at]!;
      const [name = ''] = /[\p{L}\p{N}_$]+(?=[^\p{L}\p{N}_$.]*$)/u.exec(withoutArguments(type)) ?? [];
      const words = withoutArguments(parameter).split(/[^\p{L}\p{N}_$]+/u);
      return words.includes(name) && isMany(type) === isMany(parameter);
    })
  );
}

/** How far parameters are from the types that are written: words that one side alone has, and other marks of pointers. */
export function distanceOf(parameters: readonly string[], types: readonly string[]): number {
  return types.reduce((sum, type, at) => sum + distance(parameters[at] ?? '', type), 0);
}

function distance(parameter: string, type: string): number {
  const declared = parameter.replace(/=[^]*$/, '');
  const has = wordsOf(declared);
  const wanted = wordsOf(type);
  const missing = wanted.filter((word) => !has.includes(word)).length;
  // One of the words that were not asked for is the parameter's own name.
  const extra = Math.max(0, has.filter((word) => !wanted.includes(word)).length - 1);
  const marks = ['*', '&'].map((mark) => Math.abs(declared.split(mark).length - type.split(mark).length));
  return missing + extra + marks.reduce((sum, one) => sum + one, 0);
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}_$]+/u).filter(Boolean);
}

function isMany(parameter: string): boolean {
  return /\[\]|\.\.\./.test(parameter);
}

/** A type without its type arguments. */
function withoutArguments(type: string): string {
  let plain = type;
  for (let before = ''; before !== plain;) {
    before = plain;
    plain = plain.replaceAll(/<[^<>]*>/g, '');
  }
  return plain;
}

/** Where the list begins that follows `name`, -1 when none does. */
function listStart(signature: string, name: string): number {
  for (let at = signature.indexOf(name); at >= 0; at = signature.indexOf(name, at + 1)) {
    const isWord = !/[\p{L}\p{N}_$]/u.test(signature[at - 1] ?? '');
    const behind = /^\s*(?:<[^()]*>\s*)?\(/.exec(signature.slice(at + name.length));
    if (isWord && behind) return at + name.length + behind[0].length - 1;
  }
  return -1;
}

/** The end of the bracket that opens at `from`, -1 when it is cut off. */
function closingBracket(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at;
  }
  return -1;
}

function splitParameters(list: string): string[] {
  const parameters: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= list.length; at++) {
    const mark = list[at] ?? ',';
    if ('([{<'.includes(mark)) depth++;
    else if (')]}'.includes(mark) || (mark === '>' && list[at - 1] !== '=')) depth--;
    if (at < list.length && (mark !== ',' || depth > 0)) continue;
    parameters.push(list.slice(from, at).trim());
    from = at + 1;
  }
  return parameters.filter((parameter) => parameter !== '');
}
