// What axe-core finds in a page that the extension shows. A preview puts the page into a document of VS Code's: what that
// document lacks is not ours to mend and is not asked for.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Workbench } from './workbench.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules about the document around a page: its language, its title, its landmarks. */
const OF_THE_DOCUMENT = ['html-has-lang', 'document-title', 'landmark-one-main', 'region'];

/** The faults of the page in front, one line each; none for a page that everybody can use. */
export async function findPageFaults(window: Workbench): Promise<string[]> {
  const frame = await window.getPage();
  // The page lets the editor behind its frame show through. axe does not see that far and takes it for white.
  await frame.evaluate("document.documentElement.style.background = 'var(--vscode-editor-background)'");
  await frame.evaluate(axe);
  const options: RunOptions = {
    rules: Object.fromEntries(OF_THE_DOCUMENT.map((rule) => [rule, { enabled: false }])),
  };
  const run = `axe.run(document, ${JSON.stringify(options)})`;
  const { violations, passes } = await frame.evaluate<AxeResults>(run);
  if (passes.length === 0) throw new Error('axe has looked at nothing.');
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}
