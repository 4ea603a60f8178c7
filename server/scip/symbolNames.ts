// Symbols of SCIP as text, by the grammar in scip.proto: who named it, the package, and what leads to the definition inside.

/** What a descriptor names, by the signs around it. */
export type DescriptorKind =
  | 'namespace'
  | 'type'
  | 'term'
  | 'method'
  | 'meta'
  | 'macro'
  | 'typeParameter'
  | 'parameter';

/** One step on the way to a definition. */
export interface Descriptor {
  readonly kind: DescriptorKind;
  readonly name: string;
  /** Of a method: tells those of one name apart; '' for the first. */
  readonly disambiguator?: string;
}

/** What publishes a definition; '' where it is not known. */
export interface PackageName {
  readonly manager: string;
  readonly name: string;
  readonly version: string;
}

export interface GlobalSymbol {
  readonly scheme: string;
  readonly package: PackageName;
  readonly descriptors: readonly Descriptor[];
}

const SIMPLE = /^[\w+$-]+$/;
const LOCAL = 'local ';
/** What follows the name of a descriptor, longest first. */
const SUFFIXES: readonly (readonly [sign: string, kind: DescriptorKind])[] = [
  ['/', 'namespace'],
  ['#', 'type'],
  ['.', 'term'],
  [':', 'meta'],
  ['!', 'macro'],
];

/** The symbol as it is written in an index. */
export function formatSymbol({
  scheme,
  package: { manager, name, version },
  descriptors,
}: GlobalSymbol): string {
  const head = [scheme, manager, name, version].map((part) =>
    part === '' ? '.' : part.replaceAll(' ', '  '),
  );
  return `${head.join(' ')} ${descriptors.map(formatDescriptor).join('')}`;
}

/** Whether a symbol is one of a single document. */
export function isLocalSymbol(symbol: string): boolean {
  return symbol.startsWith(LOCAL);
}

/** Reads a symbol; undefined for one of a document, and for what the grammar does not allow. */
export function parseSymbol(symbol: string): GlobalSymbol | undefined {
  if (isLocalSymbol(symbol)) return undefined;
  const parts: string[] = [];
  let at = 0;
  while (parts.length < 4) {
    let part = '';
    for (; symbol[at] !== ' ' || symbol[at + 1] === ' '; at += 1) {
      if (at >= symbol.length) return undefined;
      if (symbol[at] === ' ') at += 1;
      part += symbol[at]!;
    }
    parts.push(part);
    at += 1;
  }
  const descriptors = parseDescriptors(symbol.slice(at));
  if (!descriptors || descriptors.length === 0) return undefined;
  const [scheme = '', ...named] = parts;
  const [manager = '', name = '', version = ''] = named.map((part) => (part === '.' ? '' : part));
  return { scheme, package: { manager, name, version }, descriptors };
}

function formatDescriptor({ kind, name, disambiguator = '' }: Descriptor): string {
  const written = SIMPLE.test(name) ? name : `\`${name.replaceAll('`', '``')}\``;
  switch (kind) {
    case 'method':
      return `${written}(${disambiguator}).`;
    case 'typeParameter':
      return `[${written}]`;
    case 'parameter':
      return `(${written})`;
    default:
      return written + SUFFIXES.find(([, one]) => one === kind)![0];
  }
}

function parseDescriptors(text: string): Descriptor[] | undefined {
  const descriptors: Descriptor[] = [];
  let at = 0;
  const readName = (): string | undefined => {
    const simple = /[\w+$-]+/y;
    const escaped = /`((?:[^`]|``)+)`/y;
    simple.lastIndex = escaped.lastIndex = at;
    const plain = simple.exec(text);
    const found = plain ?? escaped.exec(text);
    if (!found) return undefined;
    at += found[0].length;
    return plain ? found[0] : found[1]!.replaceAll('``', '`');
  };
  while (at < text.length) {
    const open = text[at]!;
    const isBracketed = open === '[' || open === '(';
    if (isBracketed) at += 1;
    const name = readName();
    if (name === undefined) return undefined;
    if (isBracketed) {
      if (text[at] !== (open === '[' ? ']' : ')')) return undefined;
      at += 1;
      descriptors.push({ kind: open === '[' ? 'typeParameter' : 'parameter', name });
      continue;
    }
    const method = /\(([\w+$-]*)\)\./y;
    method.lastIndex = at;
    const found = method.exec(text);
    if (found) {
      at += found[0].length;
      descriptors.push({ kind: 'method', name, disambiguator: found[1]! });
      continue;
    }
    const suffix = SUFFIXES.find(([sign]) => sign === text[at]);
    if (!suffix) return undefined;
    at += 1;
    descriptors.push({ kind: suffix[1], name });
  }
  return descriptors;
}
