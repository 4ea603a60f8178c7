// A checksum for every page of one database file, kept in a file beside it. SQLite itself keeps none, so a bit that turned
// over, or was turned over by somebody, would be read as if it had been written. Owns the arithmetic and the format of that
// file; knows neither when the sums change nor what follows from one that does not fit.

import { fstatSync, readFileSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { writeFileAtomically } from '../ownership/atomicFile.ts';
import { GenerationDamaged } from './errors.ts';

/** "CBMS", little-endian, then page size, number of pages, the checksum of all that follows, and one of each page. */
const MAGIC = 0x53_4d_42_43;
const HEADER_BYTES = 16;
/** Read at once; a multiple of every page size. */
const STEP_BYTES = 1_048_576;
/** SQLite never writes the page that holds the lock bytes, 1 GiB into the file. */
const LOCK_OFFSET = 0x4000_0000;

/** The checksum of one page. A CRC of 32 bits tells every single flipped bit and every burst of up to 32 bits. */
export function sumPage(page: Uint8Array): number {
  return crc32(page);
}

/** Where the sums of a database are kept. */
function getSumsFile(database: string): string {
  return `${database}-sums`;
}

/** The sums of one database as it should be. */
export class PageSums {
  readonly pageSize: number;
  #sums: Uint32Array<ArrayBuffer>;

  private constructor(pageSize: number, sums: Uint32Array<ArrayBuffer>) {
    this.pageSize = pageSize;
    this.#sums = sums;
  }

  /** The sums of the file as it is. */
  static measure(descriptor: number): PageSums {
    const header = Buffer.alloc(18);
    readSync(descriptor, header, 0, header.length, 0);
    // 1 stands for 65,536.
    const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
    const pages = Math.ceil(fstatSync(descriptor).size / Math.max(pageSize, 512));
    const sums = new Uint32Array(pages);
    readPages(descriptor, pageSize, 0, pages, (page, bytes) => {
      sums[page] = sumPage(bytes);
      return true;
    });
    return new PageSums(pageSize, sums);
  }

  /** Sums that were taken elsewhere, of pages that are looked at when the database is opened. */
  static of(pageSize: number, sums: Uint32Array<ArrayBuffer>): PageSums {
    return new PageSums(pageSize, sums);
  }

  /** The sums that were saved for `database`. Throws STORE_DAMAGED when they are missing or broken themselves. */
  static load(database: string): PageSums {
    let saved: Buffer;
    try {
      saved = readFileSync(getSumsFile(database));
    } catch (cause) {
      const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
      if (!isMissing) throw cause;
      throw GenerationDamaged.from(cause, database, 'the checksums of its pages are missing');
    }
    const isWhole =
      saved.length >= HEADER_BYTES &&
      saved.readUInt32LE(0) === MAGIC &&
      saved.length === HEADER_BYTES + 4 * saved.readUInt32LE(8) &&
      saved.readUInt32LE(12) === crc32(saved.subarray(HEADER_BYTES));
    if (!isWhole) throw GenerationDamaged(database, 'the checksums of its pages are broken');
    const sums = new Uint32Array(saved.readUInt32LE(8));
    for (let page = 0; page < sums.length; page += 1)
      sums[page] = saved.readUInt32LE(HEADER_BYTES + 4 * page);
    return new PageSums(saved.readUInt32LE(4), sums);
  }

  /** How many pages the file should have. */
  get pages(): number {
    return this.#sums.length;
  }

  /** Keeps the sums for the next opening of `database`; durable when it returns. */
  save(database: string): void {
    const saved = Buffer.alloc(HEADER_BYTES + 4 * this.#sums.length);
    for (const [page, sum] of this.#sums.entries()) saved.writeUInt32LE(sum, HEADER_BYTES + 4 * page);
    saved.writeUInt32LE(MAGIC, 0);
    saved.writeUInt32LE(this.pageSize, 4);
    saved.writeUInt32LE(this.#sums.length, 8);
    saved.writeUInt32LE(crc32(saved.subarray(HEADER_BYTES)), 12);
    writeFileAtomically(getSumsFile(database), saved);
  }

  /** The sums once `changed`, by page numbers that begin with 1 as SQLite's do, is in the file of then `pages` pages. */
  with(changed: ReadonlyMap<number, number>, pages: number): PageSums {
    const sums = new Uint32Array(pages);
    sums.set(this.#sums.subarray(0, pages));
    for (const [number, sum] of changed) if (number <= pages) sums[number - 1] = sum;
    return new PageSums(this.pageSize, sums);
  }

  /**
   * The first page, counted from 0, from `from` to before `to` that is missing or not what it should be; undefined when
   * all are. Pages whose number, counted from 1, is in `except` may be anything.
   */
  findMismatch(
    descriptor: number,
    from = 0,
    to = this.pages,
    except?: ReadonlyMap<number, unknown>,
  ): number | undefined {
    let wrong: number | undefined;
    const seen = readPages(descriptor, this.pageSize, from, to, (page, bytes) => {
      const isRight =
        sumPage(bytes) === this.#sums[page] ||
        except?.has(page + 1) === true ||
        page * this.pageSize === LOCK_OFFSET;
      if (!isRight) wrong = page;
      return isRight;
    });
    if (wrong !== undefined) return wrong;
    for (let page = seen; page < to; page += 1) if (!except?.has(page + 1)) return page;
    return undefined;
  }
}

/** Hands `use` every whole page until it returns false; returns the page after the last one that the file has. */
function readPages(
  descriptor: number,
  pageSize: number,
  from: number,
  to: number,
  use: (page: number, bytes: Buffer) => boolean,
): number {
  const buffer = Buffer.allocUnsafe(STEP_BYTES);
  let page = from;
  while (page < to) {
    const wanted = Math.min(STEP_BYTES, (to - page) * pageSize);
    const read = readSync(descriptor, buffer, 0, wanted, page * pageSize);
    const whole = Math.floor(read / pageSize);
    for (let index = 0; index < whole; index += 1, page += 1) {
      if (!use(page, buffer.subarray(index * pageSize, (index + 1) * pageSize))) return page;
    }
    if (whole === 0) break;
  }
  return page;
}
