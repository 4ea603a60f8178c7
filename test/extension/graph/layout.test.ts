import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layOut } from '../../../extension/graph/page/layout.ts';
import type { Box } from '../../../extension/graph/page/layout.ts';
import { toDot, toMermaid } from '../../../extension/graph/page/textExports.ts';
import type { GraphAnswer, GraphEdge, GraphNode } from '../../../server/protocol/graphView.ts';

function makeNode(at: number, facts: Partial<GraphNode> = {}): GraphNode {
  return {
    key: `node ${at}`,
    kind: 'Function',
    name: `name${at}`,
    qualifiedName: `a.name${at}`,
    file: `folder${at % 5}/file${at}.x`,
    line: 1,
    isTest: false,
    isRoot: at === 0,
    distance: (at % 4) - 1,
    rest: { inbound: 0, outbound: 0 },
    ...facts,
  };
}

function join(source: number, target: number): GraphEdge {
  return {
    source: `node ${source}`,
    target: `node ${target}`,
    kind: 'CALLS',
    tier: 'exact',
    count: 1,
    line: 1,
  };
}

/** Many nodes, of many lengths, that use each other in circles too. */
const NODES = Array.from({ length: 150 }, (_, at) => makeNode(at));
const EDGES = NODES.flatMap((_, at) => [join(at, (at * 7 + 3) % 150), join(at, (at * 13 + 5) % 150)]);
const widthOf = ({ key }: GraphNode): number => 60 + 9 * (key.length % 7) * 10;

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

for (const columns of ['distance', 'order'] as const) {
  for (const isGrouped of [false, true]) {
    test(`no nodes and no groups overlap: by ${columns}, ${isGrouped ? 'grouped' : 'not grouped'}`, () => {
      const { boxes, groups } = layOut({ nodes: NODES, edges: EDGES, widthOf, columns, isGrouped });
      assert.equal(boxes.size, NODES.length);
      for (const list of [[...boxes.values()], groups]) {
        for (const [at, one] of list.entries())
          for (const other of list.slice(at + 1))
            assert.ok(!overlap(one, other), JSON.stringify([one, other]));
      }
      if (!isGrouped) return;
      for (const [key, box] of boxes) {
        const around = groups.filter((group) => overlap(group, box));
        assert.equal(around.length, 1, key);
        assert.ok(around[0]!.x <= box.x && around[0]!.y <= box.y);
      }
    });
  }
}

test('what uses another stands before it, and a circle is drawn out too', () => {
  const nodes = [0, 1, 2, 3].map((at) => makeNode(at));
  const edges = [join(0, 1), join(1, 2), join(2, 1), join(2, 3)];
  const { boxes } = layOut({ nodes, edges, widthOf, columns: 'order', isGrouped: false });
  const xs = nodes.map(({ key }) => boxes.get(key)!.x);
  assert.deepEqual(
    xs,
    xs.toSorted((a, b) => a - b),
  );
  assert.equal(new Set(xs).size, 4);
});

test('no name breaks out of what is exported', () => {
  const answer: GraphAnswer = {
    nodes: [
      makeNode(0, { name: '"]; click n0 "javascript:x" <b>', file: '' }),
      makeNode(1, { name: String.raw`a\"; b -> c [label="x` }),
    ],
    edges: [{ ...join(0, 1), tier: 'inferred', count: 3 }],
    edgeTotal: 1,
    nodeTotal: 2,
    note: '',
  };
  const mermaid = toMermaid(answer).split('\n');
  assert.equal(mermaid.length, 5);
  assert.match(mermaid[1]!, /^ {2}n0\["[\w\s./:$#;<>-]*"\]$/);
  assert.match(mermaid[3]!, /^ {2}n0 -\.->\|calls ×3\| n1$/);
  const dot = toDot(answer).split('\n');
  assert.equal(dot[4], String.raw`  n1 [label="a\\\"; b -> c [label=\"x", tooltip="folder1/file1.x:1"];`);
});
