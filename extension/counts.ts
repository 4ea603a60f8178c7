// Things in numbers, in words: each noun with its own two sentences, because plurals differ by language. Pure.
import { t } from '../server/protocol/l10n.ts';
import { formatCount } from '../server/protocol/numbers.ts';

/** Such as `3 callers`. */
export function formatCallers(count: number): string {
  return count === 1 ? t('1 caller') : t('{count} callers', { count: formatCount(count) });
}

/** Such as `3 tests`. */
export function formatTests(count: number): string {
  return count === 1 ? t('1 test') : t('{count} tests', { count: formatCount(count) });
}

/** Such as `3 uses`. */
export function formatUses(count: number): string {
  return count === 1 ? t('1 use') : t('{count} uses', { count: formatCount(count) });
}

/** Such as `3 references`. */
export function formatReferences(count: number): string {
  return count === 1 ? t('1 reference') : t('{count} references', { count: formatCount(count) });
}

/** Such as `3 windows`. */
export function formatWindows(count: number): string {
  return count === 1 ? t('1 window') : t('{count} windows', { count: formatCount(count) });
}

/** Such as `3 sessions`. */
export function formatSessions(count: number): string {
  return count === 1 ? t('1 session') : t('{count} sessions', { count: formatCount(count) });
}

/** Such as `3 symbols`. */
export function formatSymbols(count: number): string {
  return count === 1 ? t('1 symbol') : t('{count} symbols', { count: formatCount(count) });
}
