// Methods, blocks and lambdas. The first parameter of each method is the block that it is given, and the first argument of each
// call is that block: so what a method yields reaches the parameters of the block, whatever else it takes.

import type { Ruby } from './writing.ts';
import { child, isBeside, literalName, parts, writeBeside, writeOneBeside } from './writing.ts';
import { writeTaken } from './takers.ts';
import { blockLocals, declareLocal, sealedLocals } from './locals.ts';

/** Runs `body` where other local names are seen. */
export function within(r: Ruby, changes: Partial<Ruby>, body: () => void): void {
  const outer = { ...r };
  Object.assign(r, changes);
  body();
  Object.assign(r, outer);
}

/** Writes the statements of a body; the last of them is what a function gives, when it is one. */
export function writeStatements(r: Ruby, record: number, isResult: boolean, isShared = false): void {
  if (record < 0) return;
  const all = r.api.children(record).filter((one) => !isShared || r.api.typeOf(one) !== 'method');
  const main = all.filter((one) => !isBeside(r, one) && !isClause(r, one));
  const clauses = all.filter((one) => isClause(r, one));
  const hasElse = clauses.some((one) => r.api.typeOf(one) === 'else');
  for (const one of all) {
    if (isBeside(r, one)) writeOneBeside(r, one);
    else if (isClause(r, one)) writeClause(r, one, isResult);
    else if (isResult && !hasElse && one === main.at(-1)) r.last(r, one);
    else r.statement(r, one);
  }
}

function isClause({ api }: Ruby, record: number): boolean {
  return /^(?:rescue|ensure|else)$/.test(api.typeOf(record));
}

/** `rescue A, B => e`, `else`, `ensure` behind a body. */
export function writeClause(r: Ruby, record: number, isResult: boolean): void {
  const { api } = r;
  if (api.typeOf(record) !== 'rescue') {
    const gives = isResult && api.typeOf(record) === 'else';
    return api.write('branch_block', '', record, () => writeStatements(r, record, gives));
  }
  const exceptions = child(r, record, 'exceptions');
  const variable = child(r, record, 'variable');
  api.write('branch_block', '', record, () =>
    api.write('catch', '', record, () => {
      const types = exceptions < 0 ? [] : parts(r, exceptions);
      if (types.length === 1) r.value(r, types[0]!, 'value');
      else if (types.length > 1)
        api.write('any_of', 'value', exceptions, () => types.forEach((one) => r.value(r, one, '')));
      else api.write('any_error', 'value', record);
      const name = variable < 0 ? undefined : parts(r, variable)[0];
      if (name !== undefined && api.typeOf(name) === 'identifier') {
        declareLocal(r.locals, api.text(name));
        api.write('identifier', 'name', name);
      }
      const body = child(r, record, 'body');
      if (body >= 0) api.write('inner', '', body, () => writeStatements(r, body, isResult));
    }),
  );
}

/** Declares the names in the parameter that is taken apart. */
function writeDestructured(r: Ruby, record: number): void {
  r.api.write('parts', '', record, () => {
    for (const one of parts(r, record)) {
      if (r.api.typeOf(one) === 'destructured_parameter') writeDestructured(r, one);
      else if (r.api.typeOf(one) === 'splat_parameter')
        r.api.write('rest_part', '', one, () => writeName(r, child(r, one, 'name')));
      else writeName(r, r.api.typeOf(one) === 'identifier' ? one : child(r, one, 'name'));
    }
  });
}

function writeName(r: Ruby, name: number, field = ''): void {
  if (name < 0) return;
  r.locals.names.add(r.api.text(name));
  r.api.write('identifier', field, name);
}

/** Writes one parameter. */
function writeParameter(r: Ruby, record: number): void {
  const { api } = r;
  const name = child(r, record, 'name');
  switch (api.typeOf(record)) {
    case 'identifier':
      return writeName(r, record);
    case 'destructured_parameter':
      return writeDestructured(r, record);
    case 'optional_parameter':
      return api.write('optional_parameter', '', record, () => {
        writeName(r, name, 'name');
        r.value(r, child(r, record, 'value'), 'value');
      });
    case 'keyword_parameter': {
      const value = child(r, record, 'value');
      return api.write('keyword_parameter', '', record, () => {
        writeName(r, name, 'name');
        if (value >= 0) r.value(r, value, 'value');
      });
    }
    case 'splat_parameter':
      return api.write('rest_parameter', '', record, () => writeName(r, name, ''));
    case 'hash_splat_parameter':
      return api.write('keywords_parameter', '', record, () => writeName(r, name, ''));
    default:
  }
}

function writeParameters(r: Ruby, list: number, at: number, takesBlock: boolean): void {
  const { api } = r;
  const all = list < 0 ? [] : parts(r, list).filter((one) => !api.fieldIs(one, 'locals'));
  const block = all.find((one) => api.typeOf(one) === 'block_parameter');
  const name = block === undefined ? -1 : child(r, block, 'name');
  api.write('parameters', 'parameters', list < 0 ? at : list, () => {
    if (takesBlock) {
      if (name >= 0) writeName(r, name);
      else api.write('block_name', '', at);
    }
    for (const one of all) if (one !== block) writeParameter(r, one);
    if (!takesBlock && name >= 0) writeName(r, name);
  });
  for (const one of list < 0 ? [] : parts(r, list))
    if (api.fieldIs(one, 'locals')) r.locals.names.add(api.text(one));
  writeBeside(r, list);
}

/** The body of a method: statements, or the expression behind `=`. */
function writeBody(r: Ruby, body: number): void {
  if (body < 0) return;
  const isList = /^(?:body_statement|block_body)$/.test(r.api.typeOf(body));
  r.api.write('body', 'body', body, () => (isList ? writeStatements(r, body, true) : r.last(r, body)));
}

/** A method whose name stands from `start` to `end`; it is one of the class itself when `isOfClass`. */
export function writeMethod(
  r: Ruby,
  record: number,
  name: { readonly at: number; readonly start: number; readonly end: number },
  isOfClass: boolean,
  list: number,
  body: number,
  locals = sealedLocals(),
): void {
  const { api } = r;
  const parameters = list < 0 ? [] : parts(r, list);
  const block = parameters.find((one) => api.typeOf(one) === 'block_parameter');
  const method = {
    start: name.start,
    end: name.end,
    block: block === undefined ? -1 : child(r, block, 'name'),
    parameters,
  };
  const changes = {
    locals,
    method,
    isInBlock: false,
    loops: 0,
    isInClass: r.isInClass || isOfClass,
  };
  api.write('method', '', record, () => {
    if (isOfClass) api.write('of_class', '', record);
    api.writeWord('word', 'name', name.at, name.start, name.end);
    within(r, changes, () => {
      writeParameters(r, list, record, true);
      writeBody(r, body);
    });
  });
}

/** `def name(…) … end`, `def self.name(…) … end`. */
export function writeDefinition(r: Ruby, record: number): void {
  const { api } = r;
  const name = child(r, record, 'name');
  const object = child(r, record, 'object');
  const [list, body] = [child(r, record, 'parameters'), child(r, record, 'body')];
  const quoted = literalName(r, name);
  const named = { at: name, start: api.start(name), end: api.end(name), ...quoted };
  const write = (isOfClass: boolean) => {
    if (isOfClass) writeTaken(r, api.text(name), list, body);
    writeMethod(r, record, named, isOfClass, list, body);
  };
  if (object < 0) return write(r.isOfClass);
  const type = api.typeOf(object);
  if (r.isInClass && (type === 'self' || (type === 'constant' && api.text(object) === r.className)))
    return write(true);
  // A method of another object: of a class that is named, or nobody knows whose.
  if (type === 'constant')
    return api.write('class', '', record, () => {
      api.write('part', '', object);
      api.write('constant', 'name', object);
      api.write('class_body', 'body', record, () => write(true));
    });
  writeBlock(r, record, list, body, '');
}

/** What a block of examples knows of the class that it describes: the class, and an object of it where no other is said. */
function writeDescribed(r: Ruby, described: number, block: number): void {
  const { api } = r;
  r.locals.names.add('described_class');
  api.write('assignment', '', described, () => {
    api.write('described_name', 'left', described);
    r.value(r, described, 'right');
  });
  if (/\bsubject\b[^\n]*(?:\{|\bdo\b)/.test(api.text(block))) return;
  api.write('method', '', described, () => {
    api.write('subject_name', 'name', described);
    api.write('body', 'body', described, () =>
      api.write('result', '', described, () =>
        api.write('instance_of', '', described, () => r.value(r, described, 'type')),
      ),
    );
  });
}

/** A block or lambda with the parameters in `list`. */
function writeBlock(r: Ruby, record: number, list: number, body: number, field: string): void {
  const { api, described, isShared } = r;
  api.write('block_function', field, record, () =>
    within(
      r,
      { locals: blockLocals(r.locals), isInBlock: true, loops: 0, described: -1, isShared: false },
      () => {
        const numbered = list < 0 && /\b_1\b/.test(api.text(record));
        if (numbered)
          api.write('parameters', 'parameters', record, () => {
            for (const name of ['_1', '_2']) {
              r.locals.names.add(name);
              api.write(`numbered${name}`, '', record);
            }
          });
        else if (list >= 0) writeParameters(r, list, record, false);
        api.write('body', 'body', body < 0 ? record : body, () => {
          if (described >= 0) writeDescribed(r, described, record);
          if (body >= 0) writeStatements(r, body, true, isShared);
        });
      },
    ),
  );
}

/** The block behind a call. */
export function writeGivenBlock(r: Ruby, block: number, field: string): void {
  writeBlock(r, block, child(r, block, 'parameters'), child(r, block, 'body'), field);
}

/** `-> (x) { … }`, whose body is a block of its own. */
export function writeLambda(r: Ruby, record: number, field: string): void {
  const block = child(r, record, 'body');
  writeBlock(r, record, child(r, record, 'parameters'), child(r, block, 'body'), field);
}

/** `&:name`: a block that calls the method of that name on what it is given. */
export function writeSymbolBlock(r: Ruby, symbol: number, field: string): void {
  const { api } = r;
  const name = literalName(r, symbol);
  if (!name) return r.value(r, symbol, field);
  api.write('block_function', field, symbol, () => {
    api.write('parameters', 'parameters', symbol, () => api.write('numbered_1', '', symbol));
    api.write('body', 'body', symbol, () =>
      api.write('result', '', symbol, () =>
        api.write('call', '', symbol, () => {
          api.write('numbered_1', 'object', symbol);
          api.writeWord('word', 'property', symbol, name.start, name.end);
        }),
      ),
    );
  });
}
