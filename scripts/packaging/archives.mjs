// Reads the two archive formats that packaging meets: zip (a VSIX) and tar.gz (a package of the registry). Only what
// these tools write: no encryption, no zip64, no links.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { gunzipSync, inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const DEFLATED = 8;
const TAR_BLOCK = 512;

/**
 * A file of a zip; `read` unpacks it.
 * @typedef {{ name: string, packedBytes: number, bytes: number, read: () => Buffer }} ZipEntry
 */

/**
 * The files of a zip, folders left out. Throws for what is no zip.
 * @param {string} file
 * @returns {ZipEntry[]}
 */
export function listZip(file) {
  const data = readFileSync(file);
  let end = data.length - 22;
  while (end >= 0 && data.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw new Error(`${file} is not a zip archive.`);
  /** @type {ZipEntry[]} */
  const entries = [];
  let at = data.readUInt32LE(end + 16);
  for (let left = data.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (data.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error(`${file} has a broken directory.`);
    const nameBytes = data.readUInt16LE(at + 28);
    const extraBytes = data.readUInt16LE(at + 30);
    const commentBytes = data.readUInt16LE(at + 32);
    const name = data.toString('utf8', at + 46, at + 46 + nameBytes);
    if (!name.endsWith('/')) entries.push(describeEntry(data, at, name));
    at += 46 + nameBytes + extraBytes + commentBytes;
  }
  return entries;
}

/**
 * Writes the files of a zip whose names start with `prefix` into `folder`, without the prefix.
 * @param {string} file
 * @param {string} folder
 */
export function extractZip(file, folder, prefix = '') {
  for (const { name, read } of listZip(file)) {
    if (name.startsWith(prefix)) write(folder, name.slice(prefix.length), read());
  }
}

/**
 * Writes the regular files of a tar.gz into `folder`, without the first folder of their names.
 * @param {Uint8Array} packed
 * @param {string} folder
 */
export function extractTarGz(packed, folder) {
  const data = gunzipSync(packed);
  for (let at = 0; at + TAR_BLOCK <= data.length && data[at] !== 0;) {
    const text = (/** @type {number} */ offset, /** @type {number} */ length) =>
      data.toString('utf8', at + offset, at + offset + length).replace(/\0.*$/s, '');
    const bytes = Number.parseInt(text(124, 12), 8);
    const name = [text(345, 155), text(0, 100)].filter(Boolean).join('/');
    const isFile = ['0', ''].includes(text(156, 1));
    if (isFile)
      write(
        folder,
        name.split('/').slice(1).join('/'),
        data.subarray(at + TAR_BLOCK, at + TAR_BLOCK + bytes),
      );
    at += TAR_BLOCK + Math.ceil(bytes / TAR_BLOCK) * TAR_BLOCK;
  }
}

/**
 * @param {Buffer} data
 * @param {number} at
 * @param {string} name
 * @returns {ZipEntry}
 */
function describeEntry(data, at, name) {
  const method = data.readUInt16LE(at + 10);
  const packedBytes = data.readUInt32LE(at + 20);
  const bytes = data.readUInt32LE(at + 24);
  const header = data.readUInt32LE(at + 42);
  const read = () => {
    const start = header + 30 + data.readUInt16LE(header + 26) + data.readUInt16LE(header + 28);
    const packed = data.subarray(start, start + packedBytes);
    return method === DEFLATED ? inflateRawSync(packed) : packed;
  };
  return { name, packedBytes, bytes, read };
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {Uint8Array} content
 */
function write(folder, name, content) {
  const target = normalize(join(folder, name));
  if (!target.startsWith(normalize(folder) + sep))
    throw new Error(`The archive leads out of its folder: ${name}`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}
