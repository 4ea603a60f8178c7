// From a place to a database and packs of facts on disk, whole and as they were pushed. Whether what they say is true is
// found out by the index that takes them up.

import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { findAncestors } from '../discover/gitAncestors.ts';
import { makeFolder } from '../ownership/paths.ts';
import { sealGeneration } from '../store/sealGeneration.ts';
import { assertSameMaker } from './artifact.ts';
import type { ArtifactConfig, Layer } from './artifact.ts';
import { ArtifactRefused } from './errors.ts';
import { findNearest, readContents, readLayer } from './fetching.ts';
import type { PullJob, PulledArtifact } from './messages.ts';
import { sumsOf, writePageLayer } from './pages.ts';
import { openPlace } from './places/openPlace.ts';
import type { Place } from './places/place.ts';
import { parseReference, spellReference } from './reference.ts';

/** Commits that are looked for. */
const MOST_COMMITS = 100;
/** Layers that are on the way at once. */
const AT_ONCE = 3;

/**
 * Pulls the artifact of the nearest commit into `job.database`, sealed, and its facts below `job.pulled`. Rejects with
 * ARTIFACT_REFUSED, with nothing left of the database.
 */
export async function pullArtifact(job: PullJob, signal: AbortSignal): Promise<PulledArtifact> {
  const { root, scratch, excludedDirs, maker } = job;
  const reference = parseReference(job.reference, root);
  const ancestors = await findAncestors(root, { scratch, excludedDirs, most: MOST_COMMITS }, signal);
  if (!ancestors) throw ArtifactRefused('the folder has no commit that it could be of');
  const place = openPlace(reference, root, job.patience);
  try {
    const found = await findNearest(place, ancestors);
    if (!found)
      throw ArtifactRefused(
        `${spellReference(reference)} has none of the last ${ancestors.commits.length} commits`,
      );
    const { config, behind } = found;
    assertSameMaker(config.maker, maker);
    await takeFacts(place, config, join(job.pulled, maker.fingerprint), signal);
    removeOthers(job.pulled, maker.fingerprint);
    await takeDatabase(place, config, job.database, signal);
    const bytes = config.layers.reduce((sum, { size }) => sum + size, 0);
    return { commit: config.commit, behind, files: config.files, bytes };
  } catch (error) {
    for (const file of [job.database, `${job.database}-sums`]) rmSync(file, { force: true });
    throw error;
  } finally {
    place.close();
  }
}

async function takeFacts(
  place: Place,
  { layers }: ArtifactConfig,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  makeFolder(folder, 0o700);
  const wanted = layers.filter(({ kind }) => kind === 'facts');
  const names = new Set(wanted.map(nameFacts));
  for (const name of readdirSync(folder))
    if (!names.has(name)) rmSync(join(folder, name), { recursive: true });
  await forEach(wanted, signal, async (layer) => {
    const file = join(folder, nameFacts(layer));
    if (existsSync(file)) return;
    const bytes = await readLayer(place, layer);
    writeFileSync(`${file}.tmp`, bytes, { mode: 0o600 });
    renameSync(`${file}.tmp`, file);
  });
}

function nameFacts({ digest }: Layer): string {
  return `${digest.slice('sha256:'.length)}.facts`;
}

async function takeDatabase(
  place: Place,
  config: ArtifactConfig,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  const { bytes, pageSize } = config.database;
  const { pages: entries } = await readContents(place, config);
  const layers = config.layers.filter(({ kind }) => kind === 'pages');
  const descriptor = openSync(file, 'wx+', 0o600);
  try {
    // A page that is pushed again lies in a later layer: they are written in their order, however they come.
    let written = Promise.resolve();
    await forEach(layers, signal, (layer) => {
      const read = readLayer(place, layer);
      const before = written;
      written = Promise.all([read, before]).then(([pages]) =>
        writePageLayer(descriptor, pageSize, bytes / pageSize, pages),
      );
      return written;
    });
    if (fstatSync(descriptor).size !== bytes) throw ArtifactRefused('its database ends too early');
  } finally {
    closeSync(descriptor);
  }
  // Whoever opens it looks at each page.
  sealGeneration(file, sumsOf(pageSize, entries));
}

/** Runs `use` for all, a few at once, in their order; rejects with the first failure, once nothing runs any more. */
async function forEach<Item>(
  items: readonly Item[],
  signal: AbortSignal,
  use: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      signal.throwIfAborted();
      const item = items[next++]!;
      await use(item).catch((error: unknown) => {
        next = items.length;
        throw error;
      });
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

/** Facts that another state of the program has made are of no use any more. */
function removeOthers(pulled: string, fingerprint: string): void {
  for (const name of readdirSync(pulled))
    if (name !== fingerprint) rmSync(join(pulled, name), { recursive: true });
}
