// C#, for tree-sitter-c-sharp 0.23.

import { loadOutline } from '../../entry.ts';
import { completeRules } from '../rules/index.ts';
import type { Language } from '../language.ts';
import { conversions, keywordTypes } from './conversions.ts';
import { GLOBAL, hooks } from './hooks.ts';
import { lexis } from './lexis.ts';
import * as operators from './operators.ts';
import { nestedTypes } from './outline/names.ts';

const flags = {
  static: 'static',
  abstract: 'abstract',
  async: 'async',
  partial: 'partial',
  this: 'extension',
  override: 'replaces',
} as const;
const callable = { name: 'name', parameters: 'parameters', body: 'body' };
const typeSlots = { name: 'name', body: 'body' };
const literals = keywordTypes;

export const csharp: Language = {
  id: 'csharp',
  extensions: { '.cs': 'tree-sitter-c_sharp' },
  grammars: {
    'tree-sitter-c_sharp': { package: 'tree-sitter-c-sharp', wasm: 'tree-sitter-c_sharp.wasm' },
  },
  configFiles: ['*.csproj', '*.sln', 'Directory.Build.props'],
  nodes: {
    comment: { role: 'comment' },
    namespace_declaration: { role: 'namespace', slots: typeSlots, isPackage: true },
    file_scoped_namespace_declaration: { role: 'namespace', slots: { name: 'name' }, isPackage: true },
    using_directive: { role: 'hook' },
    extern_alias_directive: { role: 'ignore' },
    modifier: { role: 'flag', flags },
    global_attribute: { role: 'ignore' },
    attribute: { role: 'decorator' },
    attribute_argument: { role: 'keyword-argument', slots: { name: 'name' } },
    attribute_argument_list: { role: 'arguments' },

    class_declaration: { role: 'class', slots: typeSlots, scope: 'block', components: 'names' },
    struct_declaration: { role: 'class', slots: typeSlots, scope: 'block', components: 'names' },
    record_declaration: { role: 'class', slots: typeSlots, scope: 'block', components: 'fields' },
    interface_declaration: { role: 'class', slots: typeSlots, symbol: 'Interface', scope: 'block' },
    enum_declaration: { role: 'class', slots: typeSlots, symbol: 'Enum', scope: 'block' },
    enum_member_declaration_list: { role: 'plain' },
    enum_member_declaration: { role: 'instance-constant', slots: { name: 'name' } },
    delegate_declaration: {
      role: 'type-declaration',
      slots: { name: 'name', typeParameters: 'type_parameters', parameters: 'parameters', result: 'type' },
      scope: 'block',
      constant: true,
    },
    base_list: { role: 'extends' },
    primary_constructor_base_type: { role: 'same-type' },
    declaration_list: { role: 'plain' },
    type_parameter_list: { role: 'type-parameters' },
    type_parameter: { role: 'type-parameter', slots: { name: 'name' } },
    type_parameter_constraints_clause: { role: 'type-bounds' },
    type_parameter_constraint: { role: 'same-type' },

    method_declaration: {
      role: 'function',
      slots: { ...callable, result: 'returns', typeParameters: 'type_parameters' },
    },
    constructor_declaration: { role: 'function', slots: callable, callsFirst: true },
    destructor_declaration: { role: 'function', slots: callable, prefix: '~' },
    operator_declaration: {
      role: 'function',
      slots: { parameters: 'parameters', body: 'body', result: 'type', property: 'operator' },
      called: 'operator ',
    },
    conversion_operator_declaration: {
      role: 'function',
      slots: { parameters: 'parameters', body: 'body', result: 'type', property: 'type' },
      called: 'operator ',
    },
    local_function_statement: {
      role: 'function',
      slots: { ...callable, result: 'type', typeParameters: 'type_parameters' },
      scope: 'block',
    },
    explicit_interface_specifier: { role: 'member-of' },
    lambda_expression: {
      role: 'function',
      slots: { parameters: 'parameters', body: 'body', result: 'type' },
      bodyIsResult: true,
    },
    anonymous_method_expression: {
      role: 'function',
      slots: { parameters: 'parameters' },
      bodyIsResult: true,
    },
    arrow_expression_clause: { role: 'result-body' },
    parameter_list: { role: 'parameters', slots: { type: 'type', name: 'name' } },
    bracketed_parameter_list: { role: 'parameters', slots: { type: 'type', name: 'name' } },
    parameter: { role: 'parameter', slots: { name: 'name', type: 'type' }, defaultBehindName: true },
    implicit_parameter: { role: 'name' },

    property_declaration: { role: 'property', slots: { name: 'name', type: 'type', value: 'value' } },
    indexer_declaration: {
      role: 'property',
      slots: { type: 'type', value: 'value', parameters: 'parameters' },
      called: 'this[]',
    },
    event_declaration: { role: 'property', slots: { name: 'name', type: 'type' } },
    accessor_declaration: { role: 'accessor' },
    field_declaration: { role: 'plain' },
    event_field_declaration: { role: 'plain' },
    variable_declaration: { role: 'declare', slots: { type: 'type' }, scope: 'block' },
    variable_declarator: { role: 'assign', slots: { left: 'name' }, valueIsLast: true },

    block: { role: 'block', scope: 'block' },
    for_statement: { role: 'block', scope: 'block' },
    using_statement: { role: 'block', scope: 'block' },
    fixed_statement: { role: 'block', scope: 'block' },
    switch_section: { role: 'block', scope: 'block' },
    switch_expression_arm: { role: 'block', scope: 'block' },
    catch_clause: { role: 'block', scope: 'block' },
    catch_declaration: { role: 'catch', slots: { name: 'name', value: 'type' } },
    foreach_statement: {
      role: 'loop',
      slots: { left: 'left', type: 'type', right: 'right', body: 'body' },
      scope: 'block',
    },
    return_statement: { role: 'return' },
    yield_statement: { role: 'yield' },
    throw_statement: { role: 'leave' },
    throw_expression: { role: 'leave' },
    break_statement: { role: 'ignore' },
    continue_statement: { role: 'ignore' },
    goto_statement: { role: 'ignore' },
    labeled_statement: { role: 'last' },

    identifier: { role: 'name' },
    '"this"': { role: 'self' },
    '"base"': { role: 'super' },
    member_access_expression: { role: 'member', slots: { object: 'expression', property: 'name' } },
    qualified_name: { role: 'member', slots: { object: 'qualifier', property: 'name' } },
    alias_qualified_name: { role: 'last' },
    invocation_expression: { role: 'call', slots: { function: 'function', arguments: 'arguments' } },
    constructor_initializer: { role: 'call' },
    object_creation_expression: {
      role: 'construct',
      slots: { function: 'type', arguments: 'arguments' },
    },
    implicit_object_creation_expression: { role: 'construct-expected' },
    initializer_expression: { role: 'object-initializer' },
    anonymous_object_creation_expression: { role: 'plain' },
    argument_list: { role: 'arguments' },
    bracketed_argument_list: { role: 'plain' },
    argument: { role: 'keyword-argument', slots: { name: 'name' } },
    conditional_access_expression: { role: 'conditional-access', slots: { object: 'condition' } },
    member_binding_expression: { role: 'accessed-member', slots: { property: 'name' } },
    element_binding_expression: { role: 'accessed-item' },
    assignment_expression: {
      role: 'assign',
      slots: { left: 'left', right: 'right' },
      isReassignment: true,
      operates: operators.updates,
    },
    element_access_expression: {
      role: 'subscript',
      slots: { object: 'expression', property: 'subscript' },
      operates: operators.indexes,
    },
    array_creation_expression: { role: 'array-value', literal: 'array', slots: { type: 'type' } },
    implicit_array_creation_expression: { role: 'plain' },
    binary_expression: {
      role: 'operator',
      slots: { left: 'left', right: 'right' },
      keepsType: true,
      operates: operators.onTwo,
      tests: { signs: ['==', '!=', '<', '>', '<=', '>=', '&&', '||'], literal: 'Boolean' },
    },
    conditional_expression: {
      role: 'choice',
      slots: { left: 'consequence', right: 'alternative', value: 'condition' },
    },
    switch_expression: { role: 'plain' },
    parenthesized_expression: { role: 'same-type' },
    checked_expression: { role: 'same-type' },
    postfix_unary_expression: { role: 'unary', operates: operators.onOne },
    prefix_unary_expression: { role: 'unary', operates: operators.onOne },
    ref_expression: { role: 'same-type' },
    cast_expression: { role: 'cast', slots: { type: 'type', value: 'value' } },
    as_expression: { role: 'cast', slots: { type: 'right', value: 'left' } },
    default_expression: { role: 'composite', slots: { type: 'type' } },
    await_expression: { role: 'await' },
    declaration_expression: { role: 'typed-name' },
    declaration_pattern: { role: 'typed-name' },
    recursive_pattern: { role: 'typed-pattern', slots: { type: 'type', name: 'name' } },
    subpattern: { role: 'last' },
    tuple_pattern: { role: 'sequence-pattern' },
    tuple_expression: { role: 'sequence', literal: 'tuple', namesItems: true },
    with_expression: { role: 'same-type' },
    with_initializer: { role: 'last' },
    query_expression: { role: 'query', literal: 'array' },
    from_clause: { role: 'query-source', slots: { name: 'name', type: 'type' } },
    join_clause: { role: 'query-source', slots: { type: 'type' } },
    join_into_clause: { role: 'query-name' },
    let_clause: { role: 'query-name' },
    select_clause: { role: 'query-result' },
    group_clause: { role: 'query-result' },

    generic_name: { role: 'generic' },
    type_argument_list: { role: 'type-arguments' },
    nullable_type: { role: 'same-type' },
    pointer_type: { role: 'same-type' },
    ref_type: { role: 'same-type' },
    scoped_type: { role: 'same-type' },
    array_type: { role: 'collection-type', slots: { value: 'type' }, literal: 'array' },
    tuple_type: { role: 'sequence', literal: 'tuple', namesItems: true },
    tuple_element: { role: 'parameter', slots: { name: 'name', type: 'type' } },
    predefined_type: { role: 'literal', literals },
    implicit_type: { role: 'literal' },

    string_literal: { role: 'literal', literal: 'String' },
    verbatim_string_literal: { role: 'literal', literal: 'String' },
    raw_string_literal: { role: 'literal', literal: 'String' },
    interpolated_string_expression: { role: 'literal', literal: 'String' },
    interpolation_format_clause: { role: 'ignore' },
    character_literal: { role: 'literal', literal: 'Char' },
    integer_literal: {
      role: 'literal',
      literal: 'Int32',
      suffixes: { u: 'UInt32', l: 'Int64', ul: 'UInt64', lu: 'UInt64' },
    },
    real_literal: { role: 'literal', literal: 'Double', suffixes: { f: 'Single', m: 'Decimal' } },
    boolean_literal: { role: 'literal', literal: 'Boolean' },
    null_literal: { role: 'literal' },
    typeof_expression: { role: 'plain' },
  },
  rules: completeRules({
    family: 'csharp',
    names: {
      blockScoped: true,
      declaredBeforeUse: true,
      implicitReceiver: true,
      functionsApart: true,
      typesAlone: true,
      variablesCalled: true,
      decoratorSuffix: 'Attribute',
      assignedValue: 'value',
      namelessFunction: '<lambda>',
    },
    classes: {
      baseWords: [':'],
      constructorsNamedAsClass: true,
      propertiesApart: true,
      deconstructor: 'Deconstruct',
      conversionPrefix: 'operator ',
      impliedConversions: /\bimplicit\s+operator\b/,
      interfaceNames: /^I\p{Lu}/u,
      rootMembers: {
        Object: [
          'Equals',
          'GetHashCode',
          'ToString',
          'GetType',
          'MemberwiseClone',
          'Finalize',
          'ReferenceEquals',
        ],
        Enum: ['HasFlag', 'CompareTo', 'Parse', 'TryParse', 'GetValues', 'GetNames', 'GetName', 'IsDefined'],
        Delegate: ['Invoke', 'BeginInvoke', 'EndInvoke', 'DynamicInvoke', 'GetInvocationList'],
      },
      memberSearch: 'breadth-first',
      protocolMembers: {
        iterate: 'GetEnumerator',
        next: 'Current',
        subscript: 'this[]',
        enter: '',
        leave: 'Dispose',
        iterateAsync: 'GetAsyncEnumerator',
        nextAsync: 'Current',
        enterAsync: '',
        leaveAsync: 'DisposeAsync',
      },
    },
    calls: {
      extensionFunctions: true,
      nearestClassFirst: true,
      openLast: true,
      typeArgumentsCount: true,
      wordsBeforeParentheses: ['nameof', 'typeof', 'sizeof', 'default', 'checked', 'unchecked', 'when'],
    },
    types: {
      typesDecide: true,
      typeArguments: true,
      countedNames: true,
      inferredTypes: ['var'],
      conversions,
    },
    modules: { moduleUnit: 'package', nestedPackages: true, sharedImportMark: GLOBAL },
    library: {
      builtinPackage: 'System',
      outline: {
        load: () => loadOutline('csharp'),
        iterable: 'System.Collections.Generic.IEnumerable`1',
        awaitable: 'System.Threading.Tasks.Task`1',
        keepers: [],
        otherNames: Object.fromEntries(nestedTypes.map((name) => [name.replaceAll('$', '.'), name])),
        writtenNames: Object.fromEntries(
          nestedTypes.map((name) => [name, name.slice(name.lastIndexOf('.') + 1).replaceAll('$', '.')]),
        ),
        modulesArePackages: true,
        functionTypes: { base: 'System.MulticastDelegate', member: 'Invoke' },
      },
      builtinTypes: Object.values(keywordTypes),
      listType: 'array',
      listTypes: ['array'],
      tupleTypes: ['tuple'],
      tupleMember: { prefix: 'Item', first: 1 },
    },
    tests: {
      // xUnit, NUnit and MSTest.
      testSignatures:
        /\[(?:[^\]]*[,.\s])?(?:Fact|Theory|Test|TestCase|TestCaseSource|TestMethod|DataTestMethod|SetUp|TearDown|OneTimeSetUp|OneTimeTearDown|TestFixtureSetUp|TestFixtureTearDown|TestInitialize|TestCleanup|ClassInitialize|ClassCleanup)(?:Attribute)?\b/,
    },
    publication: {
      privateSignatures: /(?:^|[\]\s])private\s(?!protected\b)/,
      implicitNames:
        /^(?:Main|ToString|GetHashCode|Equals|Dispose|DisposeAsync|GetEnumerator|MoveNext|operator\s.*|~.*)$/,
    },
  }),
  lexis,
  sample: `using System; // é 😀
global using static System.Math; using IO = System.IO.Stream;
[assembly: Foo(1)]
/// <summary>doc</summary>
namespace A.B { using C;
  public delegate int Del<T>(T a, ref int b);
  [Attr(Name = 1)] public abstract partial class D<T, U> : Base<T>, I where T : E, new() where U : class {
    private static readonly int a = 1, b; public event EventHandler Ev; fixed int buffer[3];
    public event Action Ev2 { add { x(); } remove { y(); } }
    public int P { get; set; } = 4; public string Q => F(1); public int R { get { return r; } private set => r = value; }
    public int this[int i, string s] { get { return 1; } set { } }
    public D(int x = 1, string ünï = null) : base(x) { this.y(); } ~D() { } static D() {}
    public static D operator +(D a, D b) => a; public static implicit operator int(D a) => 1;
    public override T M<V>(out int a, params string[] r) where V : I { base.M<V>(out var q); return default(T); }
    void I.Ex() { } public static int Foo(this string s, in int x) => 1;
    async Task<int> As() { await foreach (var x in y) { await z(); } return 1; }
  }
  public record Pt(int X, string Y = "a") : Base(X), I { } class Prim(int a) : B(a) { int f = a; }
  enum E : byte { A = 1, [X] B }
  class K { void M() {
    var s = $"a {F(x)} {y:N2}"; string v = $@"b {G()}"; var raw = """x"""; char c = 'ü';
    foreach (var (a, b) in list) { } using (var r = Open()) { } lock (o) { }
    try { } catch (Ex e) when (e.P()) { throw; } finally { }
    if (o is Foo g && g.X()) { } if (o is Foo { P: int q, R.S: > 3 } h) {}
    switch (o) { case Foo f: break; case int n when n > 1: goto case 2; default: return; }
    var w = o switch { Foo f => f.A(), Bar(var a, _) => 3, _ => throw new Ex() };
    Func<int, int> l = x => x + 1; l = (int x, y) => { return x; }; l = delegate(int x) { return x; };
    int Local(int a) => a; var (d, e) = Tup(); (int x1, var y1) = T(); var tt = (a: 1, b: 2);
    a.b?.c(); a?[1]?.d(); a!.b(); x ??= y; x = y ?? z() as Foo;
    x = new Foo(1) { A = 1, B = { C() } }; x = new() { X = 1 }; x = new[] { 1 }; x = new { A = 1, b.C }; int[,] arr = { 1 };
    x = Foo<int>.Bar(N.Foo<int>.X(global::A.B.C(nameof(a.b), typeof(Foo<,>)))); F<int>(x, named: 1, out var oo, ref x);
    var qq = from a in xs let z = a.F() join b in ys on a.K equals b.K into g where a.Ok() orderby a.X() group a by a.Z into gg select gg;
    (int a, string b) tup; int? nn; List<int>? ll; p = p with { X = 1 }; yield return 3; lbl: goto lbl;
  } }
#if X
  class Q1 {}
#else
  class Q2 {}
#endif
}
`,
  hooks,
};
