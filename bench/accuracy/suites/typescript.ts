// Truth on any TypeScript or JavaScript project: the compiler's checker is asked at each call site for the symbol of the
// callee's name, which is what "go to definition" shows. A declaration counts when it is a function, a method or a class,
// or a name whose value is written as one; where the checker names a variable, a parameter or nothing, the site is
// undecided.
//
// `--data` is a project whose dependencies are installed, or types of other packages are unknown. Its tsconfig.json gives
// the options that decide where imports lead.
import type { SiteTruth, Suite } from '../suite.ts';
import type { TsNode, TsSourceFile, TypeScript } from '../typescript/api.ts';
import { openProject } from '../typescript/project.ts';
import type { SymbolReader } from '../typescript/project.ts';

export const suite: Suite = {
  name: 'typescript',
  description: 'definitions of the callees of all call sites, as the checker of TypeScript 5.9 knows them',
  data: 'a TypeScript or JavaScript project with its node_modules',
  async *load(context) {
    const { ts, sources, reader } = await openProject(context);
    const finder = new SiteReader(ts, reader);
    const sites = sources.flatMap((file) => finder.read(file));
    context.noteVersion('call sites', String(sites.length));
    yield {
      name: '',
      language: 'typescript',
      category: '',
      folder: context.data,
      includeGenerated: true,
      truth: { by: 'site', sites },
    };
  },
};

/** Reads the call sites of files and judges what they call. */
class SiteReader {
  readonly #ts: TypeScript;
  readonly #reader: SymbolReader;

  constructor(ts: TypeScript, reader: SymbolReader) {
    this.#ts = ts;
    this.#reader = reader;
  }

  read(file: TsSourceFile): SiteTruth[] {
    const sites: SiteTruth[] = [];
    const visit = (node: TsNode): void => {
      const site = this.#siteAt(node, file);
      if (site) sites.push(site);
      this.#ts.forEachChild(node, visit);
    };
    visit(file);
    return sites;
  }

  #is(node: TsNode | undefined, ...kinds: readonly string[]): boolean {
    return this.#reader.is(node, ...kinds);
  }

  #siteAt(node: TsNode, file: TsSourceFile): SiteTruth | undefined {
    const isCall = this.#is(node, 'CallExpression', 'NewExpression');
    if (!isCall && !this.#is(node, 'TaggedTemplateExpression')) return undefined;
    const callee = this.#reader.plain(isCall ? node.expression : node.tag);
    const name = this.#is(callee, 'PropertyAccessExpression') ? callee?.name : callee;
    if (!callee || !name || !this.#is(name, 'Identifier', 'PrivateIdentifier')) return undefined;
    const { line } = file.getLineAndCharacterOfPosition(name.getStart());
    return {
      file: this.#reader.pathOf(file),
      line: line + 1,
      name: name.text ?? '',
      category: this.#formOf(node, callee),
      ...this.#reader.judge(name, (declaration) => this.#isDefinition(declaration)),
    };
  }

  #formOf(node: TsNode, callee: TsNode): string {
    if (this.#is(node, 'NewExpression')) return 'new';
    if (!this.#is(callee, 'PropertyAccessExpression')) return 'name';
    const object = this.#reader.plain(callee.expression);
    if (this.#is(object, 'ThisKeyword', 'SuperKeyword')) return 'member of self';
    return this.#is(object, 'Identifier') ? 'member of name' : 'chain';
  }

  #isDefinition(node: TsNode): boolean {
    if (
      this.#is(
        node,
        'FunctionDeclaration',
        'FunctionExpression',
        'ArrowFunction',
        'MethodDeclaration',
        'MethodSignature',
        'Constructor',
        'ClassDeclaration',
        'ClassExpression',
      )
    )
      return true;
    if (this.#is(node, 'VariableDeclaration', 'PropertyDeclaration', 'PropertyAssignment'))
      return this.#reader.isFunctionValue(node.initializer);
    const assignment = this.#is(node, 'BinaryExpression') ? node : node.parent;
    const isTarget =
      node === assignment || (this.#is(assignment, 'BinaryExpression') && assignment.left === node);
    return isTarget && this.#reader.isFunctionValue(assignment.right);
  }
}
