import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMeasured, summarize } from '../../../extension/confirm/measureText.ts';
import type { JudgedEdge, JudgedSite } from '../../../server/protocol/rpc.ts';

function edge(verdict: JudgedEdge['verdict'], rest: Partial<JudgedEdge> = {}): JudgedEdge {
  return { target: 'shop.sell', targetFile: 'shop.py', tier: 'exact', reason: 'import', verdict, ...rest };
}

function site(rest: Partial<JudgedSite>): JudgedSite {
  const place = { file: 'main.py', caller: 'main.run', offset: 1, line: 4, name: 'sell' };
  return { ...place, edges: [], missing: [], isOutside: false, isUnclear: false, ...rest };
}

const MEASURED = {
  sites: [
    site({ edges: [edge('confirmed')] }),
    site({ edges: [edge('confirmed', { tier: 'inferred', reason: 'returned' })], line: 5 }),
    site({
      edges: [edge('refuted', { tier: 'inferred', reason: 'returned' })],
      missing: [{ name: 'bank.sell', file: 'bank.py' }],
      line: 6,
    }),
    site({ missing: [{ name: 'bank.sell', file: 'bank.py' }], line: 7 }),
    site({ edges: [edge('unclear')], isUnclear: true, line: 8 }),
    site({ edges: [edge('confirmed', { targetFile: '' })], isOutside: true, line: 9 }),
    site({ edges: [edge('refuted')], isOutside: true, line: 10 }),
  ],
  unanswered: 3,
  by: ['Checker 1.0'],
};

test('precision is of edges that are decided, recall of calls within the workspace', () => {
  assert.deepEqual(summarize(MEASURED), {
    precision: { right: 2, of: 4 },
    recall: { right: 2, of: 4 },
    outside: { right: 1, of: 2 },
  });
});

test('a report links each difference, and without names tells none', () => {
  const linked = formatMeasured(MEASURED, (file, line) => `file:///w/${file}#L${line}`);
  assert.match(linked, /\| inferred \| 50\.0 % \(1 of 2\) \|/);
  assert.match(
    linked,
    /\[`main\.py:6`\]\(file:\/\/\/w\/main\.py#L6\) `sell` → `shop\.sell` \(inferred, returned\); named was `bank\.sell`/,
  );
  assert.match(linked, /## Calls that have no edge \(1\)\n- \[`main\.py:7`\]/);
  const hidden = formatMeasured(MEASURED, undefined);
  assert.doesNotMatch(hidden, /main\.py|sell|bank/);
  assert.match(hidden, /`[0-9a-f]{8}:6` `[0-9a-f]{8}` → `[0-9a-f]{8}` \(inferred, returned\)/);
});
