// Numbers as people read them, the same on the command line and in windows, there in the language of the window.
import { getLocale, t } from './l10n.ts';

/** 12345 → "12,345". */
export function formatCount(count: number): string {
  return count.toLocaleString(getLocale());
}

/** 1 → "1 file", 2 → "2 files". */
export function formatFiles(count: number): string {
  return count === 1 ? t('1 file') : t('{count} files', { count: formatCount(count) });
}

/** 4 → "also in 4 built copies": what was left out because a build made it of what is shown. */
export function formatBuiltCopies(count: number): string {
  return count === 1
    ? t('also in 1 built copy')
    : t('also in {count} built copies', { count: formatCount(count) });
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
  return `${formatDecimal(value)} ${unit}`;
}

/** A number with one digit behind its decimal sign. */
export function formatDecimal(value: number): string {
  const sign = (0.5).toLocaleString(getLocale()).charAt(1);
  return value.toFixed(1).replace('.', sign);
}

/** Milliseconds as seconds, or as minutes from two minutes on. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 120) return `${seconds < 10 ? formatDecimal(seconds) : seconds.toFixed(0)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** Such as `3 calls`. */
export function formatCalls(count: number): string {
  return count === 1 ? t('1 call') : t('{count} calls', { count: formatCount(count) });
}

/** What answers cost, such as `12 calls, 3,456 tokens`. */
export function formatCost({ calls, tokens }: { readonly calls: number; readonly tokens: number }): string {
  return `${formatCalls(calls)}, ${t('{count} tokens', { count: formatCount(tokens) })}`;
}

/** What text search would have cost instead, such as `about 14,000 by search`: an estimate has two digits. */
export function formatGrepTokens(grepTokens: number): string {
  return t('about {count} by text search', { count: formatCount(Number(grepTokens.toPrecision(2))) });
}
