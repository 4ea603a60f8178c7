// Truth of uses that are not calls: the compiler's checker is asked at JSX elements, decorators, bases, types, members that are
// read or assigned, and values that are handed on. A declaration counts when it is a symbol of our graph: what stands at the top
// of a file or namespace, or in a class, interface, enumeration or named type. Anything else is undecided.
import type { SiteTruth, Suite } from '../suite.ts';
import type { TsNode, TsSourceFile, TypeScript } from '../typescript/api.ts';
import { openProject } from '../typescript/project.ts';
import type { SymbolReader } from '../typescript/project.ts';

export const suite: Suite = {
  name: 'references',
  description:
    'definitions of what is used without being called, as the checker of TypeScript 5.9 knows them',
  data: 'a TypeScript or JavaScript project with its node_modules',
  async *load(context) {
    const { ts, sources, reader } = await openProject(context);
    const finder = new UseReader(ts, reader);
    const sites = sources.flatMap((file) => finder.read(file));
    context.noteVersion('uses', String(sites.length));
    yield {
      name: '',
      language: 'typescript',
      category: '',
      folder: context.data,
      includeGenerated: true,
      edgeKinds: ['CALLS', 'REFERENCES', 'USES_TYPE', 'INHERITS', 'IMPLEMENTS', 'DECORATES'],
      truth: { by: 'site', sites },
    };
  },
};

/** Reads the uses in files and judges what they stand for. */
class UseReader {
  readonly #ts: TypeScript;
  readonly #reader: SymbolReader;

  constructor(ts: TypeScript, reader: SymbolReader) {
    this.#ts = ts;
    this.#reader = reader;
  }

  read(file: TsSourceFile): SiteTruth[] {
    const path = this.#reader.pathOf(file);
    const sites: SiteTruth[] = [];
    // Where a name also stands for something else in its line, edges to that are not wrong.
    const others = new Set<string>();
    const visit = (node: TsNode): void => {
      if (this.#is(node, 'Identifier', 'PrivateIdentifier')) {
        const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        const name = node.text ?? '';
        const category = this.#useOf(node);
        if (category === undefined) others.add(`${line}:${name}`);
        else
          sites.push({
            file: path,
            line,
            name,
            category,
            ...this.#reader.judge(node, (declaration) => this.#isSymbol(declaration)),
          });
      }
      this.#ts.forEachChild(node, visit);
    };
    visit(file);
    const isShared = ({ line, name }: SiteTruth) => others.has(`${line}:${name}`);
    return sites.map((site) => (isShared(site) ? Object.assign(site, { isUndecided: true }) : site));
  }

  #is(node: TsNode | undefined, ...kinds: readonly string[]): boolean {
    return this.#reader.is(node, ...kinds);
  }

  /** How a name is used, undefined for what is called, declared, imported, local or none of these. */
  #useOf(name: TsNode): string | undefined {
    const member = this.#is(name.parent, 'PropertyAccessExpression') && name.parent.name === name;
    const used = member ? name.parent : name;
    const { parent } = used;
    if (parent.tagName === used)
      return this.#is(parent, 'JsxClosingElement') || /^[a-z]/.test(name.text ?? '')
        ? undefined
        : 'jsx element';
    const called = this.#is(parent, 'CallExpression', 'NewExpression') && parent.expression === used;
    if (this.#is(called ? parent.parent : parent, 'Decorator')) return 'decorator';
    if (called || this.#is(parent, 'TaggedTemplateExpression')) return undefined;
    if (this.#is(parent, 'ExpressionWithTypeArguments')) return 'base';
    if (this.#isType(used)) return 'type';
    // What a CommonJS module exports is no property of the program.
    if (member && name.text === 'exports' && used.expression?.text === 'module') return undefined;
    if (member) return this.#isAssigned(used) ? 'property write' : 'property read';
    if (this.#is(parent, 'BindingElement') && this.#is(parent.parent, 'ObjectBindingPattern')) {
      const read = parent.propertyName ?? parent.name;
      // What is taken of an imported module is imported.
      const taken = this.#reader.plain(parent.parent.parent.initializer);
      const isImport = this.#is(taken, 'CallExpression') && taken?.expression?.text === 'require';
      return read === name && !isImport ? 'property read' : undefined;
    }
    return this.#isHandedOn(used) ? 'value' : undefined;
  }

  #isType(used: TsNode): boolean {
    let { parent } = used;
    if (this.#is(parent, 'QualifiedName')) {
      if (parent.right !== used) return false;
      ({ parent } = parent);
    }
    return this.#is(parent, 'TypeReference', 'TypeQuery');
  }

  #isAssigned(used: TsNode): boolean {
    const { parent } = used;
    return (
      this.#is(parent, 'BinaryExpression') &&
      parent.left === used &&
      this.#is(parent.operatorToken, 'EqualsToken')
    );
  }

  #isHandedOn(used: TsNode): boolean {
    const { parent } = used;
    if (this.#is(parent, 'CallExpression', 'NewExpression')) return parent.expression !== used;
    if (this.#is(parent, 'PropertyAssignment', 'VariableDeclaration', 'PropertyDeclaration', 'Parameter'))
      return parent.initializer === used;
    if (this.#is(parent, 'BinaryExpression')) return parent.right === used;
    return this.#is(
      parent,
      'ArrayLiteralExpression',
      'ReturnStatement',
      'ConditionalExpression',
      'JsxExpression',
      'SpreadElement',
    );
  }

  /** Whether a declaration is a symbol of the graph. */
  #isSymbol(node: TsNode): boolean {
    const { parent } = node;
    if (
      this.#is(
        node,
        'FunctionDeclaration',
        'ClassDeclaration',
        'InterfaceDeclaration',
        'TypeAliasDeclaration',
        'EnumDeclaration',
        'EnumMember',
        'MethodDeclaration',
        'PropertyDeclaration',
        'GetAccessor',
        'SetAccessor',
      )
    )
      return true;
    if (this.#is(node, 'PropertySignature', 'MethodSignature'))
      return this.#is(parent, 'InterfaceDeclaration') || this.#is(parent.parent, 'TypeAliasDeclaration');
    if (this.#is(node, 'VariableDeclaration'))
      return (
        this.#reader.isFunctionValue(node.initializer) ||
        this.#is(parent.parent.parent, 'SourceFile', 'ModuleBlock')
      );
    return this.#is(node, 'PropertyAssignment') && this.#reader.isFunctionValue(node.initializer);
  }
}
