import { findOurGraph } from '../../bench/accuracy/ourEdges.ts';
import { Score } from '../../bench/accuracy/score.ts';
import type { Suite } from '../../bench/accuracy/suite.ts';
import { installTool } from '../../bench/accuracy/tools.ts';

/** Our edges on the cases of a suite below `data`, an absolute folder without links, scored against its truth. */
export async function scoreSuite(suite: Suite, data: string): Promise<Score> {
  const context = {
    data,
    options: new Map<string, string>(),
    log: () => {},
    installTool,
    noteVersion: () => {},
  };
  const score = new Score();
  for await (const one of suite.load(context)) {
    const { folder, exclude = [], includeGenerated = false, edgeKinds = ['CALLS'] } = one;
    score.addCase(one, await findOurGraph({ folder, exclude, includeGenerated }, edgeKinds));
  }
  return score;
}
