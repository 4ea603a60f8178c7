import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureSites } from '../../../extension/confirm/measureSites.ts';
import type { JudgedEdge, JudgedSite, SitesToConfirm } from '../../../server/protocol/rpc.ts';

const NAMES = ['a', 'b', 'c', 'd'];
const SAMPLE: readonly SitesToConfirm[] = [
  { file: 'x.ts', hash: '', sites: NAMES.map((name) => ({ caller: 'x.run', offset: 1, name, line: 2 })) },
];

function judge(name: string, verdict: JudgedEdge['verdict']): JudgedSite {
  const edge: JudgedEdge = { target: name, targetFile: 'y.ts', tier: 'exact', reason: 'import', verdict };
  const isUnclear = verdict === 'unclear';
  return {
    file: 'x.ts',
    caller: 'x.run',
    offset: 1,
    name,
    line: 2,
    edges: [edge],
    missing: [],
    isOutside: false,
    isUnclear,
  };
}

/** What is said of a name in each round; nothing where there is no more. */
async function measure(answers: Readonly<Record<string, readonly JudgedEdge['verdict'][]>>, patience = 9) {
  const rests: number[] = [];
  const asked: string[] = [];
  const measured = await measureSites(SAMPLE, {
    async rest(ms) {
      rests.push(ms);
      return rests.length <= patience;
    },
    async ask({ sites }) {
      asked.push(sites.map(({ name }) => name).join(''));
      const round = rests.length - 1;
      const judged = sites.flatMap(({ name }) => {
        const said = answers[name] ?? [];
        return said.length === 0 ? [] : [judge(name, said[Math.min(round, said.length - 1)]!)];
      });
      return { judged, by: 'a server' };
    },
  });
  return { measured, rests, asked };
}

test('what a language server that still reads the workspace leaves open is asked about again', async () => {
  const { measured, asked } = await measure({
    a: ['unclear', 'unclear', 'confirmed'],
    b: ['unclear', 'refuted'],
    c: ['confirmed'],
  });
  assert.deepEqual(asked, ['abcd', 'abd', 'ad']);
  assert.deepEqual(
    measured.sites.map(({ edges }) => edges[0]?.verdict),
    ['confirmed', 'refuted', 'confirmed'],
  );
  assert.equal(measured.unanswered, 1);
  assert.deepEqual(measured.by, ['a server']);
});

test('nobody waits for what no language server answers', async () => {
  const { measured, rests } = await measure({ a: ['confirmed'] });
  assert.deepEqual(rests, [0]);
  assert.equal(measured.unanswered, 3);
});

test('what stays open is given up after about a minute, or when nobody wants to know any more', async () => {
  const { rests } = await measure({ a: ['unclear'] });
  assert.deepEqual(rests, [0, 5_000, 10_000, 20_000, 30_000]);
  const { measured } = await measure({ a: ['unclear'] }, 1);
  assert.equal(measured.sites.length, 1);
});
