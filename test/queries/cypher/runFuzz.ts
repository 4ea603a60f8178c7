// `npm run fuzz:cypher -- --queries 10000 --seed 1`: queries by chance, of which none may crash, be useless, or take longer
// than its time and 100 ms.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openGeneration } from '../../../server/store/generation.ts';
import { writeGeneration } from '../../../server/store/writeGeneration.ts';
import { findFault, fuzz, randomGraph } from './fuzz.ts';

const GRACE_MS = 100;

const { values } = parseArgs({
  options: {
    queries: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    budget: { type: 'string', default: '200' },
    functions: { type: 'string', default: '2000' },
  },
});
const budgetMs = Number(values.budget);
const folder = mkdtempSync(join(tmpdir(), 'codebase-memory-fuzz-'));
const file = join(folder, 'graph-1.db');
writeGeneration(file, randomGraph(Number(values.seed), Number(values.functions)), { epoch: 'fuzz' });
const generation = openGeneration(file, { mmapBytes: 0 });
const outcomes = new Map<string, number>();
const faults: string[] = [];
let slowestMs = 0;
try {
  for (const result of fuzz(generation, Number(values.seed), Number(values.queries), budgetMs)) {
    outcomes.set(result.outcome, (outcomes.get(result.outcome) ?? 0) + 1);
    slowestMs = Math.max(slowestMs, result.ms);
    const fault = findFault(result);
    if (fault !== undefined) faults.push(`${result.query}\n  ${fault}`);
    if (result.ms > budgetMs + GRACE_MS)
      faults.push(`${result.query}\n  took ${result.ms.toFixed(0)} ms (${result.outcome})`);
  }
} finally {
  generation.close();
  rmSync(folder, { recursive: true, force: true });
}
const counts = [...outcomes].map(([outcome, count]) => `${outcome} ${count}`).join(', ');
process.stdout.write(
  `${faults.join('\n')}\n${counts}; slowest ${slowestMs.toFixed(0)} ms; ${faults.length} faults\n`,
);
process.exitCode = faults.length > 0 ? 1 : 0;
