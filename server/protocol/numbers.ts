// Numbers as people read them, the same on the command line and in windows. Pure.

/** 12345 → "12,345". */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** 1 → "1 file", 2 → "2 files". */
export function formatFiles(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'file' : 'files'}`;
}

/** 4 → "also in 4 built copies": what was left out because a build made it of what is shown. */
export function formatBuiltCopies(count: number): string {
  return `also in ${formatCount(count)} built ${count === 1 ? 'copy' : 'copies'}`;
}

/** The whole percent of `total` that is done; 100 only when all is. */
export function percentOf(done: number, total: number): number {
  return total > 0 ? Math.floor((100 * done) / total) : 0;
}

/** Bytes in the unit a person would choose. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [value, unit] =
    bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${value.toFixed(1)} ${unit}`;
}

/** Milliseconds as seconds, or as minutes from two minutes on. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 120) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** What answers cost, such as `12 calls, 3,456 tokens`. */
export function formatCost({ calls, tokens }: { readonly calls: number; readonly tokens: number }): string {
  return `${formatCount(calls)} ${calls === 1 ? 'call' : 'calls'}, ${formatCount(tokens)} tokens`;
}

/** What text search would have cost instead, such as `about 14,000 by search`: an estimate has two digits. */
export function formatGrepTokens(grepTokens: number): string {
  return `about ${formatCount(Number(grepTokens.toPrecision(2)))} by text search`;
}
