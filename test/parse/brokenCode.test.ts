// Whatever an editor holds for a moment gives facts that hang together: each reference names a row that is there.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { test } from 'node:test';
import { assetsDir } from '../../server/entry.ts';
import { StringTable } from '../../server/facts/builder.ts';
import { A_OPERAND, B_OPERAND, Operand } from '../../server/facts/operands.ts';
import { FACT_TABLE_NAMES, FACT_TABLES } from '../../server/facts/tables.ts';
import type { FactTable } from '../../server/facts/tables.ts';
import { languages } from '../../server/languages/index.ts';
import type { Language } from '../../server/languages/language.ts';
import { LanguageParser } from '../../server/parse/languageParser.ts';
import { FactsReader } from '../../server/resolve/program/index.ts';
import { createRandom } from '../torture/random.ts';
import type { Random } from '../torture/random.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
const SOURCES = [
  'test/languages',
  'server/parse/extract',
  'node_modules/express/lib',
  'node_modules/ajv/lib',
];
/** Breaks per language, and sources that are broken. */
const BREAKS = 400;
const SOURCE_COUNT = 40;
/** What is given up says nothing wrong either. */
const BUDGET_MS = 250;

/** Columns that name a row which must be there; others are -1 where there is none. */
const NEEDED = new Set(['bindings.scope', 'expressions.scope', 'imports.scope']);
const TABLE_OF_OPERAND: Readonly<Record<number, FactTable>> = {
  [Operand.expression]: 'expressions',
  [Operand.arguments]: 'argumentLists',
  [Operand.symbol]: 'symbols',
  [Operand.scope]: 'scopes',
  [Operand.import]: 'imports',
};

for (const language of languages) {
  test(`${language.id} code that is broken anywhere gives facts that hang together`, async () => {
    const random = createRandom(20_261_128);
    const strings = new StringTable();
    const parsers = new Map<string, LanguageParser>();
    for (const grammar of new Set(Object.values(language.extensions)))
      parsers.set(grammar, await LanguageParser.create(language, grammar, assetsDir, strings));
    const sources = findSources(language);
    assert.ok(sources.length > 0);
    for (let round = 0; round < BREAKS; round++) {
      const { text, extension } = random.pick(sources);
      const broken = breakText(text, random);
      const { facts } = parsers
        .get(language.extensions[extension]!)!
        .parse(broken, 'module', false, BUDGET_MS);
      const complaints = findDangling(facts, language);
      assert.deepEqual(complaints, [], `in round ${round}:\n${broken}`);
    }
  });
}

function findSources({ extensions, sample }: Language): { text: string; extension: string }[] {
  const paths = SOURCES.flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => extname(path) in extensions)
      .sort()
      .map((path) => join(projectRoot, folder, path)),
  ).slice(0, SOURCE_COUNT);
  return [
    { text: sample, extension: Object.keys(extensions)[0]! },
    ...paths.map((path) => ({ text: readFileSync(path, 'utf8'), extension: extname(path) })),
  ];
}

function breakText(text: string, random: Random): string {
  const lines = text.split('\n');
  const at = random.between(0, lines.length - 1);
  switch (random.between(0, 4)) {
    case 0:
      lines.splice(at, random.between(1, 8));
      break;
    case 1:
      lines.splice(at, 0, random.pick(['(((', '}}', '{', '"', 'class', '@@@', '/*', '`', 'async', '<']));
      break;
    case 2:
      lines.splice(at, 0, ...lines.slice(random.between(0, lines.length - 1)).slice(0, 5));
      break;
    case 3:
      // Names that every object of this program's own language has.
      lines[at] = lines[at]!.replaceAll(/[A-Za-z_]\w+/g, () =>
        random.pick(['constructor', '__proto__', 'toString']),
      );
      break;
    default:
      return text.slice(0, random.between(0, text.length));
  }
  return lines.join('\n');
}

function findDangling(facts: Int32Array, language: Language): string[] {
  const reader = new FactsReader({ path: 'a', language, facts, strings: new Int32Array(0) });
  const complaints: string[] = [];
  const check = (where: string, table: FactTable, row: number, isNeeded: boolean) => {
    if (row >= reader.rows(table) || row < (isNeeded ? 0 : -1)) complaints.push(`${where} is ${row}`);
  };
  for (const table of FACT_TABLE_NAMES)
    for (const column of FACT_TABLES[table]) {
      const [name, target] = column.split(':');
      if (target === undefined || target === 'string') continue;
      for (let row = 0; row < reader.rows(table); row++) {
        const value = reader.cell(table, row, name as never);
        const key = `${table}.${name!}`;
        check(`${key} of row ${row}`, target as FactTable, value, NEEDED.has(key));
      }
    }
  for (let row = 0; row < reader.rows('expressions'); row++) {
    const op = reader.cell('expressions', row, 'op');
    for (const [side, operands] of [
      ['a', A_OPERAND],
      ['b', B_OPERAND],
    ] as const) {
      const table = TABLE_OF_OPERAND[operands[op]!];
      if (table) check(`${side} of expression ${row}`, table, reader.cell('expressions', row, side), false);
    }
  }
  return complaints;
}
