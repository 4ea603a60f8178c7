// Asks queries by chance of a graph by chance, and judges what comes back. `npm run fuzz:cypher -- --queries 10000` asks as
// many as one likes; fuzz.test.ts asks a few.
import { performance } from 'node:perf_hooks';
import { CodedError } from '../../../server/errors.ts';
import type { Graph } from '../../../server/graph.ts';
import { parseCypher } from '../../../server/queries/cypher/parse.ts';
import { queryGraph } from '../../../server/queries/cypher/queryGraph.ts';
import type { Generation } from '../../../server/store/generation.ts';
import { GraphBuilder } from '../../store/graphBuilder.ts';
import { createRandom } from '../../torture/random.ts';
import { randomQuery } from './randomQueries.ts';

/** How a query may be answered but by rows: codes that say what to do. */
const USEFUL_CODES: ReadonlySet<string> = new Set([
  'CYPHER',
  'QUERY_TIMEOUT',
  'CYPHER_TOO_LARGE',
  'BAD_PATTERN',
]);

/** What became of a query. */
export interface FuzzResult {
  readonly query: string;
  /** `rows`, or the code of the refusal. */
  readonly outcome: string;
  readonly message: string;
  readonly ms: number;
}

/** A graph in which paths are many: functions that call any others, classes with methods, files. */
export function randomGraph(seed: number, functions: number): Graph {
  const random = createRandom(seed);
  const graph = new GraphBuilder();
  const ids: number[] = [];
  for (let number = 0; number < functions; number++) {
    const file = graph.file(`src/m${number}.py`);
    const module = graph.symbol('Module', `m${number}`, file, 1, { endLine: 50 });
    const parent = graph.symbol('Class', `m${number}.C`, file, 2, { parent: module, doc: 'A class.' });
    ids.push(
      graph.symbol('Function', `m${number}.f${number}`, file, 10, { parent: module, flags: number % 128 }),
    );
    ids.push(graph.symbol('Method', `m${number}.C.run`, file, 3, { parent, signature: 'def run(self)' }));
  }
  ids.push(graph.external('json:dumps'));
  for (const source of ids) {
    for (let call = 0; call < 4; call++)
      graph.call(source, random.pick(ids), 10 + call, random.pick(['import', 'assigned']));
  }
  return graph.build();
}

/** Asks `count` queries; each has `budgetMs`. */
export function* fuzz(
  generation: Generation,
  seed: number,
  count: number,
  budgetMs: number,
): Generator<FuzzResult> {
  const random = createRandom(seed);
  for (let number = 0; number < count; number++) {
    const query = randomQuery(random);
    const began = performance.now();
    const { outcome, message } = ask(generation, query, budgetMs);
    yield { query, outcome, message, ms: performance.now() - began };
  }
}

function ask(generation: Generation, query: string, budgetMs: number): { outcome: string; message: string } {
  try {
    const parsed = parseCypher(query);
    const input = { query: parsed, limit: 100, offset: 0, maxRows: 10_000 };
    const { total } = generation.withinMs(budgetMs, () => queryGraph(generation, input));
    return { outcome: 'rows', message: `${total} rows` };
  } catch (thrown) {
    if (thrown instanceof CodedError) return { outcome: thrown.code, message: thrown.message };
    const message = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return { outcome: 'CRASH', message };
  }
}

/** What is wrong with an answer, or undefined: it is rows, or it says where and why, or what to ask instead. */
export function findFault({ outcome, message }: FuzzResult): string | undefined {
  if (outcome === 'rows') return undefined;
  if (!USEFUL_CODES.has(outcome)) return `${outcome}: ${message}`;
  if (outcome === 'CYPHER' && !/^line \d+, column \d+ \(.*\): ./s.test(message))
    return `no place: ${message}`;
  return undefined;
}
