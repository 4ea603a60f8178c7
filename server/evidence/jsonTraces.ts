// Traces that are JSON: OpenTelemetry spans with code attributes, V8's cpuprofile, and rows of caller and callee.

import { z } from 'zod';
import { PairCounter, type CallPair, type Frame } from './frames.ts';

const rowSchema = z.object({
  caller: z.string().min(1),
  callee: z.string().min(1),
  count: z.number().int().min(1).default(1),
});

const attributeSchema = z.object({
  key: z.string(),
  value: z.object({
    stringValue: z.string().optional(),
    intValue: z.union([z.string(), z.number()]).optional(),
  }),
});
const spanSchema = z.object({
  traceId: z.string().default(''),
  spanId: z.string(),
  parentSpanId: z.string().default(''),
  name: z.string().default(''),
  attributes: z.array(attributeSchema.catch({ key: '', value: {} })).default([]),
});
const spansSchema = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })).default([]),
    }),
  ),
});

const profileSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
      hitCount: z.number().default(0),
      children: z.array(z.number()).default([]),
    }),
  ),
});

/** The pairs in a value of JSON; undefined when it is nothing of the kind. */
export function readJsonTrace(value: unknown): CallPair[] | undefined {
  const row = rowSchema.safeParse(value).data;
  if (row) {
    const { caller, callee, count } = row;
    return [{ caller: named(caller), callee: named(callee), count, kind: 'call' }];
  }
  const spans = spansSchema.safeParse(value).data;
  if (spans)
    return readSpans(
      spans.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((each) => each.spans)),
    );
  const profile = profileSchema.safeParse(value).data;
  return profile && readProfile(profile.nodes);
}

function named(name: string): Frame {
  return { name, file: '', line: 0 };
}

function readSpans(spans: readonly z.infer<typeof spanSchema>[]): CallPair[] {
  const byId = new Map(spans.map((span) => [`${span.traceId} ${span.spanId}`, span]));
  const counter = new PairCounter();
  for (const span of spans) {
    const callee = frameOfSpan(span);
    if (!callee) continue;
    // Spans without code, such as those of a request, stand between those that have some.
    let parent = byId.get(`${span.traceId} ${span.parentSpanId}`);
    for (let hop = 0; parent && !frameOfSpan(parent) && hop < spans.length; hop++)
      parent = byId.get(`${parent.traceId} ${parent.parentSpanId}`);
    const caller = parent && frameOfSpan(parent);
    if (caller) counter.add(caller, callee, 1, 'span');
  }
  return counter.list();
}

/** Both generations of the names of code attributes. */
function frameOfSpan({ attributes }: z.infer<typeof spanSchema>): Frame | undefined {
  const find = (...keys: string[]): string => {
    const value = attributes.find(({ key }) => keys.includes(key))?.value;
    return value?.stringValue ?? String(value?.intValue ?? '');
  };
  const name = find('code.function.name', 'code.function');
  const file = find('code.file.path', 'code.filepath');
  if (name === '' && file === '') return undefined;
  const namespace = find('code.namespace');
  const whole = namespace !== '' && !name.includes('.') ? `${namespace}.${name}` : name;
  return { name: whole, file, line: Number(find('code.line.number', 'code.lineno')) || 0 };
}

function readProfile(nodes: z.infer<typeof profileSchema>['nodes']): CallPair[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const samples = new Map<number, number>();
  // Children come after their parents, so from the end on each has its own samples when it is added to its parent.
  for (const node of nodes.toReversed()) {
    const below = node.children.reduce((sum, id) => sum + (samples.get(id) ?? 0), 0);
    samples.set(node.id, node.hitCount + below);
  }
  const counter = new PairCounter();
  for (const node of nodes) {
    for (const id of node.children) {
      const child = byId.get(id);
      // A function may have run between two samples: it was there once at least.
      if (child && isCode(node) && isCode(child))
        counter.add(frameOfNode(node), frameOfNode(child), Math.max(1, samples.get(id) ?? 0), 'sample');
    }
  }
  return counter.list();
}

type ProfileNode = z.infer<typeof profileSchema>['nodes'][number];

function isCode({ callFrame: { url, lineNumber } }: ProfileNode): boolean {
  return url !== '' && !url.startsWith('node:') && lineNumber >= 0;
}

function frameOfNode({ callFrame: { functionName, url, lineNumber } }: ProfileNode): Frame {
  return { name: functionName, file: url, line: lineNumber + 1 };
}
