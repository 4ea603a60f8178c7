// What an artifact is made of, and what is believed of one at most. The manifest is one of the OCI image specification, so
// that any registry keeps it; its config says what the layers hold. Pure.
//
// Layers are of three kinds. Facts: a pack of the parsed facts of some files, by content. Pages: pages of the database, by
// number; a later layer replaces those of an earlier one. Contents: which files and which pages there are, as digests, so
// that the next artifact is made without what this one holds.

import { hash } from 'node:crypto';
import type { GenerationCopy } from '../protocol/rpc.ts';
import { ArtifactRefused } from './errors.ts';

export type Maker = GenerationCopy['maker'];

const TYPE = 'application/vnd.codebase-memory.index';
export const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG_TYPE = `${TYPE}.config.v1+json`;
/** Raised when a config or a layer means something else. */
const FORMAT = 1;

const LAYER_TYPES = {
  facts: `${TYPE}.facts.v1+zstd`,
  pages: `${TYPE}.pages.v1+zstd`,
  contents: `${TYPE}.contents.v1+zstd`,
} as const;

const MIB = 1_048_576;
/** What is read of an artifact at most: more is none of ours, or meant to fill a disk. */
export const LIMITS = {
  manifestBytes: 4 * MIB,
  layers: 4000,
  /** Of one layer, packed and unpacked. */
  layerBytes: 256 * MIB,
  /** Of all layers of a kind, unpacked. */
  factsBytes: 16 * 1024 * MIB,
  databaseBytes: 16 * 1024 * MIB,
} as const;

/** Bytes by their digest. */
export interface Blob {
  readonly digest: string;
  readonly size: number;
}

/** A layer, and what it is unpacked. */
export interface Layer extends Blob {
  readonly kind: keyof typeof LAYER_TYPES;
  readonly rawBytes: number;
}

/** Says of an artifact what it is. */
export interface ArtifactConfig {
  readonly format: number;
  readonly commit: string;
  /** ISO time. */
  readonly created: string;
  readonly maker: Maker;
  readonly files: number;
  readonly database: { readonly bytes: number; readonly pageSize: number };
  readonly layers: readonly Layer[];
}

/** The digest of bytes, as registries write it. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${hash('sha256', bytes, 'hex')}`;
}

/** The tag of the artifact of a commit, for the workspace that lies `below` the top of its work tree. */
export function tagOf(commit: string, below: string): string {
  return below === '' ? commit : `${commit}-${hash('sha256', below, 'hex').slice(0, 12)}`;
}

/** Manifest and config as bytes. */
export function encodeArtifact(config: Omit<ArtifactConfig, 'format'>): {
  readonly manifest: Buffer;
  readonly config: Buffer;
} {
  const configBytes = Buffer.from(JSON.stringify({ format: FORMAT, ...config }));
  const manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    artifactType: `${TYPE}.v1`,
    config: { mediaType: CONFIG_TYPE, digest: digestOf(configBytes), size: configBytes.length },
    layers: config.layers.map(({ kind, digest, size }) => ({ mediaType: LAYER_TYPES[kind], digest, size })),
    annotations: {
      'org.opencontainers.image.revision': config.commit,
      'org.opencontainers.image.created': config.created,
    },
  };
  return { manifest: Buffer.from(JSON.stringify(manifest)), config: configBytes };
}

/** The config that a manifest names. Throws ARTIFACT_REFUSED for one that is none of ours. */
export function parseManifest(bytes: Uint8Array): Blob {
  const manifest = parseObject(bytes, 'its manifest');
  const { config, artifactType, layers } = manifest;
  if (artifactType !== `${TYPE}.v1` || !isRecord(config) || config['mediaType'] !== CONFIG_TYPE)
    throw ArtifactRefused('what lies there is no index of this program');
  if (!Array.isArray(layers) || layers.length > LIMITS.layers)
    throw ArtifactRefused('it has too many layers');
  return parseBlob(config, LIMITS.manifestBytes);
}

/** What a config says, checked. Throws ARTIFACT_REFUSED. */
export function parseConfig(bytes: Uint8Array): ArtifactConfig {
  const config = parseObject(bytes, 'its config');
  const { format, commit, created, files, maker, database, layers } = config;
  if (format !== FORMAT)
    throw ArtifactRefused(`its format is ${String(format)}, this version reads ${FORMAT}`);
  const isWhole =
    isCommit(commit) &&
    typeof created === 'string' &&
    isCount(files) &&
    isRecord(maker) &&
    isRecord(database) &&
    Array.isArray(layers);
  if (!isWhole) throw ArtifactRefused('its config is broken');
  const { program, fingerprint, schema, includeGenerated } = maker;
  const { bytes: databaseBytes, pageSize } = database;
  const isSound =
    typeof program === 'string' &&
    typeof fingerprint === 'string' &&
    isCount(schema) &&
    typeof includeGenerated === 'boolean' &&
    isCount(databaseBytes) &&
    isPageSize(pageSize) &&
    databaseBytes % pageSize === 0;
  if (!isSound) throw ArtifactRefused('its config is broken');
  if (layers.length > LIMITS.layers) throw ArtifactRefused('it has too many layers');
  if (databaseBytes > LIMITS.databaseBytes) throw ArtifactRefused('its database is too large');
  const read = layers.map(parseLayer);
  const rawBytes = read.reduce((sum, layer) => sum + layer.rawBytes, 0);
  if (rawBytes > LIMITS.factsBytes + LIMITS.databaseBytes) throw ArtifactRefused('it is too large');
  return {
    format,
    commit,
    created,
    files,
    maker: { program, fingerprint, schema, includeGenerated },
    database: { bytes: databaseBytes, pageSize },
    layers: read,
  };
}

/** Throws ARTIFACT_REFUSED, with the difference, unless `found` would have made what `own` makes. */
export function assertSameMaker(found: Maker, own: Maker): void {
  if (found.program !== own.program)
    throw ArtifactRefused(`it was made by version ${found.program}, this is ${own.program}`);
  if (found.schema !== own.schema)
    throw ArtifactRefused(
      `its tables are of version ${found.schema}, those of this program of ${own.schema}`,
    );
  if (found.fingerprint !== own.fingerprint)
    throw ArtifactRefused('it was made by another build of this version, or with other grammars or outlines');
  if (found.includeGenerated !== own.includeGenerated)
    throw ArtifactRefused('it was made with another value of index.includeGenerated');
}

function parseLayer(given: unknown): Layer {
  if (!isRecord(given)) throw ArtifactRefused('one of its layers is broken');
  const { kind, rawBytes } = given;
  const isKind = kind === 'facts' || kind === 'pages' || kind === 'contents';
  if (!isKind || !isCount(rawBytes)) throw ArtifactRefused('one of its layers is broken');
  if (rawBytes > LIMITS.layerBytes) throw ArtifactRefused('one of its layers is too large');
  return { ...parseBlob(given, LIMITS.layerBytes), kind, rawBytes };
}

function parseBlob({ digest, size }: Record<string, unknown>, most: number): Blob {
  if (typeof digest !== 'string' || !/^sha256:[0-9a-f]{64}$/.test(digest) || !isCount(size))
    throw ArtifactRefused('a digest of it is broken');
  if (size > most) throw ArtifactRefused('one of its layers is too large');
  return { digest, size };
}

function parseObject(bytes: Uint8Array, what: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString());
  } catch {
    // Told below.
  }
  if (!isRecord(value)) throw ArtifactRefused(`${what} is broken`);
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isCommit(value: unknown): value is string {
  return typeof value === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value);
}

function isPageSize(value: unknown): value is number {
  return isCount(value) && value >= 512 && value <= 65_536 && (value & (value - 1)) === 0;
}
