// Artifacts in a folder, of this machine or a shared one: `blobs/sha256/<digest>` and `manifests/<tag>.json`.

import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from '../../ownership/atomicFile.ts';
import { makeFolder } from '../../ownership/paths.ts';
import { LIMITS } from '../artifact.ts';
import type { Blob } from '../artifact.ts';
import { ArtifactRefused } from '../errors.ts';
import type { Place } from './place.ts';

/** Readable by others, unlike all else that this program writes: that is what it is for. */
const MODE = 0o644;

/** The place in `folder`, which is made with the first blob. */
export function openFolder(folder: string): Place {
  const pathOf = ({ digest }: Blob) => join(folder, 'blobs', ...digest.split(':'));
  const manifestOf = (tag: string) => join(folder, 'manifests', `${tag}.json`);
  return {
    findManifest: async (tag) => readFile(manifestOf(tag), LIMITS.manifestBytes),
    readBlob: async (blob) => {
      const bytes = readFile(pathOf(blob), blob.size);
      if (!bytes) throw ArtifactRefused(`a layer of it is missing (${blob.digest.slice(0, 19)})`);
      return bytes;
    },
    hasBlob: async (blob) => statSync(pathOf(blob), { throwIfNoEntry: false })?.size === blob.size,
    writeBlob: async (blob, bytes) => {
      makeFolder(join(folder, 'blobs', 'sha256'));
      writeFileAtomically(pathOf(blob), bytes, MODE);
    },
    writeManifest: async (tag, bytes) => {
      makeFolder(join(folder, 'manifests'));
      writeFileAtomically(manifestOf(tag), bytes, MODE);
    },
    close: () => {},
  };
}

/** A regular file of up to `most` bytes; undefined when there is none. */
function readFile(path: string, most: number): Buffer | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return undefined;
  // A pipe would be waited for.
  if (!found.isFile()) throw ArtifactRefused(`${path} is no file`);
  const descriptor = openSync(path, 'r');
  try {
    const stats = fstatSync(descriptor);
    if (stats.size > most) throw ArtifactRefused(`${path} is too large`);
    const bytes = Buffer.allocUnsafe(stats.size);
    for (let done = 0; done < bytes.length;) {
      const read = readSync(descriptor, bytes, done, bytes.length - done, done);
      if (read === 0) throw ArtifactRefused(`${path} ends too early`);
      done += read;
    }
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}
