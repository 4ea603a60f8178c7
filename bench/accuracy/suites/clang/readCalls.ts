// Runs a program that asks libclang for the calls of a project, and reads what it prints.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SiteTruth, SuiteContext } from '../../suite.ts';

/** A line of such a program. */
export interface ClangCall {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  /** What is called, as the program names it. */
  readonly kind: string;
  readonly targets: readonly (readonly [file: string, line: number])[];
}

/** The calls that a program of this folder finds; `words` are its arguments behind the folder of the project. */
export async function readCalls(
  context: SuiteContext,
  program: string,
  words: readonly string[],
): Promise<ClangCall[]> {
  // Debian's own Python: it finds the package that Debian installs.
  const child = spawn('/usr/bin/python3', [join(import.meta.dirname, program), context.data, ...words], {
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

/** A call as truth of a site; `undecided` are the kinds of which nothing is said. */
export function toTruth(
  { file, line, name, kind, targets }: ClangCall,
  category: string,
  undecided: readonly string[],
): SiteTruth {
  const isUndecided = undecided.includes(kind);
  return {
    file,
    line,
    name,
    category,
    targets: targets.map(([path, at]) => ({ file: path, line: at })),
    isExternal: !isUndecided && targets.length === 0,
    isUndecided,
  };
}
