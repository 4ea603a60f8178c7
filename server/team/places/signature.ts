// Amazon's signature of a request, version 4, as its documentation "Create a signed AWS API request" has it. Pure.

import { createHmac, hash } from 'node:crypto';
import type { PlaceRequest } from './requests.ts';

/** Whose signature it is. */
export interface SigningKey {
  readonly id: string;
  readonly secret: string;
  readonly session: string | undefined;
  readonly region: string;
  readonly service: string;
}

/** The request with the headers of its signature, for a time. */
export function signRequest(request: PlaceRequest, key: SigningKey, time: Date): PlaceRequest {
  const stamp = time.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const content = hash('sha256', request.body ?? '', 'hex');
  const headers: Record<string, string> = {
    ...request.headers,
    host: request.url.host,
    'x-amz-date': stamp,
    ...(key.service === 's3' ? { 'x-amz-content-sha256': content } : {}),
    ...(key.session === undefined ? {} : { 'x-amz-security-token': key.session }),
  };
  const names = Object.keys(headers).sort();
  const canonical = [
    request.method,
    request.url.pathname.split('/').map(encode).join('/'),
    [...request.url.searchParams]
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join('&'),
    ...names.map((name) => `${name}:${headers[name]!.trim()}`),
    '',
    names.join(';'),
    content,
  ].join('\n');
  const day = stamp.slice(0, 8);
  const scope = `${day}/${key.region}/${key.service}/aws4_request`;
  const signed = ['AWS4-HMAC-SHA256', stamp, scope, hash('sha256', canonical, 'hex')].join('\n');
  const signingKey = [day, key.region, key.service, 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${key.secret}`,
  );
  const signature = createHmac('sha256', signingKey).update(signed).digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${key.id}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...request, headers: { ...headers, authorization } };
}

/** What a path or query may hold as it is; the rest by its bytes. */
function encode(text: string): string {
  return encodeURIComponent(decodeURIComponent(text)).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.codePointAt(0)!.toString(16).toUpperCase()}`,
  );
}
