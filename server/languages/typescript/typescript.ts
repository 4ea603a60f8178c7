// TypeScript and TSX, for tree-sitter-typescript 0.23.

import { configFiles, rules } from '../ecmascript/rules.ts';
import { hooks } from '../ecmascript/hooks.ts';
import { lexis } from '../ecmascript/lexis.ts';
import { declarationNodes, markupNodes, sharedNodes } from '../ecmascript/nodes.ts';
import type { Language } from '../language.ts';
import { repairNewSyntax } from '../ecmascript/newSyntax.ts';
import { repairTypescript } from './repair.ts';

const typedSlots = { result: 'return_type', typeParameters: 'type_parameters' };
const signatureSlots = { name: 'name', parameters: 'parameters', ...typedSlots };
const parameterSlots = { name: 'pattern', type: 'type', value: 'value' };

export const typescript: Language = {
  id: 'typescript',
  extensions: {
    '.ts': 'tree-sitter-typescript',
    '.mts': 'tree-sitter-typescript',
    '.cts': 'tree-sitter-typescript',
    '.tsx': 'tree-sitter-tsx',
  },
  interpreters: {
    deno: 'tree-sitter-typescript',
    bun: 'tree-sitter-typescript',
    tsx: 'tree-sitter-typescript',
    'ts-node': 'tree-sitter-typescript',
  },
  grammars: {
    'tree-sitter-typescript': { package: 'tree-sitter-typescript', wasm: 'tree-sitter-typescript.wasm' },
    'tree-sitter-tsx': { package: 'tree-sitter-typescript', wasm: 'tree-sitter-tsx.wasm' },
  },
  configFiles,
  nodes: {
    ...sharedNodes,
    ...declarationNodes(typedSlots),
    '"abstract"': { role: 'flag', flag: 'abstract' },
    '"default"': { role: 'plain' },
    abstract_class_declaration: {
      role: 'class',
      slots: { name: 'name', body: 'body', typeParameters: 'type_parameters' },
      scope: 'block',
    },
    extends_clause: { role: 'extends' },
    implements_clause: { role: 'implements' },
    extends_type_clause: { role: 'extends' },
    interface_declaration: {
      role: 'class',
      slots: { name: 'name', body: 'body', typeParameters: 'type_parameters' },
      symbol: 'Interface',
      scope: 'block',
    },
    interface_body: { role: 'plain' },
    enum_declaration: {
      role: 'class',
      slots: { name: 'name', body: 'body' },
      symbol: 'Enum',
      scope: 'block',
    },
    enum_body: { role: 'enumerators' },
    enum_assignment: { role: 'field', slots: { name: 'name', value: 'value' } },
    type_alias_declaration: {
      role: 'type-declaration',
      slots: { name: 'name', value: 'value', typeParameters: 'type_parameters' },
      constant: true,
      scope: 'block',
    },
    internal_module: { role: 'namespace', slots: { name: 'name', body: 'body' } },
    module: { role: 'namespace', slots: { name: 'name', body: 'body' } },
    ambient_declaration: { role: 'namespace', literal: 'global' },
    public_field_definition: { role: 'field', slots: { name: 'name', type: 'type', value: 'value' } },
    property_signature: { role: 'field', slots: { name: 'name', type: 'type' } },
    function_signature: { role: 'signature', slots: signatureSlots, scope: 'block' },
    method_signature: { role: 'signature', slots: signatureSlots },
    abstract_method_signature: { role: 'signature', slots: signatureSlots },
    required_parameter: { role: 'parameter', slots: parameterSlots },
    optional_parameter: { role: 'parameter', slots: parameterSlots },
    accessibility_modifier: { role: 'promotes' },
    override_modifier: { role: 'promotes' },
    '"readonly"': { role: 'promotes' },

    import_alias: { role: 'hook' },
    import_require_clause: { role: 'plain' },
    nested_identifier: { role: 'member', slots: { object: 'object', property: 'property' } },

    as_expression: { role: 'cast' },
    satisfies_expression: { role: 'same-type' },
    non_null_expression: { role: 'same-type' },
    instantiation_expression: { role: 'same-type' },

    type_identifier: { role: 'name' },
    nested_type_identifier: { role: 'member', slots: { object: 'module', property: 'name' } },
    predefined_type: {
      role: 'literal',
      literals: {
        string: 'String',
        number: 'Number',
        boolean: 'Boolean',
        bigint: 'BigInt',
        symbol: 'Symbol',
      },
    },
    this_type: { role: 'self' },
    generic_type: { role: 'generic', slots: { object: 'name' } },
    type_arguments: { role: 'type-arguments' },
    type_parameters: { role: 'plain' },
    type_parameter: { role: 'type-parameter', slots: { name: 'name', type: 'constraint' } },
    object_type: { role: 'class', symbol: 'Type' },
    call_signature: { role: 'function-type', slots: { parameters: 'parameters', ...typedSlots } },
    construct_signature: {
      role: 'function-type',
      slots: { parameters: 'parameters', result: 'type', typeParameters: 'type_parameters' },
      literal: 'new()',
    },
    index_signature: { role: 'index-signature', slots: { key: 'index_type', value: 'type' } },
    mapped_type_clause: { role: 'type-parameter', slots: { name: 'name', type: 'type' } },
    function_type: { role: 'function-type', slots: { parameters: 'parameters', ...typedSlots } },
    constructor_type: {
      role: 'function-type',
      slots: { parameters: 'parameters', result: 'type', typeParameters: 'type_parameters' },
    },
    array_type: { role: 'collection-type' },
    tuple_type: { role: 'sequence', literal: 'tuple' },
    union_type: { role: 'choice' },
    intersection_type: { role: 'operator' },
    conditional_type: {
      role: 'conditional-type',
      slots: { object: 'left', key: 'right', left: 'consequence', right: 'alternative' },
    },
    type_query: { role: 'type-of' },
    readonly_type: { role: 'same-type' },
    parenthesized_type: { role: 'same-type' },
    optional_type: { role: 'same-type' },
    rest_type: { role: 'same-type' },
    index_type_query: { role: 'keys-of' },
    lookup_type: { role: 'indexed-type' },
    template_literal_type: { role: 'plain' },
    type_predicate: { role: 'predicate', slots: { name: 'name', type: 'type' } },
    asserts: { role: 'predicate' },
    infer_type: { role: 'inferred-type' },
    literal_type: { role: 'literal-type' },
  },
  grammarNodes: {
    'tree-sitter-typescript': { type_assertion: { role: 'cast' } },
    'tree-sitter-tsx': markupNodes,
  },
  rules,
  lexis,
  sample: `import a, { type b as c, default as d } from './é 😀'; import * as e from "e"; import f = require('f');
export * as g from 'g'; export { c as default, h };
@deco(1) export abstract class A<T extends B = {}> extends N.M<T> implements I, J<K[]> {
  static #x?: Map<string, Foo> = new Map<string, Foo>(); declare readonly y: typeof z | [q: X, ...Y[]];
  constructor(private readonly s: S, { k, l: [m = 1, ...n] }: { k: K }, ...rest: R[]) { super(s); this.#x!.get(k)?.(); }
  get p(): this { return <T,>(q: T) => q as unknown as this }
  async *r<U>(this: A, u = \`ünïcödé \${v(\`\${w}\`)}\`): Promise<U> { for await (const i of [...j]) yield* i ?? o[1] }
}
interface I extends J { (x: X): Y; new (x): Z; [k: string]: V; get q(): R; m?<T>(a: (b: C) => D): asserts a is B }
enum E { A, B = 2, 'C' } namespace N.M { export const { x, y: z = 1 } = { x, get w() { return 1 }, [v]: async () => {} } }
declare module 'm' { type M = { [K in keyof T]?: T[K] } & (A extends infer U ? 'x' : never) }
label: try { switch (a) { case 1: let b; default: } } catch ({ message }) { a ||= (b, c) ? /r/g : !d satisfies E; }
declare global { var g: G } export declare const h: H;
function over(a: string): void; function over(a: any) { return <div.X a={1} {...b}>t<C/></div.X> }
`,
  hooks: { ...hooks, repair: (text) => repairTypescript(repairNewSyntax(text)) },
};
