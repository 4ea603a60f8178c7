/** Why a test is affected: over what it comes to what has changed. */
export function describeWay(way: readonly string[]): string {
  const [first, ...rest] = way;
  if (first === undefined) return 'changed';
  const last = rest.at(-1);
  return last === undefined
    ? `uses ${first}`
    : `uses ${last} over ${[first, ...rest.slice(0, -1)].join(', ')}`;
}
