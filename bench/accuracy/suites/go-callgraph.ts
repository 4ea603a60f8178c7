// Truth of golang.org/x/tools: the test data of its call-graph algorithms, with the edges that a correct answer must
// have. RTA lists them as `edge main --static function call--> f`, VTA per caller as `Baz: Do(b) -> Do; invoke
// t0.Foo() -> A.Foo, B.Foo`. Both lists name what must be there, not all that may be, so only recall counts. The data of
// CHA is left out: it wants every function whose type fits, called or not.
//
// A call through an interface is one edge to the interface's method here, and its implementations hang on that; so a
// dynamic method call is asked for by the method's name. Functions without a name stand for what they are written in.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AccuracyCase, OurNode, PairTruth, Suite } from '../suite.ts';

interface Files {
  readonly [path: string]: string;
}

export const suite: Suite = {
  name: 'go-callgraph',
  description: 'edges that the tests of golang.org/x/tools/go/callgraph (RTA and VTA) require',
  data: 'the folder go/callgraph of github.com/golang/tools',
  *load(context) {
    const scratch = mkdtempSync(join(tmpdir(), 'go-callgraph-'));
    try {
      for (const algorithm of ['rta', 'vta']) {
        const folder = join(context.data, algorithm, 'testdata', algorithm === 'vta' ? 'src' : '');
        for (const name of readdirSync(folder).sort()) {
          if (!/\.(?:go|txtar)$/.test(name)) continue;
          const text = readFileSync(join(folder, name), 'utf8');
          const files = name.endsWith('.txtar') ? splitArchive(text) : { [name]: text };
          const wanted = Object.values(files).flatMap(readWanted);
          if (wanted.length === 0) continue;
          yield toCase(`${algorithm}/${name}`, writeFiles(join(scratch, algorithm, name), files), wanted);
        }
      }
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  },
};

function splitArchive(text: string): Files {
  const [, ...parts] = text.split(/^-- (\S+) --\n/m);
  const files: Record<string, string> = {};
  for (let at = 0; at + 1 < parts.length; at += 2) files[parts[at]!] = parts[at + 1]!;
  return files;
}

function writeFiles(folder: string, files: Files): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function readWanted(text: string): PairTruth[] {
  const comment = /^\/\/ *WANT:?$([\s\S]*)/m.exec(text)?.[1] ?? '';
  const pairs = new Map<string, PairTruth>();
  for (const raw of comment.split('\n')) {
    const line = raw.replace(/^\/\/\s*/, '');
    for (const pair of [...readRta(line), ...readVta(line)]) {
      if (pair.source === pair.target && pair.category === 'wrapper') continue;
      pairs.set(`${pair.source} ${pair.target}`, pair);
    }
  }
  return [...pairs.values()];
}

function readRta(line: string): PairTruth[] {
  const [, source, kind, target] = /^edge (.+?) --(.+?)--> (.+)$/.exec(line) ?? [];
  return source === undefined ? [] : toPair(source, target!, categoryOf(kind!));
}

function categoryOf(kind: string): string {
  if (kind.startsWith('static')) return 'static calls';
  return kind === 'dynamic method call' ? 'calls through interfaces' : 'calls of function values';
}

function readVta(line: string): PairTruth[] {
  const [, source, calls] = /^([\w.$[\]]+): (.+ -> .+)$/.exec(line) ?? [];
  if (source === undefined) return [];
  return calls!.split('; ').flatMap((call) => {
    const [site, callees] = call.split(' -> ') as [string, string | undefined];
    return (callees ?? '').split(', ').flatMap((target) => {
      const isStatic = site.replaceAll(/[()*]|testdata\./g, '').startsWith(nameOf(target));
      const category = site.startsWith('invoke ')
        ? 'calls through interfaces'
        : isStatic
          ? 'static calls'
          : 'calls of function values';
      return toPair(source, target, category);
    });
  });
}

/** Wrappers that the algorithms make and functions without a name, which the graph has no node for, are no pairs. */
function toPair(source: string, target: string, category: string): PairTruth[] {
  const isMade = /\$(?:bound|thunk)/.test(source) || /^\(\*.*--/.test(source) || target.endsWith('.init');
  const isOutside = /^\(?(?:reflect|fmt|runtime)\./.test(target) || /^\(?(?:reflect|fmt)\./.test(source);
  if (isMade || isOutside || /\$\d/.test(target) || target === '') return [];
  const from = nameOf(source);
  const to = nameOf(target);
  // `(*A).F` that only calls `(A).F` is a wrapper as well.
  if ((source.startsWith('(*') || category === 'static calls') && from === to && to.includes('.')) return [];
  // What an instance of a generic function calls on its type argument is the method of the constraint in the source.
  const isOnTypeArgument = source.includes('[') && to.includes('.');
  const isByName = category === 'calls through interfaces' || isOnTypeArgument;
  return [{ source: from, target: isByName ? methodKey(to) : to, category }];
}

/** `(*example.com/p.A).F[int]$1` → `A.F`; `example.com/p.New` → `New`. */
function nameOf(written: string): string {
  const plain = written.replace(/\[.*\]/, '').replaceAll(/\$\w+/g, '');
  const [, type, method] = /^\(\*?(?:.*[./])?(\w+)\)\.(\w+)$/.exec(plain) ?? [];
  if (type !== undefined) return `${type}.${method}`;
  const short = plain.slice(plain.lastIndexOf('/') + 1);
  const parts = short.split('.');
  // Of `package.Function` and `Type.Method` only the first starts with a small letter.
  return parts.length === 2 && /^[a-z]/.test(parts[0]!) ? parts[1]! : short;
}

function methodKey(name: string): string {
  return `any ${name.slice(name.lastIndexOf('.') + 1)}`;
}

function keyOf(node: OurNode): string | undefined {
  if (node.kind === 'External') return undefined;
  if (node.kind === 'Module') return 'init';
  if (node.kind !== 'Method' || !node.parent) return node.name;
  return node.parent.kind === 'Interface' ? methodKey(node.name) : `${node.parent.name}.${node.name}`;
}

function toCase(name: string, folder: string, pairs: readonly PairTruth[]): AccuracyCase {
  return {
    name,
    language: 'go',
    category: name,
    folder,
    includeGenerated: true,
    truth: { by: 'pair', pairs, isComplete: false, keyOf },
  };
}
