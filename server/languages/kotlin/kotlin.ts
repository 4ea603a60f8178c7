// Kotlin, for tree-sitter-kotlin 1.1 of tree-sitter-grammars. Its nodes have few fields: arrange.ts gives them those that are
// named here, and writes the nodes that are made.

import { loadOutline } from '../../entry.ts';
import { testSignatures } from '../jvm/testSignatures.ts';
import { completeRules } from '../rules/index.ts';
import type { Language, NodeRule } from '../language.ts';
import { builtins, primitives } from './builtins.ts';
import { conversions } from './conversions.ts';
import { hooks } from './hooks.ts';
import { lexis } from './lexis.ts';
import * as operators from './operators.ts';
import { nestedTypes } from './outline/names.ts';
import { platforms } from './platforms.ts';

const callable = {
  name: 'name',
  parameters: 'parameters',
  result: 'result',
  body: 'body',
  typeParameters: 'typeParameters',
};
const classSlots = { name: 'name', body: 'body', typeParameters: 'typeParameters' };
const member = { object: 'object', property: 'property' };
const operation = { ...member, arguments: 'arguments' };
const sides = { left: 'left', right: 'right' };
const typed = { left: 'left', type: 'type', right: 'right' };

function made(rule: NodeRule): NodeRule {
  return { ...rule, isMade: true };
}

export const kotlin: Language = {
  id: 'kotlin',
  extensions: { '.kt': 'tree-sitter-kotlin', '.kts': 'tree-sitter-kotlin' },
  grammars: {
    'tree-sitter-kotlin': {
      package: '@tree-sitter-grammars/tree-sitter-kotlin',
      wasm: 'tree-sitter-kotlin.wasm',
    },
  },
  configFiles: [],
  nodes: {
    line_comment: { role: 'comment' },
    block_comment: { role: 'comment' },
    shebang: { role: 'ignore' },
    package_header: { role: 'hook' },
    import: { role: 'hook' },
    file_annotation: { role: 'plain' },
    annotation: { role: 'decorator' },
    use_site_target: { role: 'ignore' },
    label: { role: 'ignore' },

    class_modifier: { role: 'ignore' },
    visibility_modifier: { role: 'ignore' },
    inheritance_modifier: { role: 'flag', flag: 'abstract', when: /^abstract$/ },
    function_modifier: { role: 'ignore' },
    property_modifier: { role: 'ignore' },
    member_modifier: { role: 'ignore' },
    parameter_modifier: { role: 'ignore' },
    platform_modifier: { role: 'flag', flags: { expect: 'expected', actual: 'actual' } },
    variance_modifier: { role: 'ignore' },
    reification_modifier: { role: 'ignore' },
    '"constructor"': { role: 'ignore' },
    '"val"': { role: 'ignore' },
    '"var"': { role: 'ignore' },
    '"else"': { role: 'ignore' },
    '"this"': { role: 'ignore' },
    '"super"': { role: 'ignore' },

    class_declaration: { role: 'class', slots: classSlots, scope: 'block' },
    interface_declaration: made({ role: 'class', slots: classSlots, symbol: 'Interface', scope: 'block' }),
    enum_declaration: made({ role: 'class', slots: classSlots, symbol: 'Enum', scope: 'block' }),
    object_declaration: { role: 'class', slots: classSlots, scope: 'block' },
    companion_object: { role: 'class', slots: classSlots, scope: 'block' },
    companion_name: made({ role: 'name', spells: 'Companion' }),
    companion_link: made({ role: 'hook' }),
    class_head: made({ role: 'plain' }),
    constructor_value: made({ role: 'assign', slots: typed }),
    bases: made({ role: 'extends' }),
    interfaces: made({ role: 'implements' }),
    class_body: { role: 'class-body' },
    enum_class_body: { role: 'class-body' },
    primary_constructor: { role: 'function', slots: callable },
    secondary_constructor: { role: 'function', slots: callable },
    constructor_name: made({ role: 'name', spells: 'constructor' }),
    base_call: made({ role: 'construct', slots: { function: 'function', arguments: 'arguments' } }),
    copy_function: made({ role: 'function', slots: callable }),
    copy_name: made({ role: 'name', spells: 'copy' }),
    kept_value: made({ role: 'plain' }),
    promotes: made({ role: 'promotes' }),
    anonymous_initializer: { role: 'plain' },
    enum_entry: { role: 'instance-constant', slots: { name: 'name', arguments: 'arguments', body: 'body' } },
    object_literal: { role: 'construct', slots: { function: 'function', arguments: 'arguments' } },
    bare_object: made({ role: 'construct', slots: { function: 'function', arguments: 'arguments' } }),
    object_class: made({ role: 'class', slots: classSlots }),

    type_parameters: { role: 'plain' },
    type_parameter: { role: 'type-parameter' },
    type_constraints: { role: 'plain' },
    function_declaration: { role: 'function', slots: callable },
    extension_declaration: made({ role: 'function', slots: { ...callable, receiver: 'receiver' } }),
    anonymous_function: { role: 'function', slots: callable, bodyIsResult: true },
    lambda_literal: {
      role: 'function',
      slots: { parameters: 'parameters', body: 'body' },
      bodyIsResult: true,
    },
    lambda_body: made({ role: 'block' }),
    lambda_parameters: { role: 'parameters' },
    implicit_parameter: made({ role: 'name', spells: 'it' }),
    receiver: made({ role: 'parameter', slots: { type: 'type', name: 'name' } }),
    function_value_parameters: { role: 'parameters' },
    class_parameters: { role: 'plain' },
    class_parameter: { role: 'plain' },
    delegation_specifiers: { role: 'plain' },
    delegation_specifier: { role: 'plain' },
    constructor_invocation: { role: 'plain' },
    explicit_delegation: { role: 'plain' },
    constructor_delegation_call: { role: 'plain' },
    parameter: { role: 'parameter', slots: { name: 'name', type: 'type', value: 'value' } },
    vararg_parameter: made({
      role: 'parameter',
      slots: { name: 'name', type: 'type', value: 'value' },
      collects: true,
    }),
    function_body: { role: 'plain' },
    result: made({ role: 'return' }),

    property_declaration: { role: 'plain' },
    variable_declaration: { role: 'plain' },
    property_delegate: { role: 'plain' },
    property: made({ role: 'field', slots: { name: 'name', type: 'type', value: 'value' } }),
    top_property: made({
      role: 'field',
      slots: { name: 'name', type: 'type', value: 'value' },
      symbol: 'Variable',
    }),
    property_value: made({ role: 'same-type' }),
    variable: made({ role: 'assign', slots: typed }),
    getter: { role: 'function', slots: callable },
    setter: { role: 'function', slots: callable },
    extension_getter: made({ role: 'function', slots: { ...callable, receiver: 'receiver' } }),
    extension_setter: made({ role: 'function', slots: { ...callable, receiver: 'receiver' } }),
    getter_mark: made({ role: 'flag', flag: 'property' }),
    setter_mark: made({ role: 'flag', flag: 'setter' }),
    delegate_call: made({ role: 'call', slots: operation }),
    delegate_name: made({ role: 'name', spells: 'getValue' }),
    multi_variable_declaration: { role: 'sequence-pattern' },
    type_alias: {
      role: 'type-declaration',
      slots: { name: 'name', value: 'value', typeParameters: 'typeParameters' },
      constant: true,
    },

    block: { role: 'block', scope: 'block' },
    value_block: made({ role: 'last', scope: 'block' }),
    if_expression: { role: 'branch', slots: { value: 'value', body: 'body' } },
    conditional: made({ role: 'choice', slots: { left: 'left', value: 'value', right: 'right' } }),
    conditions: made({ role: 'same-type' }),
    alternative: made({ role: 'choice', slots: sides }),
    when_expression: { role: 'last', scope: 'block' },
    when_subject: { role: 'plain' },
    when_entry: { role: 'plain' },
    type_test: { role: 'plain' },
    range_test: { role: 'plain' },
    '"is"': { role: 'type-test-mark' },
    '"!is"': { role: 'ignore' },
    try_expression: { role: 'same-type' },
    catch_block: { role: 'plain' },
    catch_parameter: made({ role: 'catch', slots: { name: 'name', value: 'value' } }),
    for_statement: { role: 'loop', slots: { ...typed, body: 'body' }, scope: 'block' },
    while_statement: { role: 'branch', slots: { value: 'value', body: 'body' } },
    do_while_statement: { role: 'plain' },
    return_expression: { role: 'return' },
    outer_return: made({ role: 'plain' }),
    throw_expression: { role: 'leave' },
    leave_loop: made({ role: 'leave' }),

    identifier: { role: 'name' },
    type_identifier: made({ role: 'name' }),
    scoped_type: made({ role: 'member', slots: member }),
    generic_type: made({ role: 'generic', slots: { object: 'object' } }),
    type_arguments: { role: 'type-arguments' },
    type_projection: { role: 'same-type' },
    user_type: { role: 'plain' },
    nullable_type: { role: 'same-type' },
    non_nullable_type: { role: 'same-type' },
    parenthesized_type: { role: 'same-type' },
    function_type: { role: 'function-type', slots: { parameters: 'parameters', result: 'result' } },
    function_type_parameters: { role: 'parameters' },
    receiver_type: made({ role: 'parameter', slots: { name: 'name', type: 'type' } }),

    this_expression: { role: 'self' },
    qualified_this: made({ role: 'member', slots: member }),
    super_expression: { role: 'super' },
    navigation_expression: { role: 'member', slots: member },
    callable_reference: { role: 'plain' },
    class_literal: made({ role: 'plain' }),
    call_expression: { role: 'call', slots: { function: 'function', arguments: 'arguments' } },
    infix_expression: { role: 'plain' },
    infix_call: made({ role: 'call', slots: operation }),
    annotated_lambda: { role: 'plain' },
    value_arguments: { role: 'arguments' },
    value_argument: { role: 'plain' },
    keyword_argument: made({ role: 'keyword-argument', slots: { name: 'name', value: 'value' } }),
    spread_expression: { role: 'spread' },
    index_expression: { role: 'subscript', slots: member, operates: operators.indexes },
    assignment: { role: 'assign', slots: sides, isReassignment: true },
    update: made({ role: 'update', slots: sides, operates: operators.updates }),
    binary_expression: { role: 'plain' },
    logical_expression: made({ role: 'choice', slots: sides }),
    arithmetic_expression: made({
      role: 'operator',
      slots: sides,
      keepsType: true,
      operates: operators.arithmetic,
    }),
    comparison: made({
      role: 'operator',
      slots: sides,
      operates: operators.comparisons,
      tests: { signs: ['==', '!=', '<', '>', '<=', '>=', '===', '!=='], literal: 'Boolean' },
    }),
    in_expression: {
      role: 'operator',
      slots: sides,
      operates: operators.membership,
      tests: { signs: ['in', '!in'], literal: 'Boolean' },
    },
    is_expression: { role: 'operator', slots: sides },
    negation: made({ role: 'unary', isNegation: true, operates: operators.onOne }),
    non_null: made({ role: 'same-type' }),
    unary_expression: { role: 'unary', operates: operators.onOne },
    range_expression: { role: 'operator', slots: sides, keepsType: false, operates: operators.ranges },
    as_expression: { role: 'cast', slots: { type: 'right', value: 'left' } },
    parenthesized_expression: { role: 'same-type' },
    annotated_expression: { role: 'last' },
    labeled_expression: { role: 'last' },
    collection_literal: { role: 'sequence', literal: 'Array' },

    string_literal: { role: 'literal', literal: 'String' },
    multiline_string_literal: { role: 'literal', literal: 'String' },
    character_literal: { role: 'literal', literal: 'Char' },
    number_literal: { role: 'literal', literal: 'Int' },
    long_literal: made({ role: 'literal', literal: 'Long' }),
    unsigned_literal: made({ role: 'literal', literal: 'UInt' }),
    float_literal: { role: 'literal', literal: 'Float' },
    double_literal: made({ role: 'literal', literal: 'Double' }),
    boolean_literal: made({ role: 'literal', literal: 'Boolean' }),
    null_literal: made({ role: 'literal' }),
  },
  rules: completeRules({
    family: 'java',
    names: {
      blockScoped: true,
      declaredBeforeUse: true,
      implicitReceiver: true,
      functionsApart: true,
      packageFunctions: true,
      extensionFunctions: true,
      defaultsSeeParameters: true,
      namelessFunction: '<lambda>',
    },
    classes: {
      enumerationMembers: new Map([
        ['values', 'gives all'],
        ['valueOf', 'gives one'],
        ['entries', 'holds all'],
      ]),
      constructors: ['constructor'],
      baseWords: [':'],
      callConstructs: true,
      callMember: 'invoke',
      rootMembers: {
        Any: ['equals', 'hashCode', 'toString'],
        Enum: ['name', 'ordinal', 'compareTo', 'values', 'valueOf', 'entries'],
      },
      functionalInterfaces: true,
      protocolMembers: { iterate: 'iterator', next: 'next', subscript: 'get' },
      componentPrefix: 'component',
      getters: ['get', 'is'],
      memberSearch: 'breadth-first',
    },
    calls: { namedArguments: true, functionLast: true, typeArgumentsCount: true },
    types: {
      typesDecide: true,
      typeArguments: true,
      joinsToBase: true,
      conversions,
      typeNames: /^\p{Lu}/u,
    },
    flow: { conjunction: '&&' },
    modules: {
      moduleUnit: 'package',
      platforms,
      impliedImports: [
        'kotlin',
        'kotlin.collections',
        'kotlin.comparisons',
        'kotlin.io',
        'kotlin.ranges',
        'kotlin.sequences',
        'kotlin.text',
        'kotlin.jvm',
      ],
    },
    library: {
      builtins,
      builtinPackage: 'kotlin',
      outline: {
        load: () => loadOutline('kotlin'),
        iterable: 'kotlin.collections.Iterable',
        keepers: [],
        otherNames: Object.fromEntries(nestedTypes.map((name) => [name.replaceAll('$', '.'), name])),
        writtenNames: Object.fromEntries(
          nestedTypes.map((name) => [name, name.slice(name.lastIndexOf('.') + 1).replaceAll('$', '.')]),
        ),
        modulesArePackages: true,
      },
      builtinTypes: primitives,
      listType: 'Array',
      listTypes: ['Array'],
    },
    tests: {
      testPrefixes: ['test'],
      testSignatures,
    },
    publication: {
      privateSignatures: /(?:^|\s)private\s/,
      implicitNames:
        /^(?:main|toString|hashCode|equals|compareTo|close|run|invoke|iterator|getValue|setValue|provideDelegate)$/,
    },
  }),
  lexis,
  sample: `@file:JvmName("X") // é 😀
package a.b
import a.b.C as D; import e.*
/** doc */
@A(x = 1) abstract class B<T : Any>(val x: Int, private var y: String = "ü$x", z: List<T>) : C<T>(x), I by z where T : J {
  companion object F : G() { const val H = 1L }
  val p: Int by lazy { 3 }
  var q: String
    get() = "x\${z.size}"
    private set(value) { field = value }
  init { foo() }
  constructor(a: Int) : this(a, "b", listOf()) { bar() }
  override suspend fun <R> T.ext(a: Int = 3, vararg b: String, f: T.(Int) -> R): List<R>? = f(1)
  fun g(m: Map<String, *>) {
    a?.b!!.c(1) { it.d() }.e { x, (y, z) -> return@e f }
    val (a, b) = p to q
    if (a is B<*> && a.c()) return else if (x !is D) { throw E() }
    val r = when (val s = x) { is A, in c -> 1; 3 -> { 2 } else -> 0x4u }
    a[1, 2] = b[2]; a += 3.5f; x++
    for ((k, v) in m) println(k)
    val t = try { x() } catch (e: E) { 'y' } finally { z() }
    val o = object : Runnable, X(1) { override fun run() {} }
    this@B.x; super<C>.foo(); String::length; ::foo; D::class.java
    l@ while (x) { continue }
    do { break } while (!y); x as? Y; a !in b; a shl 2; -1..3 step 2
    foo(b = 3, *c) ?: fun(x: Int): Int { return x }
  }
}
enum class K(val i: Int) {
  L(1) {
    override fun f() = 2
  }, M(2);
  abstract fun f(): Int
}
object N : O
typealias P<X> = Map<X, (Int) -> Unit>
val String.len: Int get() = length
`,
  hooks,
};
