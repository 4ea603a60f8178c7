// Artifacts in a registry: one that only this test knows, which says who was shown what, and Debian's.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createSocket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { findCredentials } from '../../server/team/places/dockerCredentials.ts';
import { DOCKER_REGISTRY, startDockerRegistry } from './dockerRegistry.ts';
import { makeFolder, TeamTree } from './teamTree.ts';

const USER = 'reader:of:all';

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

/** A server on loopback; `seen` are the requests with what they showed. */
async function serve(t: TestContext, answer: Answer) {
  const seen: { line: string; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({ line: `${request.method} ${request.url}`, authorization: request.headers.authorization });
      answer(request, response, Buffer.concat(chunks));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { seen, host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A registry that wants a token; what it has is kept in memory. `redirect`: where blobs are said to be. */
async function serveRegistry(t: TestContext, redirect?: (path: string) => string) {
  const blobs = new Map<string, Buffer>();
  const registry = await serve(t, (request, response, body) => {
    const url = new URL(request.url!, `http://${request.headers.host}`);
    const end = (status: number, headers = {}, content: Buffer | string = '') =>
      response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : content);
    if (url.pathname === '/token') {
      const isKnown = request.headers.authorization === `Basic ${Buffer.from(USER).toString('base64')}`;
      return end(isKnown ? 200 : 401, {}, JSON.stringify({ token: 'bought' }));
    }
    if (request.headers.authorization !== 'Bearer bought') {
      const challenge = `Bearer realm="http://${request.headers.host}/token",service="s",scope="repository:x:pull"`;
      return end(401, { 'www-authenticate': challenge });
    }
    if (request.method === 'POST') return end(202, { location: `${url.pathname}one?state=1` });
    const name = url.searchParams.get('digest') ?? url.pathname.split('/').at(-1)!;
    if (request.method === 'PUT') {
      blobs.set(name, body);
      return end(201);
    }
    const isBlob = url.pathname.includes('/blobs/');
    if (isBlob && redirect && request.method === 'GET') return end(307, { location: redirect(url.pathname) });
    const found = blobs.get(name);
    return found ? end(200, {}, found) : end(404);
  });
  return { ...registry, blobs };
}

/** Docker's configuration of this test. */
function useDockerConfig(t: TestContext, config: unknown): string {
  const folder = makeFolder(t);
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  const before = process.env['DOCKER_CONFIG'];
  process.env['DOCKER_CONFIG'] = folder;
  t.after(() => {
    if (before === undefined) delete process.env['DOCKER_CONFIG'];
    else process.env['DOCKER_CONFIG'] = before;
  });
  return folder;
}

async function makeTree(t: TestContext, files = 4): Promise<TeamTree> {
  const tree = new TeamTree(t);
  tree.writeModules(files);
  tree.commit();
  await tree.index();
  return tree;
}

function auths(host: string): unknown {
  return { auths: { [host]: { auth: Buffer.from(USER).toString('base64') } } };
}

test('a registry that wants a token is pushed to and pulled from with what Docker knows of it', async (t) => {
  const registry = await serveRegistry(t);
  useDockerConfig(t, auths(registry.host));
  const tree = await makeTree(t);
  const pushed = await tree.push(`${registry.host}/team/index`);
  assert.equal(pushed.sentLayers, pushed.layers);
  const clone = tree.clone(t);
  await clone.pull(`${registry.host}/team/index`);
  assert.equal((await clone.adopt()).adoption.isAdopted, true);
});

test('a registry that nothing is known of is told nothing, and refuses', async (t) => {
  const registry = await serveRegistry(t);
  useDockerConfig(t, auths('registry.example.com'));
  const tree = await makeTree(t);
  await assert.rejects(tree.pull(`${registry.host}/team/index`), /gives no token: 401/);
  assert.deepEqual(
    registry.seen.map(({ authorization }) => authorization),
    registry.seen.map(() => undefined),
  );
});

test('a blob that the registry keeps elsewhere is fetched there without the token', async (t) => {
  const store = await serve(t, (request, response) => {
    const found = registry.blobs.get(request.url!.split('/').at(-1)!);
    response.writeHead(found ? 200 : 404).end(found);
  });
  const registry = await serveRegistry(t, (path) => `http://${store.host}${path}`);
  useDockerConfig(t, auths(registry.host));
  const tree = await makeTree(t);
  await tree.push(`${registry.host}/team/index`);
  await tree.clone(t).pull(`${registry.host}/team/index`);
  assert.ok(store.seen.length > 0);
  assert.deepEqual(
    store.seen.map(({ authorization }) => authorization),
    store.seen.map(() => undefined),
  );
});

test('what another host gives in the place of a blob is refused by its digest', async (t) => {
  const store = await serve(t, (_request, response) => response.writeHead(200).end('{"format":1}'));
  const registry = await serveRegistry(t, (path) => `http://${store.host}${path}`);
  useDockerConfig(t, auths(registry.host));
  const tree = await makeTree(t);
  await tree.push(`${registry.host}/team/index`);
  await assert.rejects(tree.clone(t).pull(`${registry.host}/team/index`), /not what its digest says/);
});

test('a blob that leads in a circle, or out of this machine without encryption, is refused', async (t) => {
  for (const [redirect, refused] of [
    [(path: string) => path, /leads nowhere/],
    [() => 'http://store.example.com/x', /leads to store\.example\.com without encryption/],
  ] as const) {
    const registry = await serveRegistry(t, redirect);
    useDockerConfig(t, auths(registry.host));
    const tree = await makeTree(t);
    await tree.push(`${registry.host}/team/index`);
    await assert.rejects(tree.clone(t).pull(`${registry.host}/team/index`), refused);
  }
});

test('an upload that is to go to another host is refused before anything is sent there', async (t) => {
  const other = await serve(t, (_request, response) => response.writeHead(201).end());
  const registry = await serve(t, (request, response) => {
    const isUpload = request.method === 'POST';
    response.writeHead(isUpload ? 202 : 404, isUpload ? { location: `http://${other.host}/take` } : {}).end();
  });
  const tree = await makeTree(t);
  await assert.rejects(tree.push(`${registry.host}/team/index`), /wants it sent to another host/);
  assert.deepEqual(other.seen, []);
});

test('a manifest that leads elsewhere is not followed', async (t) => {
  const other = await serve(t, (_request, response) => response.writeHead(200).end('{}'));
  const registry = await serve(t, (_request, response) =>
    response.writeHead(302, { location: `http://${other.host}/manifest` }).end(),
  );
  const tree = await makeTree(t);
  await assert.rejects(tree.pull(`${registry.host}/team/index`), /answers 302/);
  assert.deepEqual(other.seen, []);
});

test('a place that nobody serves, one that is slow and one that breaks off cost a line', async (t) => {
  const patience = { stallMs: 300, leastBytesPerSecond: 10_000_000 };
  const tree = await makeTree(t);
  const free = createSocket().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  free.close();
  await once(free, 'close');
  await assert.rejects(tree.pull(`127.0.0.1:${port}/team/index`, patience), /can't be reached/);
  const silent = await serve(t, () => {});
  await assert.rejects(tree.pull(`${silent.host}/team/index`, patience), /sent nothing for|took longer than/);
  const dripping = await serve(t, (_request, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(drip));
  });
  await assert.rejects(tree.pull(`${dripping.host}/team/index`, patience), /took longer than/);
  const broken = await serve(t, (_request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{');
    setTimeout(() => response.destroy(), 20);
  });
  await assert.rejects(tree.pull(`${broken.host}/team/index`, patience), /broke off|can't be reached/);
  const endless = await serve(t, (_request, response) => {
    response.writeHead(200);
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536, 32)));
    };
    response.on('drain', more);
    more();
  });
  await assert.rejects(tree.pull(`${endless.host}/team/index`), /sent more than \d+ bytes/);
});

test(
  'credentials come from a helper that is not in the workspace',
  { skip: process.platform === 'win32' },
  async (t) => {
    const folder = useDockerConfig(t, { credHelpers: { 'a.example.com': 'test' }, credsStore: 'none' });
    const workspace = join(folder, 'workspace');
    const helpers = join(folder, 'helpers');
    for (const [place, user] of [
      [workspace, 'stolen'],
      [helpers, 'known'],
    ] as const) {
      mkdirSync(place);
      const program = join(place, 'docker-credential-test');
      writeFileSync(program, `#!/bin/sh\nread host\nprintf '{"Username":"${user}","Secret":"%s"}' "$host"\n`);
      chmodSync(program, 0o755);
    }
    const environment = { DOCKER_CONFIG: folder, PATH: `${workspace}:.:${helpers}` };
    assert.deepEqual(await findCredentials('a.example.com', workspace, environment), {
      kind: 'password',
      user: 'known',
      password: 'a.example.com',
    });
    assert.equal(await findCredentials('b.example.com', workspace, environment), undefined);
    assert.equal(
      await findCredentials('a.example.com', workspace, { ...environment, PATH: workspace }),
      undefined,
    );
  },
);

test(
  "Debian's docker-registry keeps artifacts, and the next commit shares most of the one before",
  { skip: existsSync(DOCKER_REGISTRY) ? false : `${DOCKER_REGISTRY} is not installed` },
  async (t) => {
    const host = await startDockerRegistry(t);
    const tree = await makeTree(t, 40);
    const first = await tree.push(`${host}/team/index`);
    const clone = tree.clone(t);
    await clone.pull(`${host}/team/index`);
    clone.write({ 'src/m7.ts': 'export function f7(): number {\n  return 7;\n}\n' });
    assert.deepEqual((await clone.adopt()).adoption, { isAdopted: true, differing: 1 });
    clone.commit();
    const second = await clone.push(`${host}/team/index`);
    assert.equal(second.before, first.commit);
    assert.ok(second.sentLayers < second.layers);
    const last = clone.clone(t);
    assert.equal((await last.pull(`${host}/team/index`)).commit, second.commit);
    assert.deepEqual((await last.adopt()).adoption, { isAdopted: true, differing: 0 });
    await clone.index();
    assert.deepEqual(last.dump(), clone.dump());
  },
);
