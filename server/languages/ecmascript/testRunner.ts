import { inFolder, listFoldersAbove, pathFrom, quoteArgument } from '../testRunner.ts';
import type { ReadProjectFile, TestRunner } from '../testRunner.ts';

/** How frameworks are told: by what a test imports, by files that configure them, by the package that is installed. */
const FRAMEWORKS = [
  { framework: 'vitest', module: 'vitest', command: 'npx vitest run', configs: ['vitest.config'] },
  { framework: 'jest', module: '@jest/globals', command: 'npx jest', configs: ['jest.config'] },
  { framework: 'mocha', module: 'mocha', command: 'npx mocha', configs: ['.mocharc'] },
  { framework: 'node --test', module: 'node:test', command: 'node --test', configs: [] },
] as const;

type Framework = (typeof FRAMEWORKS)[number];

const CONFIG_ENDINGS = ['.ts', '.js', '.mjs', '.cjs', '.mts', '.json', '.yml', '.yaml', ''];

/** Vitest, Jest, Mocha or Node's own runner, in the package that the file belongs to. */
export const ecmascriptTestRunner: TestRunner = ({ path, text }, read) => {
  if (!/\.[cm]?[jt]sx?$/.test(path)) return undefined;
  const folders = listFoldersAbove(path);
  const imported = FRAMEWORKS.find(
    ({ module }) => text.includes(`'${module}'`) || text.includes(`"${module}"`),
  );
  const packages = folders.filter((folder) => read(inFolder(folder, 'package.json')) !== undefined);
  const told = packages.map((folder) => ({ folder, framework: findFramework(folder, read) }));
  const first = told.find(({ framework }) => framework !== undefined);
  const found = imported ?? first?.framework;
  if (!found) return undefined;
  const folder = (first?.framework === found ? first.folder : packages[0]) ?? '';
  return {
    framework: found.framework,
    folder,
    argument: pathFrom(folder, path),
    format: (files) => `${found.command} ${files.map(({ argument }) => quoteArgument(argument)).join(' ')}`,
  };
};

function findFramework(folder: string, read: ReadProjectFile): Framework | undefined {
  const manifest = parseManifest(read(inFolder(folder, 'package.json')) ?? '');
  const script = manifest.scripts?.['test'] ?? '';
  return (
    FRAMEWORKS.find(({ framework }) => new RegExp(`\\b${framework}\\b`).test(script)) ??
    FRAMEWORKS.find(({ configs }) =>
      configs.some((name) =>
        CONFIG_ENDINGS.some((ending) => read(inFolder(folder, name + ending)) !== undefined),
      ),
    ) ??
    FRAMEWORKS.find(({ framework }) => framework in { ...manifest.dependencies, ...manifest.devDependencies })
  );
}

interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function parseManifest(text: string): Manifest {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    // A manifest that is being edited says nothing.
    return {};
  }
}
