// `node bench/scip.ts --folder <folder> --index <own.scip> --edges <dump --edges> [--compiler <index.scip>]`: whether an exported index
// keeps what the graph says, read back by the reader of imports, and how a compiler's index stands to it, place by place.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { NAMING_KINDS } from '../server/protocol/graph.ts';
import { ImportedIndex } from '../server/scip/importedIndex.ts';
import { isLocalSymbol } from '../server/scip/symbolNames.ts';
import { formatTable } from './report.ts';

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: '.' },
    index: { type: 'string' },
    edges: { type: 'string' },
    compiler: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});
const root = resolve(values.folder);
const open = (file: string) =>
  new ImportedIndex({ root, file: resolve(file), excludedDirs: [], isOwnAllowed: true });
/** Rows below a statement's first on which a name of it may stand. */
const ROWS_BELOW = 60;
const WRITTEN: ReadonlySet<string> = new Set(NAMING_KINDS);

const own = open(values.index!);
console.log(
  `${own.opened.documents.length} documents, ${own.opened.occurrences} occurrences, ${own.opened.stale.length} stale`,
);

/** `file row` → where its references lead, as `file:line`, '' for outside. */
function readReferences(index: ImportedIndex, file: string): Map<number, Map<number, Set<string>>> {
  const rows = new Map<number, Map<number, Set<string>>>();
  for (const { row, start, isDefinition, symbol, places } of index.occurrencesOf(file)) {
    if (isDefinition || isLocalSymbol(symbol) || !places) continue;
    const columns = rows.get(row) ?? new Map<number, Set<string>>();
    rows.set(row, columns);
    const targets = columns.get(start) ?? new Set<string>();
    columns.set(start, targets);
    for (const place of places) targets.add(place.file === '' ? '' : `${place.file}:${place.line}`);
  }
  return rows;
}

function keepsEdges(edges: string): void {
  const byFile = Map.groupBy(
    edges
      .split('\n')
      .map((row) => row.split('\t'))
      .filter((row) => WRITTEN.has(row[6] ?? '')),
    ([file = '']) => file,
  );
  const counts = new Map<string, { kept: number; lost: number }>();
  for (const [file, rows] of byFile) {
    const references = readReferences(own, file);
    for (const [, line = '', name = '', target = '', targetLine = '', , kind = ''] of rows) {
      const wanted = target === 'external' ? '' : `${target}:${targetLine}`;
      const from = Number(line) - 1;
      const isKept = Array.from({ length: ROWS_BELOW }, (_, at) => references.get(from + at)).some(
        (columns) => columns && [...columns.values()].some((targets) => targets.has(wanted)),
      );
      const count = counts.get(kind) ?? { kept: 0, lost: 0 };
      counts.set(kind, count);
      count[isKept ? 'kept' : 'lost'] += 1;
      if (!isKept && values.list) console.log(`lost ${file}:${line} ${kind} ${name} ${wanted}`);
    }
  }
  console.log(
    formatTable(
      ['edges', 'kept', 'lost'],
      [...counts].map(([kind, { kept, lost }]) => [kind, String(kept), String(lost)]),
    ),
  );
}

function compare(compiler: ImportedIndex): void {
  const { tool, documents, stale, missing, occurrences } = compiler.opened;
  console.log(
    `${tool}: ${documents.length} documents, ${occurrences} occurrences, ${stale.length} stale, ${missing} missing`,
  );
  let both = 0;
  let agreeing = 0;
  let theirs = 0;
  let ours = 0;
  for (const { file } of documents) {
    const mine = readReferences(own, file);
    const other = readReferences(compiler, file);
    for (const [row, columns] of other) {
      for (const [start, targets] of columns) {
        // Outside is compared as one place.
        const known = mine.get(row)?.get(start);
        if (!known) theirs += [...targets].some((target) => target !== '') ? 1 : 0;
        else {
          both += 1;
          const isSame = [...targets].some((target) => known.has(target));
          agreeing += isSame ? 1 : 0;
          if (!isSame && values.list)
            console.log(
              `${file}:${row + 1}:${start + 1} ${[...known].join(' ')} ≠ ${[...targets].join(' ')}`,
            );
        }
      }
    }
    for (const [row, columns] of mine)
      for (const start of columns.keys()) if (!other.get(row)?.has(start)) ours += 1;
  }
  console.log(
    `places of both ${both}, of them alike ${agreeing} (${((100 * agreeing) / both).toFixed(2)} %)`,
  );
  console.log(
    `places of definitions in the workspace that only the compiler has ${theirs}, only ours ${ours}`,
  );
}

if (values.edges !== undefined) keepsEdges(readFileSync(values.edges, 'utf8'));
if (values.compiler !== undefined) compare(open(values.compiler));
