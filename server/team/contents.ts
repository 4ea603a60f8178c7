// What the layers of an artifact hold, so that the next one is made without reading them: of each layer of facts the digests
// of its keys, of each page of the database its entry. Pure.

import { hash } from 'node:crypto';
import { parseJsonObject } from '../ownership/atomicFile.ts';
import { ArtifactRefused } from './errors.ts';
import { PAGE_ENTRY_BYTES } from './pages.ts';

const KEY_BYTES = 10;
/** A layer of facts is kept while so much of it is of use. */
const LEAST_USED = 0.5;
/** Layers with fewer files than this are packed together once there are more than so many of them. */
const SMALL_FILES = 250;
const MOST_SMALL = 12;

/** The contents of an artifact; `facts` in the order of its layers of facts. */
export interface Contents {
  readonly facts: readonly (readonly string[])[];
  readonly pages: Buffer;
}

/** What a key of facts is called in contents. */
export function nameKey(key: string): string {
  return hash('sha256', key, 'buffer').subarray(0, KEY_BYTES).toString('latin1');
}

export function encodeContents({ facts, pages }: Contents): Buffer {
  const layers = facts.map((names) => Buffer.from(names.join(''), 'latin1').toString('base64'));
  return Buffer.from(JSON.stringify({ facts: layers, pages: pages.toString('base64') }));
}

/** Throws ARTIFACT_REFUSED unless there are so many layers of facts and so many pages. */
export function parseContents(bytes: Buffer, factsLayers: number, pages: number): Contents {
  const given = parseJsonObject(bytes.toString());
  const facts: unknown = given?.['facts'];
  const entries: unknown = given?.['pages'];
  if (!Array.isArray(facts) || facts.length !== factsLayers || typeof entries !== 'string')
    throw ArtifactRefused('its list of contents is broken');
  const decoded = Buffer.from(entries, 'base64');
  if (decoded.length !== pages * PAGE_ENTRY_BYTES) throw ArtifactRefused('its list of contents is broken');
  return { facts: facts.map(splitNames), pages: decoded };
}

function splitNames(layer: unknown): string[] {
  const bytes = Buffer.from(typeof layer === 'string' ? layer : '', 'base64');
  if (bytes.length % KEY_BYTES !== 0) throw ArtifactRefused('its list of contents is broken');
  const text = bytes.toString('latin1');
  return Array.from({ length: bytes.length / KEY_BYTES }, (_, at) =>
    text.slice(at * KEY_BYTES, (at + 1) * KEY_BYTES),
  );
}

/** Numbers of the layers of facts that an artifact with these keys goes on with. */
export function chooseKept(facts: Contents['facts'], wanted: ReadonlySet<string>): number[] {
  const used = facts.flatMap((names, at) => {
    const count = names.filter((name) => wanted.has(name)).length;
    return count > 0 && count >= names.length * LEAST_USED ? [at] : [];
  });
  const isSmall = (at: number) => facts[at]!.length < SMALL_FILES;
  return used.filter(isSmall).length > MOST_SMALL ? used.filter((at) => !isSmall(at)) : used;
}
