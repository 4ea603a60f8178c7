// The micro-benchmark of PyCG: small Python programs, each with the call graph that its authors wrote down by hand.
// Their graph knows functions alone, so a call of a class without an initializer is no edge of it; it lists a lambda as
// `<lambdaN>` and the application of a decorator as a call by the scope that holds it.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AccuracyCase, OurEdge, OurNode, PairTruth, Suite } from '../suite.ts';

/** Their names of built-in types, and ours. */
const BUILTIN_TYPES: Readonly<Record<string, string>> = {
  str: '<**PyStr**>',
  dict: '<**PyDict**>',
  list: '<**PyList**>',
  int: '<**PyNum**>',
};

export const suite: Suite = {
  name: 'pycg',
  description: 'call graphs written by the authors of PyCG for its micro-benchmark',
  data: 'the folder micro-benchmark of github.com/vitsalis/PyCG, which holds snippets/<category>/<program>',
  *load({ data, noteVersion }) {
    const snippets = join(data, 'snippets');
    if (!existsSync(snippets)) throw new Error(`${snippets} does not exist. --data is ${suite.data}.`);
    let count = 0;
    for (const category of listFolders(snippets)) {
      for (const name of listFolders(join(snippets, category))) {
        const folder = join(snippets, category, name);
        if (!existsSync(join(folder, 'callgraph.json'))) continue;
        count++;
        yield loadCase(category, name, folder);
      }
    }
    noteVersion('programs', String(count));
  },
};

function listFolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function loadCase(category: string, name: string, folder: string): AccuracyCase {
  const graph = JSON.parse(readFileSync(join(folder, 'callgraph.json'), 'utf8')) as Record<string, string[]>;
  const pairs: PairTruth[] = Object.entries(graph).flatMap(([source, targets]) =>
    targets.map((target) => ({ source: withoutLambda(source), target })),
  );
  const lambdas = new Lambdas(folder);
  return {
    name: `${category}/${name}`,
    language: 'python',
    category,
    folder,
    edgeKinds: ['CALLS', 'DECORATES'],
    truth: {
      by: 'pair',
      pairs,
      isComplete: true,
      keyOf: (node, end, edge) =>
        end === 'source' ? sourceKey(node, edge, lambdas) : targetKey(node, edge, lambdas),
    },
  };
}

/** What a lambda calls is in our graph called by the function around it. */
function withoutLambda(key: string): string {
  return key.replace(/(\.<lambda\d+>)+$/, '');
}

function sourceKey(node: OurNode, edge: OurEdge, lambdas: Lambdas): string | undefined {
  if (edge.kind === 'DECORATES') return node.parent && nameOf(node.parent);
  if (lambdas.find(node)) return node.parent && nameOf(node.parent);
  // The body of a class runs as a part of what is around it, by their account and not by ours.
  return node.kind === 'Class' ? node.parent && nameOf(node.parent) : nameOf(node);
}

function targetKey(node: OurNode, edge: OurEdge, lambdas: Lambdas): string | undefined {
  // They have no word for a class without an initializer, nor for a variable that is called.
  if (node.kind === 'Class' || node.kind === 'Variable') return undefined;
  // Of decorators they list those of the program alone.
  if (edge.kind === 'DECORATES' && node.kind === 'External') return undefined;
  if (node.kind !== 'External') return lambdas.find(node) ?? nameOf(node);
  const [packageName = '', symbol = ''] = node.qualifiedName.split(':');
  if (packageName !== 'builtins') return symbol === '' ? packageName : `${packageName}.${symbol}`;
  const [type = '', member] = symbol.split('.');
  return member === undefined
    ? `<builtin>.${type}`
    : `${BUILTIN_TYPES[type] ?? `<builtin>.${type}`}.${member}`;
}

/** Their names are dotted from the module on; the file `__init__` is its package. */
function nameOf({ qualifiedName, file }: OurNode): string {
  const initializer = file.replace(/\.py$/, '').replaceAll('/', '.');
  if (!/(^|\.)__init__$/.test(initializer) || !qualifiedName.startsWith(initializer)) return qualifiedName;
  const packageName = initializer.replace(/\.?__init__$/, '');
  return `${packageName}${qualifiedName.slice(initializer.length)}`.replace(/^\./, '');
}

/** Our functions that are lambdas, those with a name too, `x = lambda: 0`. */
class Lambdas {
  readonly #folder: string;
  readonly #lines = new Map<string, readonly string[]>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Their name of `node` when it is a lambda: numbered within what is around it. */
  find(node: OurNode): string | undefined {
    if (!this.#isLambda(node)) return undefined;
    const all = node.parent?.children.filter((one) => this.#isLambda(one)) ?? [node];
    return `${node.parent ? nameOf(node.parent) : ''}.<lambda${all.indexOf(node) + 1}>`;
  }

  #isLambda(node: OurNode): boolean {
    if (node.isNameless) return true;
    if (node.kind !== 'Function' && node.kind !== 'Method') return false;
    return !/^\s*(?:async\s+)?def\b|^\s*@/.test(this.#linesOf(node.file)[node.startLine - 1] ?? '');
  }

  #linesOf(file: string): readonly string[] {
    let lines = this.#lines.get(file);
    if (!lines) {
      lines = existsSync(join(this.#folder, file))
        ? readFileSync(join(this.#folder, file), 'utf8').split('\n')
        : [];
      this.#lines.set(file, lines);
    }
    return lines;
  }
}
