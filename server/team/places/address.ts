// Artifacts below an address of a web server, or in a bucket of a store that speaks S3: the files of a folder, by GET, HEAD
// and PUT. A redirect is refused.

import { LIMITS } from '../artifact.ts';
import type { Blob } from '../artifact.ts';
import { ArtifactRefused, NotPushed } from '../errors.ts';
import type { Place } from './place.ts';
import type { PlaceRequest, PlaceResponse, Requests } from './requests.ts';
import { signRequest } from './signature.ts';
import type { SigningKey } from './signature.ts';

/** Of an address that wants one: sent to its own host, in `Authorization: Bearer`. */
const TOKEN_VARIABLE = 'CBM_ARTIFACT_TOKEN';

/** The place below an address. */
export function openAddress(address: string, requests: Requests, environment = process.env): Place {
  const token = environment[TOKEN_VARIABLE];
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return openFiles(address, requests, (request) => ({ ...request, headers }));
}

/**
 * The place in a bucket. The endpoint, region and keys are those of the variables that Amazon's own programs read; without
 * keys nothing is signed.
 */
export function openBucket(
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  requests: Requests,
  environment = process.env,
): Place {
  const region = environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? 'us-east-1';
  const endpoint = environment['AWS_ENDPOINT_URL_S3'] ?? environment['AWS_ENDPOINT_URL'];
  const base =
    endpoint === undefined
      ? `https://${bucket}.s3.${region}.amazonaws.com`
      : `${endpoint.replace(/\/+$/, '')}/${bucket}`;
  const id = environment['AWS_ACCESS_KEY_ID'];
  const secret = environment['AWS_SECRET_ACCESS_KEY'];
  const session = environment['AWS_SESSION_TOKEN'];
  const key: SigningKey | undefined =
    id === undefined || secret === undefined ? undefined : { id, secret, session, region, service: 's3' };
  const address = prefix === '' ? base : `${base}/${prefix}`;
  return openFiles(address, requests, (request) => (key ? signRequest(request, key, new Date()) : request));
}

function openFiles(
  address: string,
  requests: Requests,
  sign: (request: PlaceRequest) => PlaceRequest,
): Place {
  const send = async (request: PlaceRequest): Promise<PlaceResponse> => {
    const response = await requests.send(sign(request));
    if (response.status >= 300 && response.status < 400)
      throw ArtifactRefused(`${request.url.host} leads elsewhere, which is not followed`);
    return response;
  };
  const blobOf = ({ digest }: Blob) => new URL(`${address}/blobs/${digest.replace(':', '/')}`);
  const manifestOf = (tag: string) => new URL(`${address}/manifests/${tag}.json`);
  const put = async (url: URL, body: Buffer) => {
    const { status } = await send({ method: 'PUT', url, body });
    if (status < 200 || status >= 300) throw NotPushed(`${url.host} answers ${status}`);
  };
  return {
    async findManifest(tag) {
      const url = manifestOf(tag);
      const { status, body } = await send({ method: 'GET', url, maxBytes: LIMITS.manifestBytes });
      // A bucket that may not be listed says so of what is not there.
      if (status === 404 || status === 403) return undefined;
      if (status !== 200) throw ArtifactRefused(`${url.host} answers ${status}`);
      return body;
    },
    async readBlob(blob) {
      const { status, body } = await send({ method: 'GET', url: blobOf(blob), maxBytes: blob.size });
      if (status !== 200)
        throw ArtifactRefused(`a layer of it can't be had: ${blobOf(blob).host} answers ${status}`);
      return body;
    },
    async hasBlob(blob) {
      const { status } = await send({ method: 'HEAD', url: blobOf(blob) });
      return status === 200;
    },
    writeBlob: (blob, bytes) => put(blobOf(blob), bytes),
    writeManifest: (tag, bytes) => put(manifestOf(tag), bytes),
    close: () => requests.close(),
  };
}
