// Architecture decision records: Markdown files in a folder of the workspace. Owns where they are, how they are read and
// written; what they say is decisionText.ts. Writes nothing but such files, and none that somebody has changed since it was
// read.

import { lstatSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from '../ownership/atomicFile.ts';
import { DecisionChanged, DecisionExists, DecisionMissing, FileOutsideRoot } from './errors.ts';
import { findStatus, findTitle, replaceStatus, slugOf } from './decisionText.ts';
import { isInside, realPathOrResolved, toIndexPath } from './paths.ts';
import type { ReadGate } from './readGate.ts';

/** Where projects keep them, those first that say what they are. */
const FOLDERS = [
  'docs/adr',
  'docs/adrs',
  'doc/adr',
  'doc/adrs',
  'adr',
  'docs/architecture/decisions',
  'docs/architecture/adr',
  'doc/architecture/decisions',
  'docs/decisions',
  'architecture/decisions',
];
const DEFAULT_FOLDER = 'docs/adr';
/** The file in which adr-tools says where they are. */
const POINTER = '.adr-dir';
const NO_RECORD = /^(?:readme|index|template|.*[-_]template)\.md$/i;
const MAX_RECORDS = 1000;
const NUMBER_WIDTH = 4;

/** A record as it is listed. */
export interface DecisionRecord {
  /** Its number as it is written, else the name of its file without `.md`. */
  readonly id: string;
  /** Relative to the root. */
  readonly path: string;
  readonly title: string;
  readonly status: string;
}

/** A record with its text and the hash of it. */
export interface DecisionText extends DecisionRecord {
  readonly text: string;
  readonly hash: string;
}

/** The decision records of one workspace. */
export class DecisionRecords {
  readonly #root: string;
  readonly #gate: Pick<ReadGate, 'read'>;

  constructor(root: string, gate: Pick<ReadGate, 'read'>) {
    this.#root = realPathOrResolved(root);
    this.#gate = gate;
  }

  /** The folder they are in, or would be in, relative to the root. */
  folder(): string {
    const pointed = this.#readPointer();
    const candidates = pointed === undefined ? FOLDERS : [pointed, ...FOLDERS];
    return candidates.find((folder) => this.#names(folder).length > 0) ?? pointed ?? DEFAULT_FOLDER;
  }

  list(): DecisionRecord[] {
    const folder = this.folder();
    return this.#names(folder).flatMap((name) => {
      try {
        const { id, path, title, status } = this.#load(folder, name);
        return [{ id, path, title, status }];
      } catch {
        // A file that may not or can't be read is no record.
        return [];
      }
    });
  }

  /** A record by number, file name, path or title. Throws DECISION_MISSING. */
  get(wanted: string): DecisionText {
    const folder = this.folder();
    const records = this.list();
    const plain = wanted.trim().toLowerCase();
    const number = /^(?:adr[-\s]*)?0*(\d+)$/.exec(plain)?.[1];
    const found =
      records.find(({ id, path }) => path.toLowerCase() === plain || id.toLowerCase() === plain) ??
      records.find(({ path }) => [plain, `${plain}.md`].includes(nameOf(path).toLowerCase())) ??
      records.find(({ id }) => number !== undefined && Number(id) === Number(number)) ??
      records.find(({ title }) => title.toLowerCase() === plain);
    if (!found) throw DecisionMissing(wanted, records.map(({ id, title }) => `${id} ${title}`).slice(0, 20));
    return this.#load(folder, nameOf(found.path));
  }

  /** Writes a new record with the next number. Throws DECISION_EXISTS when a file of its name is there. */
  create(title: string, content: string, status: string): DecisionText {
    const folder = this.folder();
    this.#makeFolder(folder);
    const numbers = this.#names(folder).map((name) => Number(/^\D{0,4}(\d+)/.exec(name)?.[1] ?? 0));
    const number = Math.max(0, ...numbers) + 1;
    const name = `${String(number).padStart(NUMBER_WIDTH, '0')}-${slugOf(title)}.md`;
    const hasTitle = findTitle(content) !== undefined && /^\s*#\s/.test(content);
    const whole = hasTitle ? content : `# ${number}. ${title}\n\n## Status\n\n${status}\n\n${content}`;
    const text = hasTitle && findStatus(whole) === '' ? replaceStatus(whole, status) : whole;
    try {
      writeFileSync(join(this.#root, folder, name), endWithLine(text), { flag: 'wx' });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST')
        throw DecisionExists.from(cause, `${folder}/${name}`);
      throw cause;
    }
    return this.#load(folder, name);
  }

  /** Replaces the text of a record. Throws DECISION_CHANGED unless it is the text of `hash`. */
  update(wanted: string, content: string, hash: string): DecisionText {
    const record = this.get(wanted);
    const hasCarriageReturns = record.text.includes('\r\n');
    const text = content.replaceAll('\r\n', '\n');
    this.#replace(record, hasCarriageReturns ? text.replaceAll('\n', '\r\n') : text, hash);
    return this.get(record.path);
  }

  /** Marks a record as superseded, by another one when that is known. */
  supersede(wanted: string, by: string | undefined, hash: string): DecisionText {
    const record = this.get(wanted);
    const successor = by === undefined ? undefined : this.get(by);
    const status = successor
      ? `Superseded by [${successor.id}. ${successor.title}](${encodeURI(nameOf(successor.path))})`
      : 'Superseded';
    this.#replace(record, replaceStatus(record.text, status), hash);
    return this.get(record.path);
  }

  #replace(record: DecisionText, text: string, hash: string): void {
    if (record.hash !== hash) throw DecisionChanged(record.path);
    const file = this.#resolve(record.path);
    // Once more, as late as can be.
    if (this.#gate.read(record.path).hash !== hash) throw DecisionChanged(record.path);
    writeFileAtomically(file, endWithLine(text), lstatSync(file).mode & 0o777);
  }

  #load(folder: string, name: string): DecisionText {
    const path = `${folder}/${name}`;
    const { text, hash } = this.#gate.read(path);
    const id = /^\D{0,4}(\d+)/.exec(name)?.[1] ?? name.replace(/\.md$/i, '');
    return { id, path, title: findTitle(text) ?? id, status: findStatus(text), text, hash };
  }

  /** The names of the records in a folder; none when it is not there, or not of this workspace. */
  #names(folder: string): string[] {
    try {
      const entries = readdirSync(this.#resolve(folder), { withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile() && /\.md$/i.test(entry.name) && !NO_RECORD.test(entry.name))
        .map(({ name }) => name)
        .sort()
        .slice(0, MAX_RECORDS);
    } catch {
      return [];
    }
  }

  /** The real path of something below the root. Throws FILE_OUTSIDE_ROOT when links lead elsewhere. */
  #resolve(path: string): string {
    const real = realpathSync.native(join(this.#root, path));
    if (!isInside(real, this.#root)) throw FileOutsideRoot(path);
    return real;
  }

  #makeFolder(folder: string): void {
    const real = realPathOrResolved(join(this.#root, folder));
    if (!isInside(real, this.#root) || real === this.#root) throw FileOutsideRoot(folder);
    mkdirSync(real, { recursive: true });
    this.#resolve(folder);
  }

  #readPointer(): string | undefined {
    try {
      const pointed = this.#gate.read(POINTER).text.split('\n', 1)[0]!.trim().replaceAll('\\', '/');
      const real = realPathOrResolved(join(this.#root, pointed));
      return pointed !== '' && real !== this.#root && isInside(real, this.#root)
        ? toIndexPath(this.#root, join(this.#root, pointed)).replace(/\/+$/, '')
        : undefined;
    } catch {
      return undefined;
    }
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function endWithLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
