// Artifacts below an address and in a bucket, the signature of the latter, and what names a place.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { openBucket } from '../../server/team/places/address.ts';
import { Requests } from '../../server/team/places/requests.ts';
import { signRequest } from '../../server/team/places/signature.ts';
import { parseReference, spellReference } from '../../server/team/reference.ts';
import { digestOf } from '../../server/team/artifact.ts';
import { TeamTree } from './teamTree.ts';

/** A web server that keeps what is put there. */
async function serveFiles(t: TestContext) {
  const files = new Map<string, Buffer>();
  const seen: { path: string; authorization: string | undefined; content: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url!;
      const content = request.headers['x-amz-content-sha256'];
      seen.push({ path, authorization: request.headers.authorization, content: content?.toString() });
      if (request.method === 'PUT') files.set(path, Buffer.concat(chunks));
      const found = files.get(path);
      response.writeHead(found ? 200 : 404).end(request.method === 'GET' ? found : undefined);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { files, seen, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test('a web server that takes files keeps artifacts', async (t) => {
  const { origin } = await serveFiles(t);
  const tree = new TeamTree(t);
  tree.writeModules(4);
  tree.commit();
  await tree.index();
  await tree.push(`${origin}/index/`);
  const clone = tree.clone(t);
  await clone.pull(`${origin}/index`);
  assert.equal((await clone.adopt()).adoption.isAdopted, true);
});

test('what is put into a bucket is signed, with the digest of its content', async (t) => {
  const { files, seen, origin } = await serveFiles(t);
  const place = openBucket({ bucket: 'team', prefix: 'index' }, new Requests(), {
    AWS_ENDPOINT_URL_S3: origin,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
  });
  t.after(() => place.close());
  const bytes = Buffer.from('layer');
  const blob = { digest: digestOf(bytes), size: bytes.length };
  assert.equal(await place.hasBlob(blob), false);
  await place.writeBlob(blob, bytes);
  assert.deepEqual([...files.keys()], [`/team/index/blobs/${blob.digest.replace(':', '/')}`]);
  assert.deepEqual(await place.readBlob(blob), bytes);
  const [, put] = seen;
  assert.equal(put!.content, blob.digest.slice('sha256:'.length));
  assert.match(
    put!.authorization!,
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/s3\/aws4_request/,
  );
});

// The first of the examples that Amazon publishes for its signature ("get-vanilla").
test('a request is signed as in the published example', () => {
  const key = {
    id: 'AKIDEXAMPLE',
    secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    session: undefined,
    region: 'us-east-1',
    service: 'service',
  };
  const request = { method: 'GET', url: new URL('https://example.amazonaws.com/') } as const;
  const { headers } = signRequest(request, key, new Date('2015-08-30T12:36:00Z'));
  assert.equal(
    headers!['authorization'],
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ' +
      'SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  );
});

test('references name a folder, a registry, an address or a bucket', () => {
  assert.equal(named('/srv/index'), 'folder /srv/index');
  assert.equal(named('../index'), 'folder /index');
  assert.equal(named('registry.example.com/team/index'), 'registry registry.example.com/team/index');
  assert.equal(named('oci://localhost:5000/index'), 'registry localhost:5000/index');
  assert.equal(named('https://example.com/index/'), 'address https://example.com/index');
  assert.equal(named('s3://bucket/a/b/'), 's3 s3://bucket/a/b');
  assert.equal(parseReference('registry.example.com/a', '/').kind, 'registry');
  for (const [text, why] of [
    ['', /it is empty/],
    ['team/index', /begins with no host/],
    ['registry.example.com/Team', /small letters/],
    ['registry.example.com/team:latest', /without a tag/],
    ['http://example.com/index', /could be read on the way/],
    ['https://user:secret@example.com/index', /holds a password/],
    ['https://example.com/index?token=1', /has a query/],
    ['s3://A/b', /no valid name/],
  ] as const)
    assert.throws(() => parseReference(text, '/work'), why);
});

function named(text: string): string {
  const reference = parseReference(text, '/work');
  return `${reference.kind} ${spellReference(reference)}`;
}
