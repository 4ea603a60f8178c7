// The shape that roles ask for, for tree-sitter-ruby. Ruby writes a call as it writes a variable, gives the value of what stands
// last, and declares methods by calls: what each node is follows from the names that are variables where it stands. So the file
// is arranged as a whole, from its root.

import type { ArrangeApi } from '../language.ts';
import {
  writeCallNode,
  writeIndex,
  writeNamed,
  writeOperator,
  writeSetter,
  writeSuper,
  writeTypeTest,
  writeYield,
} from './calls.ts';
import {
  methodName,
  writeAlias,
  writeAssignedClass,
  writeClass,
  writeSingletonClass,
} from './declarations.ts';
import { writeClause, writeDefinition, writeLambda, writeStatements } from './functions.ts';
import { declareLocal, sealedLocals } from './locals.ts';
import { child, isBeside, parts, writeBeside, writeOneBeside, writeSelf, writeVariable } from './writing.ts';
import type { Ruby } from './writing.ts';

type Writer = (r: Ruby, record: number, field: string) => void;
/** How a construct counts: for what it does, for its value, or as what the function around gives. */
type Mode = 'statement' | 'last';

const keep: Writer = (r, record, field) =>
  r.api.write(r.api.typeOf(record), field, record, () => {
    for (const one of r.api.children(record)) {
      if (isBeside(r, one)) writeOneBeside(r, one);
      else value(r, one, '');
    }
  });

/** The only value in a list, else all as an array. */
function writeList(r: Ruby, records: readonly number[], at: number, field: string): void {
  if (records.length === 1 && r.api.typeOf(records[0]!) !== 'splat_argument') value(r, records[0]!, field);
  else if (records.length > 0)
    r.api.write('array', field, at, () => records.forEach((one) => value(r, one, '')));
}

// Branches.

/** A branch that a condition guards; `unless` turns it round. */
function writeCondition(r: Ruby, condition: number, isNegated: boolean, field: string): void {
  if (condition < 0) return;
  if (isNegated) r.api.write('negation', field, condition, () => value(r, condition, ''));
  else value(r, condition, field);
}

function writeBranchBody(r: Ruby, body: number, field: string, mode: Mode): void {
  if (body < 0) return;
  const isList = /^(?:then|else|do|begin)$/.test(r.api.typeOf(body));
  r.api.write('branch_block', field, body, () => {
    if (isList) writeStatements(r, body, mode === 'last');
    else r[mode](r, body);
  });
}

function writeIf(r: Ruby, record: number, mode: Mode): void {
  const { api } = r;
  const isNegated = api.typeOf(record).startsWith('unless');
  const isModifier = api.typeOf(record).endsWith('_modifier');
  const body = child(r, record, isModifier ? 'body' : 'consequence');
  const other = child(r, record, 'alternative');
  api.write('branch', '', record, () => {
    writeCondition(r, child(r, record, 'condition'), isNegated, 'value');
    if (body >= 0) writeBranchBody(r, body, 'body', mode);
    else api.write('branch_block', 'body', record);
    if (other < 0) return;
    if (api.typeOf(other) === 'elsif') api.write('branch_block', '', other, () => writeIf(r, other, mode));
    else writeBranchBody(r, other, '', mode);
  });
  writeBeside(r, record);
}

function writeLoop(r: Ruby, record: number): void {
  const { api } = r;
  const isNegated = api.typeOf(record).startsWith('until');
  r.loops++;
  api.write('branch', '', record, () => {
    writeCondition(r, child(r, record, 'condition'), isNegated, 'value');
    writeBranchBody(r, child(r, record, 'body'), 'body', 'statement');
  });
  r.loops--;
}

function writeFor(r: Ruby, record: number): void {
  const { api } = r;
  const pattern = child(r, record, 'pattern');
  const list = child(r, record, 'value');
  r.loops++;
  api.write('loop', '', record, () => {
    if (list >= 0) writeList(r, parts(r, list), list, 'right');
    if (pattern >= 0) writeTarget(r, pattern, 'left');
    writeBranchBody(r, child(r, record, 'body'), 'body', 'statement');
  });
  r.loops--;
}

/** Whether the type of a value can be told by what it is compared with. */
function canBeTested({ api }: Ruby, record: number): boolean {
  return record >= 0 && /^(?:identifier|instance_variable)$/.test(api.typeOf(record));
}

function isConstant({ api }: Ruby, record: number): boolean {
  return /^(?:constant|scope_resolution)$/.test(api.typeOf(record));
}

function writePatterns(r: Ruby, subject: number, when: number): void {
  const { api } = r;
  const patterns = parts(r, when)
    .filter((one) => api.fieldIs(one, 'pattern'))
    .flatMap((one) => parts(r, one));
  const [only] = patterns;
  if (patterns.length === 1 && canBeTested(r, subject) && isConstant(r, only!))
    return writeTypeTest(r, only!, subject, only!, 'value');
  api.write('told', 'value', when, () => patterns.forEach((one) => value(r, one, '')));
}

function writeCase(r: Ruby, record: number, mode: Mode): void {
  const subject = child(r, record, 'value');
  if (subject >= 0) r.api.write('told', '', subject, () => value(r, subject, ''));
  writeWhens(
    r,
    subject,
    parts(r, record).filter((one) => one !== subject),
    mode,
  );
  writeBeside(r, record);
}

function writeWhens(r: Ruby, subject: number, clauses: readonly number[], mode: Mode): void {
  const { api } = r;
  const [first, ...others] = clauses;
  if (first === undefined) return;
  if (api.typeOf(first) === 'else') return writeStatementsOf(r, first, mode);
  const body = child(r, first, 'body');
  api.write('branch', '', first, () => {
    if (api.typeOf(first) === 'in_clause') writeInClause(r, first);
    else writePatterns(r, subject, first);
    if (body >= 0) writeBranchBody(r, body, 'body', mode);
    else api.write('branch_block', 'body', first);
    writeBeside(r, first);
    if (others.length > 0)
      api.write('branch_block', '', others[0]!, () => writeWhens(r, subject, others, mode));
  });
}

function writeStatementsOf(r: Ruby, record: number, mode: Mode): void {
  writeStatements(r, record, mode === 'last');
}

/** `in pattern if guard`: names in the pattern are variables. */
function writeInClause(r: Ruby, clause: number): void {
  const guard = child(r, clause, 'guard');
  r.api.write('told', 'value', clause, () => {
    const pattern = child(r, clause, 'pattern');
    if (pattern >= 0) writePattern(r, pattern);
    if (guard >= 0) value(r, child(r, guard, 'condition'), '');
  });
}

function writePattern(r: Ruby, record: number): void {
  const { api } = r;
  switch (api.typeOf(record)) {
    case 'identifier':
      declareLocal(r.locals, api.text(record));
      return api.write('assignment', '', record, () => api.write('identifier', 'left', record));
    case 'keyword_pattern': {
      const [key, inner] = [child(r, record, 'key'), child(r, record, 'value')];
      if (inner >= 0) return writePattern(r, inner);
      if (api.typeOf(key) !== 'hash_key_symbol') return;
      declareLocal(r.locals, api.text(key));
      return api.write('assignment', '', key, () => api.write('identifier', 'left', key));
    }
    case 'splat_parameter':
    case 'hash_splat_parameter': {
      const name = child(r, record, 'name');
      return name < 0 ? undefined : writePattern(r, name);
    }
    case 'array_pattern':
    case 'find_pattern':
    case 'hash_pattern':
    case 'alternative_pattern':
    case 'parenthesized_pattern':
      return parts(r, record).forEach((one) => writePattern(r, one));
    case 'as_pattern': {
      const [pattern, name] = parts(r, record);
      if (pattern === undefined || name === undefined || api.typeOf(name) !== 'identifier') return;
      const isTyped = /^(?:constant|scope_resolution)$/.test(api.typeOf(pattern));
      if (!isTyped) writePattern(r, pattern);
      declareLocal(r.locals, api.text(name));
      return api.write('assignment', '', name, () => {
        api.write('identifier', 'left', name);
        if (isTyped) api.write('instance_of', 'right', pattern, () => value(r, pattern, 'type'));
      });
    }
    case 'variable_reference_pattern':
      return value(r, child(r, record, 'name'), '');
    default:
      return value(r, record, '');
  }
}

/** `begin … rescue … end`. */
function writeBegin(r: Ruby, record: number, mode: Mode): void {
  r.api.write('inner', '', record, () => writeStatementsOf(r, record, mode));
}

// Branches as values: what stands last in the part that runs.

function writeValueBlock(r: Ruby, body: number, field: string): void {
  if (body < 0) return;
  const { api } = r;
  const isList = /^(?:then|else|do|begin|parenthesized_statements|block_body)$/.test(api.typeOf(body));
  const final = isList ? lastStatement(r, body) : -1;
  api.write('value_block', field, body, () => {
    if (!isList) return value(r, body, '');
    for (const one of api.children(body)) {
      if (isBeside(r, one)) writeOneBeside(r, one);
      else if (one === final) value(r, one, '');
      else if (/^(?:rescue|ensure|else)$/.test(api.typeOf(one))) continue;
      else statement(r, one);
    }
  });
}

function lastStatement(r: Ruby, body: number): number {
  return parts(r, body).findLast((one) => !/^(?:rescue|ensure|else)$/.test(r.api.typeOf(one))) ?? -1;
}

const ifValue: Writer = (r, record, field) => {
  const { api } = r;
  const isModifier = api.typeOf(record).endsWith('_modifier');
  const other = child(r, record, 'alternative');
  api.write('conditional', field, record, () => {
    writeCondition(r, child(r, record, 'condition'), api.typeOf(record).startsWith('unless'), 'value');
    writeValueBlock(r, child(r, record, isModifier ? 'body' : 'consequence'), 'left');
    if (other >= 0 && api.typeOf(other) === 'elsif') ifValue(r, other, 'right');
    else writeValueBlock(r, other, 'right');
  });
};

const caseValue: Writer = (r, record, field) => {
  const { api } = r;
  const subject = child(r, record, 'value');
  const clauses = parts(r, record).filter((one) => one !== subject);
  api.write('chosen', field, record, () => {
    if (subject >= 0) value(r, subject, '');
    for (const one of clauses) {
      if (api.typeOf(one) === 'in_clause') writeInClause(r, one);
      else if (api.typeOf(one) === 'when') writePatterns(r, subject, one);
    }
    api.write('any_of', '', record, () => {
      for (const one of clauses)
        writeValueBlock(r, api.typeOf(one) === 'else' ? one : child(r, one, 'body'), '');
    });
  });
};

const beginValue: Writer = (r, record, field) => {
  r.api.write('chosen', field, record, () => {
    writeValueBlock(r, record, '');
    // What a clause gives is not followed; its code counts.
    for (const one of parts(r, record))
      if (/^(?:rescue|ensure|else)$/.test(r.api.typeOf(one))) writeClause(r, one, false);
  });
};

// Assignments.

/** What is assigned to; local names are declared. */
function writeTarget(r: Ruby, record: number, field: string): void {
  const { api } = r;
  switch (api.typeOf(record)) {
    case 'identifier':
      declareLocal(r.locals, api.text(record));
      return api.write('identifier', field, record);
    case 'instance_variable':
    case 'class_variable':
      return writeVariable(r, record, field);
    case 'left_assignment_list':
    case 'destructured_left_assignment':
      return api.write('parts', field, record, () =>
        parts(r, record).forEach((one) => writeTarget(r, one, '')),
      );
    case 'rest_assignment':
      return api.write('rest_part', field, record, () =>
        parts(r, record).forEach((one) => writeTarget(r, one, '')),
      );
    case 'call':
    case 'element_reference':
      return writeSetter(r, record, field, () => undefined);
    default:
      return value(r, record, field);
  }
}

function writeRight(r: Ruby, right: number, field: string): void {
  if (right < 0) return;
  if (r.api.typeOf(right) === 'right_assignment_list') writeList(r, parts(r, right), right, field);
  else value(r, right, field);
}

const assignment: Writer = (r, record, field) => {
  const { api } = r;
  const [left, right] = [child(r, record, 'left'), child(r, record, 'right')];
  if (left < 0) return keep(r, record, field);
  const type = api.typeOf(left);
  if (
    type === 'constant' &&
    right >= 0 &&
    api.typeOf(right) === 'call' &&
    writeAssignedClass(r, left, right, field)
  )
    return;
  if (type === 'call' || type === 'element_reference')
    return writeSetter(r, left, field, () => writeRight(r, right, ''));
  const isOuter = type === 'identifier' && declareLocal(r.locals, api.text(left)) === 'outer';
  api.write(isOuter || type === 'global_variable' ? 'reassignment' : 'assignment', field, record, () => {
    writeTarget(r, left, 'left');
    writeRight(r, right, 'right');
  });
};

/** `a ||= b`, `a += b`. */
const operatorAssignment: Writer = (r, record, field) => {
  const { api } = r;
  const [left, right] = [child(r, record, 'left'), child(r, record, 'right')];
  if (left < 0 || right < 0) return keep(r, record, field);
  const type = api.typeOf(left);
  const between = api.textBetween(api.end(left), api.start(right));
  const operator = /^\s*(\S+)=/.exec(between)?.[1] ?? '';
  const isOr = operator === '||';
  if (type === 'call' || type === 'element_reference') {
    api.write('told', '', left, () => value(r, left, ''));
    return writeSetter(r, left, field, () => value(r, right, ''));
  }
  if (operator !== '||' && operator !== '&&') {
    const start = api.start(left) + api.text(left).length + between.indexOf(operator);
    if (type === 'identifier') declareLocal(r.locals, api.text(left));
    return api.write('call', field, record, () => {
      value(r, left, 'object');
      api.writeWord('word', 'property', left, start, start + operator.length);
      api.write('arguments', 'arguments', right, () => {
        api.write('no_block', '', right);
        value(r, right, '');
      });
    });
  }
  const state = type === 'identifier' ? declareLocal(r.locals, api.text(left)) : 'own';
  api.write(
    state === 'outer' || type === 'global_variable' ? 'reassignment' : 'assignment',
    field,
    record,
    () => {
      writeTarget(r, left, 'left');
      if (isOr && type === 'identifier' && state !== 'new')
        api.write('choice', 'right', right, () => {
          api.write('identifier', 'left', left);
          value(r, right, 'right');
        });
      else value(r, right, 'right');
    },
  );
};

// Values.

const list: Writer = (r, record, field) => {
  const all = parts(r, record);
  if (all.length === 1) value(r, all[0]!, field);
  else writeValueBlock(r, record, field);
};

const pair: Writer = (r, record, field) => {
  const { api } = r;
  const [key, written] = [child(r, record, 'key'), child(r, record, 'value')];
  api.write('pair', field, record, () => {
    if (key >= 0 && api.typeOf(key) === 'hash_key_symbol') api.write('symbol_key', 'property', key);
    else if (key >= 0) value(r, key, 'property');
    if (written >= 0) value(r, written, 'value');
    else if (key >= 0 && api.typeOf(key) === 'hash_key_symbol') writeNamed(r, key, 'value');
  });
};

const scopeResolution: Writer = (r, record, field) => {
  const { api } = r;
  const [scope, name] = [child(r, record, 'scope'), child(r, record, 'name')];
  if (name < 0) return keep(r, record, field);
  if (scope < 0) return api.write('root_constant', field, name);
  api.write('member', field, record, () => {
    value(r, scope, 'object');
    api.write('word', 'property', name);
  });
};

const unary: Writer = (r, record, field) => {
  const { api } = r;
  const operand = child(r, record, 'operand');
  const sign = operand < 0 ? '' : api.textBetween(api.start(record), api.start(operand)).trim();
  const type = /^(?:!|not)/.test(sign) ? 'negation' : sign.startsWith('defined') ? 'told' : 'same';
  api.write(type, field, record, () => {
    if (operand >= 0) value(r, operand, '');
  });
};

/** `return a`, `next a`: what the function gives, or the block. */
function writeReturn(r: Ruby, record: number): void {
  const { api } = r;
  const [passed] = parts(r, record);
  const isNext = api.typeOf(record) === 'next';
  const leavesMethod = !isNext && r.isInBlock;
  const type = leavesMethod ? 'outer_return' : isNext && r.loops > 0 ? 'leave' : 'result';
  api.write(type, '', record, () => {
    if (passed !== undefined) writeList(r, parts(r, passed), passed, '');
  });
}

const WRITERS: Readonly<Record<string, Writer>> = {
  identifier: writeNamed,
  call: writeCallNode,
  super: (r, record, field) => writeSuper(r, record, field, [], -1, false),
  yield: writeYield,
  element_reference: writeIndex,
  binary: writeOperator,
  unary,
  assignment,
  operator_assignment: operatorAssignment,
  instance_variable: writeVariable,
  class_variable: writeVariable,
  global_variable: (r, record, field) => r.api.write('identifier', field, record),
  self: (r, record, field) => {
    if (r.isInClass) writeSelf(r, record, field);
    else r.api.write('nothing', field, record);
  },
  constant: (r, record, field) => r.api.write('constant', field, record),
  scope_resolution: scopeResolution,
  parenthesized_statements: list,
  if: ifValue,
  unless: ifValue,
  if_modifier: ifValue,
  unless_modifier: ifValue,
  conditional: (r, record, field) =>
    r.api.write('ternary', field, record, () => {
      value(r, child(r, record, 'condition'), 'value');
      value(r, child(r, record, 'consequence'), 'left');
      value(r, child(r, record, 'alternative'), 'right');
    }),
  case: caseValue,
  case_match: caseValue,
  begin: beginValue,
  rescue_modifier: (r, record, field) =>
    r.api.write('any_of', field, record, () => {
      value(r, child(r, record, 'body'), '');
      value(r, child(r, record, 'handler'), '');
    }),
  lambda: writeLambda,
  pair,
  splat_argument: (r, record, field) =>
    r.api.write('spread', field, record, () => parts(r, record).forEach((one) => value(r, one, ''))),
  hash_splat_argument: (r, record, field) =>
    r.api.write('spread', field, record, () => parts(r, record).forEach((one) => value(r, one, ''))),
  block_argument: (r, record, field) => parts(r, record).forEach((one) => value(r, one, field)),
  match_pattern: (r, record, field) => writeMatch(r, record, field),
  test_pattern: (r, record, field) => writeMatch(r, record, field),
};

function writeMatch(r: Ruby, record: number, field: string): void {
  r.api.write('told', field, record, () => {
    value(r, child(r, record, 'value'), '');
    const pattern = child(r, record, 'pattern');
    if (pattern >= 0) writePattern(r, pattern);
  });
}

/** Constructs that are no values. */
const STATEMENTS: Readonly<Record<string, (r: Ruby, record: number, mode: Mode) => void>> = {
  class: (r, record) => writeClass(r, record, ''),
  module: (r, record) => writeClass(r, record, ''),
  singleton_class: (r, record) => writeSingletonClass(r, record),
  method: (r, record) => writeDefinition(r, record),
  singleton_method: (r, record) => writeDefinition(r, record),
  alias: (r, record) =>
    writeAlias(r, record, methodName(r, child(r, record, 'name')), methodName(r, child(r, record, 'alias'))),
  if: writeIf,
  unless: writeIf,
  if_modifier: writeIf,
  unless_modifier: writeIf,
  while: writeLoop,
  until: writeLoop,
  while_modifier: writeLoop,
  until_modifier: writeLoop,
  for: writeFor,
  case: writeCase,
  case_match: writeCase,
  begin: writeBegin,
  parenthesized_statements: writeBegin,
  return: writeReturn,
  next: writeReturn,
  break: (r, record) => r.api.write('leave', '', record, () => writeLeft(r, record)),
  redo: (r, record) => r.api.write('leave', '', record),
  retry: (r, record) => r.api.write('leave', '', record),
  undef: () => undefined,
};

function writeLeft(r: Ruby, record: number): void {
  for (const passed of parts(r, record)) writeList(r, parts(r, passed), passed, '');
}

function value(r: Ruby, record: number, field: string): void {
  if (record < 0) return;
  const type = r.api.typeOf(record);
  const writer = WRITERS[type];
  if (writer) return writer(r, record, field);
  const other = STATEMENTS[type];
  if (!other) return keep(r, record, field);
  // A definition where a value stands, as an argument.
  r.api.write('nothing_but', field, record, () => other(r, record, 'statement'));
}

function statement(r: Ruby, record: number): void {
  const write = STATEMENTS[r.api.typeOf(record)];
  if (write) write(r, record, 'statement');
  else value(r, record, '');
}

/** Behind these the function gives nothing that is followed. */
const GIVES_NOTHING: ReadonlySet<string> = new Set([
  'class',
  'module',
  'singleton_class',
  'method',
  'singleton_method',
  'alias',
  'undef',
  'while',
  'until',
  'for',
]);

function last(r: Ruby, record: number): void {
  const type = r.api.typeOf(record);
  const write = STATEMENTS[type];
  if (write) return write(r, record, 'last');
  if (type === 'call' && /^(?:raise|throw)\b/.test(r.api.text(record))) return value(r, record, '');
  if (GIVES_NOTHING.has(type)) return statement(r, record);
  // A call that declares something is no value.
  if (r.isInClass && !r.method) return value(r, record, '');
  r.api.write('result', '', record, () => value(r, record, ''));
}

/** Writes the records of a file as its statements. */
export function arrangeFile(api: ArrangeApi, records: readonly number[]): void {
  const r: Ruby = {
    api,
    locals: sealedLocals(),
    method: undefined,
    isInClass: false,
    isOfClass: false,
    isInBlock: false,
    loops: 0,
    className: '',
    classAt: -1,
    isConcern: false,
    described: -1,
    isShared: false,
    value,
    statement,
    last,
  };
  for (const record of records)
    if (isBeside(r, record)) writeOneBeside(r, record);
    else statement(r, record);
}
