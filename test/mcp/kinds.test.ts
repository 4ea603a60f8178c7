import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelSchema, relationshipSchema } from '../../server/mcp/answers/shapes.ts';

test('a kind is understood in any case and number, and what is none is answered with the kinds there are', () => {
  for (const [written, kind] of [
    ['Class', 'Class'],
    ['class', 'Class'],
    ['CLASSES', 'Class'],
    ['functions', 'Function'],
    ['Interfaces', 'Interface'],
    ['types', 'Type'],
    ['files', 'File'],
    ['variables', 'Variable'],
  ])
    assert.equal(labelSchema.parse(written), kind, written);
  for (const written of ['s', 'es', '', 'Banana', 'Functio'])
    assert.match(labelSchema.safeParse(written).error?.message ?? '', /is none of Project, Folder/, written);
});

test('a relationship is understood in any case', () => {
  assert.equal(relationshipSchema.parse('calls'), 'CALLS');
  assert.match(relationshipSchema.safeParse('calling').error?.message ?? '', /is none of .*CALLS/);
});
