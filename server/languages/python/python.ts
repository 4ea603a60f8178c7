// Python, for tree-sitter-python 0.25.

import type { Language } from '../language.ts';
import { builtins } from './builtins.ts';
import { hooks } from './hooks.ts';

export const python: Language = {
  id: 'python',
  extensions: { '.py': 'tree-sitter-python', '.pyi': 'tree-sitter-python' },
  grammars: { 'tree-sitter-python': { package: 'tree-sitter-python', wasm: 'tree-sitter-python.wasm' } },
  configFiles: ['pyproject.toml', 'setup.cfg', 'setup.py'],
  nodes: {
    comment: { role: 'comment' },
    decorated_definition: { role: 'decorated' },
    decorator: { role: 'decorator' },
    function_definition: {
      role: 'function',
      slots: { name: 'name', parameters: 'parameters', body: 'body', result: 'return_type' },
    },
    '"async"': { role: 'flag', flag: 'async' },
    lambda: { role: 'function', slots: { parameters: 'parameters', body: 'body' }, bodyIsResult: true },
    class_definition: { role: 'class', slots: { name: 'name', bases: 'superclasses', body: 'body' } },
    block: { role: 'block' },
    parameters: { role: 'parameters' },
    lambda_parameters: { role: 'parameters' },
    typed_parameter: { role: 'parameter', slots: { type: 'type' } },
    default_parameter: { role: 'parameter', slots: { name: 'name', value: 'value' } },
    typed_default_parameter: { role: 'parameter', slots: { name: 'name', type: 'type', value: 'value' } },
    keyword_separator: { role: 'plain' },
    positional_separator: { role: 'plain' },
    list_splat_pattern: { role: 'rest-pattern' },
    dictionary_splat_pattern: { role: 'rest-pattern' },
    pattern_list: { role: 'sequence-pattern' },
    tuple_pattern: { role: 'sequence-pattern' },
    list_pattern: { role: 'sequence-pattern' },
    identifier: { role: 'name' },
    attribute: { role: 'member', slots: { object: 'object', property: 'attribute' } },
    subscript: { role: 'subscript', slots: { object: 'value', property: 'subscript' } },
    call: { role: 'call', slots: { function: 'function', arguments: 'arguments' } },
    argument_list: { role: 'arguments' },
    keyword_argument: { role: 'keyword-argument', slots: { name: 'name', value: 'value' } },
    assignment: { role: 'assign', slots: { left: 'left', right: 'right', type: 'type' } },
    named_expression: { role: 'assign', slots: { left: 'name', right: 'value' } },
    augmented_assignment: { role: 'update', slots: { left: 'left', right: 'right' } },
    for_statement: { role: 'loop', slots: { left: 'left', right: 'right', body: 'body' } },
    for_in_clause: { role: 'loop', slots: { left: 'left', right: 'right' } },
    list_comprehension: { role: 'comprehension', slots: { body: 'body' }, literal: 'list' },
    set_comprehension: { role: 'comprehension', slots: { body: 'body' }, literal: 'set' },
    dictionary_comprehension: { role: 'comprehension', slots: { body: 'body' }, literal: 'dict' },
    generator_expression: { role: 'comprehension', slots: { body: 'body' }, literal: 'generator' },
    as_pattern: { role: 'bind-as', slots: { name: 'alias' } },
    except_clause: { role: 'catch', slots: { name: 'alias' } },
    return_statement: { role: 'return' },
    yield: { role: 'yield' },
    await: { role: 'await' },
    conditional_expression: { role: 'choice' },
    boolean_operator: { role: 'choice', slots: { left: 'left', right: 'right' } },
    comparison_operator: { role: 'literal', literal: 'bool' },
    not_operator: { role: 'literal', literal: 'bool' },
    string: { role: 'literal', literal: 'str' },
    concatenated_string: { role: 'literal', literal: 'str' },
    integer: { role: 'literal', literal: 'int' },
    float: { role: 'literal', literal: 'float' },
    true: { role: 'literal', literal: 'bool' },
    false: { role: 'literal', literal: 'bool' },
    none: { role: 'literal' },
    list: { role: 'sequence', literal: 'list' },
    tuple: { role: 'sequence', literal: 'tuple' },
    expression_list: { role: 'sequence', literal: 'tuple' },
    set: { role: 'sequence', literal: 'set' },
    dictionary: { role: 'literal', literal: 'dict' },
    pair: { role: 'pair', slots: { property: 'key', value: 'value' } },
    generic_type: { role: 'generic' },
    type_parameter: { role: 'type-arguments' },
    union_type: { role: 'choice' },
    binary_operator: { role: 'operator', slots: { left: 'left', right: 'right' } },
    global_statement: { role: 'outer-module' },
    nonlocal_statement: { role: 'outer-function' },
    import_statement: { role: 'hook' },
    import_from_statement: { role: 'hook' },
    future_import_statement: { role: 'ignore' },
    aliased_import: { role: 'plain' },
    dotted_name: { role: 'plain' },
    relative_import: { role: 'plain' },
    wildcard_import: { role: 'plain' },
  },
  binding: {
    classScopeVisible: 'body',
    receiver: 'first-parameter',
    exports: 'all',
    moduleUnit: 'file',
    submoduleSeparator: '.',
    packageFile: '__init__',
    constructors: ['__init__', '__new__'],
    callConstructs: true,
    callMember: '__call__',
    protocolMembers: { iterate: '__iter__', subscript: '__getitem__', enter: '__enter__' },
    builtins,
    builtinPackage: 'builtins',
    textType: 'str',
    docstrings: true,
    family: 'python',
    structuralInterfaces: false,
    propertyDecorators: ['property', 'cached_property', 'classproperty', 'abstractproperty'],
    classMethodDecorators: ['classmethod', 'abstractclassmethod'],
    staticMethodDecorators: ['staticmethod', 'abstractstaticmethod'],
    importFunctions: [],
    superFunction: 'super',
    transparentGenerics: [
      'Optional',
      'Union',
      'Annotated',
      'Final',
      'ClassVar',
      'Required',
      'NotRequired',
      'ReadOnly',
    ],
    classGenerics: ['Type', 'type'],
    mappingGenerics: [
      'dict',
      'Dict',
      'Mapping',
      'MutableMapping',
      'DefaultDict',
      'defaultdict',
      'OrderedDict',
    ],
    selfTypes: ['Self'],
  },
  sample: `@deco(1)
async def f(a: int = 1, *rest, key=None, **more) -> list[str]:
    "doc"  # note
    with open(a) as x, g() as (y, z):
        return [i.b[0](c, *d, e=1) for i in x if not y] if a else await f"{z!r}"

class C(A.B, metaclass=M):
    x: int = 1
    def m(self): print >> self.x; yield lambda q, w=2: (q, w)

from .. import a as b, (c)
é = "ünïcödé 😀"; n: C = C(); global k
match n:
    case C(x=1) | [1, *_]: pass
try: pass
except (E, F) as e: raise
`,
  hooks,
};
