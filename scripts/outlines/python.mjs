// Makes server/languages/python/outline/standard.txt from typeshed, as pyright ships it: what the standard library declares,
// as far as types follow from it. `node scripts/outlines/python.mjs <pyright package>`; the format is told in
// server/resolve/library/outlineText.ts.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { projectRoot } from '../project.mjs';
import { writeNames, writeOutline } from './write.mjs';

/** @typedef {import('web-tree-sitter').Node} Node */
/** @typedef {{ kind: string, node?: Node, target?: string, nodes?: Node[], extra?: string, isOffered?: boolean }} Declared */
/** @typedef {{ name: string, names: Map<string, Declared>, stars: string[], offered: Set<string>, isPackage: boolean }} Module */

/** Modules that programs hardly use, each as large as many others together. */
const LEFT_OUT =
  /^(?:tkinter|lib2to3|distutils|turtle|idlelib|msilib|ensurepip|_tkinter|_curses|_msi|turtledemo|xxlimited)\b/;
/** Special methods from which types follow. */
const SPECIAL = new Set(
  '__init__ __new__ __call__ __iter__ __next__ __aiter__ __anext__ __await__ __enter__ __aenter__ __getitem__ __getattr__ __get__ __reversed__'.split(
    ' ',
  ),
);
/** Modules that look at functions and don't call them. */
const LOOKING = /^(?:inspect|annotationlib|dis|types|typing|typing_extensions|pydoc|pyclbr|unittest\.mock)$/;
/** Forms of `typing` that say nothing of a value, or stand for what they hold. */
const TRANSPARENT = new Set([
  'Final',
  'ClassVar',
  'Annotated',
  'Required',
  'NotRequired',
  'ReadOnly',
  'Optional',
  'Unpack',
]);
const VARIABLE_MAKERS = new Set(['TypeVar', 'ParamSpec', 'TypeVarTuple']);
const UNKNOWN = '_';

const [packageFolder] = process.argv.slice(2);
if (!packageFolder)
  throw new Error('usage: node scripts/outlines/python.mjs <folder of the package pyright>');
const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
const root = join(packageFolder, 'dist', 'typeshed-fallback', 'stdlib');
await Parser.init();
const parser = new Parser();
parser.setLanguage(
  await Language.load(join(projectRoot, 'node_modules', 'tree-sitter-python', 'tree-sitter-python.wasm')),
);

/** @type {Map<string, Module>} */
const modules = new Map();
for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
  if (!path.endsWith('.pyi')) continue;
  const isPackage = path.endsWith('__init__.pyi');
  const name = path
    .replaceAll('\\', '/')
    .replace(/(?:\/__init__)?\.pyi$/, '')
    .replaceAll('/', '.');
  if (LEFT_OUT.test(name)) continue;
  modules.set(name, readModule(name, isPackage, readFileSync(join(root, path), 'utf8')));
}
const publicNames = findPublicNames();
const whole = [...modules.keys()]
  .sort()
  .map((name) => describeModule(/** @type {Module} */ (modules.get(name))))
  .filter((part) => part !== '')
  .join('');
const origin = `typeshed of pyright ${version}`;
writeOutline('python', origin, whole, join(root, '..', 'LICENSE'));
writeNames('python', origin, namesForParsing());

/** What is asked of names before anything is resolved. */
function namesForParsing() {
  const { names } = /** @type {Module} */ (modules.get('builtins'));
  const own = [...names].filter(
    ([name, { node }]) =>
      isOffered(/** @type {Module} */ (modules.get('builtins')), name) &&
      !/@type_check_only/.test(
        node?.parent?.type === 'decorated_definition' ? node.parent.text.slice(0, 200) : '',
      ),
  );
  const listed = readFileSync(join(root, 'VERSIONS'), 'utf8').matchAll(/^(\w+)(?:\.\w+)*:/gm);
  return {
    builtins: own.filter(([, { kind }]) => kind !== 'alias').map(([name]) => name),
    builtinTypes: own.filter(([, { kind }]) => kind === 'class').map(([name]) => name),
    modules: [...new Set([...listed].map(([, name = '']) => name))],
  };
}

// Reading.

/**
 * @param {string} name
 * @param {boolean} isPackage
 * @param {string} source
 * @returns {Module}
 */
function readModule(name, isPackage, source) {
  const tree = parser.parse(source);
  if (!tree) throw new Error(`${name} cannot be parsed`);
  /** @type {Module} */
  const module = { name, names: new Map(), stars: [], offered: new Set(), isPackage };
  readBody(module, tree.rootNode, module.names, false);
  return module;
}

/**
 * What the statements of a body declare. With `isFallback` only what is not declared yet counts.
 * @param {Module} module
 * @param {Node} body
 * @param {Map<string, Declared>} names
 * @param {boolean} isFallback
 */
function readBody(module, body, names, isFallback) {
  /** @type {Node[]} */
  const skipped = [];
  const add = (/** @type {string} */ name, /** @type {Declared} */ declared) => {
    const known = names.get(name);
    if (known?.kind === 'def' && declared.kind === 'def' && known.extra === String(isFallback))
      known.nodes?.push(/** @type {Node} */ (declared.node));
    else if (!known || !isFallback) names.set(name, { ...declared, extra: String(isFallback) });
  };
  for (const child of body.namedChildren) {
    if (!child) continue;
    switch (child.type) {
      case 'if_statement': {
        const parts = branchesOf(child);
        readBody(module, parts.taken, names, isFallback);
        skipped.push(...parts.skipped);
        break;
      }
      case 'class_definition':
        add(field(child, 'name').text, { kind: 'class', node: child });
        break;
      case 'function_definition':
        add(field(child, 'name').text, { kind: 'def', node: child, nodes: [child] });
        break;
      case 'decorated_definition': {
        const definition = field(child, 'definition');
        const isClass = definition.type === 'class_definition';
        add(field(definition, 'name').text, {
          kind: isClass ? 'class' : 'def',
          node: isClass ? definition : child,
          nodes: [child],
        });
        break;
      }
      case 'import_from_statement':
        readImport(module, child, add);
        break;
      case 'import_statement':
        for (const part of child.namedChildren)
          if (part?.type === 'aliased_import')
            add(field(part, 'alias').text, {
              kind: 'alias',
              target: field(part, 'name').text,
              isOffered: field(part, 'alias').text === field(part, 'name').text,
            });
          else if (part)
            add(part.text.split('.')[0] ?? '', { kind: 'alias', target: part.text.split('.')[0] ?? '' });
        break;
      case 'expression_statement': {
        const assignment = child.namedChildren[0];
        if (assignment?.type === 'augmented_assignment') noteOffered(module, assignment);
        if (assignment?.type !== 'assignment') break;
        const left = field(assignment, 'left');
        if (left.text === '__all__') noteOffered(module, assignment);
        else if (left.type === 'identifier') add(left.text, { kind: 'value', node: assignment });
        break;
      }
      default:
    }
  }
  for (const one of skipped) readBody(module, one, names, true);
}

/** Notes the names of `__all__`. @param {Module} module @param {Node} assignment */
function noteOffered(module, assignment) {
  if (!/^__all__\b/.test(assignment.text)) return;
  for (const [, name = ''] of field(assignment, 'right').text.matchAll(/["'](\w+)["']/g))
    module.offered.add(name);
}

/** Whether importers of a module are meant to find a name in it. @param {Module} module @param {string} name */
function isOffered(module, name) {
  const declared = module.names.get(name);
  if (module.offered.has(name)) return true;
  return declared?.kind === 'alias' ? declared.isOffered === true : !name.startsWith('_');
}

/**
 * The branch that counts for the newest version on the default platform, and the others.
 * @param {Node} statement
 */
function branchesOf(statement) {
  const condition = field(statement, 'condition').text;
  const isTaken =
    !/<\s*\(|win32|darwin|not TYPE_CHECKING/.test(condition) || /!=\s*"(?:win32|darwin)"/.test(condition);
  const consequence = field(statement, 'consequence');
  const rest = statement
    .childrenForFieldName('alternative')
    .flatMap((part) => (part ? [part.childForFieldName('body') ?? field(part, 'consequence')] : []));
  if (isTaken || rest.length === 0)
    return {
      taken: isTaken ? consequence : emptyOf(rest, consequence),
      skipped: isTaken ? rest : [consequence],
    };
  return { taken: /** @type {Node} */ (rest.at(-1)), skipped: [consequence, ...rest.slice(0, -1)] };
}

/** @param {Node[]} rest @param {Node} consequence */
function emptyOf(rest, consequence) {
  return rest[0] ?? field(consequence.parent ?? consequence, 'condition');
}

/**
 * @param {Module} module
 * @param {Node} statement
 * @param {(name: string, declared: Declared) => void} add
 */
function readImport(module, statement, add) {
  const from = absoluteName(module, field(statement, 'module_name').text);
  const seen = field(statement, 'module_name').id;
  for (const part of statement.namedChildren) {
    if (!part || part.id === seen) continue;
    if (part.type === 'wildcard_import') module.stars.push(from);
    else if (part.type === 'aliased_import')
      add(field(part, 'alias').text, {
        kind: 'alias',
        target: `${from}.${field(part, 'name').text}`,
        isOffered: field(part, 'alias').text === field(part, 'name').text,
      });
    else add(part.text, { kind: 'alias', target: `${from}.${part.text}` });
  }
}

/** @param {Module} module @param {string} written */
function absoluteName(module, written) {
  const name = written.replace(/^\.+/, '');
  const dots = written.length - name.length;
  if (dots === 0) return name;
  const parts = module.name.split('.');
  const around = parts.slice(0, parts.length - dots + (module.isPackage ? 1 : 0));
  return [...around, ...(name === '' ? [] : [name])].join('.');
}

/** @param {Node} node @param {string} name */
function field(node, name) {
  const found = node.childForFieldName(name);
  if (!found) throw new Error(`no ${name} in ${node.text.slice(0, 80)}`);
  return found;
}

// Names.

/**
 * Where a dotted name is declared: module and name within it; undefined when nobody declares it.
 * @param {string} full
 * @returns {{ module: Module, name: string, declared: Declared } | undefined}
 */
function find(full, depth = 0) {
  if (depth > 12) return undefined;
  const parts = full.split('.');
  for (let length = parts.length - 1; length > 0; length--) {
    const module = modules.get(parts.slice(0, length).join('.'));
    if (!module) continue;
    const name = parts[length] ?? '';
    const declared = module.names.get(name);
    if (declared?.kind === 'alias') {
      const target = [declared.target, ...parts.slice(length + 1)].join('.');
      return target === full ? undefined : find(target, depth + 1);
    }
    if (declared) return length === parts.length - 1 ? { module, name, declared } : undefined;
    for (const star of module.stars) {
      const found = find([star, ...parts.slice(length)].join('.'), depth + 1);
      if (found) return found;
    }
    return undefined;
  }
  return undefined;
}

/** What a name that is written in a module means, as a dotted name. @param {Module} module @param {string} written */
function fullName(module, written) {
  const [first = ''] = written.split('.');
  if (module.names.has(first)) return `${module.name}.${written}`;
  for (const star of module.stars) if (find(`${star}.${first}`)) return `${star}.${written}`;
  return `builtins.${written}`;
}

/** The names that a module hands on. @param {Module} module @param {number} depth @returns {string[]} */
function offeredNames(module, depth) {
  const own = [...module.names.keys()].filter(
    (name) => (depth > 0 || module.names.get(name)?.kind === 'alias') && isOffered(module, name),
  );
  const more = module.stars.flatMap((star) => {
    const from = modules.get(star);
    return from && depth < 6 ? offeredNames(from, depth + 1) : [];
  });
  return [...own, ...more];
}

/** @param {string} name */
function isPrivate(name) {
  return name.split('.').some((part) => part.startsWith('_'));
}

/** Classes of private modules that a public one offers: by that name they are known. */
function findPublicNames() {
  /** @type {Map<string, string>} */
  const names = new Map();
  for (const module of modules.values()) {
    if (isPrivate(module.name)) continue;
    for (const name of offeredNames(module, 0)) {
      const found = find(`${module.name}.${name}`);
      if (found?.declared.kind !== 'class' || !isPrivate(found.module.name)) continue;
      const own = `${found.module.name}.${found.name}`;
      const known = names.get(own);
      // The module with the same name but the dash is the one that people import from.
      const isTwin = found.module.name.replace(/^_/, '') === module.name;
      if (known === undefined || isTwin) names.set(own, `${module.name}.${name}`);
    }
  }
  return names;
}

// Types.

/**
 * @typedef {object} Around
 * @property {Module} module
 * @property {readonly string[]} own   type parameters of the class
 * @property {string[]} made           type parameters of the function, in order of appearance
 * @property {boolean} isFunction
 * @property {number} depth
 */

/** The name of a class as it is written in a module. @param {Module} module @param {string} own */
function reference(module, own) {
  const name = publicNames.get(own) ?? own;
  const at = name.lastIndexOf('.');
  const from = name.slice(0, at);
  return from === 'builtins' || from === module.name ? name.slice(at + 1) : name;
}

/**
 * A type as the outline writes it.
 * @param {Node | null | undefined} node
 * @param {Around} around
 * @returns {string}
 */
function typeText(node, around) {
  if (!node || around.depth > 6) return UNKNOWN;
  switch (node.type) {
    case 'type':
    case 'parenthesized_expression':
      return typeText(node.namedChildren[0], around);
    case 'none':
      return 'None';
    case 'ellipsis':
      return '*';
    case 'string':
      return quotedType(node, around);
    case 'identifier':
    case 'attribute':
      // The arguments of what a parameter stands for that can be called.
      if (/\.(?:args|kwargs)$/.test(node.text)) return '*';
      return namedType(node.text, [], around);
    case 'subscript':
      return namedType(field(node, 'value').text, node.childrenForFieldName('subscript'), around);
    case 'generic_type': {
      const [name, list] = node.namedChildren;
      return namedType(
        name?.text ?? '',
        (list?.namedChildren ?? []).map((part) => part?.namedChildren[0] ?? part),
        around,
      );
    }
    case 'binary_operator':
      return unionOf([typeText(field(node, 'left'), around), typeText(field(node, 'right'), around)]);
    case 'union_type':
      return unionOf(node.namedChildren.map((part) => typeText(part, around)));
    default:
      return UNKNOWN;
  }
}

/** @param {Node} node @param {Around} around */
function quotedType(node, around) {
  const tree = parser.parse(node.text.replaceAll(/^["']|["']$/g, ''));
  const statement = tree?.rootNode.namedChildren[0];
  return typeText(statement?.namedChildren[0], around);
}

/** @param {string[]} parts @returns {string} */
function unionOf(parts) {
  const all = [...new Set(parts.flatMap((part) => splitUnion(part)))];
  return all.includes(UNKNOWN) && all.length > 1
    ? unionOf(all.filter((one) => one !== UNKNOWN))
    : all.join('|');
}

/** @param {string} text */
function splitUnion(text) {
  const parts = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if ('[('.includes(text[at] ?? '')) depth++;
    if ('])'.includes(text[at] ?? '')) depth--;
    if (depth === 0 && text[at] === '|') {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
    // What follows the parameters of a callable belongs to it.
    if (depth === 0 && text[at] === ')') break;
  }
  return [...parts, text.slice(from)];
}

/**
 * @param {string} written
 * @param {(Node | null)[]} list
 * @param {Around} around
 * @returns {string}
 */
function namedType(written, list, around) {
  const { module } = around;
  const full = fullName(module, written);
  const last = full.slice(full.lastIndexOf('.') + 1);
  const isTyping = /^(?:typing|typing_extensions|_typeshed|types|builtins|collections\.abc)\./.test(
    resolveAlias(full),
  );
  if (isTyping || full.startsWith('typing')) {
    if (
      last === 'Any' ||
      last === 'object' ||
      last === 'Incomplete' ||
      last === 'Unused' ||
      last === 'MaybeNone'
    )
      return last === 'MaybeNone' ? 'None' : UNKNOWN;
    if (last === 'Never' || last === 'NoReturn') return 'None';
    if (last === 'Self') return '%';
    if (last === 'Optional') return unionOf([typeText(list[0], around), 'None']);
    if (last === 'Union') return unionOf(list.map((part) => typeText(part, around)));
    if (last === 'Literal' || last === 'LiteralString') return last === 'Literal' ? '!' : 'str';
    // Only a function that says so is one.
    if (last === 'TypeGuard' || last === 'TypeIs') return '!';
    if (TRANSPARENT.has(last)) return list.length > 0 ? typeText(list[0], around) : UNKNOWN;
    if (last === 'Callable') return callableText(list, around);
    if (last === 'Concatenate') return '*';
    if ((last === 'type' || last === 'Type') && list.length > 0) return `^${typeText(list[0], around)}`;
  }
  const found = find(full);
  if (!found) return UNKNOWN;
  const { declared } = found;
  if (declared.kind === 'class') {
    const name = reference(module, `${found.module.name}.${found.name}`);
    const parts = list.map((part) => typeText(part, around));
    return parts.every((part) => part === UNKNOWN) ? name : `${name}[${parts.join(',')}]`;
  }
  if (declared.kind !== 'value' || !declared.node) return UNKNOWN;
  const value = declared.node.childForFieldName('right');
  const maker = value?.type === 'call' ? field(value, 'function').text.split('.').at(-1) : undefined;
  if (maker !== undefined && VARIABLE_MAKERS.has(maker))
    return maker === 'TypeVar' ? variableText(found.name, around) : '*';
  if (maker === 'NewType' || !value) return UNKNOWN;
  return aliasText(found.module, value, list, around);
}

/** @param {string} full */
function resolveAlias(full) {
  const found = find(full);
  return found ? `${found.module.name}.${found.name}` : full;
}

/**
 * What an alias of a type stands for; its variables are what it is given, in the order in which they appear.
 * @param {Module} module
 * @param {Node} value
 * @param {(Node | null)[]} list
 * @param {Around} around
 */
function aliasText(module, value, list, around) {
  /** @type {string[]} */
  const made = [];
  const text = typeText(value, { module, own: [], made, isFunction: true, depth: around.depth + 1 });
  const given = list.map((part) => typeText(part, around));
  const moved = text.replaceAll(/#(\d+)/g, (_, index) => given[Number(index)] ?? UNKNOWN);
  return module === around.module ? moved : requalify(moved, module, around.module);
}

/** Names of the module in which an alias stands, as another module writes them. @param {string} text @param {Module} from @param {Module} to */
function requalify(text, from, to) {
  return text.replaceAll(/(?<![\w.$#])([A-Za-z_]\w*(?:\.\w+)*)/g, (name) => {
    if (name === UNKNOWN || name === 'None' || name.includes('.')) {
      const at = name.lastIndexOf('.');
      return at > 0 && name.slice(0, at) === to.name ? name.slice(at + 1) : name;
    }
    return from.names.has(name) ? `${from.name}.${name}` : name;
  });
}

/** @param {string} name @param {Around} around */
function variableText(name, around) {
  const index = around.own.indexOf(name);
  if (index >= 0) return `$${index}`;
  if (!around.isFunction) return UNKNOWN;
  if (!around.made.includes(name)) around.made.push(name);
  return `#${around.made.indexOf(name)}`;
}

/** @param {(Node | null)[]} list @param {Around} around */
function callableText(list, around) {
  const [parameters, result] = list;
  if (!result) return '(*)';
  const inner = parameters?.type === 'type' ? parameters.namedChildren[0] : parameters;
  const parts = inner?.type === 'list' ? inner.namedChildren.map((part) => typeText(part, around)) : ['*'];
  const given = typeText(result, around);
  // A union as a result is written in brackets, so that what follows does not belong to it.
  return `(${parts.join(',')})${given.includes('|') ? `{${given}}` : given}`;
}

// Declarations.

/** @param {Module} module */
function describeModule(module) {
  const lines = [];
  for (const [name, declared] of module.names) lines.push(...describe(module, name, declared));
  for (const [own, shown] of publicNames) {
    const at = shown.lastIndexOf('.');
    if (shown.slice(0, at) !== module.name) continue;
    const found = find(own);
    if (found?.declared.node)
      lines.push(...classLines(found.module, module, shown.slice(at + 1), found.declared.node));
  }
  for (const star of module.stars) lines.push(`*${star}`);
  return lines.length === 0 ? '' : `@${module.name}\n${lines.join('\n')}\n`;
}

/** @param {Module} module @param {string} name @param {Declared} declared @returns {string[]} */
function describe(module, name, declared) {
  const own = `${module.name}.${name}`;
  switch (declared.kind) {
    case 'class':
      if (publicNames.has(own)) return [`=${name} ${publicNames.get(own)}`];
      return classLines(module, module, name, /** @type {Node} */ (declared.node));
    case 'def':
      return name.startsWith('_') ? [] : functionLines(module, module, name, declared, [], '');
    case 'alias': {
      if (!isOffered(module, name)) return [];
      const target = declared.target ?? '';
      const found = find(target);
      if (!found)
        return modules.has(target) && target !== `${module.name}.${name}` ? [`=${name} ${target}`] : [];
      const at = `${found.module.name}.${found.name}`;
      const shown = publicNames.get(at) ?? at;
      // Names that begin so are imported for the types alone.
      if (shown === own || isVariable(found.declared)) return [];
      return [`=${name} ${shown}`];
    }
    default:
      return valueLines(module, name, declared);
  }
}

/** @param {Declared} declared */
function isVariable(declared) {
  const value = declared.node?.childForFieldName('right');
  return value?.type === 'call' && VARIABLE_MAKERS.has(field(value, 'function').text.split('.').at(-1) ?? '');
}

/**
 * The class for which a name of `typing` stands that type checkers know by heart: `List`, `DefaultDict`.
 * @param {string} name
 */
function otherName(name) {
  const places = [
    `builtins.${name.toLowerCase()}`,
    `collections.${name}`,
    `collections.${name.toLowerCase()}`,
  ];
  return places.find((place) => find(place)?.declared.kind === 'class');
}

/** @param {Module} module @param {string} name @param {Declared} declared @returns {string[]} */
function valueLines(module, name, declared) {
  const node = /** @type {Node} */ (declared.node);
  if (isVariable(declared) || name.startsWith('_')) return [];
  const other = module.name === 'typing' ? otherName(name) : undefined;
  if (other !== undefined) return [`=${name} ${other}`];
  const type = node.childForFieldName('type');
  const value = node.childForFieldName('right');
  if (type && !/TypeAlias/.test(type.text))
    return [`${name} ${typeText(type, { module, own: [], made: [], isFunction: false, depth: 0 })}`];
  if (!value || !['identifier', 'attribute', 'subscript'].includes(value.type)) {
    // An alias of a type of which nothing follows.
    return [];
  }
  if (value.type === 'attribute') {
    const method = methodOfVariable(module, value);
    if (method) return functionLines(method.module, module, name, method.declared, [], '', true);
  }
  const found = find(fullName(module, value.type === 'subscript' ? field(value, 'value').text : value.text));
  if (!found || isVariable(found.declared)) return special(module, name, value);
  const at = `${found.module.name}.${found.name}`;
  return [`=${name} ${publicNames.get(at) ?? at}`];
}

/** `choice = _inst.choice`: the method of the class of a variable of the module. @param {Module} module @param {Node} value */
function methodOfVariable(module, value) {
  const variable = module.names.get(field(value, 'object').text)?.node;
  const type = variable?.type === 'assignment' ? variable.childForFieldName('type') : undefined;
  const found = type ? find(fullName(module, type.text)) : undefined;
  if (found?.declared.kind !== 'class') return undefined;
  /** @type {Map<string, Declared>} */
  const names = new Map();
  readBody(found.module, field(/** @type {Node} */ (found.declared.node), 'body'), names, false);
  const declared = names.get(field(value, 'attribute').text);
  return declared?.kind === 'def' ? { module: found.module, declared } : undefined;
}

/** A form that only the interpreter knows. @param {Module} module @param {string} name @param {Node} value @returns {string[]} */
function special(module, name, value) {
  return module.names.has(value.text) ? [`=${name} ${module.name}.${value.text}`] : [];
}

/**
 * The lines of a class that stands in `module` and is shown in `shown`.
 * @param {Module} module
 * @param {Module} shown
 * @param {string} name
 * @param {Node} node
 */
function classLines(module, shown, name, node) {
  const bases = (node.childForFieldName('superclasses')?.namedChildren ?? []).filter(
    (base) => base && base.type !== 'keyword_argument' && base.type !== 'comment',
  );
  const own = classParameters(module, bases);
  /** @type {Around} */
  const around = { module, own, made: [], isFunction: false, depth: 0 };
  const baseTexts = bases
    .filter((base) => !/^(?:typing\.)?(?:Generic|Protocol|object)\b/.test(base?.text ?? ''))
    // A base of which nothing is known brings any members.
    .map((base) => typeText(base, around).replace(/^_$/, '*'));
  const isProtocol = bases.some((base) => /^(?:typing\.)?Protocol\b/.test(base?.text ?? ''));
  const move = (/** @type {string} */ text) => (shown === module ? text : requalify(text, module, shown));
  const lines = [
    `${isProtocol ? '~' : ':'}${name}${own.length > 0 ? ` ${own.length}` : ''}${baseTexts.length > 0 ? ` ${move(baseTexts.join(';'))}` : ''}`,
  ];
  /** @type {Map<string, Declared>} */
  const names = new Map();
  readBody(module, field(node, 'body'), names, false);
  for (const [member, declared] of names) {
    if (member.startsWith('__') && !SPECIAL.has(member)) continue;
    if (member.startsWith('_') && !member.startsWith('__')) continue;
    if (declared.kind === 'class') continue;
    if (declared.kind === 'def') lines.push(...functionLines(module, shown, member, declared, own, ' '));
    else if (declared.kind === 'value')
      lines.push(...memberLines(module, shown, member, declared, own, names));
  }
  return lines;
}

/** The type parameters of a class in their order. @param {Module} module @param {(Node | null)[]} bases */
function classParameters(module, bases) {
  /** @type {string[]} */
  const all = [];
  /** @type {string[] | undefined} */
  let said;
  for (const base of bases) {
    if (!base) continue;
    const variables = variablesIn(module, base);
    if (base.type === 'subscript' && /(?:Generic|Protocol)$/.test(field(base, 'value').text))
      said ??= variables;
    for (const one of variables) if (!all.includes(one)) all.push(one);
  }
  return said ?? all;
}

/** @param {Module} module @param {Node} node @returns {string[]} */
function variablesIn(module, node) {
  if (node.type === 'identifier') {
    const found = find(fullName(module, node.text));
    const value = found?.declared.node?.childForFieldName('right');
    const isOne = found?.declared.kind === 'value' && value?.type === 'call' && isVariable(found.declared);
    return isOne ? [found.name] : [];
  }
  return [...new Set(node.namedChildren.flatMap((child) => (child ? variablesIn(module, child) : [])))];
}

/**
 * A field, or another name of a method.
 * @param {Module} module
 * @param {Module} shown
 * @param {string} name
 * @param {Declared} declared
 * @param {readonly string[]} own
 * @param {Map<string, Declared>} names
 */
function memberLines(module, shown, name, declared, own, names) {
  const node = /** @type {Node} */ (declared.node);
  const type = node.childForFieldName('type');
  const value = node.childForFieldName('right');
  if (!type && value?.type === 'identifier') {
    const other = names.get(value.text);
    return other?.kind === 'def' ? functionLines(module, shown, name, other, own, ' ') : [];
  }
  const text = typeText(type, { module, own, made: [], isFunction: false, depth: 0 });
  return [` ${name} ${shown === module ? text : requalify(text, module, shown)}`];
}

/**
 * The signatures of a function.
 * @param {Module} module
 * @param {Module} shown
 * @param {string} name
 * @param {Declared} declared
 * @param {readonly string[]} own
 * @param {string} indent
 * @param {boolean} [isMethod]
 * @returns {string[]}
 */
function functionLines(module, shown, name, declared, own, indent, isMethod = indent !== '') {
  const nodes = declared.nodes ?? [];
  const how = {
    isMethod,
    isOverloaded: nodes.length > 1,
    isLooking: LOOKING.test(module.name) || nodes.some((node) => /->\s*Type(?:Guard|Is)\b/.test(node.text)),
  };
  const signatures = nodes.flatMap((node) => signature(module, node, own, how) ?? []);
  return [...new Set(signatures)].map(
    (text) => `${indent}${name}${shown === module ? text : requalify(text, module, shown)}`,
  );
}

/**
 * @param {Module} module
 * @param {Node} node
 * @param {readonly string[]} own
 * @param {{ isMethod: boolean, isOverloaded: boolean, isLooking: boolean }} how
 */
function signature(module, node, own, how) {
  const definition = node.type === 'decorated_definition' ? field(node, 'definition') : node;
  const decorators = node.namedChildren
    .filter((child) => child?.type === 'decorator')
    .map((child) => child?.text.replace(/^@/, '').split('(')[0] ?? '');
  if (decorators.some((one) => /\.(?:setter|deleter)$/.test(one))) return undefined;
  const isProperty = decorators.some((one) => /(?:^|\.)(?:cached_)?property$|abstractproperty/.test(one));
  const isStatic = decorators.includes('staticmethod');
  /** @type {Around} */
  const around = { module, own, made: [], isFunction: true, depth: 0 };
  // The receiver is given by what a method is called on.
  const parameters = field(definition, 'parameters').namedChildren.slice(how.isMethod && !isStatic ? 1 : 0);
  const texts = parameters
    .flatMap((parameter) => (parameter ? parameterText(parameter, around, how.isOverloaded) : []))
    .map((text) => (how.isLooking ? text.replace(/:.*\(.*/, '') : text));
  const slash = parameters.findIndex((parameter) => parameter?.type === 'positional_separator');
  const list = texts
    .filter((text) => text !== '/')
    .map((text, index) => (index < slash ? unnamed(text) : text));
  const result = typeText(definition.childForFieldName('return_type'), around).replaceAll('!', UNKNOWN);
  if (isProperty) return result === UNKNOWN ? ' _' : ` ${result}`;
  return `(${list.join(',')})${result === UNKNOWN || result === 'None' ? '' : result}`;
}

/** A parameter that cannot be given by name. @param {string} text */
function unnamed(text) {
  return text.replace(/^\w+(.?.?)/, (_, next) => (next.includes(':') ? next : `-${next}`));
}

/** @param {Node} parameter @param {Around} around @param {boolean} isOverloaded @returns {string[]} */
function parameterText(parameter, around, isOverloaded) {
  if (parameter.type === 'positional_separator') return ['/'];
  if (parameter.type === 'keyword_separator') return ['*'];
  if (parameter.type === 'comment') return [];
  const isTyped = parameter.type === 'typed_parameter' || parameter.type === 'typed_default_parameter';
  const inner = parameter.childForFieldName('name') ?? (isTyped ? parameter.namedChildren[0] : parameter);
  let name = inner?.text ?? '';
  if (name.startsWith('__') && !name.endsWith('__')) name = '';
  const type = isTyped ? typeText(field(parameter, 'type'), around) : UNKNOWN;
  const isOptional = parameter.type.includes('default');
  const isTelling = type !== UNKNOWN && (isOverloaded || /[#$(^%!*]/.test(type));
  const shown = name === '' && !isTelling ? '-' : name;
  return [`${shown}${isOptional ? '?' : ''}${isTelling ? `:${type}` : ''}`];
}
