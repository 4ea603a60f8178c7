// The file of a SCIP index, one message at a time: of a large index no more than a document is in memory as objects.

import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { DocumentSchema, IndexSchema, MetadataSchema } from '@c4312/scip/scip_pb.js';
import type { Document, Index, Metadata } from '@c4312/scip/scip_pb.js';
import { messageOf } from '../errors.ts';
import { BadIndex } from './errors.ts';

const MAX_BYTES = 1024 * 1024 * 1024;
/** What is written at once. */
const CHUNK_BYTES = 1_048_576;
const FIELD = IndexSchema.field;

/** Writes an index. The file has its name when it is whole. */
export class IndexWriter {
  readonly #file: string;
  readonly #temporary: string;
  readonly #descriptor: number;
  #chunks: Uint8Array[] = [];
  #waiting = 0;
  #bytes = 0;

  constructor(file: string) {
    this.#file = file;
    this.#temporary = `${file}.${randomUUID()}.tmp`;
    this.#descriptor = openSync(this.#temporary, 'wx');
  }

  /** Adds a part of an index: parts that follow one another are one message. */
  add(part: Partial<Pick<Index, 'metadata' | 'documents' | 'externalSymbols'>>): void {
    const bytes = toBinary(IndexSchema, create(IndexSchema, part));
    this.#chunks.push(bytes);
    this.#waiting += bytes.length;
    if (this.#waiting >= CHUNK_BYTES) this.#write();
  }

  /** Gives the file its name; how many bytes it has. */
  finish(): number {
    this.#write();
    closeSync(this.#descriptor);
    renameSync(this.#temporary, this.#file);
    return this.#bytes;
  }

  /** Leaves nothing behind. */
  discard(): void {
    closeSync(this.#descriptor);
    rmSync(this.#temporary, { force: true });
  }

  #write(): void {
    const chunk = Buffer.concat(this.#chunks);
    for (let at = 0; at < chunk.length;) at += writeSync(this.#descriptor, chunk, at);
    this.#bytes += chunk.length;
    this.#chunks = [];
    this.#waiting = 0;
  }
}

/** An index file: its documents are read when they are asked for. */
export class IndexFile {
  readonly metadata: Metadata;
  readonly #documents: readonly Uint8Array[];

  /** Throws BAD_SCIP_INDEX for what is none. */
  constructor(file: string) {
    const bytes = readIndexBytes(file);
    let metadata: Metadata | undefined;
    const documents: Uint8Array[] = [];
    try {
      const reader = new BinaryReader(bytes);
      while (reader.pos < reader.len) {
        const [field, wireType] = reader.tag();
        if (field === FIELD.metadata.number) metadata = fromBinary(MetadataSchema, reader.bytes());
        else if (field === FIELD.documents.number) documents.push(reader.bytes());
        else reader.skip(wireType, field);
      }
    } catch (error) {
      throw BadIndex.from(error, basename(file), messageOf(error));
    }
    if (!metadata) throw BadIndex(basename(file), 'it does not say what made it');
    this.metadata = metadata;
    this.#documents = documents;
  }

  get count(): number {
    return this.#documents.length;
  }

  /** The document of this number, from zero. Throws for one that can't be read. */
  document(at: number): Document {
    return fromBinary(DocumentSchema, this.#documents[at]!);
  }
}

function readIndexBytes(file: string): Buffer {
  try {
    const { size } = statSync(file);
    if (size > MAX_BYTES) throw new RangeError('it is larger than 1 GiB');
    return readFileSync(file);
  } catch (error) {
    throw BadIndex.from(error, basename(file), messageOf(error));
  }
}
