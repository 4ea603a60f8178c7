import type { TestContext } from 'node:test';
import type { WorkspaceChanges } from '../../../server/indexer/changesMessages.ts';
import type { Generation } from '../../../server/store/generation.ts';
import { GraphBuilder, openGraph } from '../../store/graphBuilder.ts';

const FOLDERS = ['app', 'app/views', 'shop', 'shop/cart', 'shop/prices', 'store', 'tests'];
const FUNCTIONS = 12;
const FILES = 4;

/**
 * A program of some hundred functions: `app.start` leads everywhere, each function calls some of the next folders, shop and
 * store use each other, and one function is called by all.
 */
export function openProgram(test: TestContext): Generation {
  const graph = new GraphBuilder();
  const functions: number[][] = FOLDERS.map((folder) =>
    Array.from({ length: FILES }, (_, file) => {
      const path = `${folder}/part${file}.py`;
      const id = graph.file(path);
      const module = path.slice(0, -3).replaceAll('/', '.');
      return Array.from({ length: FUNCTIONS }, (_each, at) =>
        graph.symbol(
          at % 4 === 3 ? 'Class' : 'Function',
          `${module}.do_${at}_of_${file}_in_${folder.replace('/', '_')}`,
          id,
          10 * at + 1,
        ),
      );
    }).flat(),
  );
  const main = graph.file('main.py');
  const start = graph.symbol('Function', 'main.start', main, 1);
  const log = graph.symbol('Function', 'main.log', main, 5);
  const print = graph.external('builtins:print');
  graph.call(log, print, 6);
  for (const [folder, own] of functions.entries()) {
    graph.call(start, own[0]!, 2 + folder, folder % 2 === 0 ? 'local' : 'returned');
    for (const [at, id] of own.entries()) {
      graph.call(id, log, 10 * at + 2);
      const next = functions[(folder + 1) % functions.length]!;
      if (folder < FOLDERS.length - 2 || at === 0)
        graph.call(id, next[(at * 7) % next.length]!, 10 * at + 3, 'returned');
      if (at % 5 === 0) graph.edge(id, 'USES_TYPE', own[(at + 3) % own.length]!, 10 * at + 4);
    }
  }
  return openGraph(test, graph.build());
}

/** The body of a function of that program that has been changed. */
export const CHANGED_SHOP: WorkspaceChanges = {
  base: '1234567',
  to: 'disk',
  notes: [],
  files: [
    {
      path: 'shop/part0.py',
      status: 'modified',
      language: 'python',
      reason: '',
      problems: [],
      importUses: [],
      hash: '',
      imports: [],
      isTopLevelChanged: false,
      symbols: [
        {
          change: 'body',
          kind: 'Function',
          name: 'do_0_of_0_in_shop',
          qualifiedName: 'shop.part0.do_0_of_0_in_shop',
          line: 1,
          isImplicit: false,
          before: '',
          after: '',
        },
      ],
    },
  ],
};
