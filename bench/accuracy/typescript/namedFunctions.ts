// Which functions of a file have a name: their own, or that of what they are the value of. Truths of executed calls list
// every function; our graph has nodes for those with a name and gives the calls of the others to what is around them.
import { readFileSync } from 'node:fs';
import type { TsNode, TypeScript } from './api.ts';

const FUNCTIONS = [
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunction',
  'MethodDeclaration',
  'Constructor',
  'GetAccessor',
  'SetAccessor',
  'ClassDeclaration',
  'ClassExpression',
];
const WRAPPERS = ['ParenthesizedExpression', 'AsExpression', 'SatisfiesExpression', 'NonNullExpression'];
const LATEST = 99;

/** Tells functions with a name from those without; parses each file once. */
export class NamedFunctions {
  readonly #ts: TypeScript;
  /** Path → lines, or first and last line, of functions → whether all that stand there have a name. */
  readonly #files = new Map<string, ReadonlyMap<string, boolean>>();
  readonly #functions: ReadonlySet<number>;
  readonly #wrappers: ReadonlySet<number>;

  constructor(ts: TypeScript) {
    this.#ts = ts;
    this.#functions = new Set(FUNCTIONS.map((name) => ts.SyntaxKind[name]!));
    this.#wrappers = new Set(WRAPPERS.map((name) => ts.SyntaxKind[name]!));
  }

  /**
   * Whether all functions that start at the 1-based line of the file and, where it is given, end at `endLine` have a
   * name: a truth without columns can mean any of them.
   */
  has(path: string, line: number, endLine?: number): boolean {
    let known = this.#files.get(path);
    if (!known) this.#files.set(path, (known = this.#read(path)));
    return known.get(endLine === undefined ? String(line) : `${line}-${endLine}`) === true;
  }

  #read(path: string): ReadonlyMap<string, boolean> {
    const file = this.#ts.createSourceFile(path, readFileSync(path, 'utf8'), LATEST, true);
    const found = new Map<string, boolean>();
    const note = (key: string, isNamed: boolean) => found.set(key, isNamed && found.get(key) !== false);
    const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line + 1;
    const visit = (node: TsNode): void => {
      if (this.#functions.has(node.kind)) {
        const line = lineOf(node.getStart());
        const isNamed = this.#isNamed(node);
        note(String(line), isNamed);
        note(`${line}-${lineOf(node.end)}`, isNamed);
      }
      this.#ts.forEachChild(node, visit);
    };
    visit(file);
    return found;
  }

  #isNamed(node: TsNode): boolean {
    const kinds = this.#ts.SyntaxKind;
    if (node.name || node.kind === kinds['Constructor']) return true;
    let value = node;
    while (this.#wrappers.has(value.parent.kind)) value = value.parent;
    const { parent } = value;
    if (parent.kind === kinds['ExportAssignment'] || node.kind === kinds['FunctionDeclaration']) return true;
    if (parent.kind === kinds['BinaryExpression'])
      return parent.right === value && this.#isPlainTarget(parent);
    return parent.initializer === value && parent.name !== undefined;
  }

  /** `name = …` or `object.name = …`. */
  #isPlainTarget({ left }: TsNode): boolean {
    const kinds = this.#ts.SyntaxKind;
    return left?.kind === kinds['Identifier'] || left?.kind === kinds['PropertyAccessExpression'];
  }
}
