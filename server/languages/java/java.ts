// Java, for tree-sitter-java 0.23.

import { loadOutline } from '../../entry.ts';
import { testSignatures } from '../jvm/testSignatures.ts';
import { completeRules } from '../rules/index.ts';
import type { Language } from '../language.ts';
import { builtins, primitives } from './builtins.ts';
import { conversions } from './conversions.ts';
import { hooks } from './hooks.ts';
import { lexis } from './lexis.ts';
import { functionalTypes, nestedTypes } from './outline/names.ts';

const callable = { name: 'name', parameters: 'parameters', body: 'body' };
const typeSlots = { name: 'name', body: 'body', typeParameters: 'type_parameters' };
const primitive = Object.fromEntries(primitives.map((name) => [name, name]));

export const java: Language = {
  id: 'java',
  extensions: { '.java': 'tree-sitter-java' },
  grammars: { 'tree-sitter-java': { package: 'tree-sitter-java', wasm: 'tree-sitter-java.wasm' } },
  configFiles: ['pom.xml'],
  nodes: {
    line_comment: { role: 'comment' },
    block_comment: { role: 'comment' },
    package_declaration: { role: 'hook' },
    import_declaration: { role: 'hook' },
    module_declaration: { role: 'hook' },
    module_body: { role: 'plain' },
    requires_module_directive: { role: 'hook' },
    exports_module_directive: { role: 'hook' },
    opens_module_directive: { role: 'hook' },
    uses_module_directive: { role: 'hook' },
    provides_module_directive: { role: 'hook' },
    '"static"': { role: 'flag', flag: 'static' },
    '"abstract"': { role: 'flag', flag: 'abstract' },
    marker_annotation: { role: 'decorator' },
    annotation: { role: 'decorator' },
    annotation_argument_list: { role: 'plain' },
    element_value_pair: { role: 'hook' },

    class_declaration: { role: 'class', slots: typeSlots, scope: 'block' },
    interface_declaration: { role: 'class', slots: typeSlots, symbol: 'Interface', scope: 'block' },
    annotation_type_declaration: {
      role: 'class',
      slots: { name: 'name', body: 'body' },
      symbol: 'Interface',
      scope: 'block',
    },
    enum_declaration: {
      role: 'class',
      slots: { name: 'name', body: 'body' },
      symbol: 'Enum',
      scope: 'block',
    },
    record_declaration: { role: 'class', slots: { ...typeSlots, parameters: 'parameters' }, scope: 'block' },
    made_method: { role: 'function', slots: { ...callable, result: 'type' }, isMade: true },
    made_mark: { role: 'flag', flag: 'implicit', isMade: true },
    made_static: { role: 'flag', flag: 'static', isMade: true },
    made_get: { role: 'name', before: 'get', raises: true, isMade: true },
    made_is: { role: 'name', before: 'is', raises: true, isMade: true },
    made_set: { role: 'name', before: 'set', raises: true, isMade: true },
    made_with: { role: 'name', before: 'with', raises: true, isMade: true },
    made_build: { role: 'name', spells: 'build', isMade: true },
    made_builder: { role: 'name', spells: 'builder', isMade: true },
    made_to_builder: { role: 'name', spells: 'toBuilder', isMade: true },
    made_builder_class: { role: 'class', slots: typeSlots, scope: 'block', isMade: true },
    made_builder_type: { role: 'name', after: 'Builder', isMade: true },
    made_body: { role: 'class-body', isMade: true },
    superclass: { role: 'extends' },
    extends_interfaces: { role: 'extends' },
    super_interfaces: { role: 'implements' },
    class_body: { role: 'class-body' },
    interface_body: { role: 'plain' },
    annotation_type_body: { role: 'plain' },
    enum_body: { role: 'plain' },
    enum_constant: {
      role: 'instance-constant',
      slots: { name: 'name', arguments: 'arguments', body: 'body' },
    },
    type_parameters: { role: 'plain' },
    type_parameter: { role: 'type-parameter' },
    type_bound: { role: 'same-type' },

    method_declaration: {
      role: 'function',
      slots: { ...callable, result: 'type', typeParameters: 'type_parameters' },
    },
    annotation_type_element_declaration: { role: 'function', slots: { name: 'name', result: 'type' } },
    constructor_declaration: { role: 'function', slots: { ...callable, typeParameters: 'type_parameters' } },
    compact_constructor_declaration: { role: 'function', slots: { name: 'name', body: 'body' } },
    lambda_expression: {
      role: 'function',
      slots: { parameters: 'parameters', body: 'body' },
      bodyIsResult: true,
    },
    formal_parameters: { role: 'parameters' },
    inferred_parameters: { role: 'parameters' },
    formal_parameter: { role: 'parameter', slots: { name: 'name', type: 'type' } },
    spread_parameter: { role: 'parameter', collects: true },
    receiver_parameter: { role: 'self' },

    field_declaration: { role: 'declare', slots: { type: 'type' }, scope: 'block' },
    constant_declaration: { role: 'declare', slots: { type: 'type' }, scope: 'block' },
    local_variable_declaration: { role: 'declare', slots: { type: 'type' }, scope: 'block' },
    variable_declarator: { role: 'assign', slots: { left: 'name', right: 'value' } },
    resource: { role: 'assign', slots: { left: 'name', type: 'type', right: 'value' } },
    instanceof_expression: {
      role: 'assign',
      slots: { left: 'name', type: 'right', right: 'left', body: 'pattern' },
    },
    type_pattern: { role: 'typed-name' },
    record_pattern: { role: 'typed-pattern' },
    record_pattern_component: { role: 'typed-name' },
    catch_clause: { role: 'block', scope: 'block' },
    catch_formal_parameter: { role: 'catch', slots: { name: 'name' } },
    catch_type: { role: 'choice' },

    block: { role: 'block', scope: 'block' },
    constructor_body: { role: 'block', scope: 'block' },
    for_statement: { role: 'block', scope: 'block' },
    switch_block_statement_group: { role: 'block', scope: 'block' },
    switch_rule: { role: 'block', scope: 'block' },
    try_with_resources_statement: { role: 'block', scope: 'block' },
    enhanced_for_statement: {
      role: 'loop',
      slots: { left: 'name', type: 'type', right: 'value', body: 'body' },
      scope: 'block',
    },
    return_statement: { role: 'return' },
    throw_statement: { role: 'leave' },
    break_statement: { role: 'ignore' },
    continue_statement: { role: 'ignore' },

    identifier: { role: 'name' },
    type_identifier: { role: 'name' },
    underscore_pattern: { role: 'plain' },
    this: { role: 'self' },
    super: { role: 'super' },
    field_access: { role: 'member', slots: { object: 'object', property: 'field' } },
    scoped_identifier: { role: 'member', slots: { object: 'scope', property: 'name' } },
    scoped_type_identifier: { role: 'member' },
    method_reference: { role: 'member' },
    method_invocation: {
      role: 'call',
      slots: { object: 'object', property: 'name', arguments: 'arguments' },
    },
    explicit_constructor_invocation: {
      role: 'call',
      slots: { function: 'constructor', arguments: 'arguments' },
    },
    object_creation_expression: { role: 'construct', slots: { function: 'type', arguments: 'arguments' } },
    argument_list: { role: 'arguments' },
    assignment_expression: {
      role: 'assign',
      slots: { left: 'left', right: 'right' },
      isReassignment: true,
    },
    array_access: { role: 'subscript', slots: { object: 'array', property: 'index' } },
    array_initializer: { role: 'sequence', literal: 'array' },
    array_creation_expression: {
      role: 'array-value',
      literal: 'array',
      slots: { type: 'type', value: 'value' },
    },
    binary_expression: { role: 'operator', slots: { left: 'left', right: 'right' }, keepsType: true },
    ternary_expression: {
      role: 'choice',
      slots: { left: 'consequence', right: 'alternative', value: 'condition' },
    },
    parenthesized_expression: { role: 'same-type' },
    cast_expression: { role: 'cast', slots: { type: 'type', value: 'value' } },
    class_literal: { role: 'plain' },

    generic_type: { role: 'generic' },
    type_arguments: { role: 'type-arguments' },
    wildcard: { role: 'same-type' },
    annotated_type: { role: 'same-type' },
    array_type: { role: 'collection-type', slots: { value: 'element' }, literal: 'array' },
    integral_type: { role: 'literal', literals: primitive },
    floating_point_type: { role: 'literal', literals: primitive },
    boolean_type: { role: 'literal', literals: primitive },
    void_type: { role: 'literal', literals: primitive },

    string_literal: { role: 'literal', literal: 'String' },
    character_literal: { role: 'literal', literal: 'char' },
    decimal_integer_literal: { role: 'literal', literal: 'int', suffixes: { l: 'long' } },
    hex_integer_literal: { role: 'literal', literal: 'int', suffixes: { l: 'long' } },
    octal_integer_literal: { role: 'literal', literal: 'int', suffixes: { l: 'long' } },
    binary_integer_literal: { role: 'literal', literal: 'int', suffixes: { l: 'long' } },
    decimal_floating_point_literal: { role: 'literal', literal: 'double', suffixes: { f: 'float' } },
    hex_floating_point_literal: { role: 'literal', literal: 'double', suffixes: { f: 'float' } },
    true: { role: 'literal', literal: 'boolean' },
    false: { role: 'literal', literal: 'boolean' },
    null_literal: { role: 'literal' },
  },
  rules: completeRules({
    family: 'java',
    names: {
      blockScoped: true,
      declaredBeforeUse: true,
      implicitReceiver: true,
      functionsApart: true,
      namelessFunction: '<lambda>',
    },
    classes: {
      enumerationMembers: new Map([
        ['values', 'gives all'],
        ['valueOf', 'gives one'],
      ]),
      constructors: [],
      baseWords: ['extends', 'implements'],
      constructorsNamedAsClass: true,
      rootMembers: {
        Object: [
          'equals',
          'hashCode',
          'toString',
          'getClass',
          'clone',
          'finalize',
          'notify',
          'notifyAll',
          'wait',
        ],
        Enum: ['name', 'ordinal', 'compareTo', 'getDeclaringClass', 'describeConstable', 'values', 'valueOf'],
      },
      functionalInterfaces: true,
      memberSearch: 'breadth-first',
    },
    calls: { openLast: true },
    types: {
      typesDecide: true,
      typeArguments: true,
      inferredTypes: ['var'],
      typeNames: /^\p{Lu}/u,
      conversions,
    },
    modules: { moduleUnit: 'package' },
    library: {
      builtins,
      builtinPackage: 'java.lang',
      outline: {
        load: () => loadOutline('java'),
        iterable: 'java.lang.Iterable',
        awaitable: 'java.util.concurrent.Future',
        keepers: [],
        otherNames: Object.fromEntries(nestedTypes.map((name) => [name.replaceAll('$', '.'), name])),
        writtenNames: Object.fromEntries(
          nestedTypes.map((name) => [name, name.slice(name.lastIndexOf('.') + 1).replaceAll('$', '.')]),
        ),
        modulesArePackages: true,
        functionalTypes: Object.fromEntries(functionalTypes.map((one) => one.split(':') as [string, string])),
      },
      builtinTypes: primitives,
      listType: 'array',
      listTypes: ['array'],
    },
    tests: {
      testPrefixes: ['test'],
      testSignatures,
    },
    publication: {
      privateSignatures: /(?:^|\s)private\s/,
      implicitNames:
        /^(?:main|toString|hashCode|equals|compareTo|close|run|finalize|readObject|writeObject|readResolve|writeReplace)$/,
    },
  }),
  lexis,
  sample: `package a.b; // é 😀
import a.b.C; import static a.b.C.m; import a.b.*;
/** doc */
@A(x = 1, y = {B.class}) public abstract class D<T extends E & F<?>> extends G.H<T> implements I, J<K[]> {
  private static final int a = 1, b[] = {2, 3};
  @O("ünïcödé") D(final L x, M... rest) throws N { super(x); this.<P>q(rest[0]).r = new S<>(1) { void t() {} }; }
  abstract <U> U m(@V Map<? super W, List<X>> y);
  { synchronized (this) { label: for (var z : zs) { if (z instanceof Y w && w.ok()) continue label; } } }
  Function<A, B> f = (q) -> { return q::m; }, g = D[]::new, h = (int i) -> i;
  enum E1 implements I { ONE(1) { int k() { return 2; } }, TWO; int k() { return 0; } }
  record P(int x, String y) { P { assert x > 0; } static P of() { return new P(1, """
    text \\"""" ); } }
  @interface Q { int value() default 1; }
  int s(Object o) {
    try (var r = open(); closer) { o = (String & I) o; } catch (R1 | R2 e) { throw e; } finally { }
    return switch (o) { case String t when t.isEmpty() -> 1; case P(int x, var y) -> x; default -> { yield a.b.C.d(); } };
  }
}
`,
  hooks,
};
