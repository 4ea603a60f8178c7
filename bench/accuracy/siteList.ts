// Truths by site as a text that can be read and compared: a line for each site, under the file that it is in.
import type { SiteTruth } from './suite.ts';

/** Columns are separated by tabs: line, written name, category, then each definition as `file:line`, or a word for none. */
export function formatSites(sites: readonly SiteTruth[]): string {
  const lines: string[] = [];
  let current: string | undefined;
  for (const { file, line, name, targets, isExternal, isUndecided, category = '' } of sites) {
    if (file !== current) lines.push((current = file));
    const places = targets.map((target) => `${target.file}:${target.line}`);
    const words = [...(isExternal ? ['external'] : []), ...(isUndecided ? ['undecided'] : [])];
    lines.push(['', line, name, category, ...words, ...places].join('\t'));
  }
  return `${lines.join('\n')}\n`;
}

export function parseSites(text: string): SiteTruth[] {
  const sites: SiteTruth[] = [];
  let file = '';
  for (const row of text.split('\n')) {
    if (!row.startsWith('\t')) {
      file = row;
      continue;
    }
    const [, line = '', name = '', category = '', ...said] = row.split('\t');
    const targets = said.flatMap((place) => {
      const [, where, at] = /^(.+):(\d+)$/.exec(place) ?? [];
      return where === undefined ? [] : [{ file: where, line: Number(at) }];
    });
    const isExternal = said.includes('external');
    const isUndecided = said.includes('undecided');
    sites.push({ file, line: Number(line), name, targets, isExternal, isUndecided, category });
  }
  return sites;
}
