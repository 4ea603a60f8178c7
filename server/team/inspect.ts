import { findAncestors } from '../discover/gitAncestors.ts';
import { ArtifactRefused } from './errors.ts';
import { findNearest, findOtherMaker } from './fetching.ts';
import type { InspectedArtifact, InspectJob } from './messages.ts';
import { openPlace } from './places/openPlace.ts';
import { parseReference, spellReference } from './reference.ts';

const MOST_COMMITS = 100;

/** What would be pulled into a folder. Rejects with ARTIFACT_REFUSED when there is nothing. */
export async function inspectArtifact(job: InspectJob, signal: AbortSignal): Promise<InspectedArtifact> {
  const { root, scratch, excludedDirs, maker } = job;
  const reference = parseReference(job.reference, root);
  const ancestors = await findAncestors(root, { scratch, excludedDirs, most: MOST_COMMITS }, signal);
  if (!ancestors) throw ArtifactRefused(`${root} has no commit that an artifact could be of`);
  const place = openPlace(reference, root, job.patience);
  try {
    const found = await findNearest(place, ancestors);
    const name = spellReference(reference);
    if (!found) throw ArtifactRefused(`${name} has none of the last ${ancestors.commits.length} commits`);
    return { place: name, ...found, refused: findOtherMaker(found.config, maker) ?? null };
  } finally {
    place.close();
  }
}
