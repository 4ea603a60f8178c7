// Has sites of a sample judged by what language servers say, and again those that a server which is still reading the workspace
// could not decide. Knows neither windows nor the index.
import type { JudgedSite, SitesToConfirm } from '../../server/protocol/rpc.ts';
import type { Measured } from './measureText.ts';

/** Rests before what is open is asked about again. */
const AGAIN_MS = [5_000, 10_000, 20_000, 30_000] as const;
/** The share of the answers up to which what they leave open is no sign of a server that still reads. */
const FEW = 0.1;

/** What is asked, and how a rest is taken. */
export interface Asking {
  /** The sites of one file of which something was said, judged, and who said so. */
  readonly ask: (asked: SitesToConfirm) => Promise<{ judged: readonly JudgedSite[]; by: string }>;
  /** Resolves after so long; false when nobody wants to know any more. */
  readonly rest: (ms: number) => Promise<boolean>;
}

/** A server that reads the workspace names what stands in the file itself, such as the import of the name. */
const isOpen = ({ isUnclear, edges }: JudgedSite) =>
  isUnclear && edges.every(({ verdict }) => verdict === 'unclear');

/** Asks about all, then about what was left open while that is much. */
export async function measureSites(sample: readonly SitesToConfirm[], asking: Asking): Promise<Measured> {
  const told = new Map<string, JudgedSite>();
  const by = new Set<string>();
  let left = sample;
  for (const restMs of [0, ...AGAIN_MS]) {
    if (!(await asking.rest(restMs))) break;
    const open: SitesToConfirm[] = [];
    for (const asked of left) {
      const { judged, by: who } = await asking.ask(asked);
      if (judged.length > 0) by.add(who);
      for (const site of judged) told.set(keyOf(asked.file, site), site);
      const sites = asked.sites.filter((site) => {
        const known = told.get(keyOf(asked.file, site));
        return !known || isOpen(known);
      });
      if (sites.length > 0) open.push({ ...asked, sites });
    }
    left = open;
    if ([...told.values()].filter(isOpen).length <= FEW * told.size) break;
  }
  const total = sample.reduce((sum, { sites }) => sum + sites.length, 0);
  return { sites: [...told.values()], unanswered: total - told.size, by: [...by] };
}

function keyOf(
  file: string,
  { caller, offset, name }: Pick<JudgedSite, 'caller' | 'offset' | 'name'>,
): string {
  return `${file} ${caller} ${offset} ${name}`;
}
