// Truth on any Rust crate: what rustc says of every call, by the analysis that it saves (`-Zsave-analysis`, which rustc had
// up to 1.66). A call of a trait's method is saved as one of the trait: any implementation of it in the crate is right, too.
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { Place, SiteTruth, Suite, SuiteContext } from '../suite.ts';

const id = z.object({ krate: z.number(), index: z.number() });
const span = z.object({
  file_name: z.string(),
  line_start: z.number(),
  line_end: z.number(),
  column_start: z.number(),
  column_end: z.number(),
});
const analysis = z.object({
  compilation: z.object({ directory: z.string() }),
  defs: z.array(z.object({ kind: z.string(), id, span, decl_id: id.nullable() })),
  refs: z.array(z.object({ kind: z.string(), span, ref_id: id })),
});
type Analysis = z.infer<typeof analysis>;

export const suite: Suite = {
  name: 'saveAnalysis',
  description: 'every call of a function or method of a Rust crate, as rustc resolves it',
  data:
    'a folder with the Cargo.toml of a crate whose dependencies cargo finds offline (Debian: librust-*-dev, and ' +
    '`[source.crates-io] replace-with` for /usr/share/cargo/registry in .cargo/config.toml); `--option analysis=<file>` ' +
    'names an analysis that was saved before',
  async *load(context) {
    const saved = context.options.get('analysis');
    const text = saved === undefined ? await analyse(context) : await readFile(saved, 'utf8');
    const read = relativize(analysis.parse(JSON.parse(text)));
    context.noteVersion('rustc', `${read.refs.length} references`);
    yield {
      name: '',
      language: 'rust',
      category: '',
      folder: context.data,
      includeGenerated: true,
      truth: { by: 'site', sites: await listSites(read, context.data) },
    };
  },
};

/** Runs cargo in a target folder of its own, and gives what rustc saved of the crate itself. */
async function analyse({ data, log }: SuiteContext): Promise<string> {
  const target = await mkdtemp(join(tmpdir(), 'save-analysis-'));
  try {
    const child = spawn('/usr/bin/cargo', ['check', '--offline', '--lib', '--bins'], {
      cwd: data,
      env: {
        ...process.env,
        RUSTC: '/usr/bin/rustc',
        RUSTC_BOOTSTRAP: '1',
        RUSTFLAGS: '-Zsave-analysis',
        CARGO_TARGET_DIR: target,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let problems = '';
    child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()));
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', (cause) =>
        reject(new Error('cargo and rustc 1.63 have to be installed (Debian 12: cargo, rustc).', { cause })),
      );
      child.once('close', resolve);
    });
    log(problems.trim());
    if (exitCode !== 0) throw new Error(`The truth could not be made: ${problems.trim()}`);
    const folder = join(target, 'debug', 'deps', 'save-analysis');
    for (const name of await readdir(folder)) {
      const text = await readFile(join(folder, name), 'utf8');
      const read = analysis.pick({ compilation: true }).parse(JSON.parse(text));
      if (read.compilation.directory === data) return text;
    }
    throw new Error('rustc saved no analysis of the crate.');
  } finally {
    await rm(target, { recursive: true, force: true });
  }
}

/** Crates of a registry are compiled by absolute paths. */
function relativize(read: Analysis): Analysis {
  const prefix = `${read.compilation.directory}/`;
  const below = <Item extends { readonly span: { readonly file_name: string } }>(item: Item): Item => ({
    ...item,
    span: { ...item.span, file_name: item.span.file_name.replace(prefix, '') },
  });
  return { ...read, defs: read.defs.map(below), refs: read.refs.map(below) };
}

const keyOf = (one: { readonly krate: number; readonly index: number }) => `${one.krate}:${one.index}`;

async function listSites({ defs, refs }: Analysis, folder: string): Promise<SiteTruth[]> {
  const places = new Map<string, Place>();
  /** Method of a trait → those that implement it here. */
  const implementations = new Map<string, Place[]>();
  for (const { id: own, span: at, decl_id: declared, kind } of defs) {
    if (kind !== 'Function' && kind !== 'Method') continue;
    const place = { file: at.file_name, line: at.line_start };
    places.set(keyOf(own), place);
    if (!declared) continue;
    const known = implementations.get(keyOf(declared));
    if (known) known.push(place);
    else implementations.set(keyOf(declared), [place]);
  }
  const sites: SiteTruth[] = [];
  const files = new Map<string, readonly string[]>();
  for (const { kind, span: at, ref_id: target } of refs) {
    if (kind !== 'Function' || at.line_start !== at.line_end || at.file_name.startsWith('/')) continue;
    let lines = files.get(at.file_name);
    if (!lines)
      files.set(at.file_name, (lines = (await readFile(join(folder, at.file_name), 'utf8')).split('\n')));
    const line = lines[at.line_start - 1] ?? '';
    const name = line.slice(at.column_start - 1, at.column_end - 1);
    const rest = line.slice(at.column_end - 1);
    if (!/^\w+$/.test(name) || !/^\s*(?:\(|::\s*<)/.test(rest)) continue;
    const own = places.get(keyOf(target));
    const implementing = implementations.get(keyOf(target)) ?? [];
    sites.push({
      file: at.file_name,
      line: at.line_start,
      name,
      targets: own ? [own, ...implementing] : [],
      isExternal: !own,
      // A method of a trait outside, which types of the crate implement: which one is meant is not saved.
      isUndecided: !own && implementing.length > 0,
    });
  }
  return sites;
}
