// What Go's pprof writes: a gzipped message of profile.proto (github.com/google/pprof/proto). Only what names functions and
// orders them on a stack is read.

import { gunzipSync } from 'node:zlib';
import { PairCounter, type CallPair, type Frame } from './frames.ts';

const MAX_BYTES = 256 * 1024 * 1024;
/** Numbers of fields. */
const PROFILE = { sample: 2, location: 4, function: 5, string: 6 };
const SAMPLE = { location: 1, value: 2 };
const LOCATION = { id: 1, line: 4 };
const LINE = { function: 1, line: 2 };
const FUNCTION = { id: 1, name: 2, file: 4 };

type Field = readonly [number: number, value: number | Buffer];

/** The pairs of a profile; undefined when the bytes are none. */
export function readGoProfile(bytes: Buffer): CallPair[] | undefined {
  try {
    const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return readProfile(isZipped ? gunzipSync(bytes, { maxOutputLength: MAX_BYTES }) : bytes);
  } catch {
    // Cut, of another format, or too large.
    return undefined;
  }
}

function readProfile(bytes: Buffer): CallPair[] | undefined {
  const fields = readFields(bytes);
  const strings = messages(fields, PROFILE.string).map((text) => text.toString('utf8'));
  // The table of strings begins with the empty one: nearly nothing else does.
  if (strings[0] !== '') return undefined;
  const functions = new Map(
    messages(fields, PROFILE.function).map((message) => {
      const inner = readFields(message);
      const name = strings[numberOf(inner, FUNCTION.name)] ?? '';
      return [numberOf(inner, FUNCTION.id), { name, file: strings[numberOf(inner, FUNCTION.file)] ?? '' }];
    }),
  );
  // Of a location with several lines the first is the innermost: the others had it inlined.
  const locations = new Map(
    messages(fields, PROFILE.location).map((message) => {
      const inner = readFields(message);
      const frames = messages(inner, LOCATION.line).map((line): Frame => {
        const parts = readFields(line);
        const { name = '', file = '' } = functions.get(numberOf(parts, LINE.function)) ?? {};
        return { name, file, line: numberOf(parts, LINE.line) };
      });
      return [numberOf(inner, LOCATION.id), frames];
    }),
  );
  const counter = new PairCounter();
  for (const message of messages(fields, PROFILE.sample)) {
    const sample = readFields(message);
    const stack = numbersOf(sample, SAMPLE.location).flatMap((id) => locations.get(id) ?? []);
    const [count = 1] = numbersOf(sample, SAMPLE.value);
    for (const [index, callee] of stack.entries()) {
      const caller = stack[index + 1];
      if (caller) counter.add(withoutLine(caller), withoutLine(callee), count, 'sample');
    }
  }
  return counter.list();
}

/** The lines are those of calls, which would make many pairs of one. */
function withoutLine(frame: Frame): Frame {
  return { ...frame, line: 0 };
}

function readFields(bytes: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes.readUInt8(at++);
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('A number has no end.');
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const type = tag % 8;
    if (type === 0) fields.push([number, varint()]);
    else if (type === 1) at += 8;
    else if (type === 5) at += 4;
    else if (type === 2) {
      const length = varint();
      if (at + length > bytes.length) throw new RangeError('A message is cut.');
      fields.push([number, bytes.subarray(at, at + length)]);
      at += length;
    } else throw new RangeError('No such type of field.');
  }
  return fields;
}

function messages(fields: readonly Field[], wanted: number): Buffer[] {
  return fields.flatMap(([number, value]) => (number === wanted && typeof value !== 'number' ? [value] : []));
}

function numberOf(fields: readonly Field[], wanted: number): number {
  const value = fields.find(([number]) => number === wanted)?.[1];
  return typeof value === 'number' ? value : 0;
}

/** Numbers that stand one by one, or packed into one field. */
function numbersOf(fields: readonly Field[], wanted: number): number[] {
  return fields.flatMap(([number, value]) => {
    if (number !== wanted) return [];
    if (typeof value === 'number') return [value];
    const packed: number[] = [];
    let current = 0;
    let shift = 0;
    for (const byte of value) {
      current += (byte & 0x7f) * 2 ** shift;
      shift += 7;
      if (byte < 0x80) {
        packed.push(current);
        current = 0;
        shift = 0;
      }
    }
    return packed;
  });
}
