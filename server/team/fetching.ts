// Reads of a place what is asked for, and believes nothing of it.

import { LIMITS, assertSameMaker, digestOf, parseConfig, parseManifest, tagOf } from './artifact.ts';
import type { ArtifactConfig, Blob, Layer, Maker } from './artifact.ts';
import { parseContents } from './contents.ts';
import type { Contents } from './contents.ts';
import { ArtifactRefused } from './errors.ts';
import { unpack } from './packing.ts';
import type { Place } from './places/place.ts';
import type { Ancestors } from '../discover/gitAncestors.ts';

/** Commits that are asked for at once, after the latest. */
const AT_ONCE = 8;

/** An artifact of one of the commits that a tree comes from. */
export interface FoundArtifact {
  readonly config: ArtifactConfig;
  /** How many commits lie between it and HEAD, by the order of git. */
  readonly behind: number;
}

/** The bytes of a blob. Rejects with ARTIFACT_REFUSED unless they are those of its digest. */
async function readBlob(place: Place, blob: Blob): Promise<Buffer> {
  const bytes = await place.readBlob(blob);
  if (bytes.length !== blob.size || digestOf(bytes) !== blob.digest)
    throw ArtifactRefused(`a layer of it is not what its digest says (${blob.digest.slice(0, 19)})`);
  return bytes;
}

/** What a layer holds. */
export async function readLayer(place: Place, layer: Layer): Promise<Buffer> {
  return unpack(await readBlob(place, layer), layer.rawBytes);
}

/** The artifact under a tag; undefined when there is none. */
async function findArtifact(place: Place, tag: string): Promise<ArtifactConfig | undefined> {
  const manifest = await place.findManifest(tag);
  if (!manifest) return undefined;
  if (manifest.length > LIMITS.manifestBytes) throw ArtifactRefused('its manifest is too large');
  return parseConfig(await readBlob(place, parseManifest(manifest)));
}

/** The artifact of the nearest of these commits; undefined when none has one. */
export async function findNearest(
  place: Place,
  { commits, below }: Ancestors,
): Promise<FoundArtifact | undefined> {
  for (let from = 0; from < commits.length; from += from === 0 ? 1 : AT_ONCE) {
    const some = commits.slice(from, from === 0 ? 1 : from + AT_ONCE);
    const found = await Promise.all(some.map((commit) => findArtifact(place, tagOf(commit, below))));
    const at = found.findIndex((config) => config !== undefined);
    if (at < 0) continue;
    const config = found[at]!;
    if (config.commit !== some[at]) throw ArtifactRefused('it is that of another commit than its tag says');
    return { config, behind: from + at };
  }
  return undefined;
}

/** Which layers and pages an artifact has. */
export async function readContents(place: Place, config: ArtifactConfig): Promise<Contents> {
  const layer = config.layers.find(({ kind }) => kind === 'contents');
  if (!layer) throw ArtifactRefused('it has no list of contents');
  const facts = config.layers.filter(({ kind }) => kind === 'facts').length;
  return parseContents(
    await readLayer(place, layer),
    facts,
    config.database.bytes / config.database.pageSize,
  );
}

/** Why an artifact is of no use to `own`; undefined when it is. */
export function findOtherMaker({ maker }: ArtifactConfig, own: Maker): string | undefined {
  try {
    assertSameMaker(maker, own);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
