// Truth on any PHP project: intelephense is asked at each call site and construction for the definition of the name. A definition
// counts when it is a function, a method or a class; where intelephense names a variable, a member of a comment or nothing, the
// site is undecided. It is told to read no other files than those of the folder and what comes with it.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';
import type { Node } from 'web-tree-sitter';
import { assetsDir } from '../../../server/entry.ts';
import { startWasm } from '../../../server/parse/wasm.ts';
import type { CallSite } from '../callSites.ts';
import { keepAnswers } from '../keptAnswers.ts';
import { LanguageServer } from '../languageServer.ts';
import type { Definition } from '../languageServer.ts';
import type { SiteTruth, Suite, SuiteContext } from '../suite.ts';

const VERSION = '1.18.5';

export const suite: Suite = {
  name: 'intelephense',
  description: `definitions of the callees of all calls and constructions, as intelephense ${VERSION} answers them`,
  data: 'a folder of PHP sources, such as src of a source package of Debian',
  async *load(context) {
    const { data } = context;
    const files = listSources(data);
    const key = hashOf(data, files);
    const sites = await keepAnswers(context, 'intelephense', VERSION, key, () => askAll(context, files));
    yield {
      name: '',
      language: 'php',
      category: '',
      folder: data,
      includeGenerated: true,
      truth: { by: 'site', sites },
    };
  },
};

function listSources(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.php'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((path) => !/(?:^|\/)(?:vendor|node_modules)\//.test(path))
    .sort();
}

function hashOf(root: string, files: readonly string[]): string {
  const hash = createHash('sha1');
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 12);
}

async function askAll(
  { data, log, installTool }: SuiteContext,
  files: readonly string[],
): Promise<SiteTruth[]> {
  const tool = await installTool('intelephense', VERSION);
  const finder = await SiteFinder.create();
  using server = await LanguageServer.start({
    command: process.execPath,
    args: ['--max-old-space-size=3072', join(tool, 'lib', 'intelephense.js'), '--stdio'],
    root: data,
    configuration: { intelephense: { files: { maxSize: 5_000_000 }, telemetry: { enabled: false } } },
    initialization: (temporary) => ({
      storagePath: temporary,
      globalStoragePath: temporary,
      clearCache: true,
    }),
    readyNotification: 'indexingEnded',
  });
  const definitions = new Definitions(data);
  const truths: SiteTruth[] = [];
  for (const [index, file] of files.entries()) {
    const text = readFileSync(join(data, file), 'utf8');
    const sites = finder.find(text);
    const answers =
      sites.length === 0 ? [] : await server.findDefinitions(join(data, file), 'php', text, sites);
    truths.push(...sites.map((site, at) => definitions.judge(file, site, answers[at] ?? [])));
    if (index % 50 === 49)
      log(`intelephense: ${index + 1} of ${files.length} files, ${truths.length} call sites`);
  }
  return truths;
}

/** Types of calls → the fields of what is called on, '' for none, and of the name. */
const CALLS: Readonly<Record<string, { readonly object: string; readonly name: string }>> = {
  function_call_expression: { object: '', name: 'function' },
  member_call_expression: { object: 'object', name: 'name' },
  nullsafe_member_call_expression: { object: 'object', name: 'name' },
  scoped_call_expression: { object: 'scope', name: 'name' },
  object_creation_expression: { object: '', name: '' },
};

/** Finds the calls in a text whose callee is named, in the syntax tree and not by our extraction. */
class SiteFinder {
  readonly #parser: Parser;

  private constructor(parser: Parser) {
    this.#parser = parser;
  }

  static async create(): Promise<SiteFinder> {
    await startWasm(assetsDir);
    const parser = new Parser();
    parser.setLanguage(
      await Language.load(readFileSync(join(assetsDir, 'grammars', 'tree-sitter-php.wasm'))),
    );
    return new SiteFinder(parser);
  }

  find(text: string): CallSite[] {
    const tree = this.#parser.parse(text);
    if (!tree) return [];
    const sites = tree.rootNode
      .descendantsOfType(Object.keys(CALLS))
      .flatMap((call) => (call ? siteOf(call) : []));
    tree.delete();
    return sites;
  }
}

function siteOf(call: Node): CallSite[] {
  const fields = CALLS[call.type]!;
  // A first-class callable calls nothing.
  const list =
    call.childForFieldName('arguments') ?? call.namedChildren.find((one) => one?.type === 'arguments');
  if (list?.namedChildren[0]?.type === 'variadic_placeholder') return [];
  const written = fields.name === '' ? call.namedChildren[0] : call.childForFieldName(fields.name);
  const name = written?.type === 'qualified_name' ? written.namedChildren.at(-1) : written;
  if (name?.type !== 'name' || /^(?:static|self|parent)$/.test(name.text)) return [];
  const object = fields.object === '' ? undefined : (call.childForFieldName(fields.object) ?? undefined);
  const { row, column } = name.startPosition;
  return [{ name: name.text, line: row, character: column, form: formOf(object) }];
}

function formOf(object: Node | undefined): CallSite['form'] {
  if (!object) return 'name';
  if (/^(?:\$this|self|static|parent)$/.test(object.text)) return 'member of self';
  return ['variable_name', 'name', 'qualified_name'].includes(object.type) ? 'member of name' : 'chain';
}

/** Tells what the places of the server are by reading the lines they point to. */
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
      const path = relative(this.#root, fileURLToPath(answer.uri)).replaceAll(sep, '/');
      if (path.startsWith('..')) isExternal = true;
      else if (this.#isDefinition(path, answer)) targets.push({ file: path, line: answer.line + 1 });
      else isUndecided = true;
    }
    return { file, line: line + 1, name, targets, isExternal, isUndecided, category: form };
  }

  /** Whether a function, a class or a documented method is defined there. */
  #isDefinition(file: string, { line, character }: Definition): boolean {
    const text = this.#linesOf(file)[line] ?? '';
    return (
      /\b(?:function|class|interface|trait|enum)\s+&?\s*$/i.test(text.slice(0, character)) ||
      /^\s*\*\s*@method\b/.test(text)
    );
  }

  #linesOf(file: string): readonly string[] {
    let lines = this.#lines.get(file);
    if (!lines) this.#lines.set(file, (lines = readFileSync(join(this.#root, file), 'utf8').split('\n')));
    return lines;
  }
}
