// Answers of language servers, which take minutes on a large project: kept in .artifacts/, those about the code that `npm test`
// looks at in answers/. `--option fresh` asks again, `--option keep` writes into answers/.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatSites, parseSites } from './siteList.ts';
import type { SiteTruth, SuiteContext } from './suite.ts';

const artifacts = join(import.meta.dirname, '..', '..', '.artifacts', 'accuracy');
const answersFolder = join(import.meta.dirname, 'answers');

/** The answers of a version of `tool` about the code that `key` tells, asked for when they are not kept. */
export async function keepAnswers(
  { options, noteVersion, log }: SuiteContext,
  tool: string,
  version: string,
  key: string,
  ask: () => Promise<readonly SiteTruth[]>,
): Promise<readonly SiteTruth[]> {
  noteVersion(tool, version);
  const name = `${tool}-${version}-${key}.txt`;
  const kept = [answersFolder, artifacts]
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
  let sites: readonly SiteTruth[];
  if (kept !== undefined && !options.has('fresh') && !options.has('keep')) {
    log(`Answers of ${tool} are read from ${kept}`);
    sites = parseSites(readFileSync(kept, 'utf8'));
  } else {
    sites = await ask();
    const folder = options.has('keep') ? answersFolder : artifacts;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), formatSites(sites));
  }
  noteVersion('call sites', String(sites.length));
  return sites;
}
