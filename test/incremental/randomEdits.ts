// Random edits of a source tree, as people and tools make them: symbols and files are added, removed, renamed and moved,
// syntax breaks and is repaired, imports and bases change, configuration changes, whole sets of files go back to what they
// were. Works on text with words of the tree itself, so that names meet.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, sep } from 'node:path';
import { isInstalledPath } from '../../server/discover/vendored.ts';
import type { Random } from '../torture/random.ts';
import { CONFIGS, isModuleLine, MODULE_LINES, moduleName, SNIPPETS } from './snippets.ts';

/** Edits one tree, again and again. */
export class RandomEdits {
  readonly #root: string;
  readonly #random: Random;
  readonly #original: ReadonlyMap<string, string>;
  /** Names that stand in the tree. */
  readonly #names: readonly string[];

  constructor(root: string, random: Random) {
    this.#root = root;
    this.#random = random;
    this.#original = new Map(this.#files().map((path) => [path, this.#read(path)]));
    const names = new Set<string>();
    for (const text of this.#original.values())
      for (const [, name] of text.matchAll(
        /(?:def|class|function|func|interface|type|int|void|struct|define)\s+([A-Za-z_]\w*)/g,
      ))
        names.add(name!);
    this.#names = [...names].sort();
  }

  /** Makes one edit of one to a few files and says what it was. */
  edit(): string {
    const edits = [
      () => this.#insert(),
      () => this.#insert(),
      () => this.#redirect(),
      () => this.#renameWord(),
      () => this.#renameWord(),
      () => this.#swapWord(),
      () => this.#swapWord(),
      () => this.#deleteLines(),
      () => this.#moveLines(),
      () => this.#breakSyntax(),
      () => this.#restore(1),
      () => this.#restore(6),
      () => this.#moveFile(),
      () => this.#removeFile(),
      () => this.#addFile(),
      () => this.#configure(),
    ];
    return edits[this.#below(edits.length)]!();
  }

  #below(limit: number): number {
    return this.#random.between(0, limit - 1);
  }
  #pick<Item>(items: readonly Item[]): Item {
    return this.#random.pick(items);
  }
  #files(): string[] {
    return readdirSync(this.#root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && extname(entry.name) in SNIPPETS)
      .map((entry) => join(entry.parentPath, entry.name).slice(this.#root.length + 1))
      .filter((path) => !isInstalledPath(path.replaceAll(sep, '/')))
      .sort();
  }
  #read(path: string): string {
    return readFileSync(join(this.#root, path), 'utf8');
  }
  #write(path: string, text: string): void {
    mkdirSync(dirname(join(this.#root, path)), { recursive: true });
    writeFileSync(join(this.#root, path), text);
  }
  #file(): string {
    return this.#pick(this.#files());
  }
  #fill(snippet: string): string {
    return snippet
      .replaceAll('NAME', this.#pick(this.#names))
      .replaceAll('OTHER', this.#pick(this.#names))
      .replaceAll('THIRD', this.#pick(this.#names))
      .replaceAll('STEM', basename(this.#file()).replace(/\.[^.]*$/, ''));
  }
  /** A snippet for a file, with another file of its language where it names a module. */
  #fillFor(path: string, snippet: string): string {
    const like = this.#files().filter((other) => extname(other) === extname(path));
    return this.#fill(snippet.replaceAll('MODULE', moduleName(path, this.#pick(like), this.#goModule())));
  }
  #goModule(): string {
    const config = join(this.#root, 'go.mod');
    return (
      (existsSync(config) && /module (\S+)/.exec(readFileSync(config, 'utf8'))?.[1]) || 'example.com/tree'
    );
  }
  #lines(path: string): string[] {
    return this.#read(path).split('\n');
  }

  #insert(): string {
    const path = this.#file();
    const lines = this.#lines(path);
    const tops = lines.flatMap((line, at) => (/^\S/.test(line) ? [at] : []));
    const at = tops.length > 0 && this.#below(10) < 8 ? this.#pick(tops) : lines.length;
    const snippet = this.#fillFor(path, this.#pick(this.#snippets(path)));
    lines.splice(at, 0, snippet);
    this.#write(path, lines.join('\n'));
    return `insert into ${path}:${at + 1} ${JSON.stringify(snippet)}`;
  }

  #snippets(path: string): readonly string[] {
    return [...SNIPPETS[extname(path)]!, ...MODULE_LINES[extname(path)]!];
  }

  /** A line that brings names from another file brings others, or from elsewhere. */
  #redirect(): string {
    const path = this.#file();
    const lines = this.#lines(path);
    const ways = lines.flatMap((line, at) => (isModuleLine(line) ? [at] : []));
    if (ways.length === 0) return this.#insert();
    const at = this.#pick(ways);
    const line = this.#fillFor(path, this.#pick(MODULE_LINES[extname(path)]!));
    lines.splice(at, 1, line.trimEnd());
    this.#write(path, lines.join('\n'));
    return `redirect ${path}:${at + 1} ${JSON.stringify(line)}`;
  }

  /** One word everywhere in one file: definitions and uses there, but not those elsewhere. */
  #renameWord(): string {
    const path = this.#file();
    const words = this.#read(path).match(/\b[A-Za-z_]\w{2,}\b/g) ?? ['nothing'];
    const from = this.#pick(words);
    const to = this.#below(10) < 5 ? this.#pick(this.#names) : `${from}_${this.#below(3)}`;
    this.#write(path, this.#read(path).replaceAll(new RegExp(`\\b${from}\\b`, 'g'), to));
    return `rename ${from} to ${to} in ${path}`;
  }

  /** One word in one place. */
  #swapWord(): string {
    const path = this.#file();
    const text = this.#read(path);
    const words = [...text.matchAll(/\b[A-Za-z_]\w{2,}\b/g)];
    if (words.length === 0) return `nothing to swap in ${path}`;
    const word = this.#pick(words);
    const to = this.#pick(this.#below(10) < 5 ? this.#names : words.map(([one]) => one));
    this.#write(path, text.slice(0, word.index) + to + text.slice(word.index + word[0].length));
    return `swap ${word[0]} for ${to} in ${path}`;
  }

  #deleteLines(): string {
    const path = this.#file();
    const lines = this.#lines(path);
    const from = this.#below(lines.length);
    const gone = lines.splice(from, 1 + this.#below(8));
    this.#write(path, lines.join('\n'));
    return `delete ${gone.length} lines of ${path}:${from + 1}`;
  }

  /** From one file to another of the same language. */
  #moveLines(): string {
    const from = this.#file();
    const to = this.#pick(this.#files().filter((path) => extname(path) === extname(from)));
    const lines = this.#lines(from);
    const start = this.#below(lines.length);
    const moved = lines.splice(start, 1 + this.#below(15));
    this.#write(from, lines.join('\n'));
    this.#write(to, `${this.#read(to)}\n${moved.join('\n')}\n`);
    return `move ${moved.length} lines of ${from}:${start + 1} to ${to}`;
  }

  #breakSyntax(): string {
    const path = this.#file();
    const lines = this.#lines(path);
    const at = this.#below(lines.length);
    lines.splice(at, 0, this.#pick(['(((', '}}', '"', 'class', '@@@', '/*']));
    this.#write(path, lines.join('\n'));
    return `break ${path}:${at + 1}`;
  }

  #restore(count: number): string {
    const paths = Array.from({ length: count }, () => this.#pick([...this.#original.keys()]));
    for (const path of paths) this.#write(path, this.#original.get(path)!);
    return `restore ${paths.join(', ')}`;
  }

  #moveFile(): string {
    const from = this.#file();
    const folder = dirname(this.#file());
    const to =
      this.#below(10) < 5 ? join(folder, basename(from)) : join(dirname(from), basename(this.#file()));
    if (existsSync(join(this.#root, to)) || extname(to) !== extname(from)) return `keep ${from}`;
    renameSync(join(this.#root, from), join(this.#root, to));
    return `move ${from} to ${to}`;
  }

  #removeFile(): string {
    if (this.#files().length < 4) return this.#restore(6);
    const path = this.#file();
    rmSync(join(this.#root, path));
    return `remove ${path}`;
  }

  #addFile(): string {
    const like = this.#file();
    const path = join(dirname(like), `added_${this.#below(4)}${extname(like)}`);
    this.#write(path, this.#fillFor(path, this.#pick(this.#snippets(like))));
    return `add ${path}`;
  }

  #configure(): string {
    const name = this.#pick(Object.keys(CONFIGS));
    if (this.#below(10) < 3) {
      rmSync(join(this.#root, name), { force: true });
      return `remove ${name}`;
    }
    this.#write(name, this.#fill(this.#pick(CONFIGS[name]!)));
    return `write ${name}`;
  }
}
