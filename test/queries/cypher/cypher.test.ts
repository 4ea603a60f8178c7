// Cypher as data: cases.txt has queries over the project in library.py and what comes back; those marked with `!` are
// refused. UPDATE=1 writes what came.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { queryGraph as tool } from '../../../server/mcp/tools/queryGraph.ts';
import { FUNCTION_NAMES } from '../../../server/queries/cypher/functions.ts';
import {
  LABELS,
  NODE_PROPERTY_NAMES,
  RELATIONSHIP_PROPERTY_NAMES,
  TYPES,
} from '../../../server/queries/cypher/graphNames.ts';
import { parseCypher } from '../../../server/queries/cypher/parse.ts';
import { queryGraph } from '../../../server/queries/cypher/queryGraph.ts';
import type { Generation } from '../../../server/store/generation.ts';
import { resolveFixture, splitFixture } from '../../languages/carets.ts';
import { openGraph } from '../../store/graphBuilder.ts';

const assetsDir = join(import.meta.dirname, '../../../dist');
const casesFile = join(import.meta.dirname, 'cases.txt');

/** No case is about time, and a busy machine is no failure. */
const BUDGET_MS = 600_000;

interface Case {
  readonly title: string;
  readonly query: string;
  readonly wanted: string;
}

function readCases(): Case[] {
  const text = readFileSync(casesFile, 'utf8');
  return text.split(/^== /m).flatMap((part) => {
    const [title = '', ...lines] = part.split('\n');
    if (title === '') return [];
    const [query = '', wanted = ''] = lines.join('\n').split(/^--\n/m);
    return [{ title, query: query.trimEnd(), wanted: wanted.trimEnd() }];
  });
}

async function openLibrary(t: TestContext): Promise<Generation> {
  const file = join(import.meta.dirname, 'library.py');
  const files = splitFixture(file, readFileSync(file, 'utf8'));
  return openGraph(t, await resolveFixture(files, assetsDir));
}

function ask(generation: Generation, query: string): string {
  try {
    const { columns, rows, total, isCapped, notes } = generation.withinMs(BUDGET_MS, () =>
      queryGraph(generation, { query: parseCypher(query), limit: 100, offset: 0, maxRows: 100 }),
    );
    return tool.render({ columns, rows, total, capped: isCapped, notes });
  } catch (thrown) {
    return thrown instanceof Error ? `refused: ${thrown.message}` : String(thrown);
  }
}

test('queries give the rows that are written beside them, or say what is wrong with them', async (t) => {
  const generation = await openLibrary(t);
  const seen: string[] = [];
  for (const { title, query, wanted } of readCases()) {
    const answer = ask(generation, query);
    seen.push(`== ${title}\n${query}\n--\n${answer}\n`);
    if (process.env['UPDATE'] === '1') continue;
    await t.test(title, () => {
      assert.equal(answer.startsWith('refused: '), title.startsWith('! '), answer);
      assert.equal(answer, wanted);
    });
  }
  if (process.env['UPDATE'] === '1') writeFileSync(casesFile, seen.join('\n'));
});

test('docs/CYPHER.md names every label, type, property and function', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/CYPHER.md'), 'utf8');
  const names = [
    ...LABELS,
    ...TYPES,
    ...NODE_PROPERTY_NAMES,
    ...RELATIONSHIP_PROPERTY_NAMES,
    ...FUNCTION_NAMES,
  ];
  assert.deepEqual(
    names.filter((name) => !text.includes(`\`${name}\``)),
    [],
  );
});

function inLibrary(file: string, name: string) {
  return { name: `library.${file}.${name}`, file: `library/${file}.py` };
}

/** Asks which calls of `seal` were seen, over relationships of these types. */
function seenCalls(types: string): string {
  return `MATCH (a)-[r${types}]->(b {name: 'seal'}) WHERE r.observed > 0 RETURN a.name, r.observed ORDER BY a.name`;
}

test('calls that were seen are followed where a query speaks of them, as calls alone', async (t) => {
  const generation = await openLibrary(t);
  const seal = inLibrary('store', 'LockedShelf.seal');
  const seen = [
    { caller: inLibrary('app', 'main'), callee: seal, count: 3, isKnown: false },
    { caller: inLibrary('app', 'gone'), callee: seal, count: 9, isKnown: false },
    {
      caller: inLibrary('store', 'LockedShelf.save'),
      callee: seal,
      count: 2,
      isKnown: true,
    },
  ];
  const tell = (text: string) => {
    const query = parseCypher(text);
    return queryGraph(generation, { query, seen, limit: 9, offset: 0, maxRows: 9 }).rows;
  };
  assert.deepEqual(tell(seenCalls(':CALLS')), [
    ['main', 3],
    ['save', 2],
  ]);
  assert.deepEqual(tell(seenCalls('')), [
    ['main', 3],
    ['save', 2],
  ]);
  assert.deepEqual(tell(seenCalls(':DEFINES|INHERITS')), []);
  assert.deepEqual(tell("MATCH (a)-[:CALLS]->(b {name: 'seal'}) RETURN a.name"), [['save']]);
});

test('a page is a part of the rows, all of which are counted up to the cap', async (t) => {
  const generation = await openLibrary(t);
  const tell = (limit: number, offset: number, maxRows: number) => {
    const query = parseCypher('UNWIND range(1, 5) AS x RETURN x');
    const { rows, total, isCapped } = queryGraph(generation, { query, limit, offset, maxRows });
    return [rows.flat(), total, isCapped];
  };
  assert.deepEqual(tell(2, 0, 9), [[1, 2], 5, false]);
  assert.deepEqual(tell(2, 1, 9), [[2, 3], 5, false]);
  assert.deepEqual(tell(9, 3, 9), [[4, 5], 5, false]);
  assert.deepEqual(tell(9, 0, 5), [[1, 2, 3, 4, 5], 5, false]);
  assert.deepEqual(tell(9, 0, 4), [[1, 2, 3, 4], 4, true]);
});
