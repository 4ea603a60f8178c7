// Builds small graphs by hand, in the order a graph has to have: what a test says of a symbol is what it needs.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { WHOLE_FILE } from '../../server/graph.ts';
import type { Graph, GraphFile } from '../../server/graph.ts';
import {
  EDGE_KINDS,
  NODE_KINDS,
  REASONS,
  type EdgeKind,
  type NodeKind,
  type Reason,
} from '../../server/protocol/graph.ts';
import { openGeneration, type Generation } from '../../server/store/generation.ts';
import { writeGeneration } from '../../server/store/writeGeneration.ts';

interface SymbolSpec {
  kind: NodeKind;
  qualifiedName: string;
  name: string;
  file: number;
  parent: number;
  line: number;
  endLine: number;
  flags: number;
  signature: string;
  doc: string;
}

/** Collects rows and makes the columns of a Graph from them. */
export class GraphBuilder {
  readonly #files: GraphFile[] = [];
  readonly #symbols: SymbolSpec[] = [];
  readonly #edges: {
    source: number;
    kind: EdgeKind;
    target: number;
    line: number;
    reason: Reason;
    name: string;
  }[] = [];
  readonly #unresolved: { source: number; name: string; line: number }[] = [];

  file(path: string, facts: Partial<GraphFile> = {}): number {
    const base = {
      path,
      language: 'python',
      hash: `hash of ${path}`,
      sizeBytes: 100,
      mtimeMs: 1,
      lines: 100,
    };
    this.#files.push({ ...base, ...WHOLE_FILE, ...facts });
    return this.#files.length - 1;
  }

  symbol(
    kind: NodeKind,
    qualifiedName: string,
    file: number,
    line: number,
    facts: Partial<SymbolSpec> = {},
  ): number {
    const name = qualifiedName.split(/[.:]/).at(-1) ?? qualifiedName;
    const spec = { parent: -1, endLine: line, flags: 0, signature: '', doc: '', name };
    this.#symbols.push({ ...spec, kind, qualifiedName, file, line, ...facts });
    return this.#symbols.length - 1;
  }

  external(qualifiedName: string): number {
    return this.symbol('External', qualifiedName, -1, 0);
  }

  edge(
    source: number,
    kind: EdgeKind,
    target: number,
    line = 0,
    reason: Reason = 'structure',
    name = '',
  ): this {
    this.#edges.push({ source, kind, target, line, reason, name });
    return this;
  }

  call(source: number, target: number, line: number, reason: Reason = 'local'): this {
    return this.edge(source, 'CALLS', target, line, reason);
  }

  unresolved(source: number, name: string, line: number): this {
    this.#unresolved.push({ source, name, line });
    return this;
  }

  build(): Graph {
    const strings = [''];
    const numbers = new Map([['', 0]]);
    const intern = (text: string): number => {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, strings.length);
      return strings.push(text) - 1;
    };
    const symbols = this.#symbols;
    const edges = this.#edges.map((edge) => ({
      ...edge,
      kind: EDGE_KINDS.indexOf(edge.kind),
      reason: REASONS.findIndex(({ name }) => name === edge.reason),
    }));
    edges.sort(
      (a, b) =>
        a.source - b.source ||
        a.kind - b.kind ||
        a.target - b.target ||
        a.line - b.line ||
        a.reason - b.reason,
    );
    return {
      files: this.#files,
      lookups: this.#files.map(() => new Int32Array(0)),
      strings,
      symbols: {
        count: symbols.length,
        kind: Uint8Array.from(symbols, ({ kind }) => NODE_KINDS.indexOf(kind)),
        name: column(symbols, ({ name }) => intern(name)),
        qualifiedName: column(symbols, ({ qualifiedName }) => intern(qualifiedName)),
        parent: column(symbols, ({ parent }) => parent),
        file: column(symbols, ({ file }) => file),
        line: column(symbols, ({ line }) => line),
        startLine: column(symbols, ({ line }) => line),
        endLine: column(symbols, ({ endLine }) => endLine),
        flags: column(symbols, ({ flags }) => flags),
        signature: column(symbols, ({ signature }) => intern(signature)),
        doc: column(symbols, ({ doc }) => intern(doc)),
      },
      edges: {
        count: edges.length,
        source: column(edges, ({ source }) => source),
        target: column(edges, ({ target }) => target),
        kind: Uint8Array.from(edges, ({ kind }) => kind),
        reason: Uint8Array.from(edges, ({ reason }) => reason),
        line: column(edges, ({ line }) => line),
        siteName: column(edges, ({ name }) => intern(name)),
      },
      unresolved: {
        count: this.#unresolved.length,
        source: column(this.#unresolved, ({ source }) => source),
        name: column(this.#unresolved, ({ name }) => intern(name)),
        line: column(this.#unresolved, ({ line }) => line),
        isLocal: new Uint8Array(this.#unresolved.length),
      },
    };
  }
}

function column<Row>(rows: readonly Row[], of: (row: Row) => number): Int32Array {
  return Int32Array.from(rows, of);
}

/** A directory that is gone after the test. */
export function temporaryDirectory(test: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'codebase-memory-test-'));
  test.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Writes a graph into a new database of a temporary directory and opens it. */
export function openGraph(test: TestContext, graph: Graph, meta: Record<string, string> = {}): Generation {
  const file = join(temporaryDirectory(test), 'graph-1.db');
  writeGeneration(file, graph, { epoch: 'test', ...meta });
  const generation = openGeneration(file, { mmapBytes: 0 });
  test.after(() => generation.close());
  return generation;
}

/**
 * A small shop: `app.main` calls `cart.add_item`, which calls `Cart.save` (inferred) and `json:dumps` outside; a test
 * calls add_item too; `Draft.save` is a namesake that only an unresolved site in main could mean.
 */
export function shopGraph(): Graph {
  const graph = new GraphBuilder();
  const app = graph.file('shop/app.py');
  const cart = graph.file('shop/cart.py');
  const big = graph.file('shop/generated.py', {
    status: 'skipped',
    reason: 'larger than 1 MB',
    cause: 'left-out',
    language: '',
    hash: '',
  });
  const test = graph.file('tests/test_cart.py');
  graph.symbol('File', 'shop.app', app, 1, { name: 'app.py', endLine: 100 });
  const main = graph.symbol('Function', 'shop.app.main', app, 3, {
    endLine: 9,
    signature: 'def main(argv)',
    doc: 'Runs the shop.',
  });
  const cartFile = graph.symbol('File', 'shop.cart', cart, 1, { name: 'cart.py', endLine: 100 });
  const cartClass = graph.symbol('Class', 'shop.cart.Cart', cart, 2, {
    endLine: 20,
    parent: cartFile,
    flags: 1,
  });
  const save = graph.symbol('Method', 'shop.cart.Cart.save', cart, 4, { endLine: 6, parent: cartClass });
  const addItem = graph.symbol('Function', 'shop.cart.add_item', cart, 22, {
    endLine: 30,
    parent: cartFile,
    signature: 'def add_item(cart, item)',
  });
  const draft = graph.symbol('Class', 'shop.cart.Draft', cart, 40, { endLine: 50, parent: cartFile });
  const draftSave = graph.symbol('Method', 'shop.cart.Draft.save', cart, 42, { endLine: 44, parent: draft });
  const testAdd = graph.symbol('Function', 'tests.test_cart.test_add', test, 5, { endLine: 8, flags: 64 });
  const dumps = graph.external('json:dumps');
  void big;
  void draftSave;
  return graph
    .edge(cartFile, 'DEFINES', cartClass)
    .call(main, addItem, 5, 'import')
    .call(main, addItem, 7, 'import')
    .call(addItem, save, 25, 'annotation')
    .edge(addItem, 'CALLS', dumps, 26, 'package', 'to_json')
    .call(testAdd, addItem, 6, 'import')
    .unresolved(main, 'save', 8)
    .unresolved(main, 'nowhere', 9)
    .build();
}
