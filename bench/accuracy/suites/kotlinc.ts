// Truth on any Kotlin project: what kotlinc resolves every call to. A small program against the compiler that Debian packages
// (kotlinc/Calls.java) prints it; `java` runs it from its source.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SiteTruth, Suite, SuiteContext } from '../suite.ts';

/** A line of the program. */
interface KotlinCall {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly form: 'call' | 'operator' | 'property';
  readonly kind: 'function' | 'unknown';
  readonly targets: readonly { readonly file: string; readonly line: number }[];
}

const COMPILER = '/usr/share/kotlin/kotlinc/lib';

export const suite: Suite = {
  name: 'kotlinc',
  description: 'every call, operator and accessor of a Kotlin project, as kotlinc 1.3 resolves it',
  data:
    'a folder of Kotlin sources that kotlinc 1.3 compiles, such as one of a source package of Debian (needs the packages ' +
    'kotlin and default-jdk-headless); `--option classpath=…` names the jars that they are compiled with, joined by colons, and ' +
    '`--option common=…` the folders in it that all platforms share',
  async *load(context) {
    const sites: SiteTruth[] = [];
    for (const { file, line, name, form, kind, targets } of await findCalls(context))
      sites.push({
        file,
        line,
        name,
        targets,
        category: form,
        isExternal: kind === 'function' && targets.length === 0,
        isUndecided: kind === 'unknown',
      });
    yield {
      name: '',
      language: 'kotlin',
      category: '',
      folder: context.data,
      includeGenerated: true,
      truth: { by: 'site', sites },
    };
  },
};

async function findCalls({ data, options, log, noteVersion }: SuiteContext): Promise<KotlinCall[]> {
  const program = join(import.meta.dirname, 'kotlinc', 'Calls.java');
  const classPath = [`${COMPILER}/kotlin-stdlib.jar`, options.get('classpath') ?? ''].join(':');
  const child = spawn(
    'java',
    ['-Xmx3g', '-cp', `${COMPILER}/*`, program, data, classPath, options.get('common') ?? ''],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let problems = '';
  child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new Error('Debian’s packages kotlin and default-jdk-headless have to be installed.', { cause })),
    );
    child.once('close', resolve);
  });
  const calls: KotlinCall[] = [];
  for await (const line of createInterface({ input: child.stdout }))
    calls.push(JSON.parse(line) as KotlinCall);
  const exitCode = await ended;
  log(problems.trim());
  if (exitCode !== 0) throw new Error(`The truth could not be made: ${problems.trim()}`);
  const unknown = calls.filter(({ kind }) => kind === 'unknown').length;
  noteVersion('kotlinc', `${calls.length} sites, of which kotlinc cannot resolve ${unknown}`);
  return calls;
}
