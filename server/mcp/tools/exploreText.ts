// How an exploration reads. Paths stand once per group, names without the part that the path says already.

import { nameInFile } from '../answers/nameInFile.ts';
import { formatBuiltCopies } from '../../protocol/numbers.ts';
import type { SymbolDetail } from '../../queries/symbols.ts';
import { firstSentence, renderGroups } from '../answers/text.ts';

/** A relation of a symbol as it is told. */
export interface ToldRelation {
  readonly relation: string;
  readonly total: number;
  readonly in_tests: number;
  readonly in_copies: number;
  readonly rows: readonly {
    readonly qualified_name: string;
    readonly file: string;
    readonly line: number;
    readonly lines?: readonly number[] | undefined;
  }[];
}

/** A symbol as it is told. */
export interface Explored extends SymbolDetail {
  readonly relations: readonly ToldRelation[];
  readonly copies: number;
  readonly members_total: number;
  readonly members: readonly { readonly name: string; readonly line: number }[];
  readonly source?: string | undefined;
  /** In the place of source that the session has. */
  readonly given?: string | undefined;
  readonly changed?: boolean | undefined;
}

/** Kind, name and place, in one line. */
export function renderHead({ kind, qualified_name, file, start_line, end_line, copies }: Explored): string {
  const place = file === '' ? '(outside the workspace)' : `${file}:${start_line}-${end_line}`;
  const also = copies > 0 ? ` (${formatBuiltCopies(copies)})` : '';
  return `${kind} ${nameInFile(qualified_name, file)} ${place}${also}`;
}

/** What the definition says, unless the source says it. */
export function renderProse({ kind, signature, doc, source }: Explored): string {
  const lines = [];
  // The name of a package stands in the place of a file's signature.
  if (signature && !source && kind !== 'Module') lines.push(`  ${signature}`);
  if (doc && !source?.replaceAll(/\s+/g, ' ').includes(doc.slice(0, 40))) lines.push(`  ${doc}`);
  return lines.join('\n');
}

const TITLES: Readonly<Record<string, string>> = {
  overrides: 'overridden by',
  overridden: 'overrides',
  uses: 'used by',
};

/** As many sites of one symbol stand in a relation; trace_path has them all. */
const SITES = 5;

/** One relation in one line. */
export function renderRelation({ file }: Explored, told: ToldRelation): string {
  const { relation, total, rows } = told;
  const groups = new Map<string, string[]>();
  for (const { qualified_name, file: place, line, lines = [line] } of rows) {
    const names = groups.get(place) ?? [];
    groups.set(place, names);
    names.push(
      `${nameInFile(qualified_name, place)}:${lines.slice(0, SITES).join(',')}${lines.length > SITES ? ',…' : ''}`,
    );
  }
  const places = [...groups].map(([place, names]) =>
    place === file || place === '' ? names.join(', ') : `${place} ${names.join(', ')}`,
  );
  return `  ${TITLES[relation] ?? relation} (${countOf(told)}): ${places.join('; ')}${rows.length < total ? '; …' : ''}`;
}

function countOf({ total, in_tests, in_copies }: ToldRelation): string {
  const tests = in_tests > 0 ? `, ${in_tests} in tests` : '';
  return `${total}${tests}${in_copies > 0 ? `, ${in_copies} in built copies` : ''}`;
}

/** The members in one line. */
export function renderMembers({ members, members_total }: Explored): string {
  const names = members.map(({ name, line }) => `${name}:${line}`).join(', ');
  return `  members (${members_total}): ${names}${members.length < members_total ? ', …' : ''}`;
}

/** Source lines with their numbers, without the indentation that all of them have. */
export function renderSource(source: string, firstLine: number): string {
  const lines = source.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^\s*/.exec(line)![0].length);
  const indent = Math.min(...indents, 80);
  return lines.map((line, at) => `${firstLine + at} ${line.slice(indent)}`).join('\n');
}

/** A symbol with all that is told of it. */
export function renderExplored(symbol: Explored): string {
  return [
    renderHead(symbol),
    renderProse(symbol),
    ...symbol.relations.map((relation) => renderRelation(symbol, relation)),
    symbol.members.length > 0 ? renderMembers(symbol) : '',
    symbol.changed ? '  (the file changed after it was indexed)' : '',
    symbol.given ?? '',
    symbol.source ? renderSource(symbol.source, symbol.start_line) : '',
  ]
    .filter(Boolean)
    .join('\n');
}

/** A symbol of which one relation was asked for. */
export function renderAsked(symbol: Explored): string {
  const [asked] = symbol.relations;
  if (!asked || asked.total === 0)
    return `${renderHead(symbol)}\nNone is known: ${TITLES[asked?.relation ?? ''] ?? asked?.relation}.`;
  const rows = renderGroups(
    asked.rows,
    ({ file }) => file || '(outside the workspace)',
    ({ qualified_name, file, line }) => `${nameInFile(qualified_name, file)}:${line}`,
  );
  return `${renderHead(symbol)}\n${TITLES[asked.relation] ?? asked.relation} (${countOf(asked)}):\n${rows}`;
}

/** A further match, below the path of its file. */
export function renderBrief({ qualified_name, file, line, doc }: SymbolDetail): string {
  const prose = doc ? ` — ${firstSentence(doc, 90)}` : '';
  return `${nameInFile(qualified_name, file)}:${line}${prose}`;
}
