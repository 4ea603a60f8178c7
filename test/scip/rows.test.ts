import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PositionEncoding } from '@c4312/scip/scip_pb.js';
import { Rows } from '../../server/scip/rows.ts';

const { UTF8CodeUnitOffsetFromLineStart: utf8, UTF16CodeUnitOffsetFromLineStart: utf16 } = PositionEncoding;
const utf32 = PositionEncoding.UTF32CodeUnitOffsetFromLineStart;

// The example of scip.proto.
test('a column counts in the units of its document', () => {
  const rows = new Rows('first\r\n🚀 Woo');
  for (const [encoding, column] of [
    [utf8, 5],
    [utf16, 3],
    [utf32, 2],
  ] as const) {
    assert.equal(rows.toUtf16(1, column, encoding), 3);
    assert.equal(rows.at(1).slice(3), 'Woo');
  }
});

test('the end of a row is a place, what lies behind it or within a character is none', () => {
  const rows = new Rows('é🚀');
  assert.equal(rows.toUtf16(0, 6, utf8), 3);
  assert.equal(rows.toUtf16(0, 2, utf32), 3);
  for (const column of [1, 3, 4, 5, 7])
    assert.equal(rows.toUtf16(0, column, utf8), undefined, String(column));
  assert.equal(rows.toUtf16(0, 3, utf32), undefined);
  assert.equal(rows.toUtf16(0, 4, utf16), undefined);
  assert.equal(rows.toUtf16(1, 0, utf16), undefined);
  assert.equal(rows.toUtf16(0, -1, utf16), undefined);
});
