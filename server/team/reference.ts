// What names a place for artifacts. Pure: nothing is looked up.

import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BadReference } from './errors.ts';

/** Where artifacts are kept. */
export type Reference =
  | { readonly kind: 'folder'; readonly path: string }
  /** `origin` is that of the registry's interface, `name` the repository there. */
  | { readonly kind: 'registry'; readonly origin: string; readonly host: string; readonly name: string }
  /** An address below which files are kept, without a slash at its end. */
  | { readonly kind: 'address'; readonly url: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string };

const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Reads a reference; a relative folder is one of `folder`. Throws BAD_REFERENCE. */
export function parseReference(text: string, folder: string): Reference {
  const given = text.trim();
  const refuse = (why: string) => BadReference(given, why);
  if (given === '') throw refuse('it is empty');
  if (given.startsWith('file:')) return { kind: 'folder', path: fileURLToPath(given) };
  if (isAbsolute(given) || /^\.{1,2}(?:[/\\]|$)/.test(given))
    return { kind: 'folder', path: resolve(folder, given) };
  if (given.startsWith('s3://')) {
    const [bucket = '', ...rest] = given.slice('s3://'.length).split('/');
    if (!BUCKET.test(bucket)) throw refuse('its bucket has no valid name');
    return { kind: 's3', bucket, prefix: rest.filter((part) => part !== '').join('/') };
  }
  if (/^https?:\/\//.test(given)) return parseAddress(given, refuse);
  return parseRegistry(given.replace(/^oci:\/\//, ''), refuse);
}

function parseAddress(given: string, refuse: (why: string) => Error): Reference {
  const url = URL.parse(given);
  if (!url) throw refuse('it is no address');
  if (url.username !== '' || url.password !== '') throw refuse('it holds a password');
  if (url.search !== '' || url.hash !== '') throw refuse('it has a query');
  if (url.protocol !== 'https:' && !isLoopback(url.hostname))
    throw refuse('what is sent there could be read on the way (http)');
  return { kind: 'address', url: `${url.origin}${url.pathname.replace(/\/+$/, '')}` };
}

function parseRegistry(given: string, refuse: (why: string) => Error): Reference {
  const at = given.indexOf('/');
  const host = given.slice(0, Math.max(0, at));
  const name = given.slice(at + 1);
  const isHost = /^(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/i.test(host);
  if (!isHost || !(/[.:]/.test(host) || host === 'localhost')) throw refuse('it begins with no host');
  if (!REPOSITORY.test(name)) throw refuse('a repository is small letters and digits, without a tag');
  const url = URL.parse(`https://${host}`);
  if (!url) throw refuse('it begins with no host');
  const scheme = isLoopback(url.hostname) ? 'http' : 'https';
  return { kind: 'registry', origin: `${scheme}://${host}`, host, name };
}

/** Whether what is sent to a host stays on this machine. */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

/** A reference in the words of a person; holds no secret. */
export function spellReference(reference: Reference): string {
  switch (reference.kind) {
    case 'folder':
      return reference.path;
    case 'registry':
      return `${reference.host}/${reference.name}`;
    case 'address':
      return reference.url;
    default:
      return `s3://${[reference.bucket, reference.prefix].filter((part) => part !== '').join('/')}`;
  }
}
