// Makes server/languages/rust/outline/standard.txt from the sources of Rust's standard library: what core, alloc and std declare
// as stable. `node scripts/outlines/rust.mjs [folder]`; the folder is the `library` of rust-src (Debian:
// /usr/lib/rustlib/src/rust/library). Associated types of a trait stand behind its type parameters, first of all `Item`.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { writeOutline } from './write.mjs';

/** @typedef {import('web-tree-sitter').Node} Node */
/** @typedef {{ kind: 'class', parameters: string[], members: Map<string, string>, bases: Set<string>, item?: Node, isTrait?: boolean, associated?: string | undefined }} ClassLines */
/** @typedef {ClassLines | { kind: 'function' | 'alias', item: Node }} Declared */
/** @typedef {{ module: string, names: Map<string, string>, projections: Map<string, string>, depth?: number }} Env */

const library = process.argv[2] ?? '/usr/lib/rustlib/src/rust/library';
await Parser.init();
const parser = new Parser();
const grammar = createRequire(import.meta.url).resolve('tree-sitter-rust/tree-sitter-rust.wasm');
parser.setLanguage(await Language.load(grammar));

const LEFT_OUT =
  /\/(?:tests|benches|sys|sys_common|os|core_arch|stdarch|simd|portable-simd|backtrace|unicode|intrinsics|panicking|personality|rt|num\/(?:flt2dec|dec2flt|diy_float|bignum)|testing|test)(?:\/|\.rs)|\/(?:tests|bench)\.rs$/;
/** Traits whose methods every type has as far as an outline can tell. */
const ROOT_TRAITS = new Set(
  'Clone Copy PartialEq Eq PartialOrd Ord Hash Debug Display ToString ToOwned Borrow BorrowMut AsRef AsMut Into From TryInto TryFrom Any Default Drop Send Sync Sized Unpin Fn FnMut FnOnce'.split(
    ' ',
  ),
);
const ROOT = `:Root
 clone()%
 clone_from(-)
 eq(-)bool
 ne(-)bool
 cmp(-)std.cmp.Ordering
 partial_cmp(-)std.option.Option[std.cmp.Ordering]
 lt(-)bool
 le(-)bool
 gt(-)bool
 ge(-)bool
 max(-)%
 min(-)%
 clamp(-,-)%
 hash(-)
 fmt(-)
 to_string()std.string.String
 to_owned()%
 borrow()%
 borrow_mut()%
 as_ref()%
 as_mut()%
 into()_
 try_into()_
 from(-)%
 try_from(-)std.result.Result[%,_]
 default()%
 type_id()_
 by_ref()%
 drop()`;
/** Methods of iterators that give another iterator, by what it gives. */
const ADAPTERS = {
  $0: 'step_by filter skip_while take_while skip take rev inspect fuse by_ref cycle cloned copied chain intersperse',
  mapped: 'map map_while filter_map',
  flat: 'flat_map',
};
const PRIMITIVE = /^(?:bool|f32|f64|[iu](?:8|16|32|64|128|size))$/;
/** @type {Readonly<Record<string, string>>} */
const NAMED = { str: 'std.Str', char: 'std.Char' };

/**
 * @param {string} folder
 * @returns {Generator<string>}
 */
function* sources(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (LEFT_OUT.test(`${path}${statSync(path).isDirectory() ? '/' : ''}`)) continue;
    if (statSync(path).isDirectory()) yield* sources(path);
    else if (name.endsWith('.rs')) yield path;
  }
}

/**
 * The module under which what a file declares is known.
 * @param {string} path
 */
function moduleOf(path) {
  const parts = relative(library, path)
    .replace(/^(?:core|alloc|std)\/src\//, '')
    .replace(/\.rs$/, '')
    .split('/')
    .filter((part) => part !== 'mod' && part !== 'lib');
  if (parts[0] === 'collections') {
    const [, first = '', second = ''] = parts;
    if (first === 'hash' || first === 'btree')
      return second === 'map' || second === 'set' ? `std.collections.${first}_${second}` : 'std.collections';
    return first === '' ? 'std.collections' : `std.collections.${first}`;
  }
  if (parts[0] === 'sync' && (parts[1] === 'atomic' || parts[1] === 'mpsc')) return `std.sync.${parts[1]}`;
  return parts.length === 0 ? 'std' : `std.${parts[0]}`;
}

/**
 * Module → name → what it declares.
 * @type {Map<string, Map<string, Declared>>}
 */
const modules = new Map();
/** @type {Map<string, string[]>} */
const named = new Map();
/** @type {{ module: string, item: Node }[]} */
const files = [];

/**
 * @param {string} module
 * @param {string} name
 * @param {Declared} one
 */
function declare(module, name, one) {
  let names = modules.get(module);
  if (!names) modules.set(module, (names = new Map()));
  if (names.has(name)) return;
  names.set(name, one);
  const known = named.get(name);
  if (known) known.push(`${module}.${name}`);
  else named.set(name, [`${module}.${name}`]);
}

/** @param {Node} node */
const isPublic = (node) =>
  node.children.some((child) => child.type === 'visibility_modifier' && child.text === 'pub');
/**
 * @param {Node} node
 * @param {string} name
 */
const fieldOf = (node, name) => node.childForFieldName(name);
/**
 * A part that a node surely has.
 * @param {Node} node
 * @param {string} name
 */
function partOf(node, name) {
  const part = fieldOf(node, name);
  if (!part) throw new Error(`A ${node.type} has no ${name}: ${node.text.slice(0, 80)}`);
  return part;
}
/**
 * A class by its module and name.
 * @param {string} module
 * @param {string} name
 */
function classAt(module, name) {
  const one = modules.get(module)?.get(name);
  if (one?.kind !== 'class') throw new Error(`The library has no ${module}.${name}.`);
  return one;
}

/**
 * The items of a list, with the attributes before each.
 * @param {Node} list
 * @returns {Generator<[Node, string]>}
 */
function* items(list) {
  let marks = '';
  for (const child of list.namedChildren) {
    if (child.type === 'attribute_item') marks += child.text;
    else if (child.type !== 'line_comment' && child.type !== 'block_comment') {
      yield [child, marks];
      marks = '';
    }
  }
}

/**
 * Type parameters that a user gives: no lifetimes.
 * @param {Node} node
 */
function parametersOf(node) {
  const list = fieldOf(node, 'type_parameters');
  const own = (list?.namedChildren ?? []).filter((one) => one.type === 'type_parameter');
  return own.map((one) => ({
    name: partOf(one, 'name').text,
    bounds: fieldOf(one, 'bounds'),
    isDefault: fieldOf(one, 'default_type') !== null || /Allocator/.test(one.text),
  }));
}

/** @param {Node} node */
function boundsOf(node) {
  /** @type {Map<string, Node[]>} */
  const bounds = new Map();
  for (const { name, bounds: one } of parametersOf(node)) if (one) bounds.set(name, [one]);
  for (const clause of node.namedChildren.filter((child) => child.type === 'where_clause'))
    for (const predicate of clause.namedChildren) {
      const left = predicate.type === 'where_predicate' ? fieldOf(predicate, 'left')?.text : undefined;
      const one = predicate.type === 'where_predicate' ? fieldOf(predicate, 'bounds') : null;
      if (left !== undefined && one) bounds.set(left, [...(bounds.get(left) ?? []), one]);
    }
  return bounds;
}

/**
 * @param {string} module
 * @param {Node} list
 */
function collect(module, list) {
  for (const [item, marks] of items(list)) {
    const isStable = !/#\[unstable|#\[doc\(hidden\)/.test(marks);
    const name = fieldOf(item, 'name')?.text ?? '';
    if (item.type === 'mod_item' && fieldOf(item, 'body') && !/cfg\(test\)/.test(marks))
      collect(module, partOf(item, 'body'));
    else if (item.type === 'impl_item') files.push({ module, item });
    else if (!isStable || !isPublic(item)) continue;
    else if (item.type === 'struct_item' || item.type === 'enum_item' || item.type === 'union_item') {
      const parameters = parametersOf(item)
        .filter((one) => !one.isDefault)
        .map((one) => one.name);
      declare(module, name, { kind: 'class', parameters, members: new Map(), bases: new Set(), item });
    } else if (item.type === 'trait_item') {
      const parameters = parametersOf(item)
        .filter((one) => !one.isDefault)
        .map((one) => one.name);
      const associated = partOf(item, 'body')
        .namedChildren.filter((one) => one.type === 'associated_type')
        .map((one) => partOf(one, 'name').text);
      const isOfItem = associated.includes('Item') || associated.includes('Output');
      const all = isOfItem
        ? [...associated.slice(0, 1), ...parameters]
        : [...parameters, ...associated.slice(0, 1)];
      declare(module, name, {
        kind: 'class',
        isTrait: true,
        parameters: all,
        associated: associated[0],
        members: new Map(),
        bases: new Set(),
        item,
      });
    } else if (item.type === 'function_item') declare(module, name, { kind: 'function', item });
    else if (item.type === 'type_item') declare(module, name, { kind: 'alias', item });
  }
}

for (const crate of ['core', 'alloc', 'std'])
  for (const path of sources(join(library, crate, 'src'))) {
    const tree = parser.parse(readFileSync(path, 'utf8'));
    if (tree) collect(moduleOf(path), tree.rootNode);
  }

/**
 * The full name of what a type names in a module.
 * @param {string} module
 * @param {string} name
 * @returns {string | undefined}
 */
function find(module, name) {
  if (NAMED[name]) return NAMED[name];
  if (PRIMITIVE.test(name)) return name;
  const parts = name.split('::');
  const last = parts.at(-1) ?? '';
  const all = named.get(last) ?? [];
  if (parts.length > 1) return all.find((one) => one.split('.').at(-2) === parts.at(-2)) ?? all[0];
  if (modules.get(module)?.has(last)) return `${module}.${last}`;
  /** @type {Readonly<Record<string, string | undefined>>} */
  const usual = { Result: 'std.result.Result', Error: undefined, Iter: undefined };
  if (last in usual) return usual[last];
  return all.length === 1 ||
    /^std\.(?:option|result|vec|string|boxed|iter|cmp|ops|path|ffi|time|collections\.[a-z_]+)\./.test(
      all[0] ?? '',
    )
    ? all[0]
    : undefined;
}

/** @param {string} name */
const lastPart = (name) => name.split(/::|\./).at(-1) ?? '';
/** @param {string} full */
const declaredAt = (full) =>
  modules.get(full.slice(0, full.lastIndexOf('.')))?.get(full.slice(full.lastIndexOf('.') + 1));

/**
 * What a type is in the outline; `env` tells what its names stand for.
 * @param {Node | null | undefined} node
 * @param {Env} env
 * @returns {string}
 */
function typeText(node, env) {
  if (!node) return '_';
  switch (node.type) {
    case 'reference_type':
    case 'pointer_type':
      return typeText(fieldOf(node, 'type'), env);
    case 'abstract_type':
    case 'dynamic_type':
      return typeText(fieldOf(node, 'trait'), env);
    case 'bounded_type':
      return typeText(node.namedChildren[0], env);
    case 'higher_ranked_trait_bound':
      return typeText(fieldOf(node, 'type'), env);
    case 'array_type':
      return `std.Slice[${typeText(fieldOf(node, 'element'), env)}]`;
    case 'tuple_type':
      return `std.tuple[${node.namedChildren.map((one) => typeText(one, env)).join()}]`;
    case 'function_type':
      return callableText(node, env);
    case 'type_identifier':
    case 'primitive_type':
      return nameText(node.text, [], env);
    case 'scoped_type_identifier': {
      const projected = env.projections.get(node.text);
      if (projected !== undefined) return projected;
      // What a pointer leads to stands for the pointer.
      const target = /^(\w+)::Target$/.exec(node.text)?.[1];
      const pointer = target === undefined ? undefined : env.names.get(target);
      if (pointer !== undefined) return pointer;
      return /^(?:crate|super|self|[a-z]\w*)::/.test(node.text) ? nameText(node.text, [], env) : '_';
    }
    case 'generic_type': {
      const list = partOf(node, 'type_arguments').namedChildren.filter((one) => one.type !== 'lifetime');
      const parts = list.map((one) =>
        typeText(one.type === 'type_binding' ? fieldOf(one, 'type') : one, env),
      );
      return nameText(partOf(node, 'type').text, parts, env);
    }
    default:
      return '_';
  }
}

/**
 * @param {string} name
 * @param {string[]} parts
 * @param {Env} env
 * @returns {string}
 */
function nameText(name, parts, env) {
  const stated = env.names.get(name);
  if (stated !== undefined) return stated;
  const full = find(env.module, name);
  if (full === undefined) return '_';
  const one = declaredAt(full);
  if (one?.kind === 'alias') {
    const target = fieldOf(one.item, 'type');
    const own = parametersOf(one.item).map((parameter) => parameter.name);
    const names = new Map(own.map((each, index) => [each, parts[index] ?? '_']));
    const depth = (env.depth ?? 0) + 1;
    const module = full.slice(0, full.lastIndexOf('.'));
    return depth > 4 ? '_' : typeText(target, { module, names, projections: new Map(), depth });
  }
  const kept = one?.kind === 'class' ? parts.slice(0, one.parameters.length) : parts;
  return kept.every((part) => part === '_') ? full : `${full}[${kept.join()}]`;
}

/**
 * @param {Node} node
 * @param {Env} env
 * @returns {string}
 */
function callableText(node, env) {
  const parameters = partOf(node, 'parameters').namedChildren.map((one) => typeText(one, env));
  const result = fieldOf(node, 'return_type');
  const given = result ? typeText(result, env) : '';
  return `(${parameters.join()})${given === '' || given === '_' ? '' : `{${given}}`}`;
}

/**
 * What the bounds of a type parameter make of it: something that is called, or looped over.
 * @param {Node[]} bounds
 * @param {number} index
 * @param {Env} env
 * @param {string} name
 */
function boundText(bounds, index, env, name) {
  for (const list of bounds)
    for (const bound of list.namedChildren) {
      const inner = bound.type === 'higher_ranked_trait_bound' ? fieldOf(bound, 'type') : bound;
      if (inner?.type === 'function_type') return callableText(inner, env);
      const text = inner?.text ?? '';
      const trait =
        /^(?:IntoIterator|Iterator|DoubleEndedIterator|ExactSizeIterator|TrustedLen|FusedIterator)\b/.exec(
          text,
        )?.[0];
      if (trait === undefined) continue;
      const item =
        /Item\s*=\s*/.test(text) && inner?.type === 'generic_type' ? typeText(inner, env) : undefined;
      const element = item === undefined ? `#${index}` : (/\[(.*)\]$/.exec(item)?.[1] ?? '_');
      env.projections.set(`${name}::Item`, element);
      return `std.iter.IntoIterator[${element}]`;
    }
  return undefined;
}

/**
 * @param {Node} item
 * @param {Env} outer
 * @param {boolean} isIterator
 */
function signature(item, outer, isIterator) {
  /** @type {Env} */
  const env = { module: outer.module, names: new Map(outer.names), projections: new Map(outer.projections) };
  const own = parametersOf(item);
  const bounds = boundsOf(item);
  own.forEach(({ name }, index) => env.names.set(name, `#${index}`));
  const called = new Map();
  // Twice: a bound can name what another one tells.
  for (let round = 0; round < 2; round++)
    own.forEach(({ name }, index) => {
      const text = boundText(bounds.get(name) ?? [], index, env, name);
      if (text !== undefined) called.set(name, text);
    });
  for (const [name, list] of bounds)
    if (outer.names.has(name) && !called.has(name)) {
      const text = boundText(list, 0, env, name);
      if (text?.startsWith('(')) called.set(name, text);
    }
  for (const [name, text] of called) env.names.set(name, text);
  const parameters = partOf(item, 'parameters')
    .namedChildren.filter((one) => one.type === 'parameter' && fieldOf(one, 'pattern')?.text !== 'self')
    .map((one) => typeText(fieldOf(one, 'type'), env));
  const result = fieldOf(item, 'return_type');
  let given = result ? typeText(result, env) : '';
  const name = partOf(item, 'name').text;
  if (isIterator) given = adapted(name) ?? given;
  return `(${parameters.map((one) => (one === '_' ? '-' : `-:${one}`)).join()})${given === '_' ? '' : given}`;
}

/**
 * What a method of all iterators gives that gives another iterator.
 * @param {string} name
 */
function adapted(name) {
  /** @param {string} list */
  const has = (list) => list.split(' ').includes(name);
  if (has(ADAPTERS.$0)) return 'std.iter.Iterator[$0]';
  if (name === 'peekable') return 'std.iter.Peekable[$0]';
  if (name === 'enumerate') return 'std.iter.Iterator[std.tuple[usize,$0]]';
  if (name === 'zip') return 'std.iter.Iterator[std.tuple[$0,#0]]';
  if (has(ADAPTERS.mapped)) return 'std.iter.Iterator[#0]';
  if (name === 'scan') return 'std.iter.Iterator[#1]';
  if (has(ADAPTERS.flat)) return 'std.iter.Iterator[#0]';
  if (name === 'collect' || name === 'sum' || name === 'product') return '#0';
  return undefined;
}

/**
 * @param {string} module
 * @param {ClassLines} one
 * @returns {Env}
 */
function traitEnv(module, one) {
  const names = new Map(one.parameters.map((name, index) => [name, `$${index}`]));
  names.set('Self', '%');
  const projections = new Map();
  if (one.associated !== undefined)
    projections.set(`Self::${one.associated}`, `$${one.parameters.indexOf(one.associated)}`);
  return { module, names, projections };
}

for (const [module, names] of modules)
  for (const [name, one] of names) {
    if (one.kind !== 'class' || one.isTrait !== true || !one.item) continue;
    const env = traitEnv(module, one);
    for (const [item, marks] of items(partOf(one.item, 'body'))) {
      const isMethod = item.type === 'function_item' || item.type === 'function_signature_item';
      if (!isMethod || /#\[unstable/.test(marks)) continue;
      one.members.set(
        partOf(item, 'name').text,
        signature(item, env, module === 'std.iter' && name === 'Iterator'),
      );
    }
    for (const bound of fieldOf(one.item, 'bounds')?.namedChildren ?? []) {
      const text = typeText(bound, env);
      if (text.startsWith('std.') && !ROOT_TRAITS.has(lastPart(text))) one.bases.add(text);
    }
  }

/** The classes for types that have no declaration of their own. */
const BUILT_IN = { 'std.Str': [], 'std.Char': [], 'std.Slice': ['T'], 'std.tuple': [] };
for (const [full, parameters] of Object.entries(BUILT_IN))
  declare('std', full.slice(4), { kind: 'class', parameters, members: new Map(), bases: new Set() });

for (const { module, item } of files) {
  let type = fieldOf(item, 'type');
  while (type && (type.type === 'reference_type' || type.type === 'pointer_type'))
    type = fieldOf(type, 'type');
  const plain = { module, names: new Map(), projections: new Map() };
  const written = type ? typeText(type, plain) : '_';
  const full = written.replace(/\[.*$/, '');
  const one = full.startsWith('std.') ? declaredAt(full) : undefined;
  if (one?.kind !== 'class') continue;
  const given =
    type?.type === 'generic_type'
      ? partOf(type, 'type_arguments').namedChildren.filter((each) => each.type !== 'lifetime')
      : type?.type === 'array_type'
        ? [partOf(type, 'element')]
        : [];
  const parameters = one.parameters.map((_, index) => `$${index}`);
  const own = parameters.length === 0 ? full : `${full}[${parameters.join()}]`;
  const env = { module, names: new Map([['Self', own]]), projections: new Map() };
  given.forEach((each, index) => {
    /** @type {Node | null} */
    let inner = each;
    while (inner?.type === 'reference_type') inner = fieldOf(inner, 'type');
    if (inner?.type === 'type_identifier' && index < one.parameters.length)
      env.names.set(inner.text, `$${index}`);
  });
  for (const { name } of parametersOf(item)) if (!env.names.has(name)) env.names.set(name, '_');
  const body = fieldOf(item, 'body');
  const trait = fieldOf(item, 'trait');
  const bounds = boundsOf(item);
  for (const [name, list] of bounds) {
    const text =
      env.names.has(name) && env.names.get(name) !== '_'
        ? boundText(list, 0, { ...env, projections: new Map() }, name)
        : undefined;
    if (text !== undefined && !text.startsWith('(')) env.projections.set(`${name}::Item`, '_');
  }
  const associated = (body?.namedChildren ?? []).filter((each) => each.type === 'type_item');
  for (const each of associated)
    env.projections.set(`Self::${partOf(each, 'name').text}`, typeText(fieldOf(each, 'type'), env));
  const traitName = trait
    ? trait.type === 'generic_type'
      ? partOf(trait, 'type').text
      : trait.text
    : undefined;
  if (traitName !== undefined && !ROOT_TRAITS.has(lastPart(traitName))) {
    const traitFull = find(module, traitName);
    const declared = traitFull === undefined ? undefined : declaredAt(traitFull);
    if (
      trait &&
      traitFull !== undefined &&
      declared?.kind === 'class' &&
      declared.isTrait === true &&
      traitName !== 'Deref' &&
      traitName !== 'DerefMut'
    ) {
      const args =
        trait.type === 'generic_type'
          ? partOf(trait, 'type_arguments')
              .namedChildren.filter((each) => each.type !== 'lifetime')
              .map((each) => typeText(each, env))
          : [];
      const first =
        declared.associated === undefined ? undefined : env.projections.get(`Self::${declared.associated}`);
      const all = declared.parameters.map((name) =>
        name === declared.associated ? (first ?? '_') : (args.shift() ?? '_'),
      );
      const base = all.every((each) => each === '_') ? traitFull : `${traitFull}[${all.join()}]`;
      if (![...one.bases].some((known) => known.startsWith(traitFull))) one.bases.add(base);
      continue;
    }
  }
  const isWanted =
    trait === null ||
    trait === undefined ||
    ['Deref', 'ToOwned', 'From', 'FromStr'].includes(traitName ?? '');
  if (!isWanted) continue;
  for (const [method, marks] of items(body ?? item)) {
    if (method.type !== 'function_item' || /#\[unstable/.test(marks)) continue;
    if (!trait && !isPublic(method)) continue;
    const name = partOf(method, 'name').text;
    if (traitName === 'From' && one.members.has(name)) continue;
    const text = signature(method, env, false);
    const known = one.members.get(name);
    if (known === undefined || known.length < text.length) one.members.set(name, text);
  }
}

/**
 * What makes the values of enumerations that patterns take apart.
 * @param {string} module
 * @param {string} name
 * @param {ClassLines} one
 */
function variants(module, name, one) {
  if (one.item?.type !== 'enum_item') return [];
  const names = new Map(one.parameters.map((each, index) => [each, `#${index}`]));
  const type =
    one.parameters.length === 0
      ? `${module}.${name}`
      : `${module}.${name}[${one.parameters.map((_, index) => `#${index}`).join()}]`;
  return partOf(one.item, 'body')
    .namedChildren.filter((each) => each.type === 'enum_variant')
    .flatMap((each) => {
      const list = fieldOf(each, 'body');
      if (list?.type !== 'ordered_field_declaration_list') return [];
      const types = list
        .childrenForFieldName('type')
        .map((part) => typeText(part, { module, names, projections: new Map() }));
      return [
        `${partOf(each, 'name').text}(${types.map((part) => (part === '_' ? '-' : `-:${part}`)).join()})${type}`,
      ];
    });
}

classAt('std.iter', 'Iterator').bases.add('std.iter.IntoIterator[$0]');
const peekable = classAt('std.iter', 'Peekable');
peekable.members = new Map([
  ['peek', '()std.option.Option[$0]'],
  ['peek_mut', '()std.option.Option[$0]'],
  ['next_if', '(-:($0))std.option.Option[$0]'],
  ['next_if_eq', '(-)std.option.Option[$0]'],
]);
peekable.bases = new Set(['std.iter.Iterator[$0]']);
// What macros of the library declare.
for (const name of ['Iter', 'IterMut']) classAt('std.slice', name).bases = new Set(['std.iter.Iterator[$0]']);
for (const name of 'Split RSplit SplitN RSplitN SplitTerminator RSplitTerminator SplitInclusive Matches RMatches SplitWhitespace SplitAsciiWhitespace Lines'.split(
  ' ',
)) {
  const known = modules.get('std.str')?.get(name);
  /** @type {ClassLines} */
  const one = {
    kind: 'class',
    parameters: [],
    members: new Map(),
    bases: new Set(['std.iter.Iterator[std.Str]']),
  };
  if (known) Object.assign(known, one);
  else declare('std.str', name, one);
}
for (const [method, name] of Object.entries({
  split: 'Split',
  rsplit: 'RSplit',
  splitn: 'SplitN',
  rsplitn: 'RSplitN',
  split_terminator: 'SplitTerminator',
  split_inclusive: 'SplitInclusive',
  matches: 'Matches',
  split_whitespace: 'SplitWhitespace',
  lines: 'Lines',
}))
  classAt('std', 'Str').members.set(
    method,
    method.includes('n') && method.startsWith('split') && method !== 'splitn'
      ? `(${method === 'split_whitespace' ? '' : '-'})std.str.${name}`
      : `(${method === 'lines' ? '' : method.endsWith('splitn') ? '-,-' : '-'})std.str.${name}`,
  );
for (const name of ['Option', 'Result'])
  classAt(`std.${name.toLowerCase()}`, name).bases.add('std.ops.Tried[$0]');
declare('std.ops', 'Tried', { kind: 'class', parameters: ['T'], members: new Map(), bases: new Set() });

const PRELUDE =
  'option.Option option.Some result.Result result.Ok result.Err boxed.Box string.String string.ToString vec.Vec borrow.ToOwned iter.Iterator iter.IntoIterator iter.DoubleEndedIterator iter.ExactSizeIterator iter.Extend iter.FromIterator clone.Clone cmp.PartialEq cmp.Eq cmp.PartialOrd cmp.Ord convert.AsRef convert.AsMut convert.Into convert.From convert.TryFrom convert.TryInto default.Default ops.Fn ops.FnMut ops.FnOnce ops.Drop hash.Hash fmt.Debug mem.drop marker.Copy marker.Send marker.Sized marker.Sync marker.Unpin';
const lines = ['', '@std', ROOT];
for (const name of PRELUDE.split(' ')) lines.push(`=${name.split('.').at(-1)} std.${name}`);
lines.push(
  'format!(*-)std.string.String',
  'vec!(*-:#0)std.vec.Vec[#0]',
  'env!(*-)std.Str',
  'concat!(*-)std.Str',
  'stringify!(*-)std.Str',
  'include_str!(*-)std.Str',
  'dbg!(-:#0)#0',
);

/** @param {string} base */
const isKnown = (base) => declaredAt(base.replace(/\[.*$/, ''))?.kind === 'class';

/**
 * @param {string} name
 * @param {ClassLines} one
 */
function classLines(name, one) {
  const bases = [...[...one.bases].filter(isKnown), ...(one.isTrait === true ? [] : ['std.Root'])];
  const count = one.parameters.length === 0 && bases.length === 0 ? '' : ` ${one.parameters.length}`;
  return [
    `:${name}${count}${bases.length === 0 ? '' : ` ${bases.join(';')}`}`,
    ...[...one.members].map(([member, text]) => ` ${member}${text}`),
  ];
}

/**
 * @param {string} module
 * @param {Map<string, Declared>} names
 */
function moduleLines(module, names) {
  /** @type {string[]} */
  const own = [];
  for (const [name, one] of names) {
    if (one.kind === 'class') own.push(...classLines(name, one));
    else if (one.kind === 'function') {
      const env = { module, names: new Map(), projections: new Map() };
      own.push(name + signature(one.item, env, false));
    } else {
      const target = nameText(name, [], { module, names: new Map(), projections: new Map() }).replace(
        /\[.*$/,
        '',
      );
      if (target.startsWith('std.') && target !== `${module}.${name}`) own.push(`=${name} ${target}`);
    }
    if (one.kind === 'class' && /^std\.(?:option|result|ops|borrow|collections)/.test(module))
      own.push(...variants(module, name, one));
  }
  return own;
}

lines.push(...moduleLines('std', modules.get('std') ?? new Map()));
for (const [module, names] of [...modules].sort(([a], [b]) => (a < b ? -1 : 1))) {
  if (module === 'std') continue;
  lines.push(`@${module}`, ...moduleLines(module, names));
  if (module === 'std.collections')
    for (const inner of modules.keys()) if (inner.startsWith('std.collections.')) lines.push(`*${inner}`);
  if (module === 'std.sync') lines.push('*std.sync.atomic', '*std.sync.mpsc');
}
lines.push('@std.io.prelude', '*std.io', '@std.prelude.v1', '*std', '');

const folder = mkdtempSync(join(tmpdir(), 'outline-rust-'));
try {
  const licence = join(folder, 'LICENSE');
  writeFileSync(
    licence,
    `The outline lists names and types of the public API of Rust's standard library, as its sources declare them. It holds no code
and no documentation of it; the library is distributed under the MIT license or the Apache License, Version 2.0, at choice.
`,
  );
  writeOutline('rust', `sources of Rust 1.63`, lines.join('\n'), licence);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
