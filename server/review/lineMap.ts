// Which line of a text is which of an earlier one.

/**
 * Line of `before` → line of `after` with the same content, 1-based; 0 where it is gone or changed. What both begin and end with
 * stands for itself, between them lines that each text has once, in their order, and what follows on these.
 */
export function mapLines(before: readonly string[], after: readonly string[]): Int32Array {
  const lines = new Int32Array(before.length + 1);
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start])
    lines[start + 1] = ++start;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) {
    lines[before.length - end] = after.length - end;
    end++;
  }
  const anchors = findAnchors(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
  );
  for (const [from, to] of anchors) {
    // Around a line that is certain, equal neighbours are the same lines, too.
    for (const step of [1, -1])
      for (let by = 0; ; by += step) {
        const [old, now] = [start + from + by, start + to + by];
        const isInside =
          old >= start && now >= start && old < before.length - end && now < after.length - end;
        if (!isInside || before[old] !== after[now] || (by !== 0 && lines[old + 1] !== 0)) break;
        lines[old + 1] = now + 1;
      }
  }
  return lines;
}

/** The longest row of lines that both have once, in the order of both, as positions. */
function findAnchors(before: readonly string[], after: readonly string[]): [number, number][] {
  const once = countOnce(after);
  const pairs: [number, number][] = [];
  for (const [line, at] of countOnce(before)) {
    const to = once.get(line);
    if (to !== undefined) pairs.push([at, to]);
  }
  pairs.sort(([a], [b]) => a - b);
  const tails: number[] = [];
  const previous = new Int32Array(pairs.length).fill(-1);
  for (const [at, [, to]] of pairs.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[tails[middle]!]![1] < to) low = middle + 1;
      else high = middle;
    }
    if (low > 0) previous[at] = tails[low - 1]!;
    tails[low] = at;
  }
  const chosen: [number, number][] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at]!) chosen.push(pairs[at]!);
  return chosen.toReversed();
}

/** Lines that a text has once, and where. */
function countOnce(lines: readonly string[]): Map<string, number> {
  const at = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [index, line] of lines.entries()) {
    if (at.has(line)) repeated.add(line);
    else at.set(line, index);
  }
  for (const line of repeated) at.delete(line);
  return at;
}
