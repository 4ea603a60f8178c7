// The shape that roles ask for, for tree-sitter-cpp: what a declaration declares stands inside of its declarators, template
// parameters stand around what they belong to, and members can be written outside of their class.

import type { ArrangeApi, Arrangement } from '../language.ts';
import { nodeOfOperator } from './operators.ts';

const CLASSES: ReadonlySet<string> = new Set([
  'class_specifier',
  'struct_specifier',
  'union_specifier',
  'enum_specifier',
]);
const NAMES: ReadonlySet<string> = new Set([
  'identifier',
  'field_identifier',
  'type_identifier',
  'namespace_identifier',
  'destructor_name',
  'operator_name',
  'qualified_identifier',
  'template_function',
  'template_method',
  'template_type',
  'dependent_name',
]);
const TEMPLATES: ReadonlySet<string> = new Set(['template_function', 'template_method', 'template_type']);
const DECLARATORS: ReadonlySet<string> = new Set([
  'pointer_declarator',
  'reference_declarator',
  'array_declarator',
  'parenthesized_declarator',
  'attributed_declarator',
  'init_declarator',
  'function_declarator',
  'variadic_declarator',
  'pointer_type_declarator',
  'operator_cast',
  'structured_binding_declarator',
  'abstract_pointer_declarator',
  'abstract_reference_declarator',
  'abstract_array_declarator',
  'abstract_function_declarator',
  'abstract_parenthesized_declarator',
]);
/** What is written between the type of a function and its body, and counts. */
const MARKS: ReadonlySet<string> = new Set(['storage_class_specifier', 'virtual_specifier']);
const PLACES: ReadonlySet<string> = new Set([
  'field_declaration_list',
  'compound_statement',
  'member_part_body',
  'namespace_definition',
  'anonymous_namespace',
]);
/** Where a class that is only named is announced and not used. */
const STATEMENTS: ReadonlySet<string> = new Set(['', 'declaration_list', ...PLACES]);
const CASTS = /^(?:static|dynamic|const|reinterpret)_cast$|^(?:std::)?(?:static|dynamic|const)_pointer_cast$/;

/** What a declarator declares. */
interface Declared {
  /** -1 for none. */
  readonly name: number;
  /** The function declarator whose parameters are those of the name, -1 where it is no function. */
  readonly function_: number;
  readonly isPointer: boolean;
  /** How many arrays lie around what is declared. */
  readonly arrays: number;
  readonly isReference: boolean;
}

function childOf(api: ArrangeApi, record: number, field: string): number {
  return record < 0 ? -1 : (api.children(record).find((child) => api.fieldIs(child, field)) ?? -1);
}

function ofType(api: ArrangeApi, record: number, type: string): number {
  return record < 0 ? -1 : (api.children(record).find((child) => api.typeOf(child) === type) ?? -1);
}

/** The name that stands in a declarator, and what it is made. */
function readDeclarator(api: ArrangeApi, declarator: number): Declared {
  let at = declarator;
  let function_ = -1;
  let isPointer = false;
  let arrays = 0;
  let isReference = false;
  for (;;) {
    if (at < 0) return { name: -1, function_, isPointer, arrays, isReference };
    const type = api.typeOf(at);
    if (type === 'operator_cast') return { name: at, function_: at, isPointer, arrays, isReference };
    // `A::operator bool() const`
    const last = type === 'qualified_identifier' ? partsOf(api, at).at(-1) : undefined;
    if (last !== undefined && api.typeOf(last) === 'operator_cast')
      return { name: at, function_: last, isPointer, arrays, isReference };
    if (NAMES.has(type) || type === 'structured_binding_declarator' || !DECLARATORS.has(type))
      return {
        name: NAMES.has(type) || type === 'structured_binding_declarator' ? at : -1,
        function_,
        isPointer,
        arrays,
        isReference,
      };
    if (type === 'function_declarator' || type === 'abstract_function_declarator') function_ = at;
    else if (/pointer/.test(type)) {
      // What points to a function is none; of a function that gives a pointer the parameters stand further in.
      if (function_ >= 0) function_ = -1;
      isPointer = true;
    } else if (/reference/.test(type)) {
      if (function_ >= 0) function_ = -1;
      isReference = true;
    } else if (/array/.test(type)) arrays++;
    const children = api.children(at);
    at =
      children.find((child) => api.fieldIs(child, 'declarator')) ??
      children.find((child) => DECLARATORS.has(api.typeOf(child)) || NAMES.has(api.typeOf(child))) ??
      -1;
  }
}

function typeOf(api: ArrangeApi, record: number): number {
  return childOf(api, record, 'type');
}

// Names.

/** The parts of a qualified name from left to right. */
function partsOf(api: ArrangeApi, name: number): number[] {
  const type = api.typeOf(name);
  if (type === 'dependent_name' || type === 'dependent_type')
    return api.children(name).flatMap((child) => partsOf(api, child));
  if (type === 'nested_namespace_specifier')
    return api.children(name).flatMap((child) => partsOf(api, child));
  if (type !== 'qualified_identifier') return [name];
  return api.children(name).flatMap((child) => partsOf(api, child));
}

/** The node for one part of a name, without its template arguments. */
function writePart(api: ArrangeApi, part: number, field: string): void {
  const type = api.typeOf(part);
  if (TEMPLATES.has(type)) {
    const name = childOf(api, part, 'name');
    if (name >= 0) writeParts(api, partsOf(api, name), field);
  } else if (type === 'operator_name') {
    const sign = nodeOfOperator(api.text(part));
    if (sign === undefined) api.copy(part, field);
    else api.write(sign, field, part);
  } else api.copy(part, field);
}

/** `a::b<c>::d`, a type or a value. */
function writeParts(api: ArrangeApi, parts: readonly number[], field: string, whole = -1): void {
  const last = parts.at(-1);
  if (last === undefined) return;
  if (api.typeOf(last) === 'template_type') {
    api.write('template_type', field, last, () => {
      writePlainParts(api, parts, 'object');
      writeArguments(api, last);
    });
  } else writePlainParts(api, parts, field, whole);
}

/** `whole` is the record of the qualified name, where the parts are all of one. */
function writePlainParts(api: ArrangeApi, parts: readonly number[], field: string, whole = -1): void {
  const last = parts.at(-1)!;
  if (parts.length === 1) return writePart(api, last, field);
  // A name that is written over several lines is called where its last part stands.
  const isOnOneLine = whole >= 0 && !api.text(whole).includes('\n');
  api.write('scoped_name', field, isOnOneLine ? whole : last, () => {
    writeParts(api, parts.slice(0, -1), 'object');
    writePart(api, last, 'property');
  });
}

function writeArguments(api: ArrangeApi, template: number): void {
  const list = childOf(api, template, 'arguments');
  if (list >= 0) api.copy(list, '');
}

const qualifiedName: Arrangement = (api, record, field) => {
  const parts = partsOf(api, record);
  const last = parts.at(-1);
  if (
    last !== undefined &&
    (api.typeOf(last) === 'template_function' || api.typeOf(last) === 'template_method')
  )
    writeInstantiated(api, last, field, () => writePlainParts(api, parts, 'object'));
  else writeParts(api, parts, field, record);
};

function writeInstantiated(api: ArrangeApi, template: number, field: string, name: () => void): void {
  api.write('template_function', field, template, () => {
    name();
    writeArguments(api, template);
  });
}

const templateName: Arrangement = (api, record, field) =>
  writeInstantiated(api, record, field, () => writePart(api, record, 'object'));

const templateType: Arrangement = (api, record, field) => writeParts(api, [record], field);

// Types.

/** A type, as a declarator changes it: what matters of a pointer to a number is that it is none. */
function writeType(api: ArrangeApi, type: number, field: string, declared?: Declared): void {
  const arrays = declared?.arrays ?? 0;
  // Letters side by side are a text, as is what leads to one; what refers to them takes no other text.
  const isText =
    !(arrays > 0 && declared?.isReference === true) &&
    arrays + (declared?.isPointer === true ? 1 : 0) === 1 &&
    isPrimitive(api, type) &&
    /\bchar$/.test(api.text(type));
  if (isText) api.write('text_pointer', field, type);
  else if (declared && arrays > 0)
    api.write('array_type', field, type, () => writeType(api, type, '', { ...declared, arrays: arrays - 1 }));
  else if (declared?.isPointer === true && isPrimitive(api, type)) api.write('pointer', field, type);
  else api.arrange(type, field);
}

/** The same of a declaration, whose words say that what is seen is constant; that a member only leads to it says the declarator. */
function writeSeen(
  api: ArrangeApi,
  type: number,
  declared: Declared,
  record: number,
  field: string,
  isMember = false,
): void {
  const isNamed =
    declared.arrays === 0 &&
    !isPrimitive(api, type) &&
    !/^(?:placeholder_type_specifier|decltype)$/.test(api.typeOf(type));
  const isConstant = api
    .children(record)
    .some((child) => api.typeOf(child) === 'type_qualifier' && api.text(child) === 'const');
  const isReached = isMember && (declared.isPointer || declared.isReference);
  const isPointer = declared.isPointer && api.typeOf(record) !== 'type_definition';
  const words = [
    ...(isConstant ? ['constant_name'] : isReached ? ['reached_name'] : []),
    ...(isPointer ? ['pointer_name'] : []),
  ];
  const write = (at: number, fieldOf: string): void => {
    const word = isNamed ? words[at] : undefined;
    if (word === undefined) return writeType(api, type, fieldOf, declared);
    api.write('template_type', fieldOf, type, () => {
      api.write(word, 'object', type);
      api.write('template_argument_list', '', type, () => write(at + 1, ''));
    });
  };
  write(0, field);
}

function isPrimitive(api: ArrangeApi, type: number): boolean {
  return api.typeOf(type) === 'primitive_type' || api.typeOf(type) === 'sized_type_specifier';
}

const sizedType: Arrangement = (api, record, field) => api.write('sized_type', field, record);

/** `auto` says nothing: the type is that of the value. */
const placeholder: Arrangement = () => {};

const decltype: Arrangement = (api, record, field) => {
  if (api.firstChild(record) < 0 || api.typeOf(api.firstChild(record)) === 'auto') return;
  api.write('type_of_value', field, record, () => api.arrangeChildren(record));
};

/** A type with what an abstract declarator makes of it: `void(int)`, `char*`. */
const typeDescriptor: Arrangement = (api, record, field) => {
  const type = typeOf(api, record);
  if (type < 0) return;
  const declarator = childOf(api, record, 'declarator');
  const declared = readDeclarator(api, declarator);
  if (declarator >= 0 && declared.function_ >= 0 && !declared.isPointer)
    api.write('function_type', field, record, () => {
      writeParameters(api, ofType(api, declared.function_, 'parameter_list'), 'parameters');
      api.arrange(type, 'result');
    });
  else api.write('type_descriptor', field, record, () => writeSeen(api, type, declared, record, ''));
};

// Classes.

function isForward(api: ArrangeApi, record: number): boolean {
  return childOf(api, record, 'body') < 0;
}

/** A class where it is declared; one without a body only names a type. */
const classSpecifier: Arrangement = (api, record, field) => {
  if (!isForward(api, record)) return writeClass(api, record, field, []);
  const name = childOf(api, record, 'name');
  if (name >= 0 && !STATEMENTS.has(api.around())) api.arrange(name, field);
};

function writeClass(api: ArrangeApi, record: number, field: string, lists: readonly number[]): void {
  const name = childOf(api, record, 'name');
  const parts = name < 0 ? [] : partsOf(api, name);
  if (parts.length > 1) {
    writeMemberPart(api, record, parts.slice(0, -1), lists, () =>
      writeClassAs(api, record, '', parts.at(-1)!, []),
    );
    return;
  }
  writeClassAs(api, record, field, name, lists);
}

function writeClassAs(
  api: ArrangeApi,
  record: number,
  field: string,
  name: number,
  lists: readonly number[],
): void {
  api.write(api.typeOf(record), field, record, () => {
    // A specialisation is called after what it is for, and not found by the plain name.
    if (name >= 0) api.writeWord('type_identifier', 'name', name, api.start(name), api.end(name));
    writeTypeParameters(api, lists, record);
    for (const child of api.children(record)) {
      const type = api.typeOf(child);
      if (type === 'base_class_clause') writeBases(api, child);
      else if (type === 'field_declaration_list') writeMembers(api, child);
      else if (type === 'enumerator_list') api.copy(child, 'body');
      else if (type === 'comment') api.copy(child);
    }
  });
  const list = api.typeOf(record) === 'enum_specifier' ? childOf(api, record, 'body') : -1;
  if (list >= 0 && !isScopedEnum(api, record)) writeEnumerators(api, list, name);
}

function isScopedEnum(api: ArrangeApi, record: number): boolean {
  return /^enum\s+(?:class|struct)\b/.test(api.text(record));
}

/** The names of an enumeration are seen around it. */
function writeEnumerators(api: ArrangeApi, list: number, enumeration: number): void {
  for (const child of api.children(list)) {
    const name = api.typeOf(child) === 'enumerator' ? childOf(api, child, 'name') : -1;
    if (name < 0 || enumeration < 0) continue;
    api.write('enumerator_link', '', child, () => {
      api.writeWord('type_identifier', 'object', enumeration, api.start(enumeration), api.end(enumeration));
      api.copy(name, 'property');
    });
  }
}

function writeBases(api: ArrangeApi, clause: number): void {
  api.write('base_class_clause', '', clause, () => {
    for (const child of api.children(clause)) if (NAMES.has(api.typeOf(child))) api.arrange(child, '');
  });
}

/** Names whose types a macro gives stand where the grammar sees a member without one: they are none. */
function writeMembers(api: ArrangeApi, list: number): void {
  api.write('field_declaration_list', 'body', list, () => api.arrangeChildren(list));
}

/** The parameters of all templates around a declaration. */
function writeTypeParameters(api: ArrangeApi, lists: readonly number[], at: number): void {
  const written = lists.flatMap((list) => api.children(list)).filter((one) => api.typeOf(one) !== 'comment');
  if (written.length === 0) return;
  api.write('type_parameters', 'typeParameters', at, () => {
    for (const one of written) {
      const type = api.typeOf(one);
      if (type.endsWith('type_parameter_declaration')) {
        const name =
          childOf(api, one, 'name') >= 0 ? childOf(api, one, 'name') : ofType(api, one, 'type_identifier');
        if (name >= 0) api.write('type_parameter', '', one, () => api.write('type_identifier', '', name));
      } else if (type === 'template_template_parameter_declaration') {
        const inner =
          api.children(one).find((child) => api.typeOf(child).endsWith('type_parameter_declaration')) ?? -1;
        const name = ofType(api, inner, 'type_identifier');
        if (name >= 0) api.write('type_parameter', '', one, () => api.write('type_identifier', '', name));
      }
    }
  });
}

const templateDeclaration: Arrangement = (api, record, field) => writeTemplate(api, record, field, []);

function writeTemplate(api: ArrangeApi, record: number, field: string, outer: readonly number[]): void {
  const lists = [...outer];
  for (const child of api.children(record)) {
    const type = api.typeOf(child);
    if (type === 'template_parameter_list') lists.push(child);
    else if (type === 'template_declaration') writeTemplate(api, child, field, lists);
    else if (CLASSES.has(type)) {
      if (!isForward(api, child)) writeClass(api, child, field, lists);
    } else if (type === 'function_definition') writeFunction(api, child, field, lists);
    else if (type === 'declaration' || type === 'field_declaration') writeDeclaration(api, child, lists);
    else if (type === 'alias_declaration') writeAlias(api, child, field, lists);
    else if (type === 'comment') api.copy(child);
  }
}

const friendDeclaration: Arrangement = (api, record) => {
  // A function that is written in place belongs to the namespace around and is found by its arguments.
  const written = ofType(api, record, 'function_definition');
  if (written >= 0) api.write('friend_part', '', record, () => api.arrange(written, ''));
};

// Namespaces.

const namespaceDefinition: Arrangement = (api, record, field) => {
  const name = childOf(api, record, 'name');
  const body = childOf(api, record, 'body');
  if (body < 0) return;
  if (name < 0) api.write('anonymous_namespace', field, record, () => api.arrangeChildren(body));
  else if (ofType(api, record, '"inline"') >= 0) api.arrangeChildren(body);
  else writeNamespace(api, record, partsOf(api, name), body, field);
};

function writeNamespace(
  api: ArrangeApi,
  record: number,
  parts: readonly number[],
  body: number,
  field: string,
): void {
  const [first, ...rest] = parts;
  if (first === undefined) return;
  api.write('namespace_definition', field, record, () => {
    api.copy(first, 'name');
    api.write('declaration_list', 'body', body, () => {
      if (rest.length > 0) writeNamespace(api, record, rest, body, '');
      else api.arrangeChildren(body);
    });
  });
}

// Functions.

const functionDefinition: Arrangement = (api, record, field) => writeFunction(api, record, field, []);

/** A function with a body: where it is written with its class before its name, it is written as a part of that. */
function writeFunction(api: ArrangeApi, record: number, field: string, lists: readonly number[]): void {
  const declared = readDeclarator(api, childOf(api, record, 'declarator'));
  const type = typeOf(api, record);
  // A type that is declared beside it.
  if (type >= 0 && CLASSES.has(api.typeOf(type)) && !isForward(api, type)) api.arrange(type, '');
  if (declared.name < 0 || declared.function_ < 0) return api.arrangeChildren(record);
  const headed = type < 0 ? headedBy(api, declared) : undefined;
  if (headed) return writeHeaded(api, record, headed, field);
  writeDeclaredFunction(api, record, declared, type, field, lists, false);
}

/** What a function is called: its own name, and what stands before it. */
function namesOf(
  api: ArrangeApi,
  declared: Declared,
): { readonly own: number; readonly around: readonly number[] } {
  if (api.typeOf(declared.name) === 'operator_cast') return { own: declared.name, around: [] };
  const parts = partsOf(api, declared.name);
  return { own: parts.at(-1) ?? declared.name, around: parts.slice(0, -1) };
}

function writeDeclaredFunction(
  api: ArrangeApi,
  record: number,
  declared: Declared,
  type: number,
  field: string,
  lists: readonly number[],
  isOnlyDeclared: boolean,
): void {
  const { own, around } = namesOf(api, declared);
  const write = (fieldOf: string, ownLists: readonly number[]) =>
    writeFunctionAs(api, record, { declared, own, type, field: fieldOf, lists: ownLists, isOnlyDeclared });
  if (around.length === 0) return write(field, lists);
  writeMemberPart(api, record, around, lists, () => write('', []));
}

/** What is written of a class outside of it. */
function writeMemberPart(
  api: ArrangeApi,
  record: number,
  around: readonly number[],
  lists: readonly number[],
  body: () => void,
): void {
  api.write('member_part', '', record, () => {
    writeTypeParameters(api, lists, record);
    writeParts(api, around, 'type');
    api.write('member_part_body', 'body', record, body);
  });
}

interface FunctionParts {
  readonly declared: Declared;
  readonly own: number;
  readonly type: number;
  readonly field: string;
  readonly lists: readonly number[];
  readonly isOnlyDeclared: boolean;
}

function writeFunctionAs(api: ArrangeApi, record: number, parts: FunctionParts): void {
  const { declared, own, type, field, lists, isOnlyDeclared } = parts;
  const place = api.around(PLACES);
  const isFriend = api.around() === 'friend_part';
  const { function_ } = declared;
  const head = api.typeOf(function_) === 'operator_cast' ? childOf(api, function_, 'declarator') : function_;
  const parameters = ofType(api, head, 'parameter_list');
  const trailing = ofType(api, head, 'trailing_return_type');
  const body = api
    .children(record)
    .find((child) =>
      ['compound_statement', 'try_statement', 'constructor_try_statement'].includes(api.typeOf(child)),
    );
  const inits = ofType(api, record, 'field_initializer_list');
  api.write('function_definition', field, record, () => {
    for (const child of [...api.children(record), ...api.children(head)])
      if (MARKS.has(api.typeOf(child))) api.copy(child, '');
    if (place === 'anonymous_namespace' || isFriend) api.write('local_mark', '', record);
    if (isOnlyDeclared && place !== 'field_declaration_list') api.write('declared_mark', '', record);
    writeFunctionName(api, own);
    writeTypeParameters(api, lists, record);
    if (parameters >= 0) writeParameters(api, parameters, 'parameters');
    const result = trailing >= 0 ? api.firstChild(trailing) : type;
    if (api.typeOf(function_) === 'operator_cast') {
      const target = typeOf(api, function_);
      if (target >= 0) api.arrange(target, 'result');
    } else if (result >= 0 && trailing >= 0) api.arrange(result, 'result');
    else if (result >= 0 && !(CLASSES.has(api.typeOf(result)) && !isForward(api, result)))
      writeSeen(api, result, declared, record, 'result');
    if (body !== undefined) writeBody(api, body, inits);
    else if (ofType(api, record, 'default_method_clause') >= 0)
      api.write('compound_statement', 'body', record);
  });
}

function writeFunctionName(api: ArrangeApi, own: number): void {
  if (api.typeOf(own) !== 'operator_cast') return writePart(api, own, 'name');
  // `operator bool`: the words before the parameters.
  const list = ofType(api, childOf(api, own, 'declarator'), 'parameter_list');
  const written = api.textBetween(api.start(own), list < 0 ? api.end(own) : api.start(list));
  const from = written.indexOf('operator');
  const start = api.start(own) + Math.max(0, from);
  api.writeWord('operator_name', 'name', own, start, api.start(own) + written.trimEnd().length);
}

/** A body, which begins with what starts the bases and members of an object. */
function writeBody(api: ArrangeApi, body: number, inits: number): void {
  if (inits < 0) return api.arrange(body, 'body');
  api.write('compound_statement', 'body', body, () => {
    for (const one of api.children(inits)) if (api.typeOf(one) === 'field_initializer') writeStart(api, one);
    if (api.typeOf(body) === 'compound_statement') api.arrangeChildren(body);
    else api.arrange(body, '');
  });
}

function writeStart(api: ArrangeApi, record: number): void {
  const [name, list] = api.children(record).filter((child) => api.typeOf(child) !== 'comment');
  if (name === undefined || list === undefined) return;
  api.write('field_start', '', record, () => {
    writeParts(api, partsOf(api, name), 'function');
    writeArgumentList(api, list);
  });
}

/** What is passed, in parentheses or braces. */
function writeArgumentList(api: ArrangeApi, list: number): void {
  api.write('argument_list', 'arguments', list, () => api.arrangeChildren(list));
}

function writeParameters(api: ArrangeApi, list: number, field: string): void {
  if (list < 0) return;
  const children = api.children(list);
  api.write('parameter_list', field, list, () => {
    for (const child of children) {
      const type = api.typeOf(child);
      if (type === '"..."')
        api.write('open_parameter', '', child, () => api.write('rest_name', 'name', child));
      else if (type === 'comment') api.copy(child);
      else if (type.endsWith('parameter_declaration')) {
        const isNothing = children.length === 1 && /^void$/.test(api.text(child));
        if (!isNothing) writeParameter(api, child);
      }
    }
  });
}

function writeParameter(api: ArrangeApi, record: number): void {
  const declared = readDeclarator(api, childOf(api, record, 'declarator'));
  const type = typeOf(api, record);
  const value = childOf(api, record, 'default_value');
  const isOpen = api.typeOf(record) === 'variadic_parameter_declaration';
  api.write(isOpen ? 'open_parameter' : 'parameter_declaration', '', record, () => {
    if (declared.name >= 0 && api.typeOf(declared.name) === 'identifier') api.copy(declared.name, 'name');
    if (type >= 0) writeTypeOfValue(api, type, declared, record, 'type');
    if (value >= 0) api.arrange(value, 'value');
  });
}

/** The type of a variable or parameter: that of a pointer to a function is called. */
function writeTypeOfValue(
  api: ArrangeApi,
  type: number,
  declared: Declared,
  record: number,
  field: string,
  holder = record,
  isMember = false,
): void {
  const declarator = childOf(api, holder, 'declarator');
  const function_ = declarator < 0 ? -1 : functionIn(api, declarator);
  if (function_ < 0) return writeSeen(api, type, declared, record, field, isMember);
  api.write('function_type', field, record, () => {
    writeParameters(api, ofType(api, function_, 'parameter_list'), 'parameters');
    api.arrange(type, 'result');
  });
}

/** The function declarator in what declares a pointer to a function, -1 for others. */
function functionIn(api: ArrangeApi, declarator: number): number {
  let at = declarator;
  for (;;) {
    const type = api.typeOf(at);
    if (type.endsWith('function_declarator')) {
      const inner = api.children(at).some((child) => api.typeOf(child).endsWith('parenthesized_declarator'));
      return inner ? at : -1;
    }
    const next = api.children(at).find((child) => DECLARATORS.has(api.typeOf(child)));
    if (next === undefined) return -1;
    at = next;
  }
}

const lambda: Arrangement = (api, record, field) => {
  const head = childOf(api, record, 'declarator');
  const captures = childOf(api, record, 'captures');
  const body = childOf(api, record, 'body');
  for (const capture of captures < 0 ? [] : api.children(captures))
    if (api.typeOf(capture) === 'lambda_capture_initializer') api.arrange(capture, '');
  api.write('lambda_expression', field, record, () => {
    writeParameters(api, ofType(api, head, 'parameter_list'), 'parameters');
    const trailing = ofType(api, head, 'trailing_return_type');
    if (trailing >= 0 && api.firstChild(trailing) >= 0) api.arrange(api.firstChild(trailing), 'result');
    if (body >= 0) api.arrange(body, 'body');
  });
};

const captureInitializer: Arrangement = (api, record, field) => {
  const left = childOf(api, record, 'left');
  const right = childOf(api, record, 'right');
  api.write('lambda_capture_initializer', field, record, () => {
    if (left >= 0) api.copy(left, 'left');
    if (right >= 0) api.arrange(right, 'right');
  });
};

// Functions whose head is a macro: `TEST_F(Fixture, Name) { … }`.

interface Headed {
  readonly macro: string;
  readonly parameters: readonly number[];
}

function headedBy(api: ArrangeApi, declared: Declared): Headed | undefined {
  if (api.typeOf(declared.name) !== 'identifier' || !/^[A-Z][A-Z0-9_]*$/.test(api.text(declared.name)))
    return undefined;
  const place = api.around(PLACES);
  if (place === 'field_declaration_list' || place === 'member_part_body') return undefined;
  const list = ofType(api, declared.function_, 'parameter_list');
  const parameters = list < 0 ? [] : api.children(list).filter((one) => api.typeOf(one) !== 'comment');
  return parameters.length === 0 ? undefined : { macro: api.text(declared.name), parameters };
}

function writeHeaded(api: ArrangeApi, record: number, headed: Headed, field: string): void {
  const [first, second] = headed.parameters as [number, number | undefined];
  const write = (fieldOf: string, from: number, to: number) =>
    api.write('function_definition', fieldOf, record, () => {
      api.writeWord('test_name', 'name', from, api.start(from), api.end(to));
      const body = ofType(api, record, 'compound_statement');
      if (body >= 0) api.arrange(body, 'body');
    });
  const type = typeOf(api, first);
  const hasFixture = second !== undefined && type >= 0 && /^TYPED_TEST|_[FP]$/.test(headed.macro);
  if (!hasFixture) return write(field, first, second ?? first);
  writeMemberPart(api, record, partsOf(api, type), [], () => write('', second, second));
}

// Variables and what else a declaration declares.

const declaration: Arrangement = (api, record) => writeDeclaration(api, record, []);

function writeDeclaration(api: ArrangeApi, record: number, lists: readonly number[]): void {
  const type = typeOf(api, record);
  const place = api.around(PLACES);
  const isLocal = isInFunction(api);
  if (type >= 0 && CLASSES.has(api.typeOf(type)) && !isForward(api, type)) {
    writeClass(api, type, '', lists);
    // The members of a type without a name are members of what is around it, or of the one variable of the type.
  }
  const children = api.children(record);
  const fieldDeclarators = children.filter((child) => api.fieldIs(child, 'declarator'));
  for (const declarator of fieldDeclarators) {
    const declared = readDeclarator(api, declarator);
    if (declared.name < 0) continue;
    const value = valueOf(api, record, declarator, fieldDeclarators);
    if (declared.function_ >= 0 && !isLocal) {
      writeDeclaredFunction(api, record, declared, type, '', lists, true);
      continue;
    }
    if (declared.function_ >= 0) writeVexing(api, record, declared, type);
    else writeVariable(api, record, declarator, declared, type, value, isLocal, place);
  }
  for (const child of children) if (api.typeOf(child) === 'comment') api.copy(child);
}

/** Whether what is declared is local: the innermost place is a block. */
function isInFunction(api: ArrangeApi): boolean {
  return api.around(PLACES) === 'compound_statement';
}

/** What a name is given first: in its own declarator, or behind it. */
function valueOf(
  api: ArrangeApi,
  record: number,
  declarator: number,
  declarators: readonly number[],
): number {
  const own = childOf(api, declarator, 'value');
  if (own >= 0) return own;
  const next = declarators[declarators.indexOf(declarator) + 1];
  return (
    api
      .children(record)
      .find(
        (child) =>
          (api.fieldIs(child, 'default_value') || api.fieldIs(child, 'value')) &&
          api.start(child) > api.start(declarator) &&
          (next === undefined || api.start(child) < api.start(next)),
      ) ?? -1
  );
}

/** `Type name(other);` within a function declares a variable, whatever the grammar says. */
function writeVexing(api: ArrangeApi, record: number, declared: Declared, type: number): void {
  const list = ofType(api, declared.function_, 'parameter_list');
  api.write('declared_variable', '', record, () => {
    api.copy(declared.name, 'left');
    if (type >= 0) api.arrange(type, 'type');
    api.write('variable_start', 'right', declared.name, () => {
      if (type >= 0) api.arrange(type, 'function');
      api.write('argument_list', 'arguments', list < 0 ? record : list, () => {
        for (const parameter of list < 0 ? [] : api.children(list)) {
          const named = typeOf(api, parameter);
          if (named >= 0 && api.typeOf(named) === 'type_identifier') api.write('identifier', '', named);
          else if (named >= 0 && api.typeOf(named) === 'qualified_identifier') api.arrange(named, '');
        }
      });
    });
  });
}

function writeVariable(
  api: ArrangeApi,
  record: number,
  declarator: number,
  declared: Declared,
  type: number,
  value: number,
  isLocal: boolean,
  place: string,
): void {
  const parts = partsOf(api, declared.name);
  // The definition of a member that its class declares: only its value is new.
  if (parts.length > 1) {
    writeMemberPart(api, record, parts.slice(0, -1), [], () => {
      if (value >= 0) api.arrange(value, '');
    });
    return;
  }
  const isMember = place === 'field_declaration_list';
  const kind = isLocal ? 'declared_variable' : isMember ? 'member_variable' : 'top_variable';
  if (!isLocal && api.typeOf(declared.name) === 'structured_binding_declarator') return;
  api.write(kind, '', record, () => {
    for (const child of api.children(record)) if (MARKS.has(api.typeOf(child))) api.copy(child, '');
    if (!isLocal && !isMember && place === 'anonymous_namespace') api.write('local_mark', '', record);
    api.copy(declared.name, isLocal ? 'left' : 'name');
    const isWritten = type >= 0 && !(CLASSES.has(api.typeOf(type)) && !isForward(api, type));
    const holder = api.typeOf(declarator) === 'init_declarator' ? declarator : record;
    if (isWritten) writeTypeOfValue(api, type, declared, record, 'type', holder, isMember);
    else if (type >= 0) writeNameOfClass(api, type);
    if (value >= 0) writeValue(api, value, type, declared, isLocal ? 'right' : 'value');
  });
}

/** A variable of the class that is declared beside it. */
function writeNameOfClass(api: ArrangeApi, type: number): void {
  const name = childOf(api, type, 'name');
  if (name >= 0) api.arrange(name, 'type');
}

/** What a variable is given first: parentheses and braces hold the arguments of a constructor. */
function writeValue(api: ArrangeApi, value: number, type: number, declared: Declared, field: string): void {
  const kind = api.typeOf(value);
  if (kind !== 'argument_list' && kind !== 'initializer_list') return api.arrange(value, field);
  const isObject =
    type >= 0 &&
    !declared.isPointer &&
    declared.arrays === 0 &&
    !isPrimitive(api, type) &&
    !/^(?:placeholder_type_specifier|decltype)$/.test(api.typeOf(type)) &&
    !(CLASSES.has(api.typeOf(type)) && !isForward(api, type));
  if (!isObject) {
    const children = api.children(value);
    if (children.length === 1 && kind === 'argument_list') api.arrange(children[0]!, field);
    else api.write('initializer_list', field, value, () => api.arrangeChildren(value));
    return;
  }
  api.write('variable_start', field, declared.name, () => {
    api.arrange(type, 'function');
    writeArgumentList(api, value);
  });
}

const alias: Arrangement = (api, record, field) => writeAlias(api, record, field, []);

function writeAlias(api: ArrangeApi, record: number, field: string, lists: readonly number[]): void {
  const name = childOf(api, record, 'name');
  const type = typeOf(api, record);
  if (name < 0 || type < 0) return;
  api.write('alias_declaration', field, record, () => {
    api.copy(name, 'name');
    writeTypeParameters(api, lists, record);
    api.arrange(type, 'type');
  });
}

/** `typedef Type name;`: another name, or that of a type without one. */
const typeDefinition: Arrangement = (api, record, field) => {
  const type = typeOf(api, record);
  if (type < 0) return;
  const declarators = api.children(record).filter((child) => api.fieldIs(child, 'declarator'));
  const isClass = CLASSES.has(api.typeOf(type)) && !isForward(api, type);
  const own = isClass ? childOf(api, type, 'name') : -1;
  const names = declarators.map((declarator) => readDeclarator(api, declarator));
  const plain = names.find(({ isPointer, arrays, function_ }) => !isPointer && arrays === 0 && function_ < 0);
  if (isClass) writeClassAs(api, type, '', own >= 0 ? own : (plain?.name ?? -1), []);
  for (const one of names) {
    if (one.name < 0 || (isClass && own < 0 && one === plain)) continue;
    if (own >= 0 && api.text(own) === api.text(one.name)) continue;
    if (!isClass && api.text(one.name) === api.text(type).replace(/^(?:struct|class|union|enum)\s+/, ''))
      continue;
    api.write('alias_declaration', field, record, () => {
      api.write('type_identifier', 'name', one.name);
      if (!isClass) writeTypeOfValue(api, type, { ...one, isReference: false }, record, 'type');
      else if (own >= 0 || plain) api.write('type_identifier', 'type', own >= 0 ? own : plain!.name);
    });
  }
};

// Expressions.

const fieldExpression: Arrangement = (api, record, field) => {
  const name = childOf(api, record, 'field');
  const parts = name < 0 ? [] : partsOf(api, name);
  const last = parts.at(-1);
  if (last !== undefined && TEMPLATES.has(api.typeOf(last)))
    writeInstantiated(api, last, field, () => writeMember(api, record, last, 'object'));
  else writeMember(api, record, last ?? -1, field);
};

function writeMember(api: ArrangeApi, record: number, name: number, field: string): void {
  const object = childOf(api, record, 'argument');
  const isBehind =
    object >= 0 && /->\s*$/.test(api.textBetween(api.end(object), api.start(name < 0 ? record : name)));
  api.write('field_expression', field, record, () => {
    if (isBehind) api.write('behind', 'object', object, () => api.arrange(object, ''));
    else if (object >= 0) api.arrange(object, 'object');
    if (name >= 0) writePart(api, name, 'property');
  });
}

const callExpression: Arrangement = (api, record, field) => {
  const callee = childOf(api, record, 'function');
  const list = childOf(api, record, 'arguments');
  if (callee < 0) return;
  const parts = partsOf(api, callee);
  const last = parts.at(-1)!;
  const name = TEMPLATES.has(api.typeOf(last)) ? childOf(api, last, 'name') : -1;
  if (name >= 0 && list >= 0 && CASTS.test(api.text(name))) {
    api.write('cast_expression', field, record, () => {
      const [type] = api.children(childOf(api, last, 'arguments'));
      if (type !== undefined) api.arrange(type, 'type');
      const [value] = api.children(list);
      if (value !== undefined) api.arrange(value, 'value');
    });
    return;
  }
  if (isPrimitive(api, callee) || api.typeOf(callee) === 'primitive_type') {
    api.write('cast_expression', field, record, () => {
      api.arrange(callee, 'type');
      const [value] = list < 0 ? [] : api.children(list);
      if (value !== undefined) api.arrange(value, 'value');
    });
    return;
  }
  api.write('call_expression', field, record, () => {
    api.arrange(callee, 'function');
    if (list >= 0) writeArgumentList(api, list);
  });
};

const newExpression: Arrangement = (api, record, field) => {
  const type = typeOf(api, record);
  const list = childOf(api, record, 'arguments');
  const isArray = ofType(api, record, 'new_declarator') >= 0;
  if (type >= 0 && isPrimitive(api, type))
    return api.write('pointer', field, record, () => list >= 0 && api.arrangeChildren(list));
  api.write('address', field, record, () =>
    api.write('new_expression', '', record, () => {
      if (type >= 0) api.arrange(type, 'type');
      if (list >= 0 && !isArray) writeArgumentList(api, list);
      const placement = childOf(api, record, 'placement');
      if (placement >= 0) api.arrangeChildren(placement);
    }),
  );
};

const compoundLiteral: Arrangement = (api, record, field) => {
  const type = typeOf(api, record);
  const value = childOf(api, record, 'value');
  if (type >= 0 && isPrimitive(api, type)) {
    if (value >= 0) api.arrange(value, field);
    return;
  }
  api.write('compound_literal_expression', field, record, () => {
    if (type >= 0) api.arrange(type, 'type');
    if (value >= 0) writeArgumentList(api, value);
  });
};

const subscript: Arrangement = (api, record, field) => {
  const object = childOf(api, record, 'argument');
  const list = childOf(api, record, 'indices');
  api.write('subscript_expression', field, record, () => {
    if (object >= 0) api.arrange(object, 'object');
    for (const index of list < 0 ? [] : api.children(list)) api.arrange(index, 'property');
  });
};

const castExpression: Arrangement = (api, record, field) => {
  const type = typeOf(api, record);
  const value = childOf(api, record, 'value');
  api.write('cast_expression', field, record, () => {
    if (type >= 0) api.arrange(type, 'type');
    if (value >= 0) api.arrange(value, 'value');
  });
};

const forRange: Arrangement = (api, record, field) => {
  const declared = readDeclarator(api, childOf(api, record, 'declarator'));
  const type = typeOf(api, record);
  api.write('for_range_loop', field, record, () => {
    if (declared.name >= 0) api.copy(declared.name, 'left');
    if (type >= 0) writeSeen(api, type, declared, record, 'type');
    const right = childOf(api, record, 'right');
    const body = childOf(api, record, 'body');
    if (right >= 0) api.arrange(right, 'right');
    if (body >= 0) writeBranch(api, body, 'body');
  });
};

/** What a condition guards is a block, with braces or without. */
function writeBranch(api: ArrangeApi, body: number, field: string): void {
  if (api.typeOf(body) === 'compound_statement') api.arrange(body, field);
  else api.write('compound_statement', field, body, () => api.arrange(body, ''));
}

const catchClause: Arrangement = (api, record, field) => {
  const list = childOf(api, record, 'parameters');
  const body = childOf(api, record, 'body');
  api.write('compound_statement', field, record, () => {
    for (const parameter of list < 0 ? [] : api.children(list)) {
      if (!api.typeOf(parameter).endsWith('parameter_declaration')) continue;
      const declared = readDeclarator(api, childOf(api, parameter, 'declarator'));
      const type = typeOf(api, parameter);
      if (type < 0) continue;
      if (declared.name < 0) api.arrange(type, '');
      else
        api.write('declared_variable', '', parameter, () => {
          api.copy(declared.name, 'left');
          api.arrange(type, 'type');
        });
    }
    if (body >= 0) api.arrangeChildren(body);
  });
};

/** A number with a point or an exponent. */
const number: Arrangement = (api, record, field) =>
  api.write(
    /^(?!0[xX])[\d.']*(?:\.|[eE][-+]?\d)/.test(api.text(record)) ? 'real_literal' : 'number_literal',
    field,
    record,
  );

/** How the records of a file are written anew. */
export const arrangements: Readonly<Record<string, Arrangement>> = {
  qualified_identifier: qualifiedName,
  nested_namespace_specifier: qualifiedName,
  dependent_name: qualifiedName,
  template_function: templateName,
  template_method: templateName,
  template_type: templateType,
  sized_type_specifier: sizedType,
  placeholder_type_specifier: placeholder,
  decltype,
  type_descriptor: typeDescriptor,
  class_specifier: classSpecifier,
  struct_specifier: classSpecifier,
  union_specifier: classSpecifier,
  enum_specifier: classSpecifier,
  template_declaration: templateDeclaration,
  friend_declaration: friendDeclaration,
  namespace_definition: namespaceDefinition,
  function_definition: functionDefinition,
  lambda_expression: lambda,
  lambda_capture_initializer: captureInitializer,
  declaration,
  field_declaration: declaration,
  alias_declaration: alias,
  type_definition: typeDefinition,
  field_expression: fieldExpression,
  call_expression: callExpression,
  new_expression: newExpression,
  compound_literal_expression: compoundLiteral,
  subscript_expression: subscript,
  cast_expression: castExpression,
  for_range_loop: forRange,
  catch_clause: catchClause,
  number_literal: number,
};
