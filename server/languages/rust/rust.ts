// Rust, for tree-sitter-rust 0.24.

import { loadOutline } from '../../entry.ts';
import { completeRules } from '../rules/index.ts';
import type { Language } from '../language.ts';
import { builtins, primitives } from './builtins.ts';
import { isLeftOut } from './configurations.ts';
import { hooks } from './hooks.ts';
import { lexis } from './lexis.ts';
import { modulePathOf } from './modulePath.ts';
import * as operators from './operators.ts';

const callable = {
  name: 'name',
  typeParameters: 'type_parameters',
  parameters: 'parameters',
  result: 'return_type',
  body: 'body',
};
const typeSlots = { name: 'name', body: 'body', typeParameters: 'type_parameters' };

export const rust: Language = {
  id: 'rust',
  extensions: { '.rs': 'tree-sitter-rust' },
  grammars: { 'tree-sitter-rust': { package: 'tree-sitter-rust', wasm: 'tree-sitter-rust.wasm' } },
  configFiles: ['Cargo.toml', 'main.rs'],
  nodes: {
    source_file: { role: 'plain' },
    line_comment: { role: 'comment' },
    block_comment: { role: 'comment' },
    doc_comment: { role: 'ignore' },
    inner_doc_comment_marker: { role: 'ignore' },
    outer_doc_comment_marker: { role: 'ignore' },
    shebang: { role: 'ignore' },
    visibility_modifier: { role: 'ignore' },
    mutable_specifier: { role: 'ignore' },
    lifetime: { role: 'ignore' },
    lifetime_parameter: { role: 'ignore' },
    label: { role: 'ignore' },
    function_modifiers: { role: 'flag', flag: 'async', when: /\basync\b/ },
    attribute_item: { role: 'mark' },
    inner_attribute_item: { role: 'ignore' },
    attribute: { role: 'plain', slots: { arguments: 'arguments' } },
    token_tree: { role: 'plain' },

    use_declaration: { role: 'hook' },
    use_list: { role: 'plain' },
    scoped_use_list: { role: 'plain' },
    use_as_clause: { role: 'plain' },
    use_wildcard: { role: 'plain' },
    extern_crate_declaration: { role: 'hook' },
    mod_item: { role: 'namespace', slots: { name: 'name', body: 'body' }, isElsewhere: true },
    macro_definition: { role: 'function', slots: { name: 'name' }, nameMark: '!' },
    macro_rule: { role: 'ignore' },

    function_item: { role: 'function', slots: callable },
    function_signature_item: { role: 'function', slots: callable },
    closure_expression: {
      role: 'function',
      slots: { parameters: 'parameters', result: 'return_type', body: 'body' },
      bodyIsResult: true,
    },
    parameters: { role: 'parameters' },
    closure_parameters: { role: 'parameters' },
    parameter: { role: 'parameter', slots: { name: 'pattern', type: 'type' } },
    self_parameter: { role: 'self' },
    variadic_parameter: { role: 'plain' },
    struct_item: { role: 'class', slots: typeSlots, scope: 'block' },
    union_item: { role: 'class', slots: typeSlots, scope: 'block' },
    enum_item: { role: 'class', slots: typeSlots, symbol: 'Enum', scope: 'block' },
    trait_item: {
      role: 'class',
      slots: { ...typeSlots, bases: 'bounds' },
      symbol: 'Interface',
      scope: 'block',
      ownType: 'Self',
    },
    impl_item: {
      role: 'extension',
      slots: { type: 'type', bases: 'trait', body: 'body', typeParameters: 'type_parameters' },
    },
    declaration_list: { role: 'plain' },
    field_declaration_list: { role: 'plain' },
    field_declaration: { role: 'field', slots: { name: 'name', type: 'type' } },
    ordered_field_declaration_list: { role: 'numbered-fields', slots: { type: 'type' } },
    enum_variant_list: { role: 'plain' },
    enum_variant: { role: 'variant', slots: { name: 'name', body: 'body', value: 'value' } },
    type_item: {
      role: 'type-declaration',
      slots: { name: 'name', value: 'type', typeParameters: 'type_parameters' },
      scope: 'block',
      constant: true,
    },
    associated_type: {
      role: 'type-declaration',
      slots: { name: 'name', value: 'bounds', typeParameters: 'type_parameters' },
      scope: 'block',
    },
    type_parameters: { role: 'plain' },
    type_parameter: { role: 'type-parameter', slots: { name: 'name', type: 'bounds' } },
    const_parameter: { role: 'ignore' },
    trait_bounds: { role: 'bounds' },
    bounded_type: { role: 'bounds' },
    removed_trait_bound: { role: 'ignore' },
    where_predicate: { role: 'bound', slots: { name: 'left', bases: 'bounds' } },

    const_item: { role: 'assign', slots: { left: 'name', type: 'type', right: 'value' } },
    static_item: { role: 'assign', slots: { left: 'name', type: 'type', right: 'value' } },
    let_declaration: {
      role: 'assign',
      slots: { left: 'pattern', type: 'type', right: 'value', body: 'alternative' },
    },
    let_condition: { role: 'assign', slots: { left: 'pattern', right: 'value' } },
    assignment_expression: { role: 'update' },
    compound_assignment_expr: {
      role: 'update',
      slots: { left: 'left', right: 'right' },
      operates: operators.updates,
    },

    tuple_struct_pattern: { role: 'constructor-pattern', slots: { type: 'type' } },
    struct_pattern: { role: 'fields-pattern', slots: { type: 'type' } },
    field_pattern: { role: 'pair-pattern', slots: { property: 'name', value: 'pattern' } },
    remaining_field_pattern: { role: 'rest-pattern' },
    tuple_pattern: { role: 'sequence-pattern' },
    '"_"': { role: 'ignore' },
    slice_pattern: { role: 'sequence-pattern' },
    captured_pattern: { role: 'capture-pattern' },
    or_pattern: { role: 'alternatives' },
    ref_pattern: { role: 'same-type' },
    reference_pattern: { role: 'same-type' },
    mut_pattern: { role: 'same-type' },

    block: { role: 'block', scope: 'block', isValue: true },
    while_expression: { role: 'block', scope: 'block' },
    if_expression: { role: 'conditional', slots: { left: 'consequence', right: 'alternative' } },
    match_expression: { role: 'select', slots: { value: 'value', body: 'body' } },
    match_block: { role: 'plain' },
    match_arm: { role: 'arm', slots: { left: 'pattern', right: 'value' } },
    match_pattern: { role: 'plain' },
    for_expression: {
      role: 'loop',
      slots: { left: 'pattern', right: 'value', body: 'body' },
      scope: 'block',
    },
    return_expression: { role: 'return' },

    identifier: { role: 'name' },
    type_identifier: { role: 'name' },
    field_identifier: { role: 'name' },
    shorthand_field_identifier: { role: 'name' },
    crate: { role: 'name' },
    super: { role: 'name' },
    self: { role: 'self' },
    scoped_identifier: { role: 'path', slots: { object: 'path', property: 'name' } },
    scoped_type_identifier: { role: 'path', slots: { object: 'path', property: 'name' } },
    bracketed_type: { role: 'same-type' },
    qualified_type: { role: 'same-type', slots: { value: 'type' } },
    field_expression: { role: 'member', slots: { object: 'value', property: 'field' } },
    index_expression: { role: 'index', operates: operators.indexes },
    call_expression: { role: 'call', slots: { function: 'function', arguments: 'arguments' } },
    macro_invocation: { role: 'call', slots: { function: 'macro' } },
    made_function: { role: 'function', slots: callable, isMade: true },
    made_name: { role: 'name', isMade: true },
    made_type: { role: 'name', isMade: true },
    made_self: { role: 'self', isMade: true },
    generic_function: { role: 'instantiated', slots: { object: 'function' } },
    arguments: { role: 'arguments' },
    struct_expression: { role: 'composite', slots: { type: 'name', body: 'body' } },
    field_initializer_list: { role: 'plain' },
    field_initializer: { role: 'pair', slots: { property: 'field', value: 'value' } },
    shorthand_field_initializer: { role: 'same-type' },
    base_field_initializer: { role: 'same-type' },
    try_expression: { role: 'await' },
    await_expression: { role: 'same-type' },
    reference_expression: { role: 'same-type', slots: { value: 'value' } },
    parenthesized_expression: { role: 'same-type' },
    unary_expression: { role: 'unary', operates: operators.onOne },
    binary_expression: {
      role: 'operator',
      slots: { left: 'left', right: 'right' },
      keepsType: true,
      operates: operators.onTwo,
      tests: { signs: ['==', '!=', '<', '>', '<=', '>=', '&&', '||'], literal: 'bool' },
    },
    range_expression: { role: 'range' },
    type_cast_expression: { role: 'cast', slots: { value: 'value', type: 'type' } },
    tuple_expression: { role: 'sequence', literal: 'tuple' },
    array_expression: { role: 'sequence', literal: 'Slice' },
    unit_expression: { role: 'literal' },

    generic_type: { role: 'generic', slots: { object: 'type' } },
    generic_type_with_turbofish: { role: 'generic', slots: { object: 'type' } },
    type_arguments: { role: 'type-arguments' },
    type_binding: { role: 'same-type', slots: { value: 'type' } },
    array_type: { role: 'collection-type', slots: { value: 'element' }, literal: 'Slice' },
    tuple_type: { role: 'sequence', literal: 'tuple' },
    reference_type: { role: 'same-type', slots: { value: 'type' } },
    pointer_type: { role: 'same-type', slots: { value: 'type' } },
    dynamic_type: { role: 'same-type', slots: { value: 'trait' } },
    abstract_type: { role: 'same-type', slots: { value: 'trait' } },
    higher_ranked_trait_bound: { role: 'same-type', slots: { value: 'type' } },
    function_type: { role: 'function-type', slots: { parameters: 'parameters', result: 'return_type' } },
    primitive_type: { role: 'literal', literals: primitives },
    unit_type: { role: 'literal' },
    never_type: { role: 'ignore' },

    string_literal: { role: 'literal', literal: 'Str' },
    raw_string_literal: { role: 'literal', literal: 'Str' },
    char_literal: { role: 'literal', literal: 'Char' },
    integer_literal: { role: 'literal' },
    float_literal: { role: 'literal', literal: 'f64' },
    boolean_literal: { role: 'literal', literal: 'bool' },
  },
  rules: completeRules({
    family: 'rust',
    names: {
      blockScoped: true,
      declaredBeforeUse: true,
      separateTypes: true,
      redeclares: true,
      blankName: '_',
      variables: /^[\p{Ll}_]/u,
      moduleNames: { self: 'self', parent: 'super', root: 'crate' },
      namelessFunction: '<closure>',
      notation: { separator: '::', moduleOf: modulePathOf },
    },
    classes: {
      receiver: 'declared',
      receiverParameter: 'self',
      callConstructs: true,
      methodsApart: true,
      interfacesAreWhole: true,
      standInMember: 'deref',
      protocolMembers: { iterate: 'into_iter', next: 'next' },
      derivingMark: 'derive',
      baseWords: ['for'],
    },
    calls: { macroMark: '!' },
    types: {
      typesDecide: true,
      typeArguments: true,
      selfTypes: ['Self'],
    },
    flow: { leavesOut: isLeftOut },
    modules: { moduleUnit: 'file', packagesAreNames: true },
    library: {
      builtins,
      builtinPackage: 'std',
      outline: {
        load: () => loadOutline('rust'),
        iterable: 'std.iter.IntoIterator',
        awaitable: 'std.ops.Tried',
        keepers: [],
      },
      builtinTypes: Object.keys(primitives),
      listType: 'Slice',
      listTypes: ['Slice'],
      tupleMember: { prefix: '', first: 0 },
      iteratorTypes: [],
    },
    tests: {
      testMarks: /^#\[\s*(?:\w+\s*::\s*)*(?:test|bench|test_case|rstest|quickcheck)\b/,
      testScopeMarks: /^#\[\s*cfg\s*\(\s*(?:all\s*\(\s*)?test\b/,
    },
    publication: {
      publicSignatures: /^pub\b/,
      implicitNames: /^(?:main|drop|deref|deref_mut|index|index_mut|call|call_mut|call_once)$/,
    },
  }),
  lexis,
  sample: `//! é 😀
use a::{self, b::c as d, e::*, f::{g, h}}; pub use crate::i; extern crate j as k;
/// doc
#[derive(Clone, Debug)] #[cfg(test)] pub(crate) mod l;
pub struct S<'a, T: X + Y = u8, const N: usize> where T: Z, for<'b> &'b T: W { pub a: &'a mut T, b: [u8; N] }
struct U(pub i32, (T, !)); union V { a: *const u8 }
enum E { A = 1, B(i32, S), C { x: dyn Fn(u8) -> T + Send } }
impl<T: ?Sized> Tr<T> for S<T> where T: Q { const K: u8 = 1; type O = T;
  async fn f(&mut self, x: &'static str, (a, ref b): (A, B)) -> Result<Self::O, E> { self.a.b()?.0 .1; Self::g::<u8>(x)?; <S as Tr>::f(&s).await } }
unsafe trait Tr: A + B { type O: Z; fn f(self: Box<Self>); fn g() -> impl Iterator<Item = u8> { 1..=2 } }
macro_rules! m { ($x:expr) => { $x.foo() } }
extern "C" { fn n(a: u8, ...); static O: u8; }
fn main() { #[allow(unused)]
  let Some(x) = opt else { return }; let mut v: Vec<_> = vec![1, 2]; println!("ünïcödé {}", r#"a"b"#);
  match v { E::B(n, S { a, ref b, c: d, .. }) | E::B(n, _) if n > 0 => a.b(), x @ 1..=2 => {} _ => {} }
  if let Some(y) = x && z { y } else if w { 2 } else { super::p(crate::q, 'c', 1.0) };
  let c = move |a: u8, &(mut b, _)| -> u8 { a as u8 }; let [a, .., b] = c[1..]; S { a: 1, b, ..Default::default() };
  'a: loop { while let Some(x) = q.pop() { break 'a; } for (i, x) in v.iter() { continue } }
  a = -b; a += !*c; unsafe { async move { () } }; Vec::<u8>::new(); static Y: fn(u8) = r;
}
`,
  hooks,
};
