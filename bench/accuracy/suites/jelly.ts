// Truth of the project Jelly: calls that really happened when its small test programs were run under instrumentation.
// What did not happen proves nothing, so only recall counts.
//
// The data is one file of JSON per program: `files`, `functions` and `calls` as `file:line:column:endLine:endColumn`, and
// `call2fun`, pairs of numbers of a call and a function. A class stands for its constructor there.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { AccuracyCase, OurEdge, OurNode, PairTruth, Suite } from '../suite.ts';

interface DynamicGraph {
  readonly files: readonly string[];
  readonly functions: readonly string[];
  readonly calls: readonly string[];
  readonly call2fun: readonly (readonly [number, number])[];
}

/** Lines are 1-based. */
interface Span {
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
}

/** The executed calls of one folder, gathered from the files of JSON in it. */
interface Executed {
  readonly pairs: Map<string, PairTruth>;
  readonly calls: Span[];
  readonly functions: Set<string>;
}

export const suite: Suite = {
  name: 'jelly',
  description: 'calls that were executed by the micro tests of Jelly',
  data: 'the folder tests/micro of github.com/cs-au-dk/jelly, or one with such folders below it',
  *load(context) {
    const folders = new Map<string, Executed>();
    for (const entry of readdirSync(context.data, { recursive: true, withFileTypes: true })) {
      if (!entry.name.endsWith('.json') || /(^|\/)node_modules(\/|$)/.test(entry.parentPath)) continue;
      const graph = readGraph(join(entry.parentPath, entry.name));
      if (!graph) continue;
      let executed = folders.get(entry.parentPath);
      if (!executed) {
        executed = { pairs: new Map(), calls: [], functions: new Set() };
        folders.set(entry.parentPath, executed);
      }
      addGraph(entry.parentPath, graph, executed);
    }
    for (const [folder, executed] of folders) {
      if (executed.pairs.size > 0) yield toCase(relative(dirname(context.data), folder), folder, executed);
    }
  },
};

function readGraph(path: string): DynamicGraph | undefined {
  try {
    const graph = JSON.parse(readFileSync(path, 'utf8')) as Partial<DynamicGraph>;
    return graph.call2fun && graph.files ? (graph as DynamicGraph) : undefined;
  } catch {
    return undefined;
  }
}

/** Adds the calls of one program; of the files that are there, as packages that it used are not all among the data. */
function addGraph(folder: string, graph: DynamicGraph, executed: Executed): void {
  const readSpan = (text: string): Span => {
    const [file, line, , endLine] = text.split(':').map(Number);
    return { file: graph.files[file!]!, line: line!, endLine: endLine! };
  };
  const exists = ({ file }: Span) => !file.includes('node_modules') && existsSync(join(folder, file));
  for (const [callNumber, functionNumber] of graph.call2fun) {
    const call = readSpan(graph.calls[callNumber]!);
    const target = readSpan(graph.functions[functionNumber]!);
    if (!exists(call) || !exists(target)) continue;
    executed.calls.push(call);
    executed.functions.add(keyOfSpan(target));
    const pair = { source: keyOfSpan(call), target: keyOfSpan(target) };
    executed.pairs.set(`${pair.source} ${pair.target}`, {
      ...pair,
      site: { file: call.file, line: call.line },
    });
  }
}

function keyOfSpan({ file, line, endLine }: Span): string {
  return `${file}:${line}-${endLine}`;
}

function toCase(name: string, folder: string, { pairs, calls, functions }: Executed): AccuracyCase {
  const sites = Map.groupBy(calls, ({ file }) => file);
  /** Our site is the line of the callee's name: the smallest call around it. */
  const sourceOf = ({ file, line }: OurEdge): string | undefined => {
    const around = (sites.get(file) ?? []).filter((call) => call.line <= line && line <= call.endLine);
    around.sort((a, b) => a.endLine - a.line - (b.endLine - b.line) || b.line - a.line);
    return around[0] && keyOfSpan(around[0]);
  };
  const targetOf = (node: OurNode): string | undefined => {
    const owners = node.isInitializer && node.parent ? [node, node.parent] : [node];
    for (const { file, line, startLine, endLine } of owners) {
      const key = [startLine, line]
        .map((first) => `${file}:${first}-${endLine}`)
        .find((one) => functions.has(one));
      if (key !== undefined) return key;
    }
    return undefined;
  };
  const keyOf = (node: OurNode, end: 'source' | 'target', edge: OurEdge) =>
    end === 'source' ? sourceOf(edge) : targetOf(node);
  return {
    name: '',
    language: 'javascript',
    category: name,
    folder,
    includeGenerated: true,
    truth: { by: 'pair', pairs: [...pairs.values()], isComplete: false, keyOf },
  };
}
