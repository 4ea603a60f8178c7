// Whether a version is one of those that a manifest accepts. The operators of npm, Cargo, Composer, pip, RubyGems and Go are read alike where
// they mean the same; what is written otherwise is not judged.

export type Fit = 'yes' | 'no' | 'unknown';

type Version = readonly number[];

/** `version` as a package publishes it, `accepts` as a manifest writes it. */
export function fits(version: string, accepts: string): Fit {
  const range = accepts.replace(/^(?:workspace|npm):(?:.*@)?/, '').trim();
  if (range === '' || range === '*' || range === 'latest' || range === 'x')
    return accepts === '' ? 'unknown' : 'yes';
  const published = parseVersion(version);
  if (!published) return 'unknown';
  let isUnknown = false;
  for (const choice of range.split(/\s*\|\|?\s*/)) {
    const verdict = fitsAll(published, choice);
    if (verdict === 'yes') return 'yes';
    isUnknown ||= verdict === 'unknown';
  }
  return isUnknown ? 'unknown' : 'no';
}

function fitsAll(version: Version, choice: string): Fit {
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(choice);
  const terms = hyphen
    ? [`>=${hyphen[1]}`, `<=${hyphen[2]}`]
    : choice
        .replaceAll(/(~>|~=|===|==|!=|>=|<=|[\^~<>=])\s+/g, '$1')
        .split(/[\s,]+/)
        .filter((term) => term !== '');
  let isUnknown = false;
  for (const term of terms) {
    const verdict = fitsTerm(version, term);
    if (verdict === 'no') return 'no';
    isUnknown ||= verdict === 'unknown';
  }
  return isUnknown || terms.length === 0 ? 'unknown' : 'yes';
}

function fitsTerm(version: Version, term: string): Fit {
  const [, operator = '', written = ''] = /^(~>|~=|===|==|!=|>=|<=|[\^~<>=])?(.*)$/.exec(term) ?? [];
  const asked = parseVersion(written.replace(/(?:\.[x*])+$/i, ''));
  if (!asked) return 'unknown';
  const given = written
    .replace(/(?:\.[x*])+$/i, '')
    .split(/[-+]/)[0]!
    .split('.').length;
  const order = compare(version, asked);
  const isSame = (parts: number) => compare(version.slice(0, parts), asked.slice(0, parts)) === 0;
  switch (operator) {
    case '':
    case '=':
    case '==':
    case '===':
      return toFit(given < 3 ? isSame(given) : order === 0);
    case '!=':
      return toFit(given < 3 ? !isSame(given) : order !== 0);
    case '>=':
      return toFit(order >= 0);
    case '>':
      return toFit(given < 3 ? order > 0 && !isSame(given) : order > 0);
    case '<=':
      return toFit(given < 3 ? order <= 0 || isSame(given) : order <= 0);
    case '<':
      return toFit(order < 0);
    case '^': {
      const first = asked.findIndex((part) => part !== 0);
      return toFit(order >= 0 && isSame(first < 0 ? given : Math.min(first + 1, Math.max(given, first + 1))));
    }
    case '~':
      return toFit(order >= 0 && isSame(Math.min(given, 2)));
    default:
      // `~>` and `~=`: the last part that is written may grow.
      return toFit(order >= 0 && isSame(Math.max(1, given - 1)));
  }
}

function parseVersion(text: string): Version | undefined {
  const found = /^[vV]?(\d+(?:\.\d+)*)(?:[-+.]?[A-Za-z][\w.+-]*|[-+][\w.+-]*)?$/.exec(text.trim());
  if (!found) return undefined;
  const parts = found[1]!.split('.').map(Number);
  while (parts.length < 3) parts.push(0);
  return parts;
}

function compare(a: Version, b: Version): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

function toFit(is: boolean): Fit {
  return is ? 'yes' : 'no';
}
