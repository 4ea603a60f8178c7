// Ruby, for tree-sitter-ruby 0.23. arrange.ts gives the tree the shape that the roles below ask for, and writes the nodes that
// are made.

import { loadOutline } from '../../entry.ts';
import { completeRules } from '../rules/index.ts';
import type { Language, NodeRule } from '../language.ts';
import { hooks } from './hooks.ts';
import { classNameOf, singularOf } from './inflections.ts';
import { lexis } from './lexis.ts';
import {
  classes,
  members,
  ofBasicObject,
  ofClass,
  ofKernel,
  ofModule,
  ofObject,
  ofSelf,
  ofValues,
} from './outline/names.ts';

const member = { object: 'object', property: 'property' };
const sides = { left: 'left', right: 'right' };

function made(rule: NodeRule): NodeRule {
  return { ...rule, isMade: true };
}

/** Nodes that arrange.ts reads and never writes. */
function read(...types: readonly string[]): Record<string, NodeRule> {
  return Object.fromEntries(types.map((type) => [type, { role: 'plain' }]));
}

export const ruby: Language = {
  id: 'ruby',
  extensions: {
    '.rb': 'tree-sitter-ruby',
    '.rake': 'tree-sitter-ruby',
    '.thor': 'tree-sitter-ruby',
    '.gemspec': 'tree-sitter-ruby',
    '.ru': 'tree-sitter-ruby',
  },
  // Texts in Russian are called so too.
  sharedExtensions: {
    '.ru':
      /^\uFEFF?[ \t]*(?:run|use|map|require|require_relative|warmup|class|module|def)\b[ \t('"]|^#\\|^#!.*\b(?:ruby|rackup)\b/m,
  },
  interpreters: { ruby: 'tree-sitter-ruby' },
  grammars: { 'tree-sitter-ruby': { package: 'tree-sitter-ruby', wasm: 'tree-sitter-ruby.wasm' } },
  configFiles: ['*.gemspec'],
  nodes: {
    comment: { role: 'comment' },
    uninterpreted: { role: 'ignore' },
    ...read(
      'alias',
      'alternative_pattern',
      'argument_list',
      'array_pattern',
      'as_pattern',
      'bare_string',
      'bare_symbol',
      'begin',
      'begin_block',
      'binary',
      'block',
      'block_argument',
      'block_body',
      'block_parameter',
      'block_parameters',
      'body_statement',
      'break',
      'case',
      'case_match',
      'class_variable',
      'destructured_left_assignment',
      'destructured_parameter',
      'do',
      'do_block',
      'element_reference',
      'else',
      'elsif',
      'end_block',
      'ensure',
      'exception_variable',
      'exceptions',
      'expression_reference_pattern',
      'find_pattern',
      'for',
      'forward_argument',
      'forward_parameter',
      'global_variable',
      'hash_key_symbol',
      'hash_pattern',
      'hash_splat_argument',
      'hash_splat_nil',
      'hash_splat_parameter',
      'if',
      'if_guard',
      'if_modifier',
      'in',
      'in_clause',
      'instance_variable',
      'interpolation',
      'keyword_pattern',
      'lambda',
      'lambda_parameters',
      'left_assignment_list',
      'match_pattern',
      'method_parameters',
      'module',
      'next',
      'operator',
      'operator_assignment',
      'parenthesized_pattern',
      'parenthesized_statements',
      'pattern',
      'redo',
      'rescue',
      'rescue_modifier',
      'rest_assignment',
      'retry',
      'return',
      'right_assignment_list',
      'scope_resolution',
      'self',
      'setter',
      'singleton_class',
      'singleton_method',
      'splat_argument',
      'splat_parameter',
      'super',
      'superclass',
      'test_pattern',
      'then',
      'unary',
      'undef',
      'unless',
      'unless_guard',
      'unless_modifier',
      'until',
      'until_modifier',
      'variable_reference_pattern',
      'when',
      'while',
      'while_modifier',
    ),

    class: { role: 'class', slots: { name: 'name', body: 'body' } },
    class_body: made({ role: 'class-body' }),
    part: made({ role: 'flag', flag: 'partial' }),
    bases: made({ role: 'extends' }),
    mixes_in: made({ role: 'mixes-in' }),
    mixes_before: made({ role: 'mixes-in', mixes: 'before' }),
    mixes_into_class: made({ role: 'mixes-in', mixes: 'into-class' }),
    mixes_into_taker: made({ role: 'mixes-in', mixes: 'into-taker' }),
    class_methods_name: made({ role: 'name', spells: 'ClassMethods' }),
    own_class: made({ role: 'self', isClass: true }),

    refinement: made({ role: 'extension', slots: { type: 'type', body: 'body' } }),

    method: { role: 'function', slots: { name: 'name', parameters: 'parameters', body: 'body' } },
    of_class: made({ role: 'flag', flag: 'static' }),
    block_function: made({
      role: 'function',
      slots: { parameters: 'parameters', body: 'body' },
      bodyIsResult: true,
    }),
    body: made({ role: 'block' }),
    parameters: made({ role: 'parameters' }),
    optional_parameter: { role: 'parameter', slots: { name: 'name', value: 'value' } },
    keyword_parameter: { role: 'parameter', slots: { name: 'name', value: 'value' } },
    rest_parameter: made({ role: 'rest-pattern', literal: 'Array' }),
    keywords_parameter: made({ role: 'rest-pattern' }),
    block_name: made({ role: 'name', spells: '&' }),
    numbered_1: made({ role: 'name', spells: '_1' }),
    numbered_2: made({ role: 'name', spells: '_2' }),
    given_name: made({ role: 'name', spells: 'value' }),
    alias_of_class: made({ role: 'member-alias' }),
    alias_of_object: made({ role: 'member-alias', isOfInstance: true }),

    branch: made({ role: 'branch', slots: { value: 'value', body: 'body' } }),
    branch_block: made({ role: 'block' }),
    inner: made({ role: 'plain' }),
    loop: made({ role: 'loop', slots: { ...sides, body: 'body' } }),
    catch: made({ role: 'catch', slots: { name: 'name', value: 'value' } }),
    any_error: made({ role: 'name', spells: 'StandardError' }),
    result: made({ role: 'return' }),
    outer_return: made({ role: 'plain' }),
    leave: made({ role: 'leave' }),
    conditional: { role: 'conditional', slots: sides },
    ternary: made({ role: 'choice', slots: { ...sides, value: 'value' } }),
    value_block: made({ role: 'block', isValue: true }),
    any_of: made({ role: 'any-of' }),
    chosen: made({ role: 'last' }),
    negation: made({ role: 'literal', isNegation: true }),
    told: made({ role: 'plain' }),
    nothing: made({ role: 'plain' }),
    nothing_but: made({ role: 'plain' }),
    same: made({ role: 'same-type' }),
    choice: made({ role: 'choice', slots: sides }),
    type_test: made({ role: 'operator', slots: sides }),
    type_mark: made({ role: 'type-test-mark' }),

    assignment: { role: 'assign', slots: sides },
    reassignment: made({ role: 'assign', slots: sides, isReassignment: true }),
    parts: made({ role: 'sequence-pattern' }),
    rest_part: made({ role: 'rest-pattern', literal: 'Array' }),

    identifier: { role: 'name' },
    constant: { role: 'name' },
    root_constant: made({ role: 'name', before: '::' }),
    word: made({ role: 'name' }),
    class_named: made({ role: 'name', respells: classNameOf }),
    class_of_list: made({ role: 'name', respells: (written) => classNameOf(singularOf(written)) }),
    described_name: made({ role: 'name', spells: 'described_class' }),
    subject_name: made({ role: 'name', spells: 'subject' }),
    instance_of: made({ role: 'cast', slots: { type: 'type' } }),
    list_of: made({ role: 'collection-type', literal: 'Array' }),
    held_name: made({ role: 'name', before: '@' }),
    setter_name: made({ role: 'name', after: '=' }),
    call_name: made({ role: 'name', spells: 'call' }),
    index_name: made({ role: 'name', spells: '[]' }),
    set_index_name: made({ role: 'name', spells: '[]=' }),
    self_word: made({ role: 'self', spells: 'self' }),
    super_word: made({ role: 'super', spells: 'super' }),
    variable: made({ role: 'member', slots: member }),
    member: made({ role: 'member', slots: member }),
    call: { role: 'call', slots: { ...member, arguments: 'arguments' } },
    yield: { role: 'call', slots: { function: 'function', arguments: 'arguments' } },
    construct: made({ role: 'construct', slots: { function: 'function', arguments: 'arguments' } }),
    arguments: made({ role: 'arguments' }),
    no_block: made({ role: 'ignore' }),
    keyword_argument: made({ role: 'keyword-argument', slots: { name: 'name', value: 'value' } }),
    other_key: made({ role: 'name', spells: '**' }),
    spread: made({ role: 'spread' }),
    import: made({ role: 'hook' }),

    string: { role: 'literal', literal: 'String' },
    chained_string: { role: 'literal', literal: 'String' },
    subshell: { role: 'literal', literal: 'String' },
    character: { role: 'literal', literal: 'String' },
    heredoc_beginning: { role: 'literal', literal: 'String' },
    heredoc_body: { role: 'plain' },
    file: { role: 'literal', literal: 'String' },
    line: { role: 'literal', literal: 'Integer' },
    encoding: { role: 'literal', literal: 'Encoding' },
    simple_symbol: { role: 'literal', literal: 'Symbol' },
    delimited_symbol: { role: 'literal', literal: 'Symbol' },
    symbol_key: made({ role: 'literal', literal: 'Symbol', before: ':' }),
    regex: { role: 'literal', literal: 'Regexp' },
    integer: { role: 'literal', literal: 'Integer' },
    float: { role: 'literal', literal: 'Float' },
    rational: { role: 'literal', literal: 'Rational' },
    complex: { role: 'literal', literal: 'Complex' },
    range: { role: 'literal', literal: 'Range' },
    true: { role: 'literal', literal: 'TrueClass' },
    false: { role: 'literal', literal: 'FalseClass' },
    nil: { role: 'literal' },
    array: { role: 'sequence', literal: 'Array' },
    string_array: { role: 'sequence', literal: 'Array' },
    symbol_array: { role: 'sequence', literal: 'Array' },
    hash: { role: 'entries', literal: 'Hash' },
    pair: { role: 'pair', slots: { property: 'property', value: 'value' } },
  },
  rules: completeRules({
    family: 'ruby',
    names: {
      implicitReceiver: true,
      implicitGlobals: true,
      functionsOfAll: true,
      globalMark: '::',
      namelessFunction: 'block',
      notation: { separator: '::', method: '#', typeMethod: '.' },
    },
    classes: {
      constructors: ['initialize'],
      callMember: '',
      bodyIsOfClass: true,
      rootMembers: { Object: ofObject, Kernel: ofKernel, BasicObject: ofBasicObject },
      classRootMembers: { Class: ofClass, Module: ofModule },
      selfMembers: new Set(ofSelf),
      staticsApart: true,
      memberSearch: 'mixins',
      classMember: 'class',
      baseWords: ['<'],
    },
    calls: { namesTell: { methods: /^[^@$]/, common: new Set(members), ofValues: new Set(ofValues) } },
    types: { textType: 'String' },
    flow: { straightLine: true, conjunction: '&&' },
    modules: {
      moduleUnit: 'package',
      nestedPackages: true,
      oneNamelessPackage: true,
      reopensLibrary: true,
    },
    library: {
      builtinPackage: 'ruby',
      builtins: classes,
      builtinTypes: classes,
      outline: { load: () => loadOutline('ruby'), iterable: 'ruby.Enumerable', keepers: [] },
      listType: 'Array',
      listTypes: ['Array'],
      tupleTypes: [],
      rangeTypes: ['Array'],
      fillsMembers: true,
    },
    tests: { testPrefixes: ['test_'] },
    publication: {
      publishedBy: { '*.gemspec': /\.name\s*=/ },
      implicitNames:
        /^(?:initialize|initialize_copy|method_missing|respond_to_missing\?|to_s|to_str|to_a|to_ary|to_h|to_hash|to_proc|to_json|inspect|each|call|==|eql\?|hash|<=>|===|=~|coerce|included|extended|prepended|inherited|method_added|const_missing|setup|teardown|marshal_dump|marshal_load|encode_with|init_with)$/,
    },
  }),
  lexis,
  sample: `#!/usr/bin/env ruby
# frozen_string_literal: true
require 'set'; require_relative "./a/b"
# é 😀
module A::B
  class C < D::E
    include F, G; attr_accessor :x, :y; alias z y
    X = %w[a b].freeze; Y = Struct.new(:p, :q) do def r = p + q end
    class << self; def k(a, b = 1, *c, d:, e: 2, **f, &g) = yield(a, *c, **f, &g); private :k; end
    def initialize(x) super(x); @x, @@y = x, $z; @w ||= {} end
    def m?; return self.class.new(1) unless @x&.y?(1) { |(i, j), k: 3; l| next i }; super rescue nil; end
    def x=(v); @x = v; a.b = c[1, 2] += 3; end
  rescue *E, F => e then retry
  else 1
  ensure 2
  end
end
puts "a#{b.c}ünï \\n" 'd', <<~E, :"s#{t}", /r#{u}/i, \`v\`, ?c, %i[g h], 1r, 2i, 1..2, __FILE__
  text #{w.x} y
E
x = if a then b elsif c; d else e end while not f; y = case z when 1, A then 2 else 3 end
case q; in {n: Integer => o, **p} | [s, *] if t then u; in ^v then w; end
h = { a: 1, "b": 2, 'c' => 3, **d, e: }; f = ->(a, b = 2) { _1 + b }; g = (a; b); for i, j in k do l end
begin; i; rescue; j; end until k; items.map(&:name).each_with_index do |o, (p, q)| break end; undef t; a ? b : c; BEGIN { a }; x => [r]
def self.n(...) = o(...); a::b::C; ::D; a[1]; -a; !b; defined?(c); a.(1); a&.b; not c and d or e; a <=> b; x in [y]
__END__
rest
`,
  hooks,
};
