// The Claude Code plugin in the folder of the user's skills, from beginning to end. Claude Code loads a folder there that has
// a plugin's manifest by itself (seen with 2.1.330: `codebase-memory@skills-dir`), so that no file of its own is touched.
// Knows no VS Code.
import { createHash } from 'node:crypto';
import { existsSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FileNotText } from './errors.ts';
import { writeFileSet } from './fileSet.ts';
import type { FileSetPlan } from './fileSet.ts';
import type { Journal, WrittenFile, WrittenPlugin } from './journal.ts';
import { isOwnServers, MANIFEST, PLUGIN_FILES, PLUGIN_NAME, SERVERS_FILE } from './pluginFiles.ts';
import type { Outcome, Review, Surroundings } from './registration.ts';
import { loadText, NotText } from './textFile.ts';
import type { FileText } from './textFile.ts';

/** Claude Code keeps what belongs to one user so. */
const PRIVATE = 0o600;

export class Plugin {
  readonly #journal: Journal;
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings, journal: Journal) {
    this.#surroundings = surroundings;
    this.#journal = journal;
  }

  /** The folder of the plugin. */
  get folder(): string {
    const { home, environment } = this.#surroundings;
    return join(environment['CLAUDE_CONFIG_DIR'] || join(home, '.claude'), 'skills', PLUGIN_NAME);
  }

  /** Whether the plugin is there and ours. */
  isInstalled(): boolean {
    return existsSync(join(this.folder, MANIFEST)) && this.#isOurs();
  }

  /** Whether other files would be written today, and nobody has changed those that are there. */
  isOutdated(files: ReadonlyMap<string, string>): boolean {
    const written = this.#findWritten();
    if (!written || !this.isInstalled()) return false;
    const isUntouched = Object.entries(written.files).every(
      ([path, { digest }]) => digestOf(this.#load(path) ?? '') === digest,
    );
    return isUntouched && [...files].some(([path, text]) => this.#load(path) !== text);
  }

  /** Whether the plugin that is there has hooks. */
  hasHooks(): boolean {
    return existsSync(join(this.folder, 'hooks', 'hooks.json'));
  }

  /** Writes the plugin, or brings it up to date. */
  install(files: ReadonlyMap<string, string>, review: Review): Promise<Outcome> {
    return writeFileSet(this.#target, () => this.#planInstall(files), review);
  }

  /** Takes the plugin away, and restores what stood in its place. Files that are not of the plugin stay. */
  async remove(review: Review): Promise<Outcome> {
    const madeFolders = this.#findWritten()?.madeFolders ?? [this.folder];
    const outcome = await writeFileSet(this.#target, () => this.#planRemove(), review);
    if (outcome === 'written') removeEmptyFolders(this.folder, madeFolders);
    return outcome;
  }

  get #target() {
    return { subject: 'plugin', place: this.folder, mode: PRIVATE } as const;
  }

  #planInstall(files: ReadonlyMap<string, string>): FileSetPlan {
    const written = this.#findWritten();
    const isOurs = this.#isOurs();
    const remembered: Record<string, WrittenFile> = {};
    const changes = PLUGIN_FILES.map((path) => {
      const before = this.#load(path);
      const text = files.get(path);
      const known = written?.files[path];
      if (text === undefined)
        return { file: join(this.folder, path), before, after: withoutOurs(before, known) };
      // What was there before is what was there before the first time; of a plugin of ours that is not remembered: nothing.
      const former = known ? known.before : isOurs ? null : (before ?? null);
      remembered[path] = { before: former, digest: digestOf(text) };
      return { file: join(this.folder, path), before, after: text };
    });
    const isTaken = changes.some(({ before }) => before !== undefined);
    return {
      kind: isOurs ? 'update' : isTaken ? 'replace' : 'add',
      changes,
      remember: () =>
        this.#journal.writePlugin({
          folder: this.folder,
          files: remembered,
          madeFolders: written?.madeFolders ?? listMissing(this.folder),
        }),
    };
  }

  #planRemove(): FileSetPlan {
    const written = this.#findWritten();
    const isOurs = this.#isOurs();
    const changes = PLUGIN_FILES.toReversed().map((path) => {
      const before = this.#load(path);
      const known = written?.files[path];
      const after = known ? (known.before ?? undefined) : isOurs && !written ? undefined : before;
      return { file: join(this.folder, path), before, after };
    });
    return { kind: 'remove', changes, remember: () => this.#journal.writePlugin(undefined) };
  }

  /** What is remembered, if it is of this folder. */
  #findWritten(): WrittenPlugin | undefined {
    const written = this.#journal.findPlugin();
    return written?.folder === this.folder ? written : undefined;
  }

  /** Without a memory the plugin is known by what its server runs. */
  #isOurs(): boolean {
    return this.#findWritten() !== undefined || isOwnServers(this.#load(SERVERS_FILE) ?? '');
  }

  #load(path: string): FileText {
    const file = join(this.folder, path);
    try {
      return loadText(file);
    } catch (error) {
      throw error instanceof NotText ? FileNotText.from(error, file, error.message) : error;
    }
  }
}

/** A file that the plugin does not have any more: what was there before it, or what is somebody else's. */
function withoutOurs(before: FileText, known: WrittenFile | undefined): FileText {
  return known ? (known.before ?? undefined) : before;
}

function listMissing(folder: string): string[] {
  return existsSync(folder) ? [] : [...listMissing(dirname(folder)), folder];
}

/** Takes away the folders of the plugin, and those that were made for it, where nothing else is in them. */
function removeEmptyFolders(folder: string, made: readonly string[]): void {
  const inside = PLUGIN_FILES.flatMap((path) => {
    const parents: string[] = [];
    for (let parent = dirname(path); parent !== '.'; parent = dirname(parent))
      parents.push(join(folder, parent));
    return parents;
  });
  for (const each of [...new Set(inside), ...made.toReversed()]) {
    try {
      rmdirSync(each);
    } catch {
      // Something else is in it, or it is gone.
    }
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
