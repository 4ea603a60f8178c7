// The commands that run given tests, by what the project itself uses. How a framework is told and called is data of the
// languages; here tests are grouped into as few commands as run them.

import { goTestRunner } from './go/testRunner.ts';
import { ecmascriptTestRunner } from './ecmascript/testRunner.ts';
import { pythonTestRunner } from './python/testRunner.ts';
import { quoteArgument } from './testRunner.ts';
import type { ReadProjectFile, TestFile, TestRunner } from './testRunner.ts';

/** A line for a shell, to be run in the root. */
export interface TestCommand {
  readonly framework: string;
  readonly command: string;
  readonly files: number;
}

const RUNNERS: readonly TestRunner[] = [pythonTestRunner, goTestRunner, ecmascriptTestRunner];
/** A command with more arguments than these names the folders of the files instead. */
const MAX_ARGUMENTS = 30;

/** The commands for `files`, and the files that no known framework runs. */
export function listTestCommands(
  files: readonly TestFile[],
  read: ReadProjectFile,
): { readonly commands: readonly TestCommand[]; readonly unknown: readonly string[] } {
  const known = new Map<string, string | undefined>();
  const readOnce: ReadProjectFile = (path) => {
    if (!known.has(path)) known.set(path, read(path));
    return known.get(path);
  };
  const claimed = files.map((file) => ({
    file,
    claim: RUNNERS.map((runner) => runner(file, readOnce)).find((claim) => claim !== undefined),
  }));
  const groups = Map.groupBy(
    claimed.flatMap(({ file, claim }) => (claim ? [{ file, claim }] : [])),
    ({ claim }) => `${claim.framework}\n${claim.folder}`,
  );
  const commands = [...groups.values()].map((group): TestCommand => {
    const [{ claim } = group[0]!] = group;
    const perArgument = [...Map.groupBy(group, (one) => one.claim.argument)].map(([argument, of]) => ({
      argument,
      names: of.flatMap(({ file }) => file.names),
    }));
    const change = claim.folder === '' ? '' : `cd ${quoteArgument(claim.folder)} && `;
    const command = change + claim.format(shorten(perArgument));
    return { framework: claim.framework, command, files: group.length };
  });
  return { commands, unknown: claimed.flatMap(({ file, claim }) => (claim ? [] : [file.path])) };
}

function shorten(
  files: readonly { readonly argument: string; readonly names: readonly string[] }[],
): readonly { readonly argument: string; readonly names: readonly string[] }[] {
  if (files.length <= MAX_ARGUMENTS) return files;
  const folders = [
    ...new Set(files.map(({ argument }) => argument.replace(/[/.][^/.]*(?:\.\w+)?$/, '') || '.')),
  ];
  return folders.slice(0, MAX_ARGUMENTS).map((argument) => ({ argument, names: [] }));
}
