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
    const { columns, rows, total, isCapped, notes } = generation.withinMs(3000, () =>
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
