// Rules for the node types that the grammars of JavaScript and TypeScript share. What only one of them has, or has with
// other fields, stands in the descriptor of that language.

import type { NodeRule } from '../language.ts';

type Nodes = Readonly<Record<string, NodeRule>>;
type Fields = Readonly<Record<string, string>>;

/** Nodes that mean the same in all grammars. */
export const sharedNodes: Nodes = {
  comment: { role: 'comment' },
  hash_bang_line: { role: 'ignore' },
  decorator: { role: 'decorator' },
  '"async"': { role: 'flag', flag: 'async' },
  '"static"': { role: 'flag', flag: 'static' },
  '"get"': { role: 'flag', flag: 'property' },
  '"set"': { role: 'flag', flag: 'setter' },
  class_body: { role: 'plain' },
  class_static_block: { role: 'block', scope: 'block' },
  computed_property_name: { role: 'plain' },

  statement_block: { role: 'block', scope: 'block' },
  switch_body: { role: 'block', scope: 'block' },
  for_statement: { role: 'block', scope: 'block' },
  for_in_statement: {
    role: 'loop',
    slots: { left: 'left', right: 'right', body: 'body' },
    scope: 'block',
  },
  catch_clause: { role: 'catch', slots: { name: 'parameter' }, scope: 'block' },
  lexical_declaration: { role: 'declare', scope: 'block' },
  variable_declaration: { role: 'declare', scope: 'function' },
  return_statement: { role: 'return' },
  if_statement: { role: 'branch', slots: { value: 'condition', body: 'consequence' } },
  while_statement: { role: 'branch', slots: { value: 'condition', body: 'body' } },
  throw_statement: { role: 'leave' },
  break_statement: { role: 'leave' },
  continue_statement: { role: 'leave' },
  do_statement: { role: 'plain' },

  import_statement: { role: 'hook' },
  import_clause: { role: 'plain' },
  named_imports: { role: 'plain' },
  import_specifier: { role: 'plain' },
  namespace_import: { role: 'plain' },
  export_statement: { role: 'hook' },
  export_clause: { role: 'plain' },
  export_specifier: { role: 'plain' },
  namespace_export: { role: 'plain' },
  import: { role: 'ignore' },

  formal_parameters: { role: 'parameters' },
  array_pattern: { role: 'sequence-pattern' },
  object_pattern: { role: 'object-pattern' },
  pair_pattern: { role: 'pair-pattern', slots: { property: 'key', value: 'value' } },
  assignment_pattern: { role: 'default-pattern', slots: { left: 'left', right: 'right' } },
  object_assignment_pattern: { role: 'default-pattern', slots: { left: 'left', right: 'right' } },
  rest_pattern: { role: 'rest-pattern', literal: 'Array' },
  shorthand_property_identifier_pattern: { role: 'name' },

  identifier: { role: 'name' },
  property_identifier: { role: 'ignore' },
  private_property_identifier: { role: 'ignore' },
  this: { role: 'self' },
  super: { role: 'super' },
  member_expression: { role: 'member', slots: { object: 'object', property: 'property' } },
  subscript_expression: { role: 'subscript', slots: { object: 'object', property: 'index' } },
  call_expression: { role: 'call', slots: { function: 'function', arguments: 'arguments' } },
  new_expression: { role: 'construct', slots: { function: 'constructor', arguments: 'arguments' } },
  arguments: { role: 'arguments' },
  assignment_expression: {
    role: 'assign',
    slots: { left: 'left', right: 'right' },
    isReassignment: true,
  },
  augmented_assignment_expression: {
    role: 'assign',
    slots: { left: 'left', right: 'right' },
    isReassignment: true,
  },
  binary_expression: { role: 'operator', slots: { left: 'left', right: 'right' } },
  '"&&"': { role: 'choice-mark' },
  '"||"': { role: 'choice-mark' },
  '"??"': { role: 'choice-mark' },
  '"instanceof"': { role: 'type-test-mark' },
  ternary_expression: {
    role: 'choice',
    slots: { left: 'consequence', right: 'alternative', value: 'condition' },
  },
  parenthesized_expression: { role: 'same-type' },
  sequence_expression: { role: 'last' },
  unary_expression: { role: 'plain' },
  '"!"': { role: 'negation-mark' },
  update_expression: { role: 'plain' },
  spread_element: { role: 'spread' },
  await_expression: { role: 'await' },
  yield_expression: { role: 'yield', literal: '*' },
  meta_property: { role: 'literal', literals: { 'import.meta': 'ImportMeta' } },
  object: { role: 'object' },
  pair: { role: 'pair', slots: { property: 'key', value: 'value' } },
  shorthand_property_identifier: { role: 'shorthand' },
  array: { role: 'sequence', literal: 'Array' },
  string: { role: 'literal', literal: 'String' },
  template_string: { role: 'literal', literal: 'String' },
  number: { role: 'literal', literal: 'Number' },
  true: { role: 'literal', literal: 'Boolean' },
  false: { role: 'literal', literal: 'Boolean' },
  regex: { role: 'literal', literal: 'RegExp' },
  null: { role: 'literal' },
  undefined: { role: 'literal' },
};

/** Declarations whose fields differ: `typed` names the fields that only the typed language has. */
export function declarationNodes(typed: Fields): Nodes {
  const isTyped = Object.keys(typed).length > 0;
  const callable = { name: 'name', parameters: 'parameters', body: 'body', ...typed };
  const types: Fields = isTyped ? { typeParameters: 'type_parameters' } : {};
  const classSlots = { name: 'name', body: 'body', ...types };
  return {
    function_declaration: { role: 'function', slots: callable, scope: 'block' },
    generator_function_declaration: { role: 'function', slots: callable, scope: 'block' },
    function_expression: { role: 'function', slots: callable },
    generator_function: { role: 'function', slots: callable },
    method_definition: { role: 'function', slots: callable },
    arrow_function: {
      role: 'function',
      slots: { parameters: 'parameters', parameter: 'parameter', body: 'body', ...typed },
      bodyIsResult: true,
    },
    class_declaration: { role: 'class', slots: classSlots, scope: 'block' },
    class: { role: 'class', slots: classSlots },
    variable_declarator: {
      role: 'assign',
      slots: { left: 'name', right: 'value', ...(isTyped ? { type: 'type' } : {}) },
    },
  };
}

/** Elements of markup: a component is a reference to it. */
export const markupNodes: Nodes = {
  jsx_element: { role: 'plain' },
  jsx_opening_element: { role: 'hook' },
  jsx_self_closing_element: { role: 'hook' },
  jsx_closing_element: { role: 'ignore' },
  jsx_attribute: { role: 'plain' },
  jsx_expression: { role: 'plain' },
  jsx_namespace_name: { role: 'ignore' },
};
