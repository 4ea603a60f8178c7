// Truth on any Go project: what go/types, the type checker of the Go compiler, says of every call. A small Go program
// (goTypes/calls.go, standard library only) prints it; it is built with the installed `go`, without a network.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { SiteTruth, Suite, SuiteContext } from '../suite.ts';

/** A line of the Go program. */
interface GoCall {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly kind: 'function' | 'builtin' | 'type' | 'variable' | 'unknown';
  readonly targetFile: string;
  readonly targetLine: number;
  readonly category: string;
}

const run = promisify(execFile);

export const suite: Suite = {
  name: 'go-types',
  description: 'every call of a Go project, as go/types resolves it',
  data:
    'a Go project whose dependencies are vendored or lie in GOPATH, such as a package of Debian unpacked by ' +
    '`dpkg -x golang-…-dev.deb`: the folder of the project below usr/share/gocode/src',
  async *load(context) {
    const sites: SiteTruth[] = [];
    for (const call of await findCalls(context)) sites.push(toTruth(call));
    yield {
      name: '',
      language: 'go',
      category: 'calls',
      folder: context.data,
      includeGenerated: true,
      truth: { by: 'site', sites },
    };
  },
};

function toTruth({ file, line, name, kind, targetFile, targetLine, category }: GoCall): SiteTruth {
  const isInside = targetFile !== '';
  return {
    file,
    line,
    name,
    category,
    targets: isInside ? [{ file: targetFile, line: targetLine }] : [],
    isExternal: kind === 'builtin' || (kind === 'function' && !isInside),
    isUndecided: kind === 'variable' || kind === 'unknown',
  };
}

async function findCalls(context: SuiteContext): Promise<GoCall[]> {
  const folder = mkdtempSync(join(tmpdir(), 'go-types-'));
  try {
    const { stdout } = await run('go', ['version']).catch((cause: unknown) => {
      throw new Error('The command `go` has to be installed (Debian: golang-go).', { cause });
    });
    context.noteVersion('go', stdout.trim());
    const program = join(folder, 'calls');
    const source = join(import.meta.dirname, 'goTypes', 'calls.go');
    await run('go', ['build', '-o', program, source], { env: { ...process.env, GOFLAGS: '-mod=mod' } });
    return await readCalls(program, context);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function readCalls(program: string, context: SuiteContext): Promise<GoCall[]> {
  // A project below some `src` brings its own GOPATH.
  const ownPath = /^(.*)\/src\//.exec(`${context.data}/`)?.[1];
  const paths = [ownPath, process.env['GOPATH'], '/usr/share/gocode'].filter((path) => path !== undefined);
  const env = { ...process.env, GO111MODULE: 'off', GOPATH: [...new Set(paths)].join(':') };
  const child = spawn(program, [context.data], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let problems = '';
  child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const calls: GoCall[] = [];
  for await (const line of createInterface({ input: child.stdout })) calls.push(JSON.parse(line) as GoCall);
  const exitCode = await ended;
  context.log(problems.trim());
  if (exitCode !== 0) throw new Error(`The truth could not be made: ${problems.trim()}`);
  const undecided = calls.filter(({ kind }) => kind === 'unknown').length;
  context.noteVersion('calls', `${calls.length}, of which go/types cannot name ${undecided}`);
  return calls;
}
