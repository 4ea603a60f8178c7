// What carets cannot say of names that are linked: which of a declaration and a definition is meant, and what is a symbol.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { SymbolFlag } from '../../server/graph.ts';
import type { Graph } from '../../server/graph.ts';
import { EDGE_KINDS, NODE_KINDS, REASONS } from '../../server/protocol/graph.ts';
import { resolveFixture } from '../languages/carets.ts';

const assetsDir = join(import.meta.dirname, '..', '..', 'dist');

function resolve(files: Readonly<Record<string, string>>): Promise<Graph> {
  return resolveFixture(
    Object.entries(files).map(([path, text]) => ({ path, text, offset: 0 })),
    assetsDir,
  );
}

/** `source → target file:line, reason` of each call. */
function listCalls({ files, strings, symbols, edges }: Graph): string[] {
  const calls: string[] = [];
  for (let edge = 0; edge < edges.count; edge++) {
    if (EDGE_KINDS[edges.kind[edge]!] !== 'CALLS') continue;
    const target = edges.target[edge]!;
    const place = `${files[symbols.file[target]!]?.path}:${symbols.line[target]!}`;
    calls.push(
      `${strings[symbols.name[edges.source[edge]!]!]} → ${place}, ${REASONS[edges.reason[edge]!]!.name}`,
    );
  }
  return calls;
}

function listSymbols({ files, strings, symbols }: Graph): string[] {
  const listed: string[] = [];
  for (let symbol = 0; symbol < symbols.count; symbol++) {
    const kind = NODE_KINDS[symbols.kind[symbol]!]!;
    if (kind === 'Module') continue;
    const place = `${files[symbols.file[symbol]!]!.path}:${symbols.line[symbol]!}`;
    listed.push(`${kind} ${strings[symbols.name[symbol]!]} ${place}`);
  }
  return listed;
}

test('a declaration leads to the definition in another file, and to itself where there is none', async () => {
  const graph = await resolve({
    'a.h': 'int defined(void);\nint elsewhere(void);\n',
    'a.c': '#include "a.h"\nint defined(void) { return 1; }\n',
    'b.c': '#include "a.h"\nint use(void) { return defined() + elsewhere(); }\n',
  });
  assert.deepEqual(listCalls(graph), ['use → a.c:2, linkage', 'use → a.h:2, linkage']);
});

test('a definition of the same name in another program is not meant', async () => {
  const graph = await resolve({
    'one/log.h': 'void log_it(void);\n',
    'one/log.c': '#include "log.h"\nvoid log_it(void) {}\n',
    'two/log.c': 'void log_it(void) {}\n',
    'main.c': '#include "one/log.h"\nint main(void) { log_it(); }\n',
  });
  assert.deepEqual(listCalls(graph), ['main → one/log.c:2, variant']);
});

test('a function that is static elsewhere is never meant', async () => {
  const graph = await resolve({
    'a.c': 'static void hidden(void) {}\n',
    'b.c': 'void use(void) { hidden(); }\n',
  });
  assert.deepEqual(listCalls(graph), []);
  assert.equal(graph.unresolved.count, 1);
});

test('a macro is meant where it is read, whatever functions have its name', async () => {
  const graph = await resolve({
    'a.h': '#ifndef SLOW\n#define put(x) fast(x)\n#else\nvoid put(int x);\n#endif\n',
    'a.c': 'void put(int x) {}\n',
    'b.c': '#include "a.h"\nvoid use(void) { put(1); }\n',
  });
  assert.deepEqual(listCalls(graph), ['use → a.h:2, variant']);
});

test('a macro that the default build lacks stands for no function of its name', async () => {
  const graph = await resolve({
    'a.h': '#ifdef FAST\n#define put(x) fast(x)\n#else\nvoid put(int x);\n#endif\n',
    'a.c': 'void put(int x) {}\n',
    'b.c': '#include "a.h"\nvoid use(void) { put(1); }\n',
  });
  assert.deepEqual(listCalls(graph), ['use → a.c:1, variant']);
});

test('a function that its file declares first is one symbol, and locals are none', async () => {
  const graph = await resolve({
    'a.c':
      '/* Adds. */\nstatic int add(int a);\nint total;\nstatic int add(int a) { int local = a; return local + total; }\n',
  });
  assert.deepEqual(listSymbols(graph), ['Variable total a.c:3', 'Function add a.c:4']);
  const add = [...graph.symbols.name].findIndex((name) => graph.strings[name] === 'add');
  assert.equal(graph.strings[graph.symbols.doc[add]!], 'Adds.');
  assert.equal(graph.symbols.flags[add]! & (SymbolFlag.static | SymbolFlag.exported), SymbolFlag.static);
});

test('header guards are no symbols; other macros, members and constants are', async () => {
  const graph = await resolve({
    'a.h':
      '#ifndef A_H\n#define A_H\n#define SIZE 3\nstruct s { int *p, (*f)(int); };\nenum { ONE };\ntypedef struct s s_t;\n#endif\n',
  });
  const names = listSymbols(graph).map((line) => line.replace(/ a\.h.*/, ''));
  assert.deepEqual(names, ['Variable SIZE', 'Class s', 'Field p', 'Field f', 'Field ONE', 'Type s_t']);
});

test('a block that a macro heads is a function with its own names', async () => {
  const graph = await resolve({
    'a.c':
      'static void helper(void) {}\nDEFINE_CALL(open_it, int, flags)\n{\n  int result;\n  helper();\n}\n',
  });
  assert.deepEqual(listSymbols(graph), ['Function helper a.c:1', 'Function open_it a.c:2']);
  assert.deepEqual(listCalls(graph), ['open_it → a.c:1, local']);
});
