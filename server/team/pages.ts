// The pages of a database as layers: which differ from those of another artifact, and how they are put together again.
// A layer is a count, the numbers of its pages from 0 on, then the pages. Knows no place and no compression.

import { hash } from 'node:crypto';
import { readSync, writeSync } from 'node:fs';
import { PageSums, sumPage } from '../store/pageSums.ts';
import { ArtifactRefused } from './errors.ts';

/** Of each page its checksum, and so much of its digest that no two pages that differ have the same. */
const SUM_BYTES = 4;
const DIGEST_BYTES = 12;
export const PAGE_ENTRY_BYTES = SUM_BYTES + DIGEST_BYTES;
/** Pages of one layer, unpacked. */
const LAYER_BYTES = 16 * 1_048_576;

/** An entry for each page of a database, one after the other. */
export function describePages(descriptor: number, pageSize: number, pages: number): Buffer {
  const entries = Buffer.alloc(pages * PAGE_ENTRY_BYTES);
  const page = Buffer.allocUnsafe(pageSize);
  for (let at = 0; at < pages; at += 1) {
    readWhole(descriptor, page, at * pageSize);
    entries.writeUInt32LE(sumPage(page), at * PAGE_ENTRY_BYTES);
    hash('sha256', page, 'buffer').copy(entries, at * PAGE_ENTRY_BYTES + SUM_BYTES, 0, DIGEST_BYTES);
  }
  return entries;
}

/** Numbers of the pages that `before` has not, or has otherwise. */
export function findChangedPages(entries: Buffer, before: Buffer): number[] {
  const changed: number[] = [];
  for (let at = 0; at < entries.length; at += PAGE_ENTRY_BYTES) {
    const end = at + PAGE_ENTRY_BYTES;
    if (end > before.length || !entries.subarray(at, end).equals(before.subarray(at, end)))
      changed.push(at / PAGE_ENTRY_BYTES);
  }
  return changed;
}

/** Layers of some pages, unpacked, each of moderate size. */
export function* readPageLayers(
  descriptor: number,
  pageSize: number,
  numbers: readonly number[],
): Generator<Buffer> {
  const most = Math.max(1, Math.floor(LAYER_BYTES / (pageSize + 4)));
  for (let from = 0; from < numbers.length; from += most) {
    const own = numbers.slice(from, from + most);
    const layer = Buffer.allocUnsafe(4 + own.length * (4 + pageSize));
    layer.writeUInt32LE(own.length, 0);
    own.forEach((number, index) => {
      layer.writeUInt32LE(number, 4 + 4 * index);
      const start = 4 + 4 * own.length + index * pageSize;
      readWhole(descriptor, layer.subarray(start, start + pageSize), number * pageSize);
    });
    yield layer;
  }
}

/** Writes the pages of a layer to their places. Throws ARTIFACT_REFUSED for a layer that is none. */
export function writePageLayer(descriptor: number, pageSize: number, pages: number, layer: Buffer): void {
  const count = layer.length >= 4 ? layer.readUInt32LE(0) : -1;
  if (layer.length !== 4 + count * (4 + pageSize)) throw ArtifactRefused('a layer of its pages is broken');
  const first = 4 + 4 * count;
  for (let from = 0; from < count;) {
    const number = layer.readUInt32LE(4 + 4 * from);
    // Pages that follow each other are written at once.
    let to = from + 1;
    while (to < count && layer.readUInt32LE(4 + 4 * to) === number + to - from) to += 1;
    if (number + to - from > pages) throw ArtifactRefused('a layer of its pages is broken');
    const bytes = layer.subarray(first + from * pageSize, first + to * pageSize);
    for (let done = 0; done < bytes.length;)
      done += writeSync(descriptor, bytes, done, bytes.length - done, number * pageSize + done);
    from = to;
  }
}

/** The checksums of all pages, as their entries say. */
export function sumsOf(pageSize: number, entries: Buffer): PageSums {
  const sums = new Uint32Array(entries.length / PAGE_ENTRY_BYTES);
  for (let at = 0; at < sums.length; at += 1) sums[at] = entries.readUInt32LE(at * PAGE_ENTRY_BYTES);
  return PageSums.of(pageSize, sums);
}

function readWhole(descriptor: number, buffer: Uint8Array, position: number): void {
  for (let done = 0; done < buffer.length;) {
    const read = readSync(descriptor, buffer, done, buffer.length - done, position + done);
    if (read === 0) throw ArtifactRefused('its database ends too early');
    done += read;
  }
}
