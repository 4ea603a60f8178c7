// The code that is measured: what it is, where it comes from, and fetching it into .corpora/, which git ignores.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** A folder of code to index. Debian fixes the version of a package per release; npm packages are pinned. */
export interface Corpus {
  readonly name: string;
  readonly source:
    | {
        readonly kind: 'debian';
        readonly package: string;
        readonly folder: string;
        readonly tarball?: string;
        /** A line of its .gitignore that leaves out what is to be measured. */
        readonly withoutIgnore?: string;
      }
    | {
        readonly kind: 'npm';
        readonly packages: readonly string[];
        /** What of each package is kept, or all of it; src and package.json unless said. */
        readonly kept?: readonly string[] | 'all';
      }
    /** Some folders of another corpus. */
    | { readonly kind: 'part'; readonly of: string; readonly folders: readonly string[] };
}

export const corpora: readonly Corpus[] = [
  {
    name: 'django',
    source: {
      kind: 'debian',
      package: 'python3-django',
      folder: 'usr/lib/python3/dist-packages/django',
    },
  },
  {
    name: 'go',
    source: { kind: 'debian', package: 'golang-1.19-src', folder: 'usr/share/go-1.19/src' },
  },
  {
    name: 'go-subset',
    // As large as the subset that others were measured with.
    source: { kind: 'part', of: 'go', folders: ['runtime', 'net'] },
  },
  {
    // For questions in words: a library and its tests, of a size that is looked through.
    name: 'go-net',
    source: { kind: 'part', of: 'go', folders: ['net'] },
  },
  { name: 'xterm', source: { kind: 'npm', packages: ['@xterm/xterm@6.0.0'] } },
  {
    name: 'werkzeug',
    source: {
      kind: 'debian',
      package: 'python3-werkzeug',
      folder: 'usr/lib/python3/dist-packages/werkzeug',
    },
  },
  { name: 'maplibre', source: { kind: 'npm', packages: ['maplibre-gl@6.17.0'] } },
  {
    name: 'linux',
    source: {
      kind: 'debian',
      package: 'linux-source-6.1',
      tarball: 'usr/src/linux-source-6.1.tar.xz',
      folder: 'linux-source-6.1',
      // Debian's own repository holds nothing but the packaging.
      withoutIgnore: '/*',
    },
  },
  {
    name: 'linux-subset',
    source: { kind: 'part', of: 'linux', folders: ['kernel', 'fs', 'mm', 'net'] },
  },
  {
    // Three times and more of the files of the subset, for the cost per file.
    name: 'linux-20k',
    source: {
      kind: 'part',
      of: 'linux',
      folders: ['kernel', 'fs', 'mm', 'net', 'include', 'lib', 'block', 'security', 'sound', 'drivers/net'],
    },
  },
  {
    name: 'js',
    source: { kind: 'debian', package: 'webpack', folder: 'usr/share/nodejs/webpack' },
  },
  {
    name: 'ts',
    // All ship their TypeScript sources in src/: libraries of functions, of classes, and programs with much JSX.
    source: {
      kind: 'npm',
      packages: [
        'rxjs@7.8.2',
        'zod@4.6.7',
        'openai@6.49.0',
        'effect@4.1.0',
        'maplibre-gl@6.17.0',
        'tldraw@5.1.1',
        '@tldraw/editor@5.1.1',
        '@xterm/xterm@6.0.0',
        '@theia/core@1.75.0',
        '@theia/plugin-ext@1.75.0',
        '@theia/debug@1.75.0',
      ],
    },
  },
  {
    name: 'go-web',
    // With the file that says which module these are packages of: they import each other by its rules.
    source: { kind: 'part', of: 'go', folders: ['encoding', 'net', 'go.mod'] },
  },
  // Large trees on which the cost of an index is compared with that of others.
  {
    name: 'go-cost',
    source: { kind: 'part', of: 'go', folders: ['net', 'runtime', 'go', 'crypto', 'encoding'] },
  },
  {
    name: 'ts-cost',
    source: { kind: 'npm', packages: ['effect@4.1.0', 'rxjs@7.8.2', '@theia/core@1.75.0'] },
  },
  { name: 'linux-cost', source: { kind: 'part', of: 'linux', folders: ['kernel', 'mm'] } },
  { name: 'rxjs', source: { kind: 'npm', packages: ['rxjs@7.8.2'] } },
  {
    name: 'express',
    source: { kind: 'npm', packages: ['express@5.3.0'], kept: ['lib', 'index.js', 'package.json'] },
  },
  {
    name: 'tree-sitter',
    // The C library without the bindings to Node.
    source: { kind: 'npm', packages: ['tree-sitter@0.25.0'], kept: ['vendor'] },
  },
  {
    // Packages of one repository, which import each other by name.
    name: 'tldraw',
    source: {
      kind: 'npm',
      packages: ['utils', 'state', 'store', 'validate', 'tlschema', 'editor'].map(
        (name) => `@tldraw/${name}@5.1.1`,
      ),
    },
  },
  // Whole packages, as they are installed.
  ...['antd@6.6.8', 'typeorm@1.1.1', 'webpack@5.113.0', 'three@0.187.0', '@aws-sdk/client-ec2@3.1169.0'].map(
    (id): Corpus => ({
      name: id.slice(id.lastIndexOf('/') + 1, id.lastIndexOf('@')),
      source: { kind: 'npm', packages: [id], kept: 'all' },
    }),
  ),
  ...['sympy', 'pandas', 'networkx'].map((name): Corpus => ({
    name,
    source: {
      kind: 'debian',
      package: `python3-${name}`,
      folder: `usr/lib/python3/dist-packages/${name}`,
    },
  })),
];

/** Whole packages that are compared one by one. */
export const packageNames: readonly string[] = [
  'antd',
  'typeorm',
  'webpack',
  'three',
  'client-ec2',
  'sympy',
  'pandas',
  'networkx',
];

const corporaFolder = join(import.meta.dirname, '..', '.corpora');

/** A corpus that is on the disk. */
export interface FetchedCorpus {
  readonly name: string;
  readonly folder: string;
  /** The packages with their versions. */
  readonly origin: string;
}

/**
 * The corpus called `name`, fetched when it is not there; or the folder at that path. Throws when it can't be had,
 * with what to do.
 */
export function fetchCorpus(name: string): FetchedCorpus {
  const corpus = corpora.find((candidate) => candidate.name === name);
  if (!corpus) {
    if (existsSync(name)) return { name, folder: name, origin: 'a folder of this machine' };
    throw new Error(
      `No corpus is called ${name}. There are: ${corpora.map((one) => one.name).join(', ')}; or name a folder.`,
    );
  }
  const target = join(corporaFolder, name);
  if (!existsSync(target)) fetchInto(target, corpus);
  const origin = readFileSync(join(target, '.origin'), 'utf8').trim();
  return { name, folder: join(target, name), origin };
}

function fetchInto(target: string, corpus: Corpus): void {
  mkdirSync(corporaFolder, { recursive: true });
  const staging = mkdtempSync(join(corporaFolder, `${corpus.name}-`));
  try {
    process.stderr.write(`Fetching the corpus ${corpus.name} …\n`);
    // Called as the corpus is: the name of a package's folder is the one that its absolute imports use.
    const origin = fetchSource(staging, corpus.source, join(staging, corpus.name));
    writeFileSync(join(staging, '.origin'), `${origin}\n`);
    // Unpacked next to its place and renamed: an interrupted fetch leaves no half corpus behind.
    renameSync(staging, target);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    throw new Error(`The corpus ${corpus.name} could not be fetched.`, { cause: error });
  }
}

function fetchSource(staging: string, source: Corpus['source'], code: string): string {
  switch (source.kind) {
    case 'debian':
      return fetchDebian(staging, source, code);
    case 'npm':
      return fetchNpm(staging, source.packages, source.kept ?? ['src', 'package.json'], code);
    default:
      return copyParts(code, fetchCorpus(source.of), source.folders);
  }
}

function copyParts(code: string, whole: FetchedCorpus, folders: readonly string[]): string {
  for (const folder of folders) {
    const target = join(code, folder);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(whole.folder, folder), target, { recursive: true, verbatimSymlinks: true });
  }
  return `${folders.join(', ')} of ${whole.origin}`;
}

function fetchDebian(
  staging: string,
  source: { package: string; folder: string; tarball?: string; withoutIgnore?: string },
  code: string,
): string {
  execFileSync('apt-get', ['download', source.package], { cwd: staging, stdio: 'pipe' });
  const archive = readdirSync(staging).find((file) => file.endsWith('.deb'));
  if (!archive) throw new Error(`apt-get download ${source.package} brought no .deb file`);
  const unpacked = join(staging, 'package');
  execFileSync('dpkg-deb', ['-x', archive, unpacked], { cwd: staging });
  if (source.tarball) execFileSync('tar', ['-xf', join(unpacked, source.tarball), '-C', unpacked]);
  renameSync(join(unpacked, source.folder), code);
  if (source.withoutIgnore !== undefined) {
    const rules = join(code, '.gitignore');
    const lines = readFileSync(rules, 'utf8').split('\n');
    writeFileSync(rules, lines.filter((line) => line !== source.withoutIgnore).join('\n'));
  }
  rmSync(unpacked, { recursive: true });
  rmSync(join(staging, archive));
  return archive.replaceAll('%3a', ':');
}

function fetchNpm(
  staging: string,
  packages: readonly string[],
  kept: readonly string[] | 'all',
  code: string,
): string {
  for (const name of packages) {
    const packed = execFileSync('npm', ['pack', '--silent', name], { cwd: staging, encoding: 'utf8' });
    const folder = join(code, name.slice(0, name.lastIndexOf('@')).replace('@', '').replace('/', '-'));
    mkdirSync(folder, { recursive: true });
    const archive = packed.trim();
    execFileSync('tar', ['-xzf', archive, '-C', folder, '--strip-components=1'], { cwd: staging });
    // What the compiler made of the sources would be counted twice.
    for (const entry of readdirSync(folder)) {
      if (kept !== 'all' && !kept.includes(entry)) rmSync(join(folder, entry), { recursive: true });
    }
    rmSync(join(staging, archive));
  }
  return packages.join(' ');
}
