// Shapes several tools answer with, as schemas; the rows come from the queries in exactly these words.

import { z } from 'zod';
import { EDGE_KINDS, NODE_KINDS, TIERS } from '../../protocol/graph.ts';
import { describeNoneOf } from '../../spelling.ts';

export const kindSchema = z.enum(NODE_KINDS);
export const edgeKindSchema = z.enum(EDGE_KINDS);
export const tierSchema = z.enum(TIERS);

export const symbolShape = {
  name: z.string(),
  kind: kindSchema,
  qualified_name: z.string(),
  file: z.string().describe('Empty for something outside the workspace.'),
  line: z.number(),
  start_line: z.number(),
  end_line: z.number(),
};

export const detailShape = {
  ...symbolShape,
  language: z.string(),
  signature: z.string(),
  doc: z.string(),
  flags: z.array(z.string()),
};

export const fileProblemSchema = z.object({
  file: z.string(),
  status: z.enum(['partial', 'skipped']),
  reason: z.string(),
  cause: z.enum(['left-out', 'encoding', 'syntax', 'given-up']),
  line: z.number(),
});

const neighbourSchema = z.object({
  qualified_name: z.string(),
  file: z.string().describe('File of the call site.'),
  line: z.number().describe('Line of the first call site.'),
  tier: tierSchema,
});

export const neighboursShape = {
  callers_total: z.number(),
  callers: z.array(neighbourSchema),
  callees_total: z.number(),
  callees: z.array(neighbourSchema),
  uses_total: z.number(),
};

/** Accepts a kind in any case, and the plural words people use. */
export const labelSchema = z.string().transform((text, context) => {
  const wanted = text.toLowerCase();
  const kind = NODE_KINDS.find((each) =>
    ['', 's', 'es'].some((ending) => `${each.toLowerCase()}${ending}` === wanted),
  );
  if (kind) return kind;
  context.addIssue({ code: 'custom', message: describeNoneOf(text, NODE_KINDS) });
  return z.NEVER;
});

/** Accepts an edge kind in any case. */
export const relationshipSchema = z.string().transform((text, context) => {
  const kind = EDGE_KINDS.find((each) => each === text.toUpperCase());
  if (kind) return kind;
  context.addIssue({ code: 'custom', message: describeNoneOf(text, EDGE_KINDS) });
  return z.NEVER;
});
