// Who owns a file by CODEOWNERS, as GitHub and GitLab read it: the last line that fits says who.

import ignore from 'ignore';

/** Where the file can be, in the order in which it is looked for. */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];

interface Rule {
  readonly fits: (path: string) => boolean;
  readonly owners: string;
}

/** Finds owners, '' for none; `read` gives the text of a file, undefined where there is none. */
export function readCodeOwners(read: (path: string) => string | undefined): (path: string) => string {
  const text = PLACES.map(read).find((one) => one !== undefined) ?? '';
  const rules = text.split(/\r?\n/).flatMap(parseRule);
  return (path) => rules.findLast(({ fits }) => fits(path))?.owners ?? '';
}

function parseRule(line: string): Rule[] {
  // A section of GitLab is a heading; its own owners are those of lines without any, which are not told apart here.
  const plain = line.replace(/(?:^|\s)#.*$/, '').trim();
  if (plain === '' || /^\^?\[/.test(plain)) return [];
  const [pattern = '', ...owners] = plain.split(/(?<!\\)\s+/);
  const matcher = ignore().add(pattern.replaceAll('\\ ', ' '));
  return [{ fits: (path) => matcher.ignores(path), owners: owners.toSorted().join(' ') }];
}
