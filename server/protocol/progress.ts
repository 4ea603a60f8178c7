import type { IndexProgress } from './status.ts';

/** Which part of a run each step is, in percent from and to; parsing is most of the way. */
const SHARES = { discover: [0, 2], parse: [2, 80], resolve: [80, 90], write: [90, 100] } as const;

/** How far an index run is, in percent of all its steps; 0 while none is under way. */
export function getPercent(progress: IndexProgress | null): number {
  if (!progress) return 0;
  const { phase, files, totalFiles, bytes, totalBytes } = progress;
  const share = totalBytes > 0 ? bytes / totalBytes : totalFiles > 0 ? files / totalFiles : 0;
  const [from, to] = SHARES[phase];
  return Math.floor(from + (to - from) * (phase === 'parse' ? Math.min(1, share) : 0));
}
