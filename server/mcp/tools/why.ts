import { z } from 'zod';
import type { Asked } from '../../queries/asked.ts';
import type { ExplainedEdge } from '../../queries/edgesBetween.ts';
import { renderPath } from '../relations/path.ts';
import { REASON_WORDS } from '../relations/reasonWords.ts';
import { reconcile } from '../relations/reconcile.ts';
import { findObservedBetween, renderTimes } from '../observed.ts';
import { defineTool, type ToolCall } from '../tool.ts';
import { explainEmpty } from './explainEmpty.ts';

/** A place of an account, with what only some of its lists know. */
interface Place {
  readonly file: string;
  readonly line: number;
  readonly use?: string;
  readonly label?: string;
}

/** How far a way over other symbols is sought when there is no edge. */
const PATH_DEPTH = 8;
const MAX_PLACES = 10;

export const why = defineTool({
  name: 'why',
  title: 'Why an edge is there, or is not',
  description:
    'Explains what the graph says of two symbols: the edges from one to the other with tier and reason, or where ' +
    'resolution stopped: the receiver is unknown, the name means something else, it is only text, the file is not indexed.',
  input: {
    from: z.string().min(1).describe('The caller or user: name, qualified name or file:line.'),
    to: z.string().min(1).describe('What it calls or uses.'),
  },
  output: z.object({ lines: z.array(z.string()), files: z.array(z.string()) }),
  readOnly: true,
  profile: 'full',
  async run({ from, to }, call) {
    const [source, target] = await Promise.all([
      call.queries.resolveAsked({ symbol: from }),
      call.queries.resolveAsked({ symbol: to }),
    ]);
    const unclear = [
      ...(await explainUnclear(call, from, source)),
      ...(await explainUnclear(call, to, target)),
    ];
    if (unclear.length > 0) return { lines: unclear, files: [] };
    const files = [...source.roots, ...target.roots].map(({ file }) => file).filter((file) => file !== '');
    const ids = { from: source.declared, to: target.declared };
    const edges = await call.queries.findEdgesBetween(ids);
    const backward = await call.queries.findEdgesBetween({ from: ids.to, to: ids.from });
    const lines = [`${nameOf(source)} → ${nameOf(target)}`, ...edges.map(renderEdge)];
    lines.push(...(await explainObserved(call, source, target)));
    if (edges.length === 0) lines.push(...(await explainAbsence(call, source, target)));
    if (backward.length > 0) lines.push('The other way round:', ...backward.map(renderEdge));
    return { lines, files };
  },
  files: ({ files }) => files,
  render: ({ lines }) => lines.join('\n'),
});

function nameOf({ roots }: Asked): string {
  const { kind, qualified_name, file, line } = roots[0]!;
  return file === '' ? `external ${qualified_name}` : `${kind} ${qualified_name} ${file}:${line}`;
}

function renderEdge({
  kind,
  source,
  target,
  file,
  line,
  tier,
  reason,
  written,
  said,
}: ExplainedEdge): string {
  const name = written === '' ? '' : ` as ${written}`;
  const edge = `${kind} ${file}:${line}${name} (${tier}, ${reason}: ${REASON_WORDS[reason]}) ${source} → ${target}`;
  if (!said) return edge;
  return said.verdict === 'confirmed'
    ? `${edge}; confirmed by ${said.by}`
    : `${edge}; refuted by ${said.by}, so that no other answer has it`;
}

/** What was seen running; a call that is not in the index has no other evidence. */
async function explainObserved(call: ToolCall, source: Asked, target: Asked): Promise<string[]> {
  const seen = await findObservedBetween(call, source.roots, target.roots);
  return seen.map((one) => {
    const ends = `${one.caller.qualified_name} → ${one.callee.qualified_name}`;
    return one.isKnown
      ? `seen running ${renderTimes(one.seen)}: ${ends}`
      : `CALLS (observed: seen running ${renderTimes(one.seen)}, resolution missed it) ${ends}`;
  });
}

async function explainUnclear(call: ToolCall, text: string, asked: Asked): Promise<string[]> {
  if (asked.root_total === 0) {
    const reason = await explainEmpty(call, { text });
    return [`Not known, because nothing named ${text} is in the index. ${reason}`];
  }
  if (asked.candidates.length === 0) return [];
  const names = asked.candidates.map(
    ({ symbol: { kind, qualified_name, file, line } }) => `${kind} ${qualified_name} ${file}:${line}`,
  );
  return [`"${text}" means ${asked.root_total} symbols. Name one:`, ...names];
}

/** Why there is no edge: what stands in the source instead, or another way to the target. */
async function explainAbsence(call: ToolCall, source: Asked, target: Asked): Promise<string[]> {
  const lines = ['No edge leads there directly.', ...(await explainPlaces(call, source, target))];
  const files = [...source.roots, ...target.roots].map(({ file }) => file).filter((file) => file !== '');
  for (const { file, status, reason } of await call.queries.listFileProblems({ files: [...new Set(files)] }))
    lines.push(`${file} is ${status}: ${reason}.`);
  const ids = { from: source.declared, to: target.declared };
  const path = await call.queries.findPath({ ...ids, depth: PATH_DEPTH });
  if (path.steps.length > 2 || path.isReversed) lines.push('Over other symbols:', ...renderPath(path));
  else if (path.steps.length === 0) lines.push(`Nor over other symbols within ${PATH_DEPTH} steps.`);
  return lines;
}

/** What each place in the source is at which the target's name is written. */
async function explainPlaces(call: ToolCall, source: Asked, target: Asked): Promise<string[]> {
  const known = await reconcile(call, target);
  if (!known) return [];
  const isInside = ({ file, line }: Place): boolean =>
    source.roots.some((root) => root.file === file && root.start_line <= line && line <= root.end_line);
  const { name } = target;
  const groups: readonly (readonly [spots: readonly Place[], what: (spot: Place) => string])[] = [
    [
      known.sites.filter(({ use }) => use !== 'definition'),
      ({ use = '' }) => `${use} of it, told from the text and the imports`,
    ],
    [
      known.unresolved,
      () => `the type of the object before .${name} is not known, or the import leads nowhere`,
    ],
    [known.otherPlaces, ({ label = '' }) => `means ${label}`],
    [known.locals, () => 'a local name or parameter'],
    [known.keys, () => 'the name of an argument or a key'],
    [known.comments, () => 'in a comment'],
    [known.texts, () => 'in a string: a look-up by text is not followed'],
  ];
  const places = groups
    .flatMap(([spots, what]) => spots.filter(isInside).map((spot) => ({ spot, text: what(spot) })))
    .sort(({ spot: a }, { spot: b }) => (a.file < b.file ? -1 : Number(a.file > b.file)) || a.line - b.line)
    .map(({ spot: { file, line }, text }) => `${file}:${line} ${text}`);
  if (places.length === 0) return [`"${name}" does not stand in it.`];
  const more = places.length - MAX_PLACES;
  return [...places.slice(0, MAX_PLACES), ...(more > 0 ? [`and ${more} places more`] : [])];
}
