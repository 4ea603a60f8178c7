// Truth on any Java project: what javac says of every call and construction. A small Java program (javac/Calls.java, the
// JDK alone) prints it; `java` runs it from its source.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SiteTruth, Suite, SuiteContext } from '../suite.ts';

/** A line of the Java program. */
interface JavaCall {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly kind: 'function' | 'unwritten' | 'unknown';
  readonly targetFile: string;
  readonly targetLine: number;
}

/** The parts of the compiler that the program reads. */
const EXPORTS = ['code', 'tree', 'util'].map(
  (part) => `jdk.compiler/com.sun.tools.javac.${part}=ALL-UNNAMED`,
);

export const suite: Suite = {
  name: 'javac',
  description: 'every call and construction of a Java project, as javac resolves it',
  data:
    'a folder of Java sources, such as src/main/java of a source package of Debian; `--option classpath=…` names the ' +
    'jars that they are compiled with, joined by colons',
  async *load(context) {
    const calls = await findCalls(context);
    const sites = calls.map(({ file, line, name, kind, targetFile, targetLine }): SiteTruth => ({
      file,
      line,
      name,
      targets: targetFile === '' ? [] : [{ file: targetFile, line: targetLine }],
      isExternal: kind === 'unwritten' || (kind === 'function' && targetFile === ''),
      isUndecided: kind === 'unknown',
    }));
    yield {
      name: '',
      language: 'java',
      category: '',
      folder: context.data,
      includeGenerated: true,
      truth: { by: 'site', sites },
    };
  },
};

async function findCalls({ data, options, log, noteVersion }: SuiteContext): Promise<JavaCall[]> {
  const program = join(import.meta.dirname, 'javac', 'Calls.java');
  const args = EXPORTS.flatMap((one) => ['--add-exports', one]);
  const child = spawn('java', [...args, program, data, options.get('classpath') ?? ''], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let problems = '';
  child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) =>
      reject(
        new Error('The command `java` of a JDK has to be installed (Debian: default-jdk-headless).', {
          cause,
        }),
      ),
    );
    child.once('close', resolve);
  });
  const calls: JavaCall[] = [];
  for await (const line of createInterface({ input: child.stdout })) calls.push(JSON.parse(line) as JavaCall);
  const exitCode = await ended;
  log(problems.trim());
  if (exitCode !== 0) throw new Error(`The truth could not be made: ${problems.trim()}`);
  const unknown = calls.filter(({ kind }) => kind === 'unknown').length;
  noteVersion('javac', `${calls.length} calls, of which javac cannot name ${unknown}`);
  return calls;
}
