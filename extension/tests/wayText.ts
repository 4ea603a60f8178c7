import { t } from '../../server/protocol/l10n.ts';

/** Why a test is affected: over what it comes to what has changed. */
export function describeWay(way: readonly string[]): string {
  const [first, ...rest] = way;
  if (first === undefined) return t('changed');
  const last = rest.at(-1);
  return last === undefined
    ? t('uses {name}', { name: first })
    : t('uses {name} over {names}', { name: last, names: [first, ...rest.slice(0, -1)].join(', ') });
}
