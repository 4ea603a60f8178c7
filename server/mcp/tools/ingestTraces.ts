import { z } from 'zod';
import { messageOf } from '../../errors.ts';
import type { CallPair } from '../../evidence/frames.ts';
import type { ObservedCall } from '../../evidence/observedCalls.ts';
import { MissingSubject, NoTrace } from '../errors.ts';
import { describeEnds } from '../observed.ts';
import { defineTool, type ToolCall } from '../tool.ts';
import { count } from '../answers/text.ts';

const MAX_TRACES = 10_000;
/** Pairs that are looked up at once. */
const BATCH = 2000;
const MAX_NAMED = 5;

export const ingestTraces = defineTool({
  name: 'ingest_traces',
  title: 'Add run-time evidence of calls',
  description:
    'Takes what ran: rows {caller, callee, count}, OpenTelemetry JSON with code attributes, a V8 .cpuprofile, cProfile or Go ' +
    'pprof file. trace_path then says which calls were seen, how often, and those that only ran (tier observed). Kept beside ' +
    'the index; gone when the text of either symbol changes.',
  input: {
    traces: z.array(z.unknown()).max(MAX_TRACES).optional().describe('Rows, or JSON of the kinds above.'),
    file: z.string().min(1).optional().describe('Path of a profile in the workspace.'),
    clear: z.boolean().default(false).describe('Forget what was taken before.'),
  },
  output: z.object({
    taken: z.number().describe('Pairs of symbols.'),
    known: z.number().describe('Of these, calls that the index has.'),
    observed: z.number().describe('Of these, calls that it has not.'),
    unknown: z.number().describe('Pairs of which an end is not of the workspace, or can not be told.'),
    unknown_names: z.array(z.string()),
    kept: z.number().describe('All that is kept.'),
    forgotten: z.number(),
  }),
  readOnly: false,
  profile: 'full',
  async run({ traces = [], file, clear }, call) {
    if (traces.length === 0 && file === undefined && !clear)
      throw MissingSubject('ingest_traces', 'traces, or file');
    const forgotten = clear ? call.observed.clear() : 0;
    const pairs = [...(await readTraces(traces)), ...(file === undefined ? [] : await readFile(file, call))];
    const unknown = new Set<string>();
    const taken: ObservedCall[] = [];
    let unknownPairs = 0;
    let known = 0;
    for (let at = 0; at < pairs.length; at += BATCH) {
      const batch = await locate(pairs.slice(at, at + BATCH), call, unknown);
      unknownPairs += Math.min(BATCH, pairs.length - at) - batch.length;
      const rows = await call.queries.findCallsBetween({ pairs: batch });
      known += rows.filter(({ isKnown }) => isKnown).length;
      taken.push(...batch);
    }
    if (taken.length > 0) call.observed.add(taken);
    return {
      taken: taken.length,
      known,
      observed: taken.length - known,
      unknown: unknownPairs,
      unknown_names: [...unknown].slice(0, MAX_NAMED),
      kept: call.observed.size,
      forgotten,
    };
  },
  render({ taken, known, observed, unknown, unknown_names, kept, forgotten }) {
    const lines = [
      `${count(taken, 'pair')} taken: ${known} known calls, ${observed} observed only; ${kept} kept`,
    ];
    if (forgotten > 0) lines.unshift(`${count(forgotten, 'pair')} forgotten`);
    if (unknown > 0) {
      const names = unknown_names.length > 0 ? `, such as ${unknown_names.join(', ')}` : '';
      lines.push(`${count(unknown, 'pair')} left out: not of this workspace, or not told apart${names}`);
    }
    return lines.join('\n');
  },
});

/** The formats are loaded when somebody has traces. */
async function readTraces(traces: readonly unknown[]): Promise<CallPair[]> {
  if (traces.length === 0) return [];
  const { readJsonTrace } = await import('../../evidence/jsonTraces.ts');
  return traces.flatMap((trace, index) => {
    const pairs = readJsonTrace(trace);
    if (!pairs) throw NoTrace(`traces[${index}]`);
    return pairs;
  });
}

async function readFile(path: string, call: ToolCall): Promise<CallPair[]> {
  const bytes = call.readBytes(path);
  const first = bytes.subarray(0, 64).toString('latin1').trimStart()[0];
  if (first === '{' || first === '[') {
    let value: unknown;
    try {
      value = JSON.parse(bytes.toString('utf8'));
    } catch (cause) {
      throw NoTrace.from(cause, `${path} (${messageOf(cause)})`);
    }
    return readTraces(Array.isArray(value) ? value.slice(0, MAX_TRACES) : [value]);
  }
  const [{ readPythonProfile }, { readGoProfile }] = await Promise.all([
    import('../../evidence/pythonProfile.ts'),
    import('../../evidence/goProfile.ts'),
  ]);
  const pairs = readPythonProfile(bytes) ?? readGoProfile(bytes);
  if (!pairs) throw NoTrace(path);
  return pairs;
}

/** The pairs of which both ends are symbols of the workspace. */
async function locate(
  pairs: readonly CallPair[],
  call: ToolCall,
  unknown: Set<string>,
): Promise<ObservedCall[]> {
  const frames = pairs.flatMap(({ caller, callee }) => [caller, callee]);
  const symbols = await call.queries.locateFrames({ frames, root: call.workspace.root });
  for (const [index, { name }] of frames.entries()) if (!symbols[index] && name !== '') unknown.add(name);
  const ends = await describeEnds(call, symbols);
  return pairs.flatMap(({ count: times, kind }, index) => {
    const [caller, callee] = [ends[2 * index], ends[2 * index + 1]];
    return caller && callee ? [{ caller, callee, count: times, kind }] : [];
  });
}
