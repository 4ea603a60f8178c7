// Groups the nodes of a graph that lead to each other, by Tarjan's algorithm, without recursion: a circle can be as long as
// the tree has files.

interface Step<Node> {
  readonly node: Node;
  readonly targets: readonly Node[];
  next: number;
}

/**
 * Hands out every node that `start` leads to, itself among them, in groups whose nodes lead to each other. The groups that a
 * group leads to come before it; nodes that are `done` are left out, with all that they lead to.
 */
export function eachCircle<Node>(
  start: Node,
  targetsOf: (node: Node) => readonly Node[],
  isDone: (node: Node) => boolean,
  use: (circle: readonly Node[]) => void,
): void {
  if (isDone(start)) return;
  const index = new Map<Node, number>();
  const low = new Map<Node, number>();
  const stack: Node[] = [];
  const path: Step<Node>[] = [];
  const enter = (node: Node) => {
    low.set(node, index.size);
    index.set(node, index.size);
    stack.push(node);
    path.push({ node, targets: targetsOf(node), next: 0 });
  };
  const lower = (node: Node, to: number) => void low.set(node, Math.min(low.get(node)!, to));
  enter(start);
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    if (step.next < step.targets.length) {
      const target = step.targets[step.next++]!;
      if (isDone(target)) continue;
      if (!index.has(target)) enter(target);
      else lower(step.node, index.get(target)!);
      continue;
    }
    path.pop();
    const around = path.at(-1);
    if (around) lower(around.node, low.get(step.node)!);
    if (low.get(step.node) !== index.get(step.node)) continue;
    const circle = stack.splice(stack.lastIndexOf(step.node));
    for (const one of circle) index.set(one, Number.POSITIVE_INFINITY);
    use(circle);
  }
}
