import { z } from 'zod';
import type { Asked } from '../../queries/asked.ts';
import type { RenameScope } from '../../queries/renameScope.ts';
import { unpackOccurrences } from '../../text/packedOccurrences.ts';
import type { Site, TextSpot } from '../relations/account.ts';
import { reconcile, type Reconciled } from '../relations/reconcile.ts';
import { RowPage } from '../relations/rowPage.ts';
import { defineTool, type ToolCall } from '../tool.ts';
import { explainEmpty } from './explainEmpty.ts';
import { tierSchema } from '../answers/shapes.ts';
import { count } from '../answers/text.ts';

const READ_BUDGET_MS = 3000;
const MAX_RISK_PLACES = 5;
const IDENTIFIER = /^[\p{ID_Start}_$][\p{ID_Continue}$\u200c\u200d]*$/u;

const rowSchema = z.object({
  part: z.enum(['edit', 'check', 'comment', 'string']),
  file: z.string(),
  line: z.number(),
  column: z.number(),
  tier: tierSchema,
  use: z.string(),
});
type Row = z.infer<typeof rowSchema>;

export const planRename = defineTool({
  name: 'plan_rename',
  title: 'Plan a rename',
  description:
    'Every place that renaming a symbol must touch, by file, line and column, with its tier: the symbol, what overrides or ' +
    'implements it, imports. Places to check by eye, comments and strings apart, and what would break. Changes nothing.',
  input: {
    symbol: z.string().min(1).describe('Name, qualified name or file:line.'),
    new_name: z.string().min(1).describe('What it shall be called.'),
    limit: z.number().int().min(1).max(5000).default(500),
  },
  output: z.object({
    heads: z.array(z.string()),
    risks: z.array(z.string()).describe('What would break or has to be decided.'),
    total: z.number(),
    rows: z.array(rowSchema),
    note: z.string().optional(),
  }),
  readOnly: true,
  profile: 'full',
  rows: 'rows',
  async run({ symbol, new_name, limit }, call) {
    const nothing = { heads: [], risks: [], total: 0, rows: [] };
    const asked = await call.queries.resolveAsked({ symbol });
    if (asked.root_total === 0)
      return {
        ...nothing,
        note: `Nothing named ${symbol} is in the index. ${await explainEmpty(call, { text: symbol })}`,
      };
    if (asked.candidates.length > 0) return { ...nothing, note: listCandidates(symbol, asked) };
    const scope = await call.queries.findRenameScope({ ids: asked.declared, new_name });
    const known = await reconcile(call, { name: asked.name, declared: scope.ids });
    if (!known) return { ...nothing, note: `${asked.name} is no name that stands in a text.` };
    const all = listRows(known, scope.is_member);
    const rows = all.filter(({ file }) => !known.built.has(file));
    const page = new RowPage<Row>(call.offset, limit);
    const { from, to } = page.rangeOf(rows.length);
    page.add(rows.slice(from, to), rows.length);
    return {
      heads: summarize(asked, new_name, rows, scope),
      risks: await findRisks(call, asked, new_name, scope, known, all.length - rows.length),
      total: rows.length,
      rows: page.rows,
    };
  },
  isEmpty: ({ heads }) => heads.length === 0,
  files: ({ rows }) => rows.map(({ file }) => file),
  render({ heads, risks, rows, note }) {
    const parts = Map.groupBy(rows, ({ part }) => part);
    const body = [...parts].map(([part, list]) => `${PART_HEADS[part]}\n${renderPlaces(list)}`);
    return [...(note ? [note] : []), ...heads, ...risks.map((risk) => `! ${risk}`), ...body].join('\n');
  },
});

const PART_HEADS: Readonly<Record<Row['part'], string>> = {
  edit: 'edit (line:column use)',
  check: 'check by eye: the object or key is of unknown type',
  comment: 'in comments',
  string: 'in strings',
};

/** One line a file. */
function renderPlaces(rows: readonly Row[]): string {
  const lines = [...Map.groupBy(rows, ({ file }) => file)].map(([file, places]) => {
    const list = places.map(({ line, column, use, tier, part }) => {
      const how = part === 'edit' ? ` ${use}${tier === 'exact' ? '' : ` (${tier})`}` : use ? ` ${use}` : '';
      return `${line}:${column}${how}`;
    });
    return `  ${file}  ${list.join(', ')}`;
  });
  return lines.join('\n');
}

function listRows(known: Reconciled, isMember: boolean): Row[] {
  const edits = known.sites.filter(({ column }) => column > 0).map((site) => toEdit(site));
  const toRow =
    (part: Row['part']) =>
    ({ file, line, column, isWhole }: TextSpot): Row => ({
      part,
      file,
      line,
      column,
      tier: 'possible',
      use: isWhole ? 'whole string' : '',
    });
  // A key can be that of an object of the class; a name of a function can not.
  const ofObjects = isMember ? [...known.keys, ...known.otherPlaces.filter(({ isValue }) => isValue)] : [];
  const unsure = [...known.unresolved, ...ofObjects].sort(
    (a, b) => (a.file < b.file ? -1 : Number(a.file > b.file)) || a.line - b.line || a.column - b.column,
  );
  return [
    ...edits,
    ...unsure.map(toRow('check')),
    ...known.comments.map(toRow('comment')),
    ...known.texts.map(toRow('string')),
  ];
}

function toEdit({ file, line, column, use, tier }: Site): Row {
  return { part: 'edit', file, line, column, tier, use };
}

function summarize(
  { roots }: Asked,
  newName: string,
  rows: readonly Row[],
  { family }: RenameScope,
): string[] {
  const { kind, qualified_name, file, line } = roots[0]!;
  const of = (part: Row['part']) => rows.filter((row) => row.part === part);
  const edits = of('edit');
  const files = new Set(edits.map((row) => row.file)).size;
  const head = `${kind} ${qualified_name} ${file}:${line} → ${newName}: ${count(edits.length, 'edit')} in ${count(files, 'file')}, ${of('check').length} to check, ${of('comment').length} in comments, ${of('string').length} in strings`;
  const names = family.slice(0, 10).map((one) => one.qualified_name);
  const more = family.length - names.length;
  return [
    head,
    ...(names.length > 0
      ? [`renamed with it: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`]
      : []),
  ];
}

/** What stands against the new name, or has to be decided by a person. */
async function findRisks(
  call: ToolCall,
  { name }: Asked,
  newName: string,
  scope: RenameScope,
  known: Reconciled,
  inCopies: number,
): Promise<string[]> {
  const risks: string[] = [];
  if (!IDENTIFIER.test(newName)) risks.push(`${newName} is no identifier.`);
  if (newName === name) risks.push('That is its name already.');
  if (scope.is_implicit) risks.push('The language or its tools call it by this name.');
  for (const { kind, qualified_name, file, line } of scope.conflicts.slice(0, MAX_RISK_PLACES))
    risks.push(`${newName} is taken: ${kind} ${qualified_name} ${file}:${line}`);
  const taken = await findShadowing(call, newName, known);
  if (taken) risks.push(taken);
  if (scope.outside_bases.length > 0)
    risks.push(
      `Bases outside of the workspace may have this member: ${scope.outside_bases.slice(0, MAX_RISK_PLACES).join(', ')}`,
    );
  const shorthands = known.sites.filter(({ use, written }) => use === 'entry' && written === '').length;
  if (shorthands > 0)
    risks.push(
      `${count(shorthands, 'entry', 'entries')} of tables: keep the key where { name } stands for both.`,
    );
  const aliases = known.sites.filter(({ column, written }) => column === 0 && written !== '-').length;
  if (aliases > 0) risks.push(`${count(aliases, 'use')} under another name: nothing to edit there.`);
  const lookups = known.texts.filter(({ isWhole }) => isWhole).length;
  if (lookups > 0)
    risks.push(
      `${count(lookups, 'string is', 'strings are')} just this name: look-ups by text, __all__, registries.`,
    );
  if (known.sites.some(({ use }) => use === 'import'))
    risks.push('Others import it by this name; code outside of the workspace may do so too.');
  if (inCopies > 0)
    risks.push(`${count(inCopies, 'place')} in built copies: not listed, the next build writes them.`);
  if (!known.isComplete) risks.push('Not every text could be read: this plan has gaps.');
  if (known.changed.length > 0)
    risks.push(`Changed since indexed: ${known.changed.slice(0, MAX_RISK_PLACES).join(', ')}`);
  return risks;
}

/** Where the new name stands already in files that would be edited: it would shadow, or be shadowed. */
async function findShadowing(call: ToolCall, newName: string, known: Reconciled): Promise<string> {
  if (!/[\p{L}\p{N}_$]/u.test(newName)) return '';
  const edited = new Set(known.sites.filter(({ column }) => column > 0).map(({ file }) => file));
  const found = unpackOccurrences(await call.findWord(newName, READ_BUDGET_MS)).flatMap(
    ({ file, occurrences }) =>
      edited.has(file)
        ? occurrences
            .filter(({ place, receiver }) => place === 'code' && receiver === 'none')
            .map(({ line }) => `${file}:${line}`)
        : [],
  );
  if (found.length === 0) return '';
  const more = found.length - MAX_RISK_PLACES;
  return `${newName} stands already in files to edit, where one would shadow the other: ${found.slice(0, MAX_RISK_PLACES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function listCandidates(text: string, { candidates, root_total }: Asked): string {
  const shown = candidates.map(
    ({ symbol: { kind, qualified_name, file, line } }) => `${kind} ${qualified_name} ${file}:${line}`,
  );
  return [`"${text}" means ${root_total} symbols. Name one:`, ...shown].join('\n');
}
