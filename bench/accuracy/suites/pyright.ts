// Truth on any Python project: pyright's language server is asked at each call site for the definition of the callee's
// name. A definition counts when it is a function or class; where pyright names a variable, a parameter or nothing, the
// site is undecided.
//
// `--data` is a package or a project. A folder with an `__init__.py` is imported under its own name, so pyright works
// on the folder around it. The answers are kept in .artifacts/, as they take minutes on a large project:
// `--option fresh` asks again. Those about the code that `npm test` looks at are in bench/accuracy/answers/, so that it asks
// nobody; `--option keep` writes them there. Packages that are installed in an environment of the project are asked about where a
// pyrightconfig.json in it names the environment (`venvPath`, `venv`).
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalledPath } from '../../../server/discover/vendored.ts';
import { CallSiteFinder } from '../callSites.ts';
import type { CallSite } from '../callSites.ts';
import { LanguageServer } from '../languageServer.ts';
import type { Definition } from '../languageServer.ts';
import type { SiteTruth, Suite, SuiteContext } from '../suite.ts';
import { keepAnswers } from '../keptAnswers.ts';

const VERSION = '1.1.414';

export const suite: Suite = {
  name: 'pyright',
  description: `definitions of the callees of all call sites, as pyright ${VERSION} answers them`,
  data: 'a Python package or project',
  async *load(context) {
    const { data } = context;
    const files = listPythonFiles(data);
    const key = hashOf(data, files);
    const sites = await keepAnswers(context, 'pyright', VERSION, key, () => askAll(context, files));
    yield { name: '', language: 'python', category: '', folder: data, truth: { by: 'site', sites } };
  },
};

function listPythonFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((path) => !isInstalledPath(path))
    .sort();
}

/** The folder from which the modules in `folder` are imported: the nearest that is no package itself. */
function importRootOf(folder: string): string {
  return existsSync(join(folder, '__init__.py')) ? importRootOf(dirname(folder)) : folder;
}

/** Of the paths and the code, so that answers are never used for other code, and are wherever it lies. */
function hashOf(root: string, files: readonly string[]): string {
  const hash = createHash('sha1').update(relative(importRootOf(root), root).replaceAll(sep, '/'));
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 12);
}

async function askAll(context: SuiteContext, files: readonly string[]): Promise<SiteTruth[]> {
  const { data, log, installTool } = context;
  const tool = await installTool('pyright', VERSION);
  const finder = await CallSiteFinder.create({
    grammar: 'tree-sitter-python',
    calls: ['call'],
    calleeField: 'function',
    members: { attribute: { object: 'object', name: 'attribute' } },
    names: ['identifier'],
  });
  using server = await LanguageServer.start({
    command: process.execPath,
    args: ['--max-old-space-size=3072', join(tool, 'langserver.index.js'), '--stdio'],
    root: importRootOf(data),
    configuration: {
      'python.analysis': {
        diagnosticMode: 'openFilesOnly',
        indexing: false,
      },
    },
  });
  const definitions = new Definitions(data);
  const truths: SiteTruth[] = [];
  for (const [index, file] of files.entries()) {
    const text = readFileSync(join(data, file), 'utf8');
    const sites = finder.find(text);
    const answers =
      sites.length === 0 ? [] : await server.findDefinitions(join(data, file), 'python', text, sites);
    truths.push(...sites.map((site, at) => definitions.judge(file, site, answers[at] ?? [])));
    if (index % 50 === 49) log(`pyright: ${index + 1} of ${files.length} files, ${truths.length} call sites`);
  }
  return truths;
}

/** Tells what pyright's places are by reading the lines they point to. */
class Definitions {
  readonly #root: string;
  readonly #lines = new Map<string, readonly string[]>();

  constructor(root: string) {
    this.#root = root;
  }

  judge(file: string, { name, line, form }: CallSite, answers: readonly Definition[]): SiteTruth {
    const targets: { file: string; line: number }[] = [];
    let isExternal = false;
    let isUndecided = answers.length === 0;
    for (const answer of answers) {
      const path = relative(this.#root, fileURLToPath(answer.uri));
      if (path.startsWith('..') || isInstalledPath(path.replaceAll(sep, '/'))) {
        if (this.#isProperty(path, answer)) isUndecided = true;
        else isExternal = true;
      } else if (this.#isDefinition(path, answer)) targets.push({ file: path, line: answer.line + 1 });
      else isUndecided = true;
    }
    return { file, line: line + 1, name, targets, isExternal, isUndecided, category: form };
  }

  /** Whether a function or class is defined there: what a property gives is called, and not the property. */
  #isDefinition(file: string, { line, character }: Definition): boolean {
    const lines = this.#linesOf(file);
    if (!/^\s*(?:async\s+def|def|class)\s+$/.test((lines[line] ?? '').slice(0, character))) return false;
    return !this.#isProperty(file, { line });
  }

  #isProperty(file: string, { line }: Pick<Definition, 'line'>): boolean {
    const lines = this.#linesOf(file);
    for (let above = line - 1; above >= 0; above--) {
      const text = (lines[above] ?? '').trim();
      if (!text.startsWith('@')) return false;
      if (/^@[\w.]*property\b/.test(text)) return true;
    }
    return false;
  }

  #linesOf(file: string): readonly string[] {
    let lines = this.#lines.get(file);
    if (!lines) this.#lines.set(file, (lines = readFileSync(join(this.#root, file), 'utf8').split('\n')));
    return lines;
  }
}
