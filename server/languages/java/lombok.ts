// What Lombok makes of annotations: accessors of fields, constructors, and builders, as members that stand where the annotated
// field or class does. It makes none that the class has itself, and none of those that every object has.

import type { ArrangeApi, Arrangement } from '../language.ts';

/** Whether a file can have annotations of Lombok. */
export function usesLombok(text: string): boolean {
  return text.includes('lombok');
}

/** An annotation: its record, and its arguments as they are written. */
interface Mark {
  readonly record: number;
  readonly given: string;
}

/** A variable of a class. */
interface Field {
  /** The statement that declares it, perhaps with others, and its part of that. */
  readonly statement: number;
  readonly declaration: number;
  readonly name: number;
  readonly type: number;
  readonly isStatic: boolean;
  readonly isFinal: boolean;
  readonly isStarted: boolean;
  readonly marks: ReadonlyMap<string, Mark>;
}

/** A class that is arranged. */
interface Made {
  readonly api: ArrangeApi;
  readonly name: number;
  readonly marks: ReadonlyMap<string, Mark>;
  readonly fields: readonly Field[];
  /** The methods that it writes itself, and whether it writes a constructor. */
  readonly methods: ReadonlySet<string>;
  readonly hasConstructor: boolean;
}

const ANNOTATIONS = new Set(['marker_annotation', 'annotation']);
/** Annotations that ask for a builder. */
const BUILDERS = ['Builder', 'SuperBuilder'];

export const classDeclaration: Arrangement = (api, record, field) => {
  const children = api.children(record);
  const name = children.find((child) => api.fieldIs(child, 'name'));
  const body = children.find((child) => api.typeOf(child) === 'class_body');
  const marks = marksIn(api, children);
  if (name === undefined || body === undefined) return api.copy(record, field);
  const members = api.children(body);
  const fields = members.flatMap((member) => fieldsOf(api, member));
  if (marks.size === 0 && fields.every((one) => one.marks.size === 0)) return api.copy(record, field);
  const made: Made = {
    api,
    name,
    marks,
    fields,
    methods: new Set(members.map((member) => methodName(api, member))),
    hasConstructor: members.some((member) => api.typeOf(member) === 'constructor_declaration'),
  };
  api.write('class_declaration', field, record, () => {
    for (const child of children)
      if (child !== body) api.arrange(child);
      else
        api.write('class_body', 'body', body, () => {
          api.arrangeChildren(body);
          for (const one of fields) writeAccessors(made, one);
          writeConstructors(made);
          writeBuilder(made);
        });
  });
};

function marksIn(api: ArrangeApi, records: readonly number[]): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const record of records) {
    if (!ANNOTATIONS.has(api.typeOf(record))) continue;
    const [, name, given = ''] =
      /^@\s*(?:lombok\s*\.\s*(?:\w+\s*\.\s*)*)?(\w+)\s*([^]*)$/.exec(api.text(record)) ?? [];
    if (name !== undefined) marks.set(name, { record, given });
  }
  return marks;
}

function fieldsOf(api: ArrangeApi, record: number): readonly Field[] {
  if (api.typeOf(record) !== 'field_declaration') return [];
  const children = api.children(record);
  const type = children.find((child) => api.fieldIs(child, 'type'));
  if (type === undefined) return [];
  const before = api.textBetween(api.start(record), api.start(type));
  const marks = marksIn(api, children);
  return children
    .filter((child) => api.typeOf(child) === 'variable_declarator')
    .flatMap((declaration) => {
      const parts = api.children(declaration);
      const name = parts.find((child) => api.fieldIs(child, 'name'));
      if (name === undefined) return [];
      const isStarted = parts.some((child) => api.fieldIs(child, 'value'));
      const [isStatic, isFinal] = [/\bstatic\b/.test(before), /\bfinal\b/.test(before)];
      return [{ statement: record, declaration, name, type, isStatic, isFinal, isStarted, marks }];
    });
}

function methodName(api: ArrangeApi, record: number): string {
  if (api.typeOf(record) !== 'method_declaration') return '';
  const name = api.children(record).find((child) => api.fieldIs(child, 'name'));
  return name === undefined ? '' : api.text(name);
}

/** Whether an annotation asks for something: none of its arguments says that there shall be none. */
function asks(marks: ReadonlyMap<string, Mark>, name: string): boolean {
  const mark = marks.get(name);
  return mark !== undefined && !/\bNONE\b/.test(mark.given);
}

// Accessors.

function writeAccessors(made: Made, field: Field): void {
  const { api, marks } = made;
  const isOfAll = (...names: readonly string[]) => !field.isStatic && names.some((name) => asks(marks, name));
  const isDenied = (name: string) => field.marks.has(name) && !asks(field.marks, name);
  const reads = asks(field.marks, 'Getter') || (isOfAll('Getter', 'Data', 'Value') && !isDenied('Getter'));
  const writes = asks(field.marks, 'Setter') || (isOfAll('Setter', 'Data') && !isDenied('Setter'));
  const accessors = (field.marks.get('Accessors') ?? marks.get('Accessors'))?.given ?? '';
  const isFluent = /\bfluent\s*=\s*true\b/.test(accessors);
  const isChained = isFluent
    ? !/\bchain\s*=\s*false\b/.test(accessors)
    : /\bchain\s*=\s*true\b/.test(accessors);
  const isTest = api.text(field.type) === 'boolean';
  if (reads) writeAccessor(made, field, isFluent ? '' : isTest ? 'is' : 'get', 'value');
  if (writes && !field.isFinal && !marks.has('Value'))
    writeAccessor(made, field, isFluent ? '' : 'set', isChained ? 'object' : 'nothing');
  if (asks(field.marks, 'With') || isOfAll('With')) writeAccessor(made, field, 'with', 'object');
}

/** A method of a field: it gives the value of the field, the object, or nothing; all but the first take a value. */
function writeAccessor(made: Made, field: Field, word: string, gives: 'value' | 'object' | 'nothing'): void {
  const { api } = made;
  const written = api.text(field.name);
  // `isReady` of a test is the property `ready`.
  const isPrefixed = api.text(field.type) === 'boolean' && /^is\p{Lu}/u.test(written);
  const plain = word !== '' && isPrefixed ? written.slice(2) : written;
  const name = word === '' ? plain : word + plain.charAt(0).toUpperCase() + plain.slice(1);
  if (made.methods.has(name)) return;
  const start = api.start(field.name) + (plain.length < written.length ? 2 : 0);
  writeMethod(api, field.statement, {
    name: () => {
      if (word === '') api.copy(field.name, 'name');
      else api.writeWord(`made_${word}`, 'name', field.name, start, api.end(field.name));
    },
    takes: gives === 'value' ? [] : [field],
    result: () => {
      if (gives === 'value') api.arrange(field.type, 'type');
      else if (gives === 'object') api.copy(made.name, 'type');
    },
    isStatic: field.isStatic,
  });
}

interface Method {
  readonly name: () => void;
  readonly takes: readonly Field[];
  readonly result: () => void;
  readonly isStatic: boolean;
}

/** A method without a body, that stands where `at` does. */
function writeMethod(api: ArrangeApi, at: number, { name, takes, result, isStatic }: Method): void {
  api.write('made_method', '', at, () => {
    api.write('made_mark', '', at);
    if (isStatic) api.write('made_static', '', at);
    result();
    name();
    writeParameters(api, at, takes);
  });
}

function writeParameters(api: ArrangeApi, at: number, fields: readonly Field[]): void {
  api.write('formal_parameters', 'parameters', at, () => {
    for (const { declaration, type, name } of fields)
      api.write('formal_parameter', '', declaration, () => {
        api.arrange(type, 'type');
        api.copy(name, 'name');
      });
  });
}

// Constructors.

function writeConstructors(made: Made): void {
  const { marks, hasConstructor } = made;
  const isAsked = ['AllArgsConstructor', 'RequiredArgsConstructor', 'NoArgsConstructor'].some((name) =>
    marks.has(name),
  );
  const isLeft = !isAsked && !hasConstructor;
  const isWhole = marks.has('Value') || BUILDERS.some((name) => marks.has(name));
  const none = marks.get('NoArgsConstructor');
  if (none) writeConstructor(made, [], none);
  const all = marks.get('AllArgsConstructor');
  if (all || (isLeft && isWhole)) writeConstructor(made, settable(made), all);
  const least = marks.get('RequiredArgsConstructor');
  if (least || (isLeft && !isWhole && marks.has('Data'))) writeConstructor(made, required(made), least);
}

/** The fields that a constructor can set. */
function settable({ fields, marks }: Made): readonly Field[] {
  return fields.filter(
    ({ isStatic, isFinal, isStarted }) => !isStatic && !((isFinal || marks.has('Value')) && isStarted),
  );
}

/** Those that it has to set. */
function required(made: Made): readonly Field[] {
  return settable(made).filter(
    ({ isFinal, isStarted, marks }) => !isStarted && (isFinal || marks.has('NonNull')),
  );
}

function writeConstructor(made: Made, fields: readonly Field[], mark?: Mark): void {
  const { api, name } = made;
  const at = mark?.record ?? name;
  api.write('made_method', '', at, () => {
    api.write('made_mark', '', at);
    api.copy(name, 'name');
    writeParameters(api, at, fields);
  });
  const [, before, called] =
    mark === undefined ? [] : (/^([^]*\bstaticName\s*=\s*")(\w+)"/.exec(api.text(mark.record)) ?? []);
  if (mark === undefined || before === undefined || called === undefined) return;
  const start = api.start(mark.record) + before.length;
  writeMethod(api, mark.record, {
    name: () => api.writeWord('identifier', 'name', mark.record, start, start + called.length),
    takes: fields,
    result: () => api.copy(name, 'type'),
    isStatic: true,
  });
}

// Builders.

function writeBuilder(made: Made): void {
  const { api, name, marks, methods } = made;
  const mark = BUILDERS.map((one) => marks.get(one)).find((one) => one !== undefined);
  if (mark === undefined) return;
  const builder = () => api.write('made_builder_type', 'type', name);
  const method = (called: string, isStatic: boolean, result: () => void, takes: readonly Field[] = []) =>
    writeMethod(api, mark.record, { name: () => api.write(called, 'name', name), takes, result, isStatic });
  if (!methods.has('builder')) method('made_builder', true, builder);
  if (/\btoBuilder\s*=\s*true\b/.test(mark.given)) method('made_to_builder', false, builder);
  api.write('made_builder_class', '', mark.record, () => {
    api.write('made_mark', '', name);
    api.write('made_static', '', name);
    api.write('made_builder_type', 'name', name);
    api.write('made_body', 'body', name, () => {
      for (const field of settable(made))
        writeMethod(api, field.statement, {
          name: () => api.copy(field.name, 'name'),
          takes: [field],
          result: builder,
          isStatic: false,
        });
      method('made_build', false, () => api.copy(name, 'type'));
    });
  });
}
