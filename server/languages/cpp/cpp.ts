// C++, for tree-sitter-cpp 0.23. What a declaration declares stands inside of declarators: arrange.ts writes it as the roles ask
// for it, and makes the nodes that are marked so here.

import { loadOutline } from '../../entry.ts';
import { completeRules } from '../rules/index.ts';
import type { Language, NodeRule } from '../language.ts';
import { getPlatform, holds, namesIn } from '../c/buildConditions.ts';
import { conversions, primitives, primitiveTypes } from './conversions.ts';
import { hooks } from './hooks.ts';
import { lexis } from './lexis.ts';
import { operatorNames } from './operators.ts';
import { givesTemporary, readShape, takesTemporary } from './shapes.ts';

const callable = {
  name: 'name',
  parameters: 'parameters',
  result: 'result',
  body: 'body',
  typeParameters: 'typeParameters',
};
const classSlots = { name: 'name', body: 'body', typeParameters: 'typeParameters' };
const member = { object: 'object', property: 'property' };
const typed = { left: 'left', type: 'type', right: 'right' };
const plain = { role: 'plain' } as const;
/** An operator with one operand. */
const onOne: NodeRule = {
  role: 'operator',
  slots: { left: 'argument' },
  operates: 'operator',
  plainSigns: ['&'],
  tests: { signs: ['!', 'not'], literal: 'bool' },
  leads: { to: '&', from: '*' },
};

function made(rule: NodeRule): NodeRule {
  return { ...rule, isMade: true };
}

export const cpp: Language = {
  id: 'cpp',
  extensions: {
    '.cpp': 'tree-sitter-cpp',
    '.cc': 'tree-sitter-cpp',
    '.cxx': 'tree-sitter-cpp',
    '.C': 'tree-sitter-cpp',
    '.hpp': 'tree-sitter-cpp',
    '.hh': 'tree-sitter-cpp',
    '.hxx': 'tree-sitter-cpp',
    '.ipp': 'tree-sitter-cpp',
    '.tpp': 'tree-sitter-cpp',
    '.tcc': 'tree-sitter-cpp',
    '.txx': 'tree-sitter-cpp',
    '.inl': 'tree-sitter-cpp',
  },
  grammars: { 'tree-sitter-cpp': { package: 'tree-sitter-cpp', wasm: 'tree-sitter-cpp.wasm' } },
  sharedExtensions: {
    '.h': /^[ \t]*(?:class[ \t]+\w+[^;]*$|namespace\b|template[ \t]*<|using[ \t]+\w|(?:public|private|protected)[ \t]*:)|\bstd::|\bconstexpr\b|\bvirtual\b/m,
  },
  configFiles: ['compile_commands.json'],
  builtConfigFiles: ['compile_commands.json'],
  nodes: {
    comment: { role: 'comment' },
    preproc_include: { role: 'hook' },
    system_lib_string: plain,
    preproc_def: { role: 'macro', slots: { name: 'name', value: 'value' } },
    preproc_function_def: {
      role: 'macro',
      slots: { name: 'name', parameters: 'parameters', value: 'value' },
    },
    preproc_params: plain,
    preproc_arg: plain,
    preproc_call: { role: 'ignore' },

    namespace_definition: {
      role: 'namespace',
      slots: { name: 'name', body: 'body' },
      isPackage: true,
      isApart: true,
    },
    nested_namespace_specifier: plain,
    namespace_identifier: { role: 'name' },
    namespace_alias_definition: { role: 'hook' },
    anonymous_namespace: made({ role: 'plain' }),
    declaration_list: plain,
    using_declaration: { role: 'hook' },
    '"namespace"': plain,
    '"inline"': plain,
    '"enum"': plain,
    linkage_specification: plain,

    template_declaration: plain,
    template_parameter_list: plain,
    type_parameter_declaration: plain,
    optional_type_parameter_declaration: plain,
    variadic_type_parameter_declaration: plain,
    template_template_parameter_declaration: plain,
    requires_clause: { role: 'ignore' },
    type_parameters: made({ role: 'plain' }),
    type_parameter: made({ role: 'type-parameter' }),
    concept_definition: { role: 'ignore' },
    requires_expression: { role: 'ignore' },
    static_assert_declaration: plain,
    template_instantiation: { role: 'ignore' },
    friend_declaration: plain,
    access_specifier: { role: 'ignore' },
    attribute_declaration: { role: 'ignore' },
    attribute_specifier: { role: 'ignore' },
    ms_declspec_modifier: { role: 'ignore' },

    class_specifier: { role: 'class', slots: classSlots, scope: 'block' },
    struct_specifier: { role: 'class', slots: classSlots, scope: 'block' },
    union_specifier: { role: 'class', slots: classSlots, scope: 'block' },
    enum_specifier: { role: 'class', slots: classSlots, symbol: 'Enum', scope: 'block' },
    base_class_clause: { role: 'extends' },
    field_declaration_list: { role: 'class-body' },
    enumerator_list: plain,
    enumerator_link: made({ role: 'hook' }),
    enumerator: { role: 'instance-constant', slots: { name: 'name' } },
    member_part: made({
      role: 'extension',
      slots: { type: 'type', body: 'body', typeParameters: 'typeParameters' },
    }),
    member_part_body: made({ role: 'plain' }),

    function_definition: { role: 'function', slots: callable, scope: 'block' },
    function_declarator: plain,
    abstract_function_declarator: plain,
    pointer_declarator: plain,
    abstract_pointer_declarator: plain,
    reference_declarator: plain,
    abstract_reference_declarator: plain,
    array_declarator: plain,
    abstract_array_declarator: plain,
    parenthesized_declarator: plain,
    abstract_parenthesized_declarator: plain,
    attributed_declarator: plain,
    init_declarator: plain,
    variadic_declarator: plain,
    pointer_type_declarator: plain,
    structured_binding_declarator: { role: 'sequence-pattern' },
    operator_cast: plain,
    operator_name: { role: 'name' },
    destructor_name: { role: 'name' },
    ...Object.fromEntries(
      operatorNames.map(({ type, name }) => [type, made({ role: 'name', spells: name })]),
    ),
    trailing_return_type: plain,
    default_method_clause: plain,
    delete_method_clause: plain,
    pure_virtual_clause: plain,
    bitfield_clause: { role: 'ignore' },
    storage_class_specifier: { role: 'flag', flag: 'static', when: /^static$/ },
    virtual_specifier: { role: 'flag', flags: { override: 'replaces' } },
    type_qualifier: { role: 'ignore' },
    ms_call_modifier: { role: 'ignore' },
    noexcept: { role: 'ignore' },
    throw_specifier: { role: 'ignore' },
    explicit_function_specifier: { role: 'ignore' },
    declared_mark: made({ role: 'flag', flag: 'abstract' }),
    friend_part: made({ role: 'plain' }),
    local_mark: made({ role: 'flag', flag: 'static' }),
    field_initializer_list: plain,
    field_initializer: plain,
    field_start: made({
      role: 'construct',
      slots: { function: 'function', arguments: 'arguments' },
      startsMember: true,
    }),

    parameter_list: { role: 'parameters' },
    parameter_declaration: { role: 'parameter', slots: { name: 'name', type: 'type', value: 'value' } },
    optional_parameter_declaration: plain,
    variadic_parameter_declaration: plain,
    '"..."': plain,
    open_parameter: made({
      role: 'parameter',
      slots: { name: 'name', type: 'type', value: 'value' },
      collects: true,
    }),
    rest_name: made({ role: 'name', spells: '...' }),

    declaration: plain,
    field_declaration: plain,
    declared_variable: made({ role: 'assign', slots: typed, scope: 'block' }),
    top_variable: made({
      role: 'field',
      slots: { name: 'name', type: 'type', value: 'value' },
      symbol: 'Variable',
    }),
    member_variable: made({ role: 'field', slots: { name: 'name', type: 'type', value: 'value' } }),
    variable_start: made({ role: 'construct', slots: { function: 'function', arguments: 'arguments' } }),
    type_definition: plain,
    alias_declaration: {
      role: 'type-declaration',
      slots: { name: 'name', value: 'type', typeParameters: 'typeParameters' },
      constant: true,
    },

    compound_statement: { role: 'block', scope: 'block' },
    for_statement: { role: 'block', scope: 'block' },
    if_statement: { role: 'block', scope: 'block' },
    while_statement: { role: 'block', scope: 'block' },
    switch_statement: { role: 'block', scope: 'block' },
    case_statement: plain,
    condition_clause: plain,
    init_statement: plain,
    for_range_loop: { role: 'loop', slots: { ...typed, body: 'body' }, scope: 'block' },
    try_statement: plain,
    catch_clause: { role: 'block', scope: 'block' },
    return_statement: { role: 'return' },
    co_return_statement: { role: 'return' },
    co_await_expression: { role: 'same-type' },
    throw_statement: { role: 'leave' },
    break_statement: { role: 'ignore' },
    continue_statement: { role: 'ignore' },
    goto_statement: { role: 'ignore' },
    statement_identifier: { role: 'ignore' },
    expression_statement: plain,

    identifier: { role: 'name' },
    test_name: made({ role: 'name', namePartsJoin: '.' }),
    field_identifier: { role: 'name' },
    type_identifier: { role: 'name' },
    qualified_identifier: plain,
    scoped_name: made({ role: 'member', slots: member }),
    dependent_name: plain,
    template_method: plain,
    template_function: { role: 'instantiated', slots: { object: 'object' } },
    template_type: { role: 'generic', slots: { object: 'object' } },
    template_argument_list: { role: 'type-arguments' },
    type_descriptor: { role: 'same-type' },
    dependent_type: { role: 'same-type' },
    this: { role: 'self' },
    field_expression: { role: 'member', slots: member },
    call_expression: { role: 'call', slots: { function: 'function', arguments: 'arguments' } },
    argument_list: { role: 'arguments' },
    new_expression: { role: 'construct', slots: { function: 'type', arguments: 'arguments' } },
    new_declarator: plain,
    delete_expression: plain,
    compound_literal_expression: {
      role: 'construct',
      slots: { function: 'type', arguments: 'arguments' },
    },
    initializer_list: { role: 'sequence', literal: 'braces' },
    initializer_pair: { role: 'last' },
    field_designator: { role: 'ignore' },
    assignment_expression: {
      role: 'assign',
      slots: { left: 'left', right: 'right' },
      isReassignment: true,
      operates: 'operator',
    },
    subscript_expression: { role: 'subscript', slots: member, operates: 'operator' },
    subscript_argument_list: plain,
    binary_expression: {
      role: 'operator',
      slots: { left: 'left', right: 'right' },
      operates: 'operator',
      plainSigns: ['&&', '||'],
      tests: { signs: ['==', '!=', '<', '>', '<=', '>=', '&&', '||'], literal: 'bool' },
    },
    unary_expression: onOne,
    pointer_expression: onOne,
    update_expression: onOne,
    address: made({ role: 'address' }),
    behind: made({ role: 'behind' }),
    conditional_expression: {
      role: 'choice',
      slots: { left: 'consequence', right: 'alternative', value: 'condition' },
    },
    comma_expression: { role: 'last' },
    parenthesized_expression: { role: 'same-type' },
    fold_expression: plain,
    cast_expression: { role: 'cast', slots: { type: 'type', value: 'value' } },
    sizeof_expression: plain,
    lambda_expression: {
      role: 'function',
      slots: { parameters: 'parameters', body: 'body', result: 'result' },
      bodyIsResult: true,
    },
    lambda_capture_specifier: plain,
    lambda_capture_initializer: { role: 'assign', slots: { left: 'left', right: 'right' }, scope: 'block' },

    primitive_type: { role: 'literal', literals: primitiveTypes },
    sized_type_specifier: plain,
    sized_type: made({ role: 'literal', literals: primitiveTypes }),
    constant_name: made({ role: 'name', spells: 'const' }),
    pointer_name: made({ role: 'name', spells: '*' }),
    reached_name: made({ role: 'name', spells: '&' }),
    text_pointer: made({ role: 'literal', literal: 'text' }),
    pointer: made({ role: 'literal', literal: 'pointer' }),
    placeholder_type_specifier: plain,
    auto: { role: 'ignore' },
    decltype: plain,
    type_of_value: made({ role: 'type-of' }),
    function_type: made({ role: 'function-type', slots: { parameters: 'parameters', result: 'result' } }),
    array_type: made({ role: 'collection-type', literal: 'array' }),

    string_literal: { role: 'literal', literal: 'text' },
    raw_string_literal: { role: 'literal', literal: 'text' },
    concatenated_string: { role: 'literal', literal: 'text' },
    char_literal: { role: 'literal', literal: 'char' },
    number_literal: {
      role: 'literal',
      literal: 'int',
      suffixes: {
        u: 'unsigned',
        l: 'long',
        ul: 'unsigned long',
        lu: 'unsigned long',
        ll: 'long long',
        ull: 'unsigned long long',
        llu: 'unsigned long long',
      },
    },
    real_literal: made({ role: 'literal', literal: 'double', suffixes: { f: 'float', l: 'long double' } }),
    true: { role: 'literal', literal: 'bool' },
    false: { role: 'literal', literal: 'bool' },
    null: { role: 'literal' },
  },
  rules: completeRules({
    family: 'c',
    names: {
      blockScoped: true,
      declaredBeforeUse: true,
      implicitReceiver: true,
      functionsApart: true,
      typesAlone: true,
      variablesCalled: true,
      packageFunctions: true,
      defaultsSeeParameters: true,
      namelessFunction: '<lambda>',
      shapeOf: readShape,
      notation: { separator: '::' },
    },
    classes: {
      baseWords: [':'],
      constructorsNamedAsClass: true,
      constructorsConvert: true,
      partsOutside: true,
      callConstructs: true,
      callMember: 'operator()',
      ownMembers: ['operator='],
      standInMember: 'operator->',
      memberSearch: 'breadth-first',
      protocolMembers: {
        iterate: 'begin',
        next: 'operator*',
        subscript: 'operator[]',
        enter: '',
        leave: '',
        iterateAsync: '',
        nextAsync: '',
        enterAsync: '',
        leaveAsync: '',
      },
    },
    calls: {
      nearestClassFirst: true,
      argumentPackages: true,
      onlyDecided: true,
      constness: { constant: 'const', reached: '&', isConstant: (shape) => /\)const&{0,2}$/.test(shape) },
      temporaries: { takes: takesTemporary, gives: givesTemporary, movers: ['move'] },
      openLast: true,
      closestFit: true,
      wordsBeforeParentheses: [
        'if',
        'for',
        'while',
        'switch',
        'return',
        'sizeof',
        'alignof',
        'decltype',
        'defined',
        'catch',
        'noexcept',
        'static_assert',
        'case',
        'else',
        'do',
        'const',
        'int',
        'char',
        'void',
        'long',
        'operator',
      ],
    },
    types: {
      typesDecide: true,
      typeArguments: true,
      transparentGenerics: ['const', '&', '*'],
      pointerGeneric: '*',
      conversions,
    },
    modules: {
      moduleUnit: 'package',
      nestedPackages: true,
      includesShow: true,
      builds: {
        platform: getPlatform,
        namesIn,
        holds,
        foreign:
          /^[<"](?:windows|winsock2?|ws2tcpip|shlobj|tchar|direct|io|mach\/\w+|CoreFoundation\/\w+|TargetConditionals)\.h[>"]$/i,
      },
    },
    library: {
      builtins: [],
      builtinPackage: 'std',
      outline: {
        load: () => loadOutline('cpp'),
        iterable: 'std._Range',
        keepers: [],
        modulesArePackages: true,
        typesAreMembers: true,
      },
      tupleTypes: ['tuple', 'pair'],
      builtinTypes: primitives,
      listType: 'array',
      listTypes: ['array'],
      setUps: {
        listen: 'starts a server',
        getopt: 'reads the command line',
        getopt_long: 'reads the command line',
      },
    },
    tests: {
      // GoogleTest, Catch2, doctest and Boost.Test.
      testSignatures:
        /^\s*(?:TEST(?:_F|_P)?|TYPED_TEST(?:_P)?|TEST_CASE(?:_METHOD|_FIXTURE)?|SCENARIO|BOOST_(?:AUTO|FIXTURE)_TEST_CASE)\s*\(/,
    },
    publication: {
      implicitNames: /^(?:main|operator.*|~.*)$/,
    },
  }),
  lexis,
  sample: `#include <vector> // é 😀
#include "a/b.h"
namespace a { namespace { int hid(int x) { return x; } } inline namespace v1 { int q; } namespace b::c { struct S; } }
using namespace a; using a::foo; using T = int; namespace ab = a::b;
template <class T, typename... U> class D final : public virtual B<T>, private ns::C {
  friend class X; friend void ff(int);
public:
  D(int x = 1, ...) noexcept; explicit D(const D&) = default; ~D(); virtual int f(const std::string& s, int) const override = 0;
  static int g(); operator bool() const; D& operator=(D&& o); int a, *b = nullptr, c{3}; using Base::Base;
  enum class E : int { A, B = 2 }; template<class Q> void tm(Q&& q) { q.x(); } T operator()(int) const; int arr[3]; int (*fp)(int);
  struct { int q; } anon;
};
template <> class D<int> {};
template<class T> D<T>::D(int x) : B<T>(x), a(1), c{x} { this->f("ünïcödé"); B<T>::g(); }
int ns::D<int>::f(int x) const { return a.b()->c<int>(x); }
auto lam = [=, &x, y = z](int a, auto b) mutable -> int { return a; };
void h() {
  for (auto& [k, v] : m) { k.f(); } for (int i = 0; i < 3; ++i) {} auto p = new D<int>(3); delete p;
  std::unique_ptr<D> q(new D{1}); D d(1, 2), e{1}, f = D(3); D g = {1, 2}; if (auto z = foo(); z) {}
  try { throw E(1); } catch (const std::exception& e) {} catch (...) {}
  static_cast<D*>(p)->f(); (D*)p; x = a + b; x[1]; *p; !q; std::move(d); ::glob(); a::b::foo<int>(1); d.template foo<int>();
  int arr[] = {1,2}; switch (x) { case 1: break; } goto l; l: ; do {} while(x);
}
extern "C" { int cc(int); } extern "C" void dd(); enum E2 { X1, Y1 = 1.5f }; typedef struct { int a; } St; typedef void (*Fn)(int);
std::ostream& operator<<(std::ostream& o, const D& d) { return o << d.a; }
static const unsigned long k = 3; TEST(Foo, Bar) { EXPECT_EQ(1, f()); }
#define M(x) foo(x)
auto fn() -> decltype(x) { co_return 1; }
`,
  hooks,
};
