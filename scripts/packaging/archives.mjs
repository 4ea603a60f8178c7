// Reads the two archive formats that packaging meets: zip (a VSIX) and tar.gz (a package of the registry). Only what
// these tools write: no encryption, no zip64, no links.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { gunzipSync, inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const DEFLATED = 8;
const TAR_BLOCK = 512;

/** The files of a zip: `{ name, packedBytes, bytes, read() }`, folders left out. Throws for what is no zip. */
export function listZip(file) {
  const data = readFileSync(file);
  let end = data.length - 22;
  while (end >= 0 && data.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw new Error(`${file} is not a zip archive.`);
  const entries = [];
  let at = data.readUInt32LE(end + 16);
  for (let left = data.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (data.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error(`${file} has a broken directory.`);
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) =>
      data.readUInt16LE(at + offset),
    );
    const name = data.toString('utf8', at + 46, at + 46 + nameBytes);
    if (!name.endsWith('/')) entries.push(describeEntry(data, at, name));
    at += 46 + nameBytes + extraBytes + commentBytes;
  }
  return entries;
}

/** Writes the files of a zip whose names start with `prefix` into `folder`, without the prefix. */
export function extractZip(file, folder, prefix = '') {
  for (const { name, read } of listZip(file)) {
    if (name.startsWith(prefix)) write(folder, name.slice(prefix.length), read());
  }
}

/** Writes the regular files of a tar.gz into `folder`, without the first folder of their names. */
export function extractTarGz(packed, folder) {
  const data = gunzipSync(packed);
  for (let at = 0; at + TAR_BLOCK <= data.length && data[at] !== 0;) {
    const text = (offset, length) =>
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

function describeEntry(data, at, name) {
  const method = data.readUInt16LE(at + 10);
  const [packedBytes, bytes] = [20, 24].map((offset) => data.readUInt32LE(at + offset));
  const header = data.readUInt32LE(at + 42);
  const read = () => {
    const start = header + 30 + data.readUInt16LE(header + 26) + data.readUInt16LE(header + 28);
    const packed = data.subarray(start, start + packedBytes);
    return method === DEFLATED ? inflateRawSync(packed) : packed;
  };
  return { name, packedBytes, bytes, read };
}

function write(folder, name, content) {
  const target = normalize(join(folder, name));
  if (!target.startsWith(normalize(folder) + sep))
    throw new Error(`The archive leads out of its folder: ${name}`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}
