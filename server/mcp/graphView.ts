// Questions of the graph view, from wherever its page is shown: checked here, because a page is not to be trusted, and
// answered by the queries.

import { z } from 'zod';
import type { ChangeQuestion } from '../discover/gitSides.ts';
import type { WorkspaceChanges } from '../indexer/changesMessages.ts';
import { NODE_KINDS, TIERS } from '../protocol/graph.ts';
import { MAX_DEPTH, RELATIONS } from '../protocol/graphView.ts';
import type { GraphAnswer, GraphQuestion, Relation } from '../protocol/graphView.ts';
import type { Queries } from '../queries/client.ts';
import { BadArguments } from './errors.ts';

const NAME = z.string().min(1).max(2000);
const FILTER = {
  tiers: z.array(z.enum(TIERS)).default(['exact', 'inferred']),
  hiddenKinds: z.array(z.enum(NODE_KINDS)).default([]),
  hasTests: z.boolean().default(true),
};
const OPENED = z.record(z.string().max(2000), z.number().int().min(-1).max(200)).default({});
const RELATION_NAMES = Object.keys(RELATIONS) as [Relation, ...Relation[]];

/** A question of the page; what it leaves out is what the page begins with. */
const graphQuestionSchema = z.discriminatedUnion('view', [
  z.strictObject({
    view: z.literal('around'),
    roots: z.array(NAME).min(1).max(20),
    direction: z.enum(['inbound', 'outbound', 'both']).default('both'),
    relations: z.array(z.enum(RELATION_NAMES)).default(['calls']),
    depth: z.number().int().min(1).max(MAX_DEPTH).default(1),
    opened: OPENED,
    ...FILTER,
  }),
  z.strictObject({
    view: z.literal('map'),
    by: z.enum(['folder', 'package']).default('folder'),
    base: z.string().max(2000).default(''),
    isBrief: z.boolean().optional(),
    opened: OPENED,
    ...FILTER,
  }),
  z.strictObject({ view: z.literal('paths'), from: NAME, to: NAME, ...FILTER }),
  z.strictObject({
    view: z.literal('impact'),
    depth: z.number().int().min(1).max(MAX_DEPTH).default(3),
    since: NAME.optional(),
    ...FILTER,
  }),
]);

/** What a question is answered with. */
export interface GraphSources {
  readonly queries: Pick<Queries, 'graphAround' | 'graphImpact' | 'graphMap' | 'graphPaths'>;
  readonly findChanges: (question: ChangeQuestion) => Promise<WorkspaceChanges>;
}

/** The picture that a question asks for. Rejects with BAD_ARGUMENTS for what is no question, and with coded errors. */
export async function askGraph(asked: unknown, { queries, findChanges }: GraphSources): Promise<GraphAnswer> {
  const parsed = graphQuestionSchema.safeParse(asked);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw BadArguments('graph/ask', problems, ['view']);
  }
  const question: GraphQuestion = parsed.data;
  if (question.view === 'around') return queries.graphAround(question);
  if (question.view === 'map') return queries.graphMap(question);
  if (question.view === 'paths') return queries.graphPaths(question);
  const { view: _view, since, ...shown } = question;
  const { files } = await findChanges({ kind: 'disk', since });
  return queries.graphImpact({ ...shown, files });
}
