// The shape that roles ask for, for tree-sitter-kotlin: its grammar names few parts of its nodes, so what each child is follows
// from its type and its place. Constructs that mean a call are written as one: operators, infix functions, delegates.

import type { ArrangeApi, Arrangement } from '../language.ts';

const TYPES: ReadonlySet<string> = new Set([
  'user_type',
  'nullable_type',
  'function_type',
  'non_nullable_type',
  'parenthesized_type',
]);

const COMMENTS: ReadonlySet<string> = new Set(['line_comment', 'block_comment']);

/** What belongs to the head of a declaration and is read by it. */
const MARKS: ReadonlySet<string> = new Set(['annotation', 'inheritance_modifier', 'platform_modifier']);

/** The records whose statements stand for nothing but themselves. */
const BODIES: ReadonlySet<string> = new Set(['', 'block', 'lambda_body', 'class_body', 'value_block']);

const FUNCTIONS: ReadonlySet<string> = new Set([
  'lambda_literal',
  'function_declaration',
  'extension_declaration',
  'secondary_constructor',
  'anonymous_function',
  'getter',
  'setter',
  'extension_getter',
  'extension_setter',
]);

function isType(api: ArrangeApi, record: number): boolean {
  return TYPES.has(api.typeOf(record));
}

function isComment(api: ArrangeApi, record: number): boolean {
  return COMMENTS.has(api.typeOf(record));
}

/** The first child of a type, -1 for none. */
function childOf(api: ArrangeApi, record: number, type: string): number {
  return api.children(record).find((child) => api.typeOf(child) === type) ?? -1;
}

function parts(api: ArrangeApi, record: number): number[] {
  return api.children(record).filter((child) => !isComment(api, child));
}

function arrangeMarks(api: ArrangeApi, children: readonly number[]): void {
  for (const child of children) if (MARKS.has(api.typeOf(child))) api.arrange(child);
}

/** The word `word` among the modifiers before `end`. */
function hasModifier(api: ArrangeApi, children: readonly number[], word: string): boolean {
  return children.some((child) => api.typeOf(child).endsWith('_modifier') && api.text(child) === word);
}

// Types.

const userType: Arrangement = (api, record, field) => {
  const children = parts(api, record).filter((child) =>
    /^(identifier|type_arguments)$/.test(api.typeOf(child)),
  );
  writeType(api, children, record, field);
};

/** `a.B<C>.D`: names from left to right, with the type arguments of each. */
function writeType(api: ArrangeApi, children: readonly number[], at: number, field: string): void {
  const last = children.at(-1);
  if (last === undefined) return;
  if (api.typeOf(last) === 'type_arguments') {
    api.write('generic_type', field, at, () => {
      writeType(api, children.slice(0, -1), at, 'object');
      api.arrange(last, 'arguments');
    });
  } else if (children.length === 1) api.write('type_identifier', field, last);
  else
    api.write('scoped_type', field, at, () => {
      writeType(api, children.slice(0, -1), at, 'object');
      api.write('type_identifier', 'property', last);
    });
}

const functionType: Arrangement = (api, record, field) => {
  const children = parts(api, record);
  const list = children.findIndex((child) => api.typeOf(child) === 'function_type_parameters');
  const receiver = children.slice(0, Math.max(0, list)).find((child) => isType(api, child));
  const result = children.slice(list + 1).find((child) => isType(api, child));
  api.write('function_type', field, record, () => {
    if (list >= 0)
      api.write('function_type_parameters', 'parameters', children[list]!, () => {
        if (receiver !== undefined)
          api.write('receiver_type', '', receiver, () => {
            api.write('this_expression', 'name', receiver);
            api.arrange(receiver, 'type');
          });
        for (const child of parts(api, children[list]!)) {
          if (api.typeOf(child) === 'parameter') writeParameter(api, child, 'parameter', -1, '');
          else if (isType(api, child)) api.arrange(child, '');
        }
      });
    if (result !== undefined) api.arrange(result, 'result');
  });
};

// Parameters.

/** `name: Type = value`; `value` is -1 where there is none. */
function writeParameter(
  api: ArrangeApi,
  record: number,
  type: string,
  value: number,
  field: string,
  mark = -1,
): void {
  const children = parts(api, record);
  const name = children.find((child) => api.typeOf(child) === 'identifier');
  const written = children.find((child) => isType(api, child));
  api.write(type, field, record, () => {
    arrangeMarks(api, children);
    if (mark >= 0) api.write('promotes', '', mark);
    if (name !== undefined) api.copy(name, 'name');
    if (written !== undefined) api.arrange(written, 'type');
    if (value >= 0) api.arrange(value, 'value');
  });
}

/** A list in which the modifiers and the default of a parameter stand beside it. */
function writeParameters(api: ArrangeApi, list: number): void {
  api.write('function_value_parameters', 'parameters', list, () => {
    const children = api.children(list);
    let isOpen = false;
    children.forEach((child, index) => {
      const type = api.typeOf(child);
      if (type === 'parameter_modifier') isOpen ||= api.text(child) === 'vararg';
      else if (isComment(api, child)) api.copy(child);
      else if (type === 'parameter') {
        const next = children.slice(index + 1).find((one) => !isComment(api, one));
        const hasDefault =
          next !== undefined &&
          /^\s*=/.test(api.textBetween(api.end(child), api.start(next))) &&
          !/^(parameter|annotation|parameter_modifier)$/.test(api.typeOf(next));
        writeParameter(api, child, isOpen ? 'vararg_parameter' : 'parameter', hasDefault ? next : -1, '');
        isOpen = false;
      }
    });
  });
}

// Functions.

/** A body: a block, or `= expression`, which is what the function returns. */
function writeBody(api: ArrangeApi, body: number): void {
  const [first] = parts(api, body);
  if (first === undefined) return;
  if (api.typeOf(first) === 'block') api.arrange(first, 'body');
  else api.write('result', 'body', body, () => api.arrange(first, ''));
}

const functionDeclaration: Arrangement = (api, record, field) => {
  const children = api.children(record);
  const list = children.findIndex((child) => api.typeOf(child) === 'function_value_parameters');
  const name = children.find((child) => api.fieldIs(child, 'name')) ?? -1;
  const before = children.slice(0, Math.max(0, list));
  const receiver = before.find((child) => isType(api, child)) ?? -1;
  const type = receiver < 0 ? 'function_declaration' : 'extension_declaration';
  api.write(type, field, record, () => {
    arrangeMarks(api, children);
    if (name >= 0) api.copy(name, 'name');
    writeSignature(api, children, list, receiver);
  });
};

function writeSignature(api: ArrangeApi, children: readonly number[], list: number, receiver: number): void {
  const typeParameters = children.find((child) => api.typeOf(child) === 'type_parameters');
  if (typeParameters !== undefined) api.copy(typeParameters, 'typeParameters');
  if (receiver >= 0) api.write('receiver', 'receiver', receiver, () => api.arrange(receiver, 'type'));
  if (list >= 0) writeParameters(api, children[list]!);
  for (const child of children.slice(list + 1)) {
    if (isType(api, child)) api.arrange(child, 'result');
    else if (api.typeOf(child) === 'function_body') writeBody(api, child);
    else if (api.typeOf(child) === 'type_constraints' || isComment(api, child)) api.copy(child);
  }
}

const anonymousFunction: Arrangement = (api, record, field) => {
  const children = api.children(record);
  const list = children.findIndex((child) => api.typeOf(child) === 'function_value_parameters');
  api.write('anonymous_function', field, record, () => writeSignature(api, children, list, -1));
};

/** A lambda: what its last statement gives is its result, and without parameters it has one that is called `it`. */
const lambdaLiteral: Arrangement = (api, record, field) => {
  const children = api.children(record);
  const list = childOf(api, record, 'lambda_parameters');
  const statements = children.filter((child) => child !== list);
  const last = statements.findLast((child) => !isComment(api, child));
  api.write('lambda_literal', field, record, () => {
    if (list >= 0) api.write('lambda_parameters', 'parameters', list, () => writeLambdaParameters(api, list));
    else if (/\bit\b/.test(api.text(record)))
      api.write('lambda_parameters', 'parameters', record, () => api.write('implicit_parameter', '', record));
    api.write('lambda_body', 'body', record, () => {
      for (let at = 0; at < statements.length; at++) {
        const child = statements[at]!;
        if (child === last && isValue(api, child))
          api.write('result', '', child, () => api.arrange(child, ''));
        else at = writeStatement(api, statements, at);
      }
    });
  });
};

function isValue(api: ArrangeApi, record: number): boolean {
  return !/^(assignment|property_declaration|function_declaration|class_declaration|object_declaration|for_statement|while_statement|do_while_statement|return_expression|throw_expression)$/.test(
    api.typeOf(record),
  );
}

function writeLambdaParameters(api: ArrangeApi, list: number): void {
  for (const child of parts(api, list)) {
    if (api.typeOf(child) === 'multi_variable_declaration') writeNames(api, child, '');
    else writeParameter(api, child, 'parameter', -1, '');
  }
}

/** `(a, b)`: the names that take the parts of a value. */
function writeNames(api: ArrangeApi, record: number, field: string): void {
  api.write('multi_variable_declaration', field, record, () => {
    for (const child of parts(api, record)) {
      const name = childOf(api, child, 'identifier');
      if (name >= 0) api.copy(name, '');
    }
  });
}

// Classes.

/** The bases of a class, and what calls their constructors. */
interface Bases {
  /** Types. */
  readonly types: readonly number[];
  /** Calls of the constructor of a base. */
  readonly calls: readonly number[];
  /** What stands behind `by`. */
  readonly delegates: readonly number[];
}

function readBases(api: ArrangeApi, record: number): Bases {
  const types: number[] = [];
  const calls: number[] = [];
  const delegates: number[] = [];
  const list = childOf(api, record, 'delegation_specifiers');
  for (const specifier of list < 0 ? [] : parts(api, list)) {
    for (const child of parts(api, specifier)) {
      const type = api.typeOf(child);
      if (isType(api, child)) types.push(child);
      else if (type === 'constructor_invocation') {
        calls.push(child);
        types.push(...parts(api, child).filter((one) => isType(api, one)));
      } else if (type === 'explicit_delegation')
        parts(api, child).forEach((one, index) => (index === 0 ? types : delegates).push(one));
    }
  }
  return { types, calls, delegates };
}

/** `Base(arguments)` among the bases: its constructor is called. */
function writeBaseCall(api: ArrangeApi, call: number): void {
  const [type, list] = parts(api, call);
  if (type === undefined) return;
  api.write('base_call', '', call, () => {
    api.arrange(type, 'function');
    if (list !== undefined) writeArguments(api, list, -1);
  });
}

const classDeclaration: Arrangement = (api, record, field) => {
  const children = api.children(record);
  const name = children.find((child) => api.fieldIs(child, 'name')) ?? -1;
  const head = name < 0 ? '' : api.textBetween(api.start(record), api.start(name));
  const type = /\binterface\s*$/.test(head)
    ? 'interface_declaration'
    : hasModifier(api, children, 'enum')
      ? 'enum_declaration'
      : 'class_declaration';
  api.write(type, field, record, () => {
    arrangeMarks(api, children);
    if (name >= 0) api.copy(name, 'name');
    writeClass(api, record, name);
  });
};

const objectDeclaration: Arrangement = (api, record, field) => {
  const children = api.children(record);
  const name = children.find((child) => api.fieldIs(child, 'name')) ?? -1;
  api.write(api.typeOf(record), field, record, () => {
    arrangeMarks(api, children);
    if (name >= 0) api.copy(name, 'name');
    else api.write('companion_name', 'name', record);
    writeClass(api, record, name);
  });
  // The names of a companion are names of the class around it.
  if (api.typeOf(record) !== 'companion_object') return;
  api.write('companion_link', '', record, () => {
    if (name >= 0) api.copy(name, 'name');
    else api.write('companion_name', 'name', record);
  });
};

/** What all classes have behind their names. */
function writeClass(api: ArrangeApi, record: number, name: number): void {
  const children = api.children(record);
  const constructor = childOf(api, record, 'primary_constructor');
  const list = constructor < 0 ? -1 : childOf(api, constructor, 'class_parameters');
  const parameters = list < 0 ? [] : parts(api, list);
  const bases = readBases(api, record);
  writeClassHead(api, record, parameters);
  if (bases.types.length > 0) {
    const isInterface = api.around() === 'interface_declaration' || bases.calls.length > 0;
    api.write(isInterface ? 'bases' : 'interfaces', '', record, () => {
      for (const type of bases.types) api.arrange(type, '');
    });
  }
  const body = children.find((child) => /^(enum_)?class_body$/.test(api.typeOf(child))) ?? record;
  api.write('class_body', 'body', body, () => {
    if (constructor >= 0) {
      api.write('primary_constructor', '', constructor, () => {
        arrangeMarks(api, api.children(constructor));
        api.write('constructor_name', 'name', constructor);
        if (list >= 0)
          api.write('function_value_parameters', 'parameters', list, () => {
            for (const parameter of api.children(list))
              writeClassParameter(api, parameter, parameters.at(-1)!);
          });
        if (bases.calls.length > 0)
          api.write('block', 'body', bases.calls[0]!, () => {
            for (const call of bases.calls) writeBaseCall(api, call);
          });
      });
    } else for (const call of bases.calls) writeBaseCall(api, call);
    for (const delegate of bases.delegates) api.arrange(delegate, '');
    if (list >= 0 && name >= 0 && hasModifier(api, children, 'data'))
      writeCopy(api, children, name, parameters);
    if (body !== record) api.arrangeChildren(body);
  });
}

/** Type parameters, and parameters of the constructor that are no members: they are seen in the body of the class. */
function writeClassHead(api: ArrangeApi, record: number, parameters: readonly number[]): void {
  const typeParameters = childOf(api, record, 'type_parameters');
  const plain = parameters.filter((one) => api.typeOf(one) === 'class_parameter' && markOf(api, one) < 0);
  if (typeParameters < 0 && plain.length === 0) return;
  api.write('class_head', 'typeParameters', record, () => {
    if (typeParameters >= 0) api.arrangeChildren(typeParameters);
    for (const one of plain) {
      const name = childOf(api, one, 'identifier');
      const type = api.children(one).find((child) => isType(api, child));
      if (name < 0) continue;
      api.write('constructor_value', '', one, () => {
        api.copy(name, 'left');
        if (type !== undefined) api.arrange(type, 'type');
      });
    }
  });
}

/** The word `val` or `var` of a parameter, -1 for none. */
function markOf(api: ArrangeApi, parameter: number): number {
  return api.children(parameter).find((child) => /^"va[lr]"$/.test(api.typeOf(child))) ?? -1;
}

function writeClassParameter(api: ArrangeApi, record: number, _last: number): void {
  if (api.typeOf(record) !== 'class_parameter') {
    if (isComment(api, record)) api.copy(record);
    return;
  }
  const children = parts(api, record);
  const type = children.findIndex((child) => isType(api, child));
  const value = children.slice(type + 1).find((child) => !isType(api, child)) ?? -1;
  const isOpen = hasModifier(api, children, 'vararg');
  writeParameter(
    api,
    record,
    isOpen ? 'vararg_parameter' : 'parameter',
    type < 0 ? -1 : value,
    '',
    markOf(api, record),
  );
}

/** What the compiler adds to a data class: a function that takes all of its parts, each with a default. */
function writeCopy(
  api: ArrangeApi,
  children: readonly number[],
  name: number,
  parameters: readonly number[],
): void {
  const word = children.find((child) => api.typeOf(child) === 'class_modifier') ?? name;
  api.write('copy_function', '', word, () => {
    api.write('copy_name', 'name', word);
    api.write('function_value_parameters', 'parameters', word, () => {
      for (const one of parameters) {
        const own = childOf(api, one, 'identifier');
        const type = api.children(one).find((child) => isType(api, child));
        if (own < 0) continue;
        api.write('parameter', '', one, () => {
          api.copy(own, 'name');
          if (type !== undefined) api.arrange(type, 'type');
          api.write('kept_value', 'value', own);
        });
      }
    });
    api.write('type_identifier', 'result', name);
  });
}

const secondaryConstructor: Arrangement = (api, record, field) => {
  const children = api.children(record);
  const list = childOf(api, record, 'function_value_parameters');
  const delegation = childOf(api, record, 'constructor_delegation_call');
  const block = childOf(api, record, 'block');
  api.write('secondary_constructor', field, record, () => {
    arrangeMarks(api, children);
    api.write('constructor_name', 'name', childOf(api, record, '"constructor"'));
    if (list >= 0) writeParameters(api, list);
    if (delegation < 0 && block < 0) return;
    api.write('block', 'body', delegation < 0 ? block : delegation, () => {
      if (delegation >= 0) api.arrange(delegation, '');
      if (block >= 0) writeStatements(api, api.children(block));
    });
  });
};

const delegationCall: Arrangement = (api, record, field) => {
  const [target, list] = parts(api, record);
  if (target === undefined) return;
  api.write('call_expression', field, record, () => {
    api.write(api.text(target) === 'this' ? 'this_expression' : 'super_expression', 'function', target);
    if (list !== undefined) writeArguments(api, list, -1);
  });
};

const enumEntry: Arrangement = (api, record, field) => {
  const children = api.children(record);
  const list = childOf(api, record, 'value_arguments');
  const body = childOf(api, record, 'class_body');
  const name = childOf(api, record, 'identifier');
  api.write('enum_entry', field, record, () => {
    arrangeMarks(api, children);
    if (name >= 0) api.copy(name, 'name');
    if (list >= 0) writeArguments(api, list, -1);
    if (body >= 0) api.copy(body, 'body');
  });
};

/** `object : A(), B { … }`: an instance of a class without a name. */
const objectLiteral: Arrangement = (api, record, field) => {
  const bases = readBases(api, record);
  const body = childOf(api, record, 'class_body');
  const call = bases.calls[0] ?? -1;
  const called = call < 0 ? -1 : (parts(api, call).find((child) => isType(api, child)) ?? -1);
  const base = called >= 0 ? called : (bases.types[0] ?? -1);
  if (base < 0) {
    api.write('bare_object', field, record, () => {
      api.write('object_class', 'function', record, () => {
        if (body >= 0) api.copy(body, 'body');
      });
    });
    return;
  }
  api.write('object_literal', field, record, () => {
    api.arrange(base, 'function');
    const list = call < 0 ? -1 : childOf(api, call, 'value_arguments');
    if (list >= 0) writeArguments(api, list, -1);
    const others = bases.types.filter((type) => type !== base);
    if (others.length > 0)
      api.write('interfaces', '', record, () => {
        for (const type of others) api.arrange(type, '');
      });
    if (body >= 0) api.copy(body, 'body');
    for (const delegate of bases.delegates) api.arrange(delegate, '');
  });
};

// Properties.

const propertyDeclaration: Arrangement = (api, record, field) => {
  const children = api.children(record);
  const around = api.around();
  const variable = children.findIndex((child) => api.typeOf(child) === 'variable_declaration');
  const names = childOf(api, record, 'multi_variable_declaration');
  const start = Math.max(variable, names < 0 ? -1 : children.indexOf(names));
  const before = children.slice(0, Math.max(0, start));
  const behind = children.slice(start + 1);
  const receiver = before.find((child) => isType(api, child)) ?? -1;
  const delegate = behind.find((child) => api.typeOf(child) === 'property_delegate') ?? -1;
  const value =
    behind.find(
      (child) =>
        !/^(property_delegate|getter|setter|type_constraints)$/.test(api.typeOf(child)) &&
        !isComment(api, child),
    ) ?? -1;
  if (variable < 0) {
    if (names < 0) return;
    api.write('variable', field, record, () => {
      writeNames(api, names, 'left');
      if (value >= 0) api.arrange(value, 'right');
    });
    return;
  }
  const declared = children[variable]!;
  const name = childOf(api, declared, 'identifier');
  const type = api.children(declared).find((child) => isType(api, child)) ?? -1;
  const writeValue = (slot: string) => {
    if (value >= 0) api.write('property_value', slot, value, () => api.arrange(value, ''));
    else if (delegate >= 0) writeDelegate(api, delegate, slot);
  };
  const isMember = around === 'class_body';
  if (!isMember && around !== '') {
    api.write('variable', field, record, () => {
      if (name >= 0) api.copy(name, 'left');
      if (type >= 0) api.arrange(type, 'type');
      writeValue('right');
    });
    return;
  }
  const accessors = behind.filter(
    (child) => /^[gs]etter$/.test(api.typeOf(child)) && childOf(api, child, 'function_body') >= 0,
  );
  const hasGetter = accessors.some((child) => api.typeOf(child) === 'getter');
  if (!hasGetter && receiver < 0) {
    api.write(isMember ? 'property' : 'top_property', field, record, () => {
      arrangeMarks(api, children);
      if (name >= 0) api.copy(name, 'name');
      if (type >= 0) api.arrange(type, 'type');
      writeValue('value');
    });
  } else if (value >= 0 || delegate >= 0) writeValue('');
  // One that is declared without a body is read as one that has it.
  if (receiver >= 0 && accessors.length === 0 && value < 0 && delegate < 0) accessors.push(declared);
  for (const accessor of accessors) writeAccessor(api, record, { accessor, name, type, receiver, children });
};

/** The parts of a property that its accessors are written with; -1 for what it has none of. */
interface Property {
  readonly accessor: number;
  readonly name: number;
  readonly type: number;
  readonly receiver: number;
  readonly children: readonly number[];
}

/** A function that is called when a property is read or written. */
function writeAccessor(api: ArrangeApi, record: number, property: Property): void {
  const { accessor, name, type, receiver, children } = property;
  const kind = api.typeOf(accessor) === 'setter' ? 'setter' : 'getter';
  const body = childOf(api, accessor, 'function_body');
  const typeParameters = children.find((child) => api.typeOf(child) === 'type_parameters');
  const own = api.children(accessor).find((child) => isType(api, child)) ?? -1;
  api.write(receiver < 0 ? kind : `extension_${kind}`, '', kind === 'getter' ? record : accessor, () => {
    arrangeMarks(api, children);
    api.write(kind === 'getter' ? 'getter_mark' : 'setter_mark', '', accessor);
    if (name >= 0) api.copy(name, 'name');
    if (typeParameters !== undefined) api.copy(typeParameters, 'typeParameters');
    if (receiver >= 0) api.write('receiver', 'receiver', receiver, () => api.arrange(receiver, 'type'));
    if (kind === 'setter')
      api.write('function_value_parameters', 'parameters', accessor, () => {
        const parameter = childOf(api, accessor, 'identifier');
        if (parameter < 0) return;
        api.write('parameter', '', parameter, () => {
          api.copy(parameter, 'name');
          const written = own >= 0 ? own : type;
          if (written >= 0) api.arrange(written, 'type');
        });
      });
    else if (type >= 0 || own >= 0) api.arrange(type >= 0 ? type : own, 'result');
    writeBody(api, body);
  });
}

/** `by value`: what its `getValue` gives. */
function writeDelegate(api: ArrangeApi, delegate: number, field: string): void {
  const [value] = parts(api, delegate);
  if (value === undefined) return;
  api.write('delegate_call', field, delegate, () => {
    api.arrange(value, 'object');
    api.write('delegate_name', 'property', delegate);
    // It is given the object and the property.
    api.write('value_arguments', 'arguments', delegate, () => {
      api.write('null_literal', '', delegate);
      api.write('null_literal', '', delegate);
    });
  });
}

const typeAlias: Arrangement = (api, record, field) => {
  const name = childOf(api, record, 'identifier');
  const typeParameters = childOf(api, record, 'type_parameters');
  const value = api.children(record).find((child) => isType(api, child));
  api.write('type_alias', field, record, () => {
    arrangeMarks(api, api.children(record));
    if (name >= 0) api.copy(name, 'name');
    if (typeParameters >= 0) api.copy(typeParameters, 'typeParameters');
    if (value !== undefined) api.arrange(value, 'value');
  });
};

// Calls.

/** The arguments of a call in one list, with a lambda behind them as the last one. */
function writeArguments(api: ArrangeApi, list: number, lambda: number): void {
  api.write('value_arguments', 'arguments', list >= 0 ? list : lambda, () => {
    for (const child of list < 0 ? [] : api.children(list)) {
      if (api.typeOf(child) === 'value_argument') writeArgument(api, child);
      else api.arrange(child, '');
    }
    if (lambda >= 0)
      for (const child of parts(api, lambda))
        if (api.typeOf(child) === 'lambda_literal') api.arrange(child, '');
  });
}

function writeArgument(api: ArrangeApi, record: number): void {
  const children = parts(api, record);
  const [first, second] = children;
  if (first === undefined) return;
  const isNamed =
    second !== undefined &&
    api.typeOf(first) === 'identifier' &&
    /^\s*=/.test(api.textBetween(api.end(first), api.start(second)));
  const value = children.at(-1)!;
  if (isNamed)
    api.write('keyword_argument', '', record, () => {
      api.copy(first, 'name');
      api.arrange(value, 'value');
    });
  else if (api.text(record).startsWith('*') && api.typeOf(value) !== 'spread_expression')
    api.write('spread_expression', '', record, () => api.arrange(value, ''));
  else api.arrange(value, '');
}

const callExpression: Arrangement = (api, record, field) => {
  const children = parts(api, record);
  let [callee = -1] = children;
  const lambda = childOf(api, record, 'annotated_lambda');
  let list = childOf(api, record, 'value_arguments');
  let types = childOf(api, record, 'type_arguments');
  // A lambda behind the parentheses is an argument of the same call.
  if (list < 0 && lambda >= 0 && callee >= 0 && api.typeOf(callee) === 'call_expression') {
    const inner = childOf(api, callee, 'value_arguments');
    if (inner >= 0 && childOf(api, callee, 'annotated_lambda') < 0) {
      list = inner;
      types = childOf(api, callee, 'type_arguments');
      [callee = -1] = parts(api, callee);
    }
  }
  const write = (called: number, slot: string): void =>
    api.write('call_expression', slot, record, () => {
      if (called >= 0) api.arrange(called, 'function');
      if (types >= 0) api.arrange(types, '');
      writeArguments(api, list, lambda);
    });
  const [operand] = callee >= 0 && api.typeOf(callee) === 'unary_expression' ? parts(api, callee) : [];
  const sign = operand === undefined ? '' : unaryType(api, callee);
  // The grammar has the sign of `!f(x)` belong to `f`.
  if (operand === undefined || sign === 'non_null') write(callee, field);
  else api.write(sign, field, record, () => write(operand, ''));
};

const navigation: Arrangement = (api, record, field) => {
  const children = parts(api, record);
  const [object = -1] = children;
  const property = children.length > 1 ? children.at(-1)! : -1;
  if (object < 0) return;
  if (property < 0) return api.arrange(object, field);
  if (
    api.text(property) === 'class' &&
    api.textBetween(api.end(object), api.start(property)).includes('::')
  ) {
    api.write('class_literal', field, record, () => api.arrange(object, ''));
    return;
  }
  api.write('navigation_expression', field, record, () => {
    api.arrange(object, 'object');
    api.copy(property, 'property');
  });
};

const callableReference: Arrangement = (api, record, field) => {
  const children = parts(api, record);
  const type = children.find((child) => isType(api, child));
  const name = children.find((child) => api.typeOf(child) === 'identifier');
  if (type !== undefined && name !== undefined)
    api.write('navigation_expression', field, record, () => {
      api.arrange(type, 'object');
      api.copy(name, 'property');
    });
  else if (type !== undefined) api.write('class_literal', field, record, () => api.arrange(type, ''));
  else if (name !== undefined) api.copy(name, field);
};

// Operators.

const binary: Arrangement = (api, record, field) => {
  const children = parts(api, record);
  const [left = -1] = children;
  const right = children.at(-1) ?? -1;
  const sign =
    left < 0
      ? ''
      : api
          .textBetween(api.end(left), api.start(right))
          .replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '')
          .trim();
  const type =
    sign === '&&' || sign === '||' || sign === '?:'
      ? 'logical_expression'
      : /^([+\-*/%])$/.test(sign)
        ? 'arithmetic_expression'
        : 'comparison';
  api.write(type, field, record, () => {
    if (left >= 0) api.arrange(left, 'left');
    if (right !== left) api.arrange(right, 'right');
  });
};

/** `a in b`, `a..b`. */
const between: Arrangement = (api, record, field) => {
  const children = parts(api, record).filter((child) => !api.typeOf(child).startsWith('"'));
  const [left, right] = children;
  if (left === undefined || right === undefined) return api.arrangeChildren(record);
  api.write(api.typeOf(record), field, record, () => {
    api.arrange(left, 'left');
    api.arrange(right, 'right');
  });
};

const unary: Arrangement = (api, record, field) => {
  const [operand] = parts(api, record);
  if (operand === undefined) return;
  api.write(unaryType(api, record), field, record, () => api.arrange(operand, ''));
};

/** What the sign of an operator with one operand makes of it. */
function unaryType(api: ArrangeApi, record: number): 'negation' | 'non_null' | 'unary_expression' {
  const text = api.text(record);
  if (text.startsWith('!')) return 'negation';
  return text.endsWith('!!') ? 'non_null' : 'unary_expression';
}

const isExpression: Arrangement = (api, record, field) => {
  const [left = -1, mark = -1, right = -1] = parts(api, record);
  if (left < 0 || mark < 0 || right < 0) return api.arrangeChildren(record);
  writeTypeTest(api, record, field, left, mark, right);
};

/** `left is right`; the sign tells whether it is negated. */
function writeTypeTest(
  api: ArrangeApi,
  record: number,
  field: string,
  left: number,
  mark: number,
  right: number,
): void {
  const write = (slot: string) =>
    api.write('is_expression', slot, record, () => {
      api.arrange(left, 'left');
      api.write('"is"', '', mark);
      api.arrange(right, 'right');
    });
  if (api.text(mark).startsWith('!')) api.write('negation', field, record, () => write(''));
  else write(field);
}

const infix: Arrangement = (api, record, field) => {
  const [left, name, right] = parts(api, record);
  if (left === undefined || name === undefined || right === undefined) return api.arrangeChildren(record);
  api.write('infix_call', field, record, () => {
    api.arrange(left, 'object');
    api.copy(name, 'property');
    api.write('value_arguments', 'arguments', right, () => api.arrange(right, ''));
  });
};

const indexExpression: Arrangement = (api, record, field) => {
  const [object = -1, ...rest] = parts(api, record);
  if (object < 0) return;
  api.write('index_expression', field, record, () => {
    api.arrange(object, 'object');
    rest.forEach((child, index) => api.arrange(child, index === 0 ? 'property' : ''));
  });
};

const assignment: Arrangement = (api, record, field) => {
  const children = parts(api, record);
  const [left = -1] = children;
  const right = children.at(-1) ?? -1;
  if (left < 0 || left === right) return api.arrangeChildren(record);
  const sign = api.textBetween(api.end(left), api.start(right));
  api.write(/[-+*/%]=/.test(sign) ? 'update' : 'assignment', field, record, () => {
    api.arrange(left, 'left');
    api.arrange(right, 'right');
  });
};

// Branches.

/** What stands in a branch: a block of its own, which is worth its last statement where the branch is a value. */
function writeBranch(api: ArrangeApi, record: number, field: string, isWorth: boolean): void {
  const type = isWorth ? 'value_block' : 'block';
  if (api.typeOf(record) === 'block')
    api.write(type, field, record, () => writeStatements(api, api.children(record)));
  else api.write(type, field, record, () => api.arrange(record, ''));
}

const ifExpression: Arrangement = (api, record, field) => {
  const children = parts(api, record);
  const condition = children.find((child) => api.fieldIs(child, 'condition')) ?? -1;
  const rest = children.filter((child) => child !== condition);
  const elseAt = rest.findIndex((child) => api.typeOf(child) === '"else"');
  const then = elseAt === 0 ? -1 : (rest[0] ?? -1);
  const otherwise = elseAt < 0 ? -1 : (rest[elseAt + 1] ?? -1);
  if (condition < 0) return api.arrangeChildren(record);
  const isStatement = BODIES.has(api.around()) && api.around() !== 'value_block';
  if (otherwise < 0 || then < 0 || isStatement) {
    api.write('if_expression', field, record, () => {
      api.arrange(condition, 'value');
      if (then >= 0) writeBranch(api, then, 'body', false);
      if (otherwise >= 0) writeBranch(api, otherwise, '', false);
    });
    return;
  }
  api.write('conditional', field, record, () => {
    writeBranch(api, then, 'left', true);
    api.arrange(condition, 'value');
    writeBranch(api, otherwise, 'right', true);
  });
};

/** Chains of more entries than these are not nested: what is known in one entry is not known there. */
const MANY_ENTRIES = 150;

const whenExpression: Arrangement = (api, record, field) => {
  const subject = childOf(api, record, 'when_subject');
  const entries = api.children(record).filter((child) => api.typeOf(child) === 'when_entry');
  const subjectParts = subject < 0 ? [] : parts(api, subject);
  const variable = subjectParts.find((child) => api.typeOf(child) === 'variable_declaration') ?? -1;
  const value = subjectParts.at(-1) ?? -1;
  const name = variable < 0 ? -1 : childOf(api, variable, 'identifier');
  const tested = name >= 0 ? name : value;
  const isNamed =
    tested >= 0 && /^(identifier|navigation_expression|this_expression)$/.test(api.typeOf(tested));
  api.write('when_expression', field, record, () => {
    for (const child of api.children(record)) if (isComment(api, child)) api.copy(child);
    if (name >= 0)
      api.write('variable', '', subject, () => {
        api.copy(name, 'left');
        if (value >= 0) api.arrange(value, 'right');
      });
    else if (value >= 0) api.arrange(value, '');
    if (entries.length > MANY_ENTRIES)
      for (const entry of entries) writeEntry(api, entry, '', tested, isNamed);
    else writeEntries(api, entries, 0, '', tested, isNamed);
  });
};

/** The entries of a `when` from one on: it, or the next ones. */
function writeEntries(
  api: ArrangeApi,
  entries: readonly number[],
  from: number,
  field: string,
  tested: number,
  isNamed: boolean,
): void {
  const entry = entries[from];
  if (entry === undefined) return;
  writeEntry(api, entry, field, tested, isNamed, () => {
    if (from + 1 < entries.length) writeEntries(api, entries, from + 1, 'right', tested, isNamed);
  });
}

function writeEntry(
  api: ArrangeApi,
  entry: number,
  field: string,
  tested: number,
  isNamed: boolean,
  writeNext?: () => void,
): void {
  const children = parts(api, entry);
  const conditions = children.filter((child) => api.fieldIs(child, 'condition'));
  const body = children.findLast(
    (child) => !api.fieldIs(child, 'condition') && api.typeOf(child) !== '"else"',
  );
  if (conditions.length === 0) {
    if (body !== undefined) writeBranch(api, body, field, true);
    return;
  }
  api.write('conditional', field, entry, () => {
    if (body !== undefined) writeBranch(api, body, 'left', true);
    api.write('conditions', 'value', entry, () => {
      for (const condition of conditions) writeCondition(api, condition, tested, isNamed);
    });
    writeNext?.();
  });
}

function writeCondition(api: ArrangeApi, condition: number, tested: number, isNamed: boolean): void {
  const children = parts(api, condition);
  if (api.typeOf(condition) === 'type_test' && isNamed && children.length === 2)
    writeTypeTest(api, condition, '', tested, children[0]!, children[1]!);
  else if (api.typeOf(condition) === 'type_test' || api.typeOf(condition) === 'range_test') {
    for (const child of children) if (!api.typeOf(child).startsWith('"')) api.arrange(child, '');
  } else api.arrange(condition, '');
}

const tryExpression: Arrangement = (api, record, field) => {
  const isStatement = BODIES.has(api.around()) && api.around() !== 'value_block';
  const children = api.children(record);
  const blocks = children.filter((child) => /^(block|catch_block)$/.test(api.typeOf(child)));
  const write = (index: number, slot: string): void => {
    const block = blocks[index];
    if (block === undefined) return;
    const isCatch = api.typeOf(block) === 'catch_block';
    if (index + 1 === blocks.length)
      return isCatch ? writeCatch(api, block, slot, true) : writeBranch(api, block, slot, true);
    api.write('alternative', slot, block, () => {
      if (isCatch) writeCatch(api, block, 'left', true);
      else writeBranch(api, block, 'left', true);
      write(index + 1, 'right');
    });
  };
  if (!isStatement) {
    api.write('try_expression', field, record, () => {
      write(0, '');
      for (const child of children) if (!blocks.includes(child)) api.arrange(child, '');
    });
    return;
  }
  for (const child of children) {
    if (api.typeOf(child) === 'catch_block') writeCatch(api, child, '', false);
    else api.arrange(child, '');
  }
};

function writeCatch(api: ArrangeApi, record: number, field: string, isWorth: boolean): void {
  const children = parts(api, record);
  const name = children.find((child) => api.typeOf(child) === 'identifier');
  const type = children.find((child) => isType(api, child));
  const block = children.find((child) => api.typeOf(child) === 'block');
  api.write(isWorth ? 'value_block' : 'block', field, record, () => {
    api.write('catch_parameter', '', record, () => {
      if (type !== undefined) api.arrange(type, 'value');
      if (name !== undefined) api.copy(name, 'name');
    });
    if (block !== undefined) writeBranch(api, block, '', isWorth);
  });
}

const statementBlock: Arrangement = (api, record, field) =>
  api.write('block', field, record, () => writeStatements(api, api.children(record)));

function writeStatements(api: ArrangeApi, statements: readonly number[]): void {
  for (let at = 0; at < statements.length; at++) at = writeStatement(api, statements, at);
}

/**
 * Writes a statement and gives the place of the last that belongs to it: the grammar ends a loop at the end of its line, though
 * what it does can stand on the next one.
 */
function writeStatement(api: ArrangeApi, statements: readonly number[], at: number): number {
  const loop = statements[at]!;
  const type = api.typeOf(loop);
  const isLoop = type === 'for_statement' || type === 'while_statement';
  const next = statements.findIndex((child, place) => place > at && !isComment(api, child));
  const isOpen = isLoop && next >= 0 && bodyOfLoop(api, loop) < 0;
  if (!isOpen || api.textBetween(api.end(loop), api.start(statements[next]!)).includes(';')) {
    api.arrange(loop);
    return at;
  }
  let last = next;
  const write = type === 'for_statement' ? writeFor : writeWhile;
  write(api, loop, '', () =>
    api.write('block', 'body', statements[next]!, () => (last = writeStatement(api, statements, next))),
  );
  return last;
}

/** What a loop does, -1 where the grammar has it behind the loop. */
function bodyOfLoop(api: ArrangeApi, loop: number): number {
  if (api.typeOf(loop) === 'for_statement') return partsOfFor(api, loop)[2] ?? -1;
  const isBody = (child: number) =>
    !api.fieldIs(child, 'condition') && !isComment(api, child) && api.typeOf(child) !== 'label';
  return api.children(loop).find(isBody) ?? -1;
}

function partsOfFor(api: ArrangeApi, record: number): readonly number[] {
  return parts(api, record).filter((child) => !/^(annotation|label)$/.test(api.typeOf(child)));
}

const forStatement: Arrangement = (api, record, field) => writeFor(api, record, field, () => {});

/** `writeRest` writes what the loop does where that stands behind it. */
function writeFor(api: ArrangeApi, record: number, field: string, writeRest: () => void): void {
  const [left = -1, right = -1, body = -1] = partsOfFor(api, record);
  api.write('for_statement', field, record, () => {
    if (left >= 0 && api.typeOf(left) === 'multi_variable_declaration') writeNames(api, left, 'left');
    else if (left >= 0) {
      const name = childOf(api, left, 'identifier');
      const type = api.children(left).find((child) => isType(api, child));
      if (name >= 0) api.copy(name, 'left');
      if (type !== undefined) api.arrange(type, 'type');
    }
    if (right >= 0) api.arrange(right, 'right');
    if (body >= 0) writeBranch(api, body, 'body', false);
    else writeRest();
  });
}

const whileStatement: Arrangement = (api, record, field) => writeWhile(api, record, field, () => {});

function writeWhile(api: ArrangeApi, record: number, field: string, writeRest: () => void): void {
  const condition = api.children(record).find((child) => api.fieldIs(child, 'condition')) ?? -1;
  const isLater = api.typeOf(record) === 'do_while_statement';
  api.write(isLater ? 'do_while_statement' : 'while_statement', field, record, () => {
    if (condition >= 0 && !isLater) api.arrange(condition, 'value');
    for (const child of api.children(record)) {
      if (child === condition) {
        if (isLater) api.arrange(child, '');
      } else if (isComment(api, child)) api.copy(child);
      else if (api.typeOf(child) !== 'label') writeBranch(api, child, 'body', false);
    }
    writeRest();
  });
}

/** A plain `return` in a lambda leaves the function around it. */
const returnExpression: Arrangement = (api, record, field) => {
  const isOuter = api.around(FUNCTIONS) === 'lambda_literal' && !api.text(record).startsWith('return@');
  api.write(isOuter ? 'outer_return' : 'return_expression', field, record, () => {
    for (const child of parts(api, record)) if (!api.fieldIs(child, 'label')) api.arrange(child, '');
  });
};

// Names and literals.

const identifier: Arrangement = (api, record, field) => {
  switch (api.text(record)) {
    case 'true':
    case 'false':
      return api.write('boolean_literal', field, record);
    case 'null':
      return api.write('null_literal', field, record);
    case 'break':
    case 'continue':
      return api.write('leave_loop', field, record);
    default:
      return api.copy(record, field);
  }
};

const thisExpression: Arrangement = (api, record, field) => {
  const name = childOf(api, record, 'identifier');
  // Types are told from functions and labels by their first letter.
  if (name < 0 || !/^\p{Lu}/u.test(api.text(name))) return api.write('this_expression', field, record);
  api.write('qualified_this', field, record, () => {
    api.copy(name, 'object');
    api.write('this_expression', 'property', record);
  });
};

const numberLiteral: Arrangement = (api, record, field) => {
  const text = api.text(record);
  const type = /[uU]/.test(text)
    ? 'unsigned_literal'
    : /[lL]$/.test(text)
      ? 'long_literal'
      : 'number_literal';
  api.write(type, field, record);
};

const floatLiteral: Arrangement = (api, record, field) =>
  api.write(/[fF]$/.test(api.text(record)) ? 'float_literal' : 'double_literal', field, record);

/** A text: the grammar does not see `$name` in those of one line. */
const stringLiteral: Arrangement = (api, record, field) => {
  api.write('string_literal', field, record, () => {
    api.arrangeChildren(record);
    const text = api.text(record);
    if (!text.includes('$')) return;
    for (const { index, 1: escapes, 2: name } of text.matchAll(/(\\*)\$([A-Za-z_]\w*)/g)) {
      if (escapes!.length % 2 === 1) continue;
      const start = api.start(record) + index + escapes!.length + 1;
      const type = name === 'this' ? 'this_expression' : 'identifier';
      api.writeWord(type, '', record, start, start + name!.length);
    }
  });
};

const annotation: Arrangement = (api, record, field) => {
  api.write('annotation', field, record, () => {
    for (const child of parts(api, record)) {
      if (isType(api, child)) api.arrange(child, '');
      else if (api.typeOf(child) === 'constructor_invocation')
        for (const one of parts(api, child)) {
          if (isType(api, one)) api.arrange(one, '');
          else writeArguments(api, one, -1);
        }
    }
  });
};

export const arrange: Readonly<Record<string, Arrangement>> = {
  annotation,
  anonymous_function: anonymousFunction,
  assignment,
  binary_expression: binary,
  call_expression: callExpression,
  callable_reference: callableReference,
  class_declaration: classDeclaration,
  companion_object: objectDeclaration,
  constructor_delegation_call: delegationCall,
  do_while_statement: whileStatement,
  enum_entry: enumEntry,
  float_literal: floatLiteral,
  block: statementBlock,
  for_statement: forStatement,
  function_declaration: functionDeclaration,
  function_type: functionType,
  identifier,
  if_expression: ifExpression,
  in_expression: between,
  index_expression: indexExpression,
  infix_expression: infix,
  is_expression: isExpression,
  lambda_literal: lambdaLiteral,
  navigation_expression: navigation,
  number_literal: numberLiteral,
  object_declaration: objectDeclaration,
  object_literal: objectLiteral,
  property_declaration: propertyDeclaration,
  return_expression: returnExpression,
  secondary_constructor: secondaryConstructor,
  string_literal: stringLiteral,
  this_expression: thisExpression,
  try_expression: tryExpression,
  type_alias: typeAlias,
  range_expression: between,
  unary_expression: unary,
  user_type: userType,
  when_expression: whenExpression,
  while_statement: whileStatement,
};
