// From a copy of a generation and the cache of facts to an artifact at a place: what an artifact of an earlier commit has
// already is not sent again.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { StringTable } from '../facts/builder.ts';
import { findAncestors } from '../discover/gitAncestors.ts';
import { findGitChanges } from '../discover/gitChanges.ts';
import { ReadGate } from '../discover/readGate.ts';
import { factsKey, FactsCache, packFacts } from '../indexer/factsCache.ts';
import type { KeyedFacts } from '../indexer/factsCache.ts';
import { neutralizeCopy } from '../store/copiedGeneration.ts';
import type { CopiedFile } from '../store/copiedGeneration.ts';
import { digestOf, encodeArtifact, LIMITS, tagOf } from './artifact.ts';
import type { ArtifactConfig, Blob, Layer } from './artifact.ts';
import { chooseKept, encodeContents, nameKey } from './contents.ts';
import type { Contents } from './contents.ts';
import { NotPushed } from './errors.ts';
import { findNearest, findOtherMaker, readContents } from './fetching.ts';
import type { PushJob, PushedArtifact } from './messages.ts';
import { pack } from './packing.ts';
import { describePages, findChangedPages, readPageLayers } from './pages.ts';
import { openPlace } from './places/openPlace.ts';
import type { Place } from './places/place.ts';
import { parseReference, spellReference } from './reference.ts';

const MOST_COMMITS = 100;
/** Files of a layer of facts, and of their integers. */
const LAYER_FILES = 1000;
const LAYER_INTS = LIMITS.layerBytes / 16;
/** Layers of pages that replace those of earlier ones: after so many, or so much, all pages are sent anew. */
const MOST_PAGE_LAYERS = 400;
const MOST_REPLACED = 0.5;

/** Pushes the artifact of HEAD. Rejects with ARTIFACT_NOT_PUSHED, or what the place says. */
export async function pushArtifact(job: PushJob, signal: AbortSignal): Promise<PushedArtifact> {
  const { root, scratch, excludedDirs, maker } = job;
  const reference = parseReference(job.reference, root);
  const ancestors = await findAncestors(root, { scratch, excludedDirs, most: MOST_COMMITS }, signal);
  if (!ancestors) throw NotPushed(`${root} has no commit that an artifact could be of`);
  const files = neutralizeCopy(job.copy);
  if (!job.isAnyTree) await assertIsCommit(job, files, signal);
  const place = openPlace(reference, root, job.patience);
  const descriptor = openSync(job.copy, 'r');
  try {
    const found = await findNearest(place, ancestors);
    const isOfUse = found !== undefined && findOtherMaker(found.config, maker) === undefined;
    const before = isOfUse
      ? { config: found.config, contents: await readContents(place, found.config) }
      : undefined;
    const sender = new Sender(place);
    const facts = await sendFacts(job, files, before, sender);
    const pages = await sendPages(descriptor, before, sender);
    const contents = await sender.send(
      'contents',
      encodeContents({ facts: facts.names, pages: pages.entries }),
    );
    const config: Omit<ArtifactConfig, 'format'> = {
      commit: ancestors.commits[0]!,
      created: new Date().toISOString(),
      maker,
      files: files.length,
      database: pages.database,
      layers: [contents, ...facts.layers, ...pages.layers],
    };
    if (config.layers.length > LIMITS.layers) throw NotPushed('the index is too large for one artifact');
    const encoded = encodeArtifact(config);
    await sender.sendBlob({ digest: digestOf(encoded.config), size: encoded.config.length }, encoded.config);
    await place.writeManifest(tagOf(config.commit, ancestors.below), encoded.manifest);
    return {
      place: spellReference(reference),
      commit: config.commit,
      before: before?.config.commit,
      files: files.length,
      layers: config.layers.length,
      bytes: config.layers.reduce((sum, { size }) => sum + size, 0),
      sentLayers: sender.layers,
      sentBytes: sender.bytes + encoded.manifest.length,
    };
  } finally {
    closeSync(descriptor);
    place.close();
  }
}

/** Sends what a place lacks. */
class Sender {
  readonly #place: Place;
  layers = 0;
  bytes = 0;

  constructor(place: Place) {
    this.#place = place;
  }

  async send(kind: Layer['kind'], raw: Buffer): Promise<Layer> {
    const packed = await pack(raw);
    if (raw.length > LIMITS.layerBytes || packed.length > LIMITS.layerBytes)
      throw NotPushed('a file has more facts than one layer can hold');
    const blob = { digest: digestOf(packed), size: packed.length };
    if (await this.sendBlob(blob, packed)) this.layers += 1;
    return { ...blob, kind, rawBytes: raw.length };
  }

  /** Whether it had to be sent. */
  async sendBlob(blob: Blob, bytes: Buffer): Promise<boolean> {
    if (await this.#place.hasBlob(blob)) return false;
    await this.#place.writeBlob(blob, bytes);
    this.bytes += bytes.length;
    return true;
  }
}

interface Before {
  readonly config: ArtifactConfig;
  readonly contents: Contents;
}

async function sendFacts(
  { cache, maker }: PushJob,
  files: readonly CopiedFile[],
  before: Before | undefined,
  sender: Sender,
): Promise<{ readonly layers: Layer[]; readonly names: (readonly string[])[] }> {
  const keys = files.flatMap(({ path, language, hash, status }) =>
    status === 'skipped' ? [] : [factsKey(path, language, hash, maker.includeGenerated)],
  );
  const names = new Map(keys.map((key) => [key, nameKey(key)]));
  const kept = before ? chooseKept(before.contents.facts, new Set(names.values())) : [];
  const earlier = (before?.config.layers ?? []).filter(({ kind }) => kind === 'facts');
  const layers = kept.map((at) => earlier[at]!);
  const lists = kept.map((at) => before!.contents.facts[at]!);
  const there = new Set(lists.flat());
  const missing = [...new Set(keys)].filter((key) => !there.has(names.get(key)!));
  const strings = new StringTable();
  const found = new FactsCache(cache.folder, cache.fingerprint, strings, cache.pulled).find(missing);
  if (found.size < missing.length)
    throw NotPushed(
      `what was parsed of ${missing.length - found.size} files is not in the cache any more; ` +
        'run `codebase-memory index --full` first',
    );
  let own: KeyedFacts[] = [];
  let ints = 0;
  const flush = async () => {
    if (own.length === 0) return;
    layers.push(await sender.send('facts', Buffer.concat(packFacts(own, strings))));
    lists.push(own.map(({ key }) => names.get(key)!));
    own = [];
    ints = 0;
  };
  for (const key of missing) {
    const { lines, problems, facts, strings: numbers } = found.get(key)!;
    if (own.length === LAYER_FILES || ints + facts.length > LAYER_INTS) await flush();
    own.push({ key, lines, problems, facts: { facts, strings: numbers } });
    ints += facts.length;
  }
  await flush();
  return { layers, names: lists };
}

async function sendPages(
  descriptor: number,
  before: Before | undefined,
  sender: Sender,
): Promise<{
  readonly layers: Layer[];
  readonly entries: Buffer;
  readonly database: ArtifactConfig['database'];
}> {
  const header = Buffer.alloc(18);
  readSync(descriptor, header, 0, header.length, 0);
  // 1 stands for 65,536.
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const { size: bytes } = fstatSync(descriptor);
  const entries = describePages(descriptor, pageSize, bytes / pageSize);
  const base = before && before.config.database.pageSize === pageSize ? before : undefined;
  const earlier = (base?.config.layers ?? []).filter(({ kind }) => kind === 'pages');
  let changed = findChangedPages(entries, base?.contents.pages ?? Buffer.alloc(0));
  const raw = earlier.reduce((sum, layer) => sum + layer.rawBytes, 0) + changed.length * pageSize;
  const isGoingOn =
    base !== undefined &&
    base.config.database.bytes <= bytes &&
    earlier.length < MOST_PAGE_LAYERS &&
    raw <= bytes * (1 + MOST_REPLACED);
  const layers: Layer[] = isGoingOn ? [...earlier] : [];
  if (!isGoingOn) changed = findChangedPages(entries, Buffer.alloc(0));
  for (const layer of readPageLayers(descriptor, pageSize, changed))
    layers.push(await sender.send('pages', layer));
  return { layers, entries, database: { bytes, pageSize } };
}

/** Throws ARTIFACT_NOT_PUSHED when what is indexed is not what was committed. */
async function assertIsCommit(
  { root, scratch, excludedDirs }: PushJob,
  files: readonly CopiedFile[],
  signal: AbortSignal,
): Promise<void> {
  const gate = new ReadGate(root, { dirs: [...excludedDirs], files: [] });
  const source = { root, scratch, gate, overlays: [], excludedDirs, maxFileSizeBytes: LIMITS.layerBytes };
  const changes = await findGitChanges(source, { kind: 'disk' }, signal);
  const indexed = new Set(files.map(({ path }) => path));
  const other = changes.files.filter(({ path, status }) => status !== 'untracked' || indexed.has(path));
  if (other.length === 0) return;
  throw NotPushed(
    `${other.length} files are not as they were committed, such as ${other[0]!.path}. Commit them, or pass --any-tree`,
  );
}
