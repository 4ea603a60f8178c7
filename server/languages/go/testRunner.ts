import { inFolder, listFoldersAbove, pathFrom, quoteArgument } from '../testRunner.ts';
import type { TestRunner } from '../testRunner.ts';

/** With more tests than these the whole packages are run. */
const MAX_NAMES = 20;

/** `go test` on the packages of the files, in the module that they belong to. */
export const goTestRunner: TestRunner = ({ path }, read) => {
  if (!path.endsWith('_test.go')) return undefined;
  const folders = listFoldersAbove(path);
  const folder = folders.find((one) => read(inFolder(one, 'go.mod')) !== undefined) ?? '';
  const directory = pathFrom(folder, folders[0]!);
  return {
    framework: 'go test',
    folder,
    argument: directory === '' || folders[0] === folder ? '.' : `./${directory}`,
    format(packages) {
      const names = [...new Set(packages.flatMap((one) => one.names))].filter((name) =>
        /^(?:Test|Example|Fuzz|Benchmark)/.test(name),
      );
      const isFew =
        names.length > 0 && names.length <= MAX_NAMES && packages.every((one) => one.names.length > 0);
      const run = isFew ? ` -run ${quoteArgument(`^(${names.join('|')})$`)}` : '';
      return `go test${run} ${packages.map(({ argument }) => quoteArgument(argument)).join(' ')}`;
    },
  };
};
