// C, for tree-sitter-c 0.24.

import { completeRules } from '../rules/index.ts';
import type { Language } from '../language.ts';
import { getPlatform, holds, namesIn } from './buildConditions.ts';
import { hooks } from './hooks.ts';
import { lexis } from './lexis.ts';
import { callers, functions } from './outline/names.ts';

export const c: Language = {
  id: 'c',
  extensions: { '.c': 'tree-sitter-c', '.h': 'tree-sitter-c' },
  grammars: { 'tree-sitter-c': { package: 'tree-sitter-c', wasm: 'tree-sitter-c.wasm' } },
  configFiles: ['compile_commands.json'],
  builtConfigFiles: ['compile_commands.json'],
  nodes: {
    comment: { role: 'comment' },
    preproc_include: { role: 'hook' },
    system_lib_string: { role: 'plain' },
    string_literal: { role: 'plain' },
    preproc_def: { role: 'macro', slots: { name: 'name', value: 'value' } },
    preproc_function_def: {
      role: 'macro',
      slots: { name: 'name', parameters: 'parameters', value: 'value' },
    },
    preproc_params: { role: 'plain' },
    preproc_arg: { role: 'plain' },
    // The loader, the linker or assembler code reaches such a function.
    attribute_specifier: {
      role: 'flag',
      flag: 'implicit',
      when: /\b_*(?:constructor|destructor|used|retain|section|interrupt|ifunc|alias|weakref)_*\b/,
    },
    '"static"': { role: 'flag', flag: 'static' },
    '"extern"': { role: 'flag', flag: 'abstract' },
    function_definition: { role: 'definition', slots: { type: 'type', name: 'declarator', body: 'body' } },
    declaration: { role: 'declaration', slots: { type: 'type', name: 'declarator' } },
    field_declaration: { role: 'declaration', slots: { type: 'type', name: 'declarator' } },
    type_definition: { role: 'typedef', slots: { type: 'type', name: 'declarator' } },
    parameter_declaration: { role: 'parameter', slots: { type: 'type', name: 'declarator' } },
    parameter_list: { role: 'parameters' },
    pointer_declarator: { role: 'declarator' },
    struct_specifier: { role: 'tagged-type', slots: { name: 'name', body: 'body' } },
    union_specifier: { role: 'tagged-type', slots: { name: 'name', body: 'body' } },
    enum_specifier: { role: 'tagged-type', slots: { name: 'name', body: 'body' }, symbol: 'Enum' },
    field_declaration_list: { role: 'plain' },
    enumerator_list: { role: 'plain' },
    enumerator: { role: 'enumerator', slots: { name: 'name' } },
    compound_statement: { role: 'local-block' },
    for_statement: { role: 'local-block' },
    identifier: { role: 'free-name' },
    type_identifier: { role: 'type-name' },
    field_identifier: { role: 'plain' },
    field_expression: { role: 'field-access', slots: { object: 'argument', property: 'field' } },
    call_expression: { role: 'direct-call', slots: { function: 'function' } },
    conditional_expression: {
      role: 'direct-choice',
      slots: { left: 'consequence', right: 'alternative' },
    },
    cast_expression: { role: 'direct-cast', slots: { type: 'type' } },
    assignment_expression: { role: 'store', slots: { left: 'left', right: 'right' } },
    initializer_list: { role: 'initializer' },
    initializer_pair: { role: 'pair', slots: { property: 'designator', value: 'value' } },
    compound_literal_expression: { role: 'typed-initializer', slots: { type: 'type', body: 'value' } },
  },
  rules: completeRules({
    family: 'c',
    classes: {
      receiver: 'declared',
    },
    calls: {
      wordsBeforeParentheses: [
        'if',
        'for',
        'while',
        'switch',
        'return',
        'sizeof',
        'defined',
        'typeof',
        '__typeof__',
        '__attribute__',
        '_Alignof',
        '_Generic',
        '_Static_assert',
        'case',
        'else',
        'do',
        'goto',
        'const',
        'int',
        'char',
        'void',
        'long',
      ],
    },
    types: {
      typesDecide: true,
    },
    modules: {
      exports: 'linkage',
      moduleUnit: 'program',
      builds: { platform: getPlatform, namesIn, holds },
    },
    library: {
      builtins: functions,
      callers: new Set(callers),
      builtinPackage: 'libc',
      setUps: {
        listen: 'starts a server',
        getopt: 'reads the command line',
        getopt_long: 'reads the command line',
      },
    },
    publication: {
      implicitNames: /^main$/,
    },
  }),
  lexis,
  sample: `#include <a/b.h> // é 😀
#include "c.h"
#define M(a, ...) do { foo(a); } while (0)
typedef struct s { int a : 3; union { int q; }; int (*open)(struct s *); } s_t, *s_p;
enum e { A, B = C };
extern int x[N], *y = &z, proto(int, char *);
static int (*f(int a))(int b) __attribute__((unused))
{
	struct s *p = (struct s *)x;
	for (int i = 0; i < 3; i++)
		(*p->open)(p), ((s_t *)p)->open("ünïcödé");
	return sizeof(struct s) ? arr[i].h(1) : 0;
}
static const struct s ops = { .open = my_open, [3] = d };
int knr(a, b) int a; char *b; { return a; }
`,
  hooks,
};
