// Random edits of a source tree, as people and tools make them: symbols and files are added, removed, renamed and moved,
// syntax breaks and is repaired, imports and bases change, configuration changes, whole sets of files go back to what they
// were. Works on text with words of the tree itself, so that names meet.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { Random } from '../torture/random.ts';

/** Lines that define something, by extension; `NAME` and `OTHER` are replaced by names of the tree. */
const SNIPPETS: Readonly<Record<string, readonly string[]>> = {
  '.py': [
    'def NAME(value):\n    return OTHER(value)\n',
    'class NAME(OTHER):\n    def OTHER(self):\n        self.THIRD = THIRD()\n        return self.OTHER()\n',
    'from . import NAME as OTHER\n',
    'NAME = OTHER\n',
    'for NAME in OTHER():\n    NAME.THIRD()\n',
    'NAME = [lambda: OTHER(), lambda value: THIRD(value)]\nNAME[0]()\nTHIRD(lambda: NAME[1]())\n',
  ],
  '.ts': [
    'export function NAME(value: OTHER): THIRD {\n  return OTHER(value);\n}\n',
    'export class NAME extends OTHER {\n  THIRD = new THIRD();\n  OTHER() {\n    return this.THIRD.OTHER();\n  }\n}\n',
    "export * from './STEM';\n",
    "import { NAME, OTHER } from './STEM';\n",
    'export const NAME = OTHER.THIRD;\n',
    'export interface NAME extends OTHER {\n  THIRD(): OTHER;\n}\n',
    'export const NAME = [() => OTHER(), (value) => THIRD(value)];\nNAME[0]();\nOTHER.map((one) => NAME[1](one));\n',
  ],
  '.js': [
    'function NAME(value) {\n  return OTHER(value);\n}\n',
    "const NAME = require('./STEM');\nNAME.OTHER();\n",
    'exports.NAME = OTHER;\n',
    'class NAME extends OTHER {\n  THIRD() {\n    return super.THIRD();\n  }\n}\n',
    'exports.NAME = [() => OTHER(), function () { THIRD(); }];\nOTHER[0]();\n[1].map((one) => THIRD(one));\n',
    'exports.NAME = () => [(value) => OTHER(value)];\nOTHER(() => NAME())[0](() => THIRD());\n',
  ],
  '.go': [
    'func NAME(value int) int {\n\treturn OTHER(value)\n}\n',
    'type NAME struct {\n\tOTHER\n\tTHIRD int\n}\n\nfunc (n *NAME) OTHER() *THIRD {\n\treturn n.THIRD\n}\n',
    'type NAME interface {\n\tOTHER() THIRD\n}\n',
    'var NAME = OTHER()\n',
    'func NAME(run func() int) {\n\trun()\n\tfunc() { OTHER() }()\n\tTHIRD(func() { NAME(nil) })\n}\n',
  ],
  '.c': [
    'int NAME(struct THIRD *value) {\n  return OTHER(value->THIRD());\n}\n',
    'static int NAME(void) {\n  return OTHER() + THIRD;\n}\n',
    'int NAME(int value);\n',
    '#include "STEM.c"\n',
    '#define NAME(value) OTHER(value)\n',
    'struct NAME {\n  int (*OTHER)(void);\n  struct THIRD *NAME;\n};\n',
    'struct NAME OTHER = { .OTHER = THIRD };\n',
  ],
};
const CONFIGS: Readonly<Record<string, readonly string[]>> = {
  'package.json': ['{"name":"tree","main":"./STEM.js"}\n', '{"name":"other","exports":{".":"./STEM.js"}}\n'],
  'tsconfig.json': ['{"compilerOptions":{"baseUrl":".","paths":{"@/*":["./*"]}}}\n', '{}\n'],
  'go.mod': ['module example.com/tree\n', 'module example.com/other\n'],
  'pyproject.toml': ['[project]\nname = "tree"\n', '[tool.setuptools]\npackage-dir = {"" = "src"}\n'],
};

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
  #lines(path: string): string[] {
    return this.#read(path).split('\n');
  }

  #insert(): string {
    const path = this.#file();
    const lines = this.#lines(path);
    const tops = lines.flatMap((line, at) => (/^\S/.test(line) ? [at] : []));
    const at = tops.length > 0 && this.#below(10) < 8 ? this.#pick(tops) : lines.length;
    const snippet = this.#fill(this.#pick(SNIPPETS[extname(path)]!));
    lines.splice(at, 0, snippet);
    this.#write(path, lines.join('\n'));
    return `insert into ${path}:${at + 1} ${JSON.stringify(snippet)}`;
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
    this.#write(path, this.#fill(this.#pick(SNIPPETS[extname(like)]!)));
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
