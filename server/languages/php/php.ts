// PHP, for tree-sitter-php 0.24.

import { loadOutline } from '../../entry.ts';
import { completeRules } from '../rules/index.ts';
import type { Language } from '../language.ts';
import { hooks } from './hooks.ts';
import { lexis } from './lexis.ts';
import { callers, classes, functions } from './outline/names.ts';

const callable = { parameters: 'parameters', body: 'body', result: 'return_type' };
const named = { name: 'name', ...callable };
const type = { name: 'name', body: 'body' };
const member = { object: 'object', property: 'name' };
const call = { ...member, arguments: 'arguments' };

export const php: Language = {
  id: 'php',
  extensions: { '.php': 'tree-sitter-php', '.phtml': 'tree-sitter-php' },
  interpreters: { php: 'tree-sitter-php' },
  grammars: { 'tree-sitter-php': { package: 'tree-sitter-php', wasm: 'tree-sitter-php.wasm' } },
  configFiles: ['composer.json'],
  nodes: {
    comment: { role: 'comment' },
    namespace_definition: { role: 'hook' },
    namespace_name: { role: 'plain' },
    namespace_use_declaration: { role: 'hook' },
    attribute: { role: 'decorator' },
    declare_directive: { role: 'ignore' },
    goto_statement: { role: 'ignore' },
    named_label_statement: { role: 'ignore' },

    class_declaration: { role: 'class', slots: type },
    interface_declaration: { role: 'class', slots: type, symbol: 'Interface' },
    trait_declaration: { role: 'class', slots: type },
    enum_declaration: { role: 'class', slots: type, symbol: 'Enum' },
    anonymous_class: { role: 'class', slots: { body: 'body' } },
    base_clause: { role: 'extends' },
    class_interface_clause: { role: 'implements' },
    declaration_list: { role: 'plain' },
    enum_declaration_list: { role: 'plain' },
    enum_case: { role: 'instance-constant', slots: { name: 'name' } },
    use_declaration: { role: 'mixes-in' },
    use_as_clause: { role: 'member-alias' },
    use_instead_of_clause: { role: 'member-alias', constant: true },
    static_modifier: { role: 'flag', flag: 'static' },
    abstract_modifier: { role: 'flag', flag: 'abstract' },
    visibility_modifier: { role: 'promotes' },
    readonly_modifier: { role: 'promotes' },

    function_definition: { role: 'function', slots: named },
    method_declaration: { role: 'function', slots: named },
    // Both see the object of the method around them, and variables of the function: the first those that it lists.
    anonymous_function: { role: 'function', slots: callable, bodyIsResult: true },
    arrow_function: { role: 'function', slots: callable, bodyIsResult: true },
    property_hook: {
      role: 'function',
      slots: { parameters: 'parameters', body: 'body' },
      bodyIsResult: true,
    },
    formal_parameters: { role: 'parameters' },
    simple_parameter: { role: 'parameter', slots: { name: 'name', type: 'type', value: 'default_value' } },
    property_promotion_parameter: {
      role: 'parameter',
      slots: { name: 'name', type: 'type', value: 'default_value' },
    },
    variadic_parameter: { role: 'parameter', slots: { name: 'name', type: 'type' }, collects: true },

    property_declaration: { role: 'declare', slots: { type: 'type' } },
    property_element: { role: 'assign', slots: { left: 'name', right: 'default_value' } },
    const_declaration: { role: 'declare', slots: { type: 'type' } },
    const_element: { role: 'assign' },
    static_variable_declaration: { role: 'assign', slots: { left: 'name', right: 'value' } },
    global_declaration: { role: 'outer-module' },
    assignment_expression: { role: 'assign', slots: { left: 'left', right: 'right' } },
    reference_assignment_expression: { role: 'assign', slots: { left: 'left', right: 'right' } },
    augmented_assignment_expression: { role: 'update', slots: { left: 'left', right: 'right' } },
    list_literal: { role: 'sequence-pattern' },

    compound_statement: { role: 'block' },
    colon_block: { role: 'block' },
    if_statement: { role: 'branch', slots: { value: 'condition', body: 'body' } },
    else_if_clause: { role: 'branch', slots: { value: 'condition', body: 'body' } },
    else_clause: { role: 'block' },
    while_statement: { role: 'branch', slots: { value: 'condition', body: 'body' } },
    case_statement: { role: 'block' },
    default_statement: { role: 'block' },
    try_statement: { role: 'straight' },
    do_statement: { role: 'straight' },
    catch_clause: { role: 'catch', slots: { name: 'name', value: 'type' } },
    foreach_statement: { role: 'each-loop', slots: { body: 'body' } },
    return_statement: { role: 'return' },
    throw_expression: { role: 'leave' },
    exit_statement: { role: 'leave' },
    continue_statement: { role: 'leave' },
    break_statement: { role: 'ignore' },

    name: { role: 'name' },
    relative_scope: { role: 'name' },
    variable_name: { role: 'name' },
    qualified_name: { role: 'qualified-name' },
    relative_name: { role: 'qualified-name' },
    dynamic_variable_name: { role: 'plain' },
    member_access_expression: { role: 'member', slots: member, readsVariable: true },
    nullsafe_member_access_expression: { role: 'member', slots: member, readsVariable: true },
    scoped_property_access_expression: { role: 'member', slots: { object: 'scope', property: 'name' } },
    class_constant_access_expression: { role: 'member' },
    member_call_expression: { role: 'call', slots: call },
    nullsafe_member_call_expression: { role: 'call', slots: call },
    scoped_call_expression: { role: 'call', slots: { ...call, object: 'scope' } },
    function_call_expression: { role: 'call', slots: { function: 'function', arguments: 'arguments' } },
    object_creation_expression: { role: 'construct' },
    arguments: { role: 'arguments', slots: { name: 'name' } },
    variadic_placeholder: { role: 'callee-mark' },
    variadic_unpacking: { role: 'spread' },
    by_ref: { role: 'same-type' },
    subscript_expression: { role: 'subscript' },
    array_creation_expression: { role: 'items', literal: 'array' },
    array_element_initializer: { role: 'pair' },
    pair: { role: 'pair' },
    parenthesized_expression: { role: 'same-type' },
    error_suppression_expression: { role: 'same-type' },
    clone_expression: { role: 'same-type' },
    cast_expression: { role: 'plain' },
    conditional_expression: {
      role: 'choice',
      slots: { left: 'body', right: 'alternative', value: 'condition' },
    },
    binary_expression: { role: 'operator', slots: { left: 'left', right: 'right' } },
    '"??"': { role: 'choice-mark' },
    '"&&"': { role: 'logic-mark' },
    '"||"': { role: 'logic-mark' },
    '"and"': { role: 'logic-mark' },
    '"or"': { role: 'logic-mark' },
    '"instanceof"': { role: 'type-test-mark' },
    unary_op_expression: { role: 'plain' },
    '"!"': { role: 'negation-mark' },
    match_expression: { role: 'same-type', slots: { value: 'body' } },
    match_block: { role: 'any-of' },
    match_conditional_expression: { role: 'same-type', slots: { value: 'return_expression' } },
    match_default_expression: { role: 'same-type', slots: { value: 'return_expression' } },
    yield_expression: { role: 'yield', literal: 'from' },

    named_type: { role: 'same-type' },
    optional_type: { role: 'same-type' },
    union_type: { role: 'any-of' },
    intersection_type: { role: 'any-of' },
    disjunctive_normal_form_type: { role: 'any-of' },
    type_list: { role: 'any-of' },
    primitive_type: { role: 'literal', literals: { array: 'array', iterable: 'array' } },
    cast_type: { role: 'ignore' },

    string: { role: 'literal', literal: 'string' },
    encapsed_string: { role: 'literal', literal: 'string' },
    heredoc: { role: 'literal', literal: 'string' },
    nowdoc: { role: 'literal', literal: 'string' },
    integer: { role: 'literal', literal: 'int' },
    float: { role: 'literal', literal: 'float' },
    boolean: { role: 'literal', literal: 'bool' },
    null: { role: 'literal' },
  },
  rules: completeRules({
    family: 'php',
    names: {
      namelessFunction: '{closure}',
      variableMark: '$',
      globalMark: '\\',
      notation: { separator: '\\', member: '::' },
      receiverNames: new Map([
        ['$this', 'object'],
        ['self', 'class'],
        ['static', 'class-of-object'],
        ['parent', 'bases'],
      ] as const),
    },
    classes: {
      enumerationMembers: new Map([
        ['cases', 'gives all'],
        ['from', 'gives one'],
        ['tryFrom', 'gives one'],
      ]),
      constructors: ['__construct'],
      callMember: '__invoke',
      protocolMembers: {
        iterate: 'getIterator',
        next: 'current',
        subscript: 'offsetGet',
        enter: '',
        leave: '',
        iterateAsync: '',
        nextAsync: '',
        enterAsync: '',
        leaveAsync: '',
      },
      implicitMembers: /^__\w+$/,
      baseWords: ['extends', 'implements'],
      classMember: 'class',
      classTellsItself: true,
      mixinsFirst: true,
    },
    calls: {
      callablesByName: new Map(
        callers.map((one) => {
          const [name = '', index] = one.split(':');
          return [name, Number(index)];
        }),
      ),
      memberSign: '::',
      pairsName: true,
    },
    types: {
      typeArguments: true,
      commentsFirst: true,
      textType: 'string',
      classGenerics: ['class-string'],
    },
    flow: {
      straightLine: true,
      typeTests: ['is_a', '\\is_a'],
      assertions: ['assert', '\\assert'],
      conjunction: '&&',
    },
    modules: { moduleUnit: 'package', oneNamelessPackage: true },
    library: {
      builtinPackage: 'php',
      builtins: [...functions, ...classes],
      builtinTypes: classes,
      outline: {
        load: () => loadOutline('php'),
        iterable: 'php.Traversable',
        keepers: [],
      },
      listType: 'array',
      listTypes: ['array'],
      fillsMembers: true,
    },
    tests: {
      testPrefixes: ['test'],
      // PHPUnit's attributes and annotation.
      testSignatures: /#\[[^\]]*\b(?:Test|Before|After|BeforeClass|AfterClass|DataProvider)\b/,
    },
    publication: {
      privateSignatures: /(?:^|\s)private\s/,
      implicitNames:
        /^(?:__\w+|setUp|tearDown|setUpBeforeClass|tearDownAfterClass|getIterator|current|key|next|rewind|valid|offsetGet|offsetSet|offsetExists|offsetUnset|count|jsonSerialize|serialize|unserialize)$/,
    },
  }),
  lexis,
  sample: `#!/usr/bin/env php
<p><?= $é ?></p><?php
namespace A\\B; // é 😀
use A\\C; use function A\\f, A\\g as h; use A\\{D, E as F, function k}; use const X\\Y;
/** @template T of C */
#[Attr(1)] abstract class P extends \\Q implements R, S\\T {
  use U, V { U::a insteadof V; V::b as protected c; d as e; }
  const X = 1, Y = self::X;
  private static ?Foo $a = null, $b;
  /** @var Foo[] */ public $c;
  public function __construct(private readonly Foo $p, int|string|null $q = 5, A&B ...$r) { parent::__construct($p); }
  abstract static function m(): static;
  function n(self $x): ?self { $x->y()->z; $x->$dyn(); static::m(new static); self::$a; Foo::BAR; Foo::class; return $this?->p; }
}
enum S: string implements I { case A = 'a'; const C = 1; function k() { return self::A; } }
$x = [1, 'a' => $y, ...$z]; [$a, [$b]] = f(); list('k' => $v) = $q; $x['k']['l'][] = new class(1) extends P { public $z; };
foreach ($xs as $k => $v) { continue; } foreach ($xs as &$v): endforeach; for ($i = 0; $i < 1; ++$i);
$g = static function (int $a) use ($x, &$y): int { return $a; }; $fn = fn(&$q) => $q->r(...);
$z = match(true) { $a, $b => 1, default => foo(name: $x, ...$y) };
try { } catch (A | \\B\\C $e) { throw $e; } finally { }
echo "ünïcödé {$x->y()} $x[0] \${z}", <<<E
  a $b {$c['d']}
  E; namespace\\baz(); $x ??= 5; $x = $a ?: $b ?? $c; if (!$a instanceof Foo) return; elseif ($b) $c = (int) 1; else $d = 2;
global $g2; static $s = 1; (clone $x)->y(); ($x->f)(1); 'A::b'(); switch ($a) { case 1: break; default: yield from f(); }
`,
  hooks,
};
