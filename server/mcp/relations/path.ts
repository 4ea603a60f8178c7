// The way from one symbol to another, as text.

import type { PathAnswer, PathStep } from '../../queries/pathBetween.ts';

const WORDS = { calls: 'calls', dispatch: 'may dispatch to', uses: 'uses', member: 'has' } as const;

/** One line a symbol; the step that leads to it stands before it. */
export function renderPath({ steps, isReversed }: PathAnswer): string[] {
  const lines = steps.map((step, index) => renderStep(step, steps[index - 1]));
  return isReversed ? ['No way forward; backward:', ...lines] : lines;
}

function renderStep({ symbol, step }: PathStep, before: PathStep | undefined): string {
  const { qualified_name, file, line } = symbol;
  const place = file === '' ? `external ${qualified_name}` : `${qualified_name} ${file}:${line}`;
  if (!step) return place;
  const site = step.line > 0 ? ` @ ${before?.symbol.file}:${step.line}` : '';
  return `  ${WORDS[step.kind]}${site}${step.tier === 'exact' ? '' : ` (${step.tier})`} ${place}`;
}
