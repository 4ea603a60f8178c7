// Go, for tree-sitter-go 0.25.

import { loadOutline } from '../../entry.ts';
import { completeRules } from '../rules/index.ts';
import type { Language } from '../language.ts';
import { builtins, builtinTypes, laterCallbacks, laterTypes } from './builtins.ts';
import { hooks } from './hooks.ts';
import { lexis } from './lexis.ts';

export const go: Language = {
  id: 'go',
  extensions: { '.go': 'tree-sitter-go' },
  grammars: { 'tree-sitter-go': { package: 'tree-sitter-go', wasm: 'tree-sitter-go.wasm' } },
  configFiles: ['go.mod', 'go.work'],
  nodes: {
    comment: { role: 'comment' },
    package_clause: { role: 'hook' },
    import_spec: { role: 'hook' },
    dot: { role: 'plain' },
    blank_identifier: { role: 'plain' },
    function_declaration: {
      role: 'function',
      slots: {
        name: 'name',
        typeParameters: 'type_parameters',
        parameters: 'parameters',
        result: 'result',
        body: 'body',
      },
    },
    method_declaration: {
      role: 'function',
      slots: {
        receiver: 'receiver',
        name: 'name',
        parameters: 'parameters',
        result: 'result',
        body: 'body',
      },
    },
    func_literal: { role: 'function', slots: { parameters: 'parameters', result: 'result', body: 'body' } },
    method_elem: { role: 'signature', slots: { name: 'name', parameters: 'parameters', result: 'result' } },
    type_spec: {
      role: 'type-declaration',
      slots: { name: 'name', typeParameters: 'type_parameters', value: 'type' },
      scope: 'block',
    },
    type_alias: {
      role: 'type-declaration',
      slots: { name: 'name', typeParameters: 'type_parameters', value: 'type' },
      scope: 'block',
      constant: true,
    },
    struct_type: { role: 'class' },
    interface_type: { role: 'class', symbol: 'Interface' },
    field_declaration: { role: 'field', slots: { name: 'name', type: 'type' } },
    type_elem: { role: 'embedded' },
    type_constraint: { role: 'embedded' },
    type_parameter_list: { role: 'plain' },
    type_parameter_declaration: { role: 'type-parameter', slots: { name: 'name', type: 'type' } },
    parameter_list: { role: 'parameters' },
    parameter_declaration: { role: 'parameter', slots: { name: 'name', type: 'type' } },
    variadic_parameter_declaration: {
      role: 'parameter',
      slots: { name: 'name', type: 'type' },
      collects: true,
    },
    block: { role: 'block', scope: 'block' },
    if_statement: { role: 'block', scope: 'block' },
    for_statement: { role: 'block', scope: 'block' },
    expression_switch_statement: { role: 'block', scope: 'block' },
    expression_case: { role: 'block', scope: 'block' },
    default_case: { role: 'block', scope: 'block' },
    communication_case: { role: 'block', scope: 'block' },
    type_switch_statement: { role: 'type-switch', slots: { name: 'alias', value: 'value' } },
    type_case: { role: 'type-case', slots: { type: 'type' } },
    range_clause: { role: 'keyed-loop', slots: { left: 'left', right: 'right' } },
    short_var_declaration: { role: 'assign-lists', slots: { left: 'left', right: 'right' } },
    receive_statement: { role: 'assign-lists', slots: { left: 'left', right: 'right' } },
    var_spec: { role: 'assign-lists', slots: { left: 'name', right: 'value', type: 'type' } },
    const_declaration: { role: 'plain' },
    const_spec: {
      role: 'assign-lists',
      slots: { left: 'name', right: 'value', type: 'type' },
      repeats: true,
    },
    assignment_statement: { role: 'update' },
    expression_list: { role: 'list' },
    identifier: { role: 'name' },
    type_identifier: { role: 'name' },
    package_identifier: { role: 'name' },
    field_identifier: { role: 'plain' },
    selector_expression: { role: 'member', slots: { object: 'operand', property: 'field' } },
    qualified_type: { role: 'member', slots: { object: 'package', property: 'name' } },
    index_expression: { role: 'subscript', slots: { object: 'operand', property: 'index' } },
    slice_expression: { role: 'same-type', slots: { value: 'operand' } },
    call_expression: { role: 'call', slots: { function: 'function', arguments: 'arguments' } },
    argument_list: { role: 'arguments' },
    type_arguments: { role: 'type-arguments' },
    type_assertion_expression: { role: 'cast', slots: { value: 'operand', type: 'type' } },
    type_conversion_expression: { role: 'conversion', slots: { value: 'operand', type: 'type' } },
    type_instantiation_expression: { role: 'generic', slots: { object: 'type' } },
    composite_literal: { role: 'composite', slots: { type: 'type', body: 'body' } },
    literal_value: { role: 'plain' },
    keyed_element: { role: 'pair', slots: { property: 'key', value: 'value' } },
    unary_expression: { role: 'unary', slots: { value: 'operand' } },
    '"<-"': { role: 'element-mark' },
    binary_expression: { role: 'operator', slots: { left: 'left', right: 'right' }, keepsType: true },
    generic_type: { role: 'generic', slots: { object: 'type' } },
    pointer_type: { role: 'same-type' },
    negated_type: { role: 'same-type' },
    slice_type: { role: 'collection-type', slots: { value: 'element' }, literal: 'slice' },
    array_type: { role: 'collection-type', slots: { value: 'element' }, literal: 'array' },
    implicit_length_array_type: { role: 'collection-type', slots: { value: 'element' }, literal: 'array' },
    channel_type: { role: 'collection-type', slots: { value: 'value' }, literal: 'chan' },
    map_type: { role: 'map-type', slots: { key: 'key', value: 'value' } },
    function_type: { role: 'function-type', slots: { parameters: 'parameters', result: 'result' } },
    interpreted_string_literal: { role: 'literal' },
    raw_string_literal: { role: 'literal' },
    int_literal: { role: 'literal' },
    float_literal: { role: 'literal' },
    imaginary_literal: { role: 'literal' },
    rune_literal: { role: 'literal' },
    true: { role: 'literal' },
    false: { role: 'literal' },
    nil: { role: 'literal' },
    iota: { role: 'literal' },
  },
  rules: completeRules({
    family: 'go',
    names: {
      blockScoped: true,
      declaredBeforeUse: true,
      blankName: '_',
      namelessFunction: '<func>',
    },
    classes: {
      receiver: 'declared',
      structuralInterfaces: true,
      memberSearch: 'breadth-first',
    },
    calls: { spreadsResults: true },
    types: {
      typeArguments: true,
      typesDecide: true,
      synonyms: ['any', 'byte', 'uint8', 'rune', 'int32', 'comparable'],
    },
    modules: {
      moduleUnit: 'directory',
      topPackages: ['main'],
    },
    library: {
      builtins,
      builtinPackage: 'builtin',
      builtinTypes,
      outline: {
        load: () => loadOutline('go'),
        iterable: 'builtin.iterable',
        keepers: [],
        packagesGiveTheirOwn: true,
        modulesArePackages: true,
      },
      libraryTypes: laterTypes,
      streamTypes: ['chan', 'Seq'],
      setUps: { ListenAndServe: 'starts a server', ListenAndServeTLS: 'starts a server' },
      // No declaration says what these give.
      builtinResults: {
        append: 'argument',
        max: 'argument',
        min: 'argument',
        make: 'instance',
        new: 'instance',
      },
      libraryCallbacks: laterCallbacks,
    },
    tests: {
      testSuffix: '_test',
      testPrefixes: ['Test', 'Benchmark', 'Example', 'Fuzz'],
    },
    publication: {
      privateNames: /^(?!\p{Lu})/u,
      reachedByComment: /^\/\/(?:export|go:linkname|go:cgo_export_\w+|go:wasmexport)[ \t]/m,
      // Targets of Mage.
      toolFiles: /^\/\/(?:go:build|\s*\+build)\b.*\bmage\b/m,
      implicitNames: /^(?:init|main|_)$/,
    },
  }),
  lexis,
  sample: `package a // é 😀

import (
	"fmt"
	. "a/b"
	_ "c"
)

type S[T any, U interface{ M() }] struct {
	*A
	p.B
	a, b int \`tag\`
	c    map[string][]chan<- func(int) (T, error)
}

func (s *S[T]) m(a, b int, rest ...string) (x int, err error) {
	const k, l = iota, 'x'
	v, ok := f[int](1).(T)
	switch q := x; v := x.(type) {
	case int, *T:
		return v.m(rest[1:]...), nil
	default:
	}
	for i, x := range []T{{a: 1}, 2: {b: &c{}}} {
		go func() { defer close(ch) }()
	}
	select {
	case v, ok := <-c:
		"ünïcödé \\n"; (*T).Method(x)
	}
}
`,
  hooks,
};
