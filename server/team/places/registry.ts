// Artifacts in a registry, by the OCI distribution specification. A credential goes to the registry's own host and to the
// service that it names for tokens; a redirect of a blob to a store is followed without it, any other is refused.

import { MANIFEST_TYPE, LIMITS } from '../artifact.ts';
import { ArtifactRefused, NotPushed } from '../errors.ts';
import { isLoopback } from '../reference.ts';
import type { Reference } from '../reference.ts';
import { findCredentials } from './dockerCredentials.ts';
import type { Credentials } from './dockerCredentials.ts';
import type { Place } from './place.ts';
import { Requests } from './requests.ts';
import type { PlaceRequest, PlaceResponse } from './requests.ts';

const MOST_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const TOKEN_BYTES = 1_048_576;

/** The place in a registry. `workspace`: where no credential helper may lie. */
export function openRegistry(
  reference: Reference & { kind: 'registry' },
  workspace: string,
  requests: Requests,
): Place {
  const registry = new Registry(reference, workspace, requests);
  return {
    async findManifest(tag) {
      const url = registry.url(`manifests/${tag}`);
      const headers = { accept: MANIFEST_TYPE };
      const { status, body } = await registry.ask(
        { method: 'GET', url, headers, maxBytes: LIMITS.manifestBytes },
        'pull',
      );
      if (status === 404) return undefined;
      if (status !== 200) throw ArtifactRefused(describe(reference, status, body));
      return body;
    },
    async readBlob(blob) {
      const url = registry.url(`blobs/${blob.digest}`);
      const { status, body } = await registry.follow({ method: 'GET', url, maxBytes: blob.size }, 'pull');
      if (status !== 200)
        throw ArtifactRefused(`a layer of it can't be had: ${describe(reference, status, body)}`);
      return body;
    },
    async hasBlob({ digest }) {
      const { status } = await registry.follow(
        { method: 'HEAD', url: registry.url(`blobs/${digest}`) },
        'push',
      );
      return status === 200;
    },
    async writeBlob({ digest }, bytes) {
      const start = await registry.ask({ method: 'POST', url: registry.url('blobs/uploads/') }, 'push');
      const { location } = start.headers;
      if (start.status !== 202 || location === undefined)
        throw NotPushed(describe(reference, start.status, start.body));
      const url = registry.own(location);
      url.searchParams.set('digest', digest);
      const headers = { 'content-type': 'application/octet-stream' };
      const { status, body } = await registry.ask({ method: 'PUT', url, headers, body: bytes }, 'push');
      if (status !== 201) throw NotPushed(describe(reference, status, body));
    },
    async writeManifest(tag, bytes) {
      const url = registry.url(`manifests/${tag}`);
      const headers = { 'content-type': MANIFEST_TYPE };
      const { status, body } = await registry.ask({ method: 'PUT', url, headers, body: bytes }, 'push');
      if (status !== 201) throw NotPushed(describe(reference, status, body));
    },
    close: () => requests.close(),
  };
}

class Registry {
  readonly #reference: Reference & { kind: 'registry' };
  readonly #requests: Requests;
  readonly #workspace: string;
  /** What the registry is shown, by what it is asked to allow. */
  readonly #authorizations = new Map<string, string>();
  #credentials: Promise<Credentials | undefined> | undefined;

  constructor(reference: Reference & { kind: 'registry' }, workspace: string, requests: Requests) {
    this.#reference = reference;
    this.#workspace = workspace;
    this.#requests = requests;
  }

  url(path: string): URL {
    return new URL(`${this.#reference.origin}/v2/${this.#reference.name}/${path}`);
  }

  /** An address that the registry names for an upload: one of its own. */
  own(location: string): URL {
    const url = URL.parse(location, this.#reference.origin);
    if (url?.origin !== this.#reference.origin)
      throw NotPushed(`${this.#reference.host} wants it sent to another host (${url?.host ?? 'none'})`);
    return url;
  }

  /** Asks the registry, with a credential once it wants one. A redirect is an answer that nothing follows from. */
  async ask(request: PlaceRequest, action: 'pull' | 'push'): Promise<PlaceResponse> {
    const known = this.#authorizations.get(action);
    const response = await this.#requests.send(withAuthorization(request, known));
    const challenge = response.headers['www-authenticate'];
    if (response.status !== 401 || challenge === undefined || known !== undefined) return response;
    const authorization = await this.#authorize(challenge, action);
    if (authorization === undefined) return response;
    this.#authorizations.set(action, authorization);
    return this.#requests.send(withAuthorization(request, authorization));
  }

  /** The same for a blob, which a registry may keep elsewhere: there nothing is shown. */
  async follow(request: PlaceRequest, action: 'pull' | 'push'): Promise<PlaceResponse> {
    let response = await this.ask(request, action);
    let at = request.url;
    for (let hops = 0; REDIRECTS.has(response.status); hops += 1) {
      const next = URL.parse(response.headers.location ?? '', at.href);
      if (!next || hops === MOST_REDIRECTS) throw ArtifactRefused(`${at.host} leads nowhere`);
      const isSafe = next.protocol === 'https:' || (next.protocol === 'http:' && isSameMachine(next, at));
      if (!isSafe) throw ArtifactRefused(`${at.host} leads to ${next.host} without encryption`);
      at = next;
      const isOwn = next.origin === this.#reference.origin;
      response = await (isOwn
        ? this.ask({ ...request, url: next }, action)
        : this.#requests.send({ ...request, url: next }));
    }
    return response;
  }

  async #authorize(challenge: string, action: 'pull' | 'push'): Promise<string | undefined> {
    this.#credentials ??= findCredentials(this.#reference.host, this.#workspace);
    const credentials = await this.#credentials;
    const [scheme = '', given = ''] = splitOnce(challenge, ' ');
    if (scheme.toLowerCase() === 'basic')
      return credentials?.kind === 'password' ? spellBasic(credentials) : undefined;
    if (scheme.toLowerCase() !== 'bearer') return undefined;
    const fields = parseFields(given);
    const realm = URL.parse(fields.get('realm') ?? '');
    if (!realm) return undefined;
    const isSafe = realm.protocol === 'https:' || isSameMachine(realm, new URL(this.#reference.origin));
    if (!isSafe) throw ArtifactRefused(`${this.#reference.host} wants a password sent without encryption`);
    const scope = `repository:${this.#reference.name}:${action === 'push' ? 'pull,push' : 'pull'}`;
    return this.#buyToken(realm, { service: fields.get('service') ?? '', scope }, credentials);
  }

  async #buyToken(
    realm: URL,
    wanted: { readonly service: string; readonly scope: string },
    credentials: Credentials | undefined,
  ): Promise<string | undefined> {
    let request: PlaceRequest;
    if (credentials?.kind === 'identity') {
      const form = {
        grant_type: 'refresh_token',
        refresh_token: credentials.token,
        client_id: 'codebase-memory',
      };
      const body = Buffer.from(new URLSearchParams({ ...form, ...wanted }).toString());
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      request = { method: 'POST', url: realm, headers, body, maxBytes: TOKEN_BYTES };
    } else {
      const url = new URL(realm);
      for (const [name, value] of Object.entries(wanted)) if (value !== '') url.searchParams.set(name, value);
      request = withAuthorization(
        { method: 'GET', url, maxBytes: TOKEN_BYTES },
        credentials && spellBasic(credentials),
      );
    }
    const { status, body } = await this.#requests.send(request);
    if (status !== 200)
      throw ArtifactRefused(`${realm.host} gives no token: ${describeStatus(status, body)}`);
    const token = parseToken(body);
    return token === undefined ? undefined : `Bearer ${token}`;
  }
}

function withAuthorization(request: PlaceRequest, authorization: string | undefined): PlaceRequest {
  return authorization === undefined
    ? request
    : { ...request, headers: { ...request.headers, authorization } };
}

function isSameMachine(one: URL, other: URL): boolean {
  return isLoopback(one.hostname) && isLoopback(other.hostname);
}

function spellBasic({ user, password }: Credentials & { kind: 'password' }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function parseToken(body: Buffer): string | undefined {
  try {
    const said = JSON.parse(body.toString()) as Record<string, unknown> | null;
    const token = said?.['token'] ?? said?.['access_token'];
    // It becomes a header.
    return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token) ? token : undefined;
  } catch {
    return undefined;
  }
}

/** `name="value"` fields of a challenge. */
function parseFields(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/([a-z]+)="([^"]*)"/gi)].map(([, name = '', value = '']) => [
      name.toLowerCase(),
      value,
    ]),
  );
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

function describe({ host }: { readonly host: string }, status: number, body: Buffer): string {
  return `${host} answers ${describeStatus(status, body)}`;
}

function describeStatus(status: number, body: Buffer): string {
  const said = /"message"\s*:\s*"([^"]{1,200})"/.exec(body.toString())?.[1];
  return said === undefined ? String(status) : `${status} (${said})`;
}
