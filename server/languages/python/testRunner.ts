import { inFolder, listFoldersAbove, pathFrom, quoteArgument } from '../testRunner.ts';
import type { ReadProjectFile, TestRunner } from '../testRunner.ts';

/** Files that configure pytest, and how the text of each says so. */
const PYTEST_FILES: readonly (readonly [name: string, mark: RegExp])[] = [
  ['pytest.ini', /(?:)/],
  ['.pytest.ini', /(?:)/],
  ['pyproject.toml', /^\s*\[tool\.pytest\b|["']pytest\b|^\s*pytest\b.*=/m],
  ['tox.ini', /^\s*\[pytest\]|\bpytest\b/m],
  ['setup.cfg', /^\s*\[tool:pytest\]|\bpytest\b/m],
  ['conftest.py', /(?:)/],
  ['requirements-dev.txt', /^pytest\b/m],
  ['requirements.txt', /^pytest\b/m],
  ['Pipfile', /^pytest\b/m],
];

/** pytest where the project or the file says so, else Django's own runner, else unittest. */
export const pythonTestRunner: TestRunner = ({ path, text }, read) => {
  if (!/\.pyw?$/.test(path)) return undefined;
  const folders = listFoldersAbove(path);
  const pytest = folders.findLast((folder) => hasPytest(folder, read));
  const usesPytest = /^\s*(?:import|from)\s+pytest\b/m.test(text);
  const usesUnittest = /^\s*(?:import|from)\s+(?:unittest|django\.test)\b|\bTestCase\b/m.test(text);
  const django = folders.find((folder) => /\bdjango\b/i.test(read(inFolder(folder, 'manage.py')) ?? ''));
  if (pytest !== undefined || usesPytest || (django === undefined && !usesUnittest)) {
    const folder = pytest ?? '';
    const argument = pathFrom(folder, path);
    return {
      framework: 'pytest',
      folder,
      argument,
      format: (files) => `python -m pytest ${joinArguments(files)}`,
    };
  }
  if (django !== undefined) {
    const argument = pathFrom(django, path)
      .replace(/\.pyw?$/, '')
      .replaceAll('/', '.');
    return {
      framework: 'Django',
      folder: django,
      argument,
      format: (files) => `python manage.py test ${joinArguments(files)}`,
    };
  }
  return {
    framework: 'unittest',
    folder: '',
    argument: path,
    format: (files) => `python -m unittest ${joinArguments(files)}`,
  };
};

function hasPytest(folder: string, read: ReadProjectFile): boolean {
  return PYTEST_FILES.some(([name, mark]) => {
    const text = read(inFolder(folder, name));
    return text !== undefined && mark.test(text);
  });
}

function joinArguments(files: readonly { readonly argument: string }[]): string {
  return files.map(({ argument }) => quoteArgument(argument)).join(' ');
}
