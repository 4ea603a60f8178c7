// Truth on any C project: what libclang says of every call. A small Python program (clang/calls.py) asks it; both come from
// Debian (`apt-get install python3-clang-14 libclang1-14`).
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SiteTruth, Suite, SuiteContext } from '../suite.ts';

/** A line of the Python program. */
interface ClangCall {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly kind: 'function' | 'macro' | 'alias' | 'variable';
  readonly targets: readonly (readonly [file: string, line: number])[];
}

export const suite: Suite = {
  name: 'clang',
  description: 'every call of a C project that its default build keeps, as libclang resolves it',
  data:
    'a C project that compiles as it lies there, such as one of `apt-get source`, configured where it needs that; ' +
    '--option flags=… takes compiler options, separated by blanks, with paths relative to the folder',
  async *load(context) {
    const sites: SiteTruth[] = [];
    for (const call of await findCalls(context)) sites.push(toTruth(call));
    yield {
      name: '',
      language: 'c',
      category: 'calls',
      folder: context.data,
      includeGenerated: true,
      truth: { by: 'site', sites },
    };
  },
};

function toTruth({ file, line, name, kind, targets }: ClangCall): SiteTruth {
  return {
    file,
    line,
    name,
    category: kind === 'macro' ? 'macros' : 'functions',
    targets: targets.map(([path, at]) => ({ file: path, line: at })),
    isExternal: (kind === 'function' || kind === 'macro') && targets.length === 0,
    isUndecided: kind === 'variable' || kind === 'alias',
  };
}

async function findCalls(context: SuiteContext): Promise<ClangCall[]> {
  const script = join(import.meta.dirname, 'clang', 'calls.py');
  const flags = (context.options.get('flags') ?? '').split(' ').filter((flag) => flag !== '');
  // Debian's own Python: it finds the package that Debian installs.
  const child = spawn('/usr/bin/python3', [script, context.data, ...flags], {
    cwd: context.data,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let problems = '';
  child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const calls: ClangCall[] = [];
  for await (const line of createInterface({ input: child.stdout }))
    calls.push(JSON.parse(line) as ClangCall);
  const exitCode = await ended;
  context.log(problems.trim());
  if (exitCode !== 0)
    throw new Error(
      `The truth could not be made; are python3-clang-14 and libclang1-14 installed? ${problems.trim()}`,
    );
  context.noteVersion('calls', String(calls.length));
  return calls;
}
