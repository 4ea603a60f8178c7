// The sources of one program for several platforms: a declaration in sources that all have stands for one in those of each
// platform. Which of them a file sees is told by where it lies, as build tools lay such sources out. Knows paths alone.

import { directoryOf, sharedDepth } from '../../languages/projectPaths.ts';
import type { PlatformRules } from '../../languages/language.ts';
import type { FileId, Program } from '../program/index.ts';
import type { Modules } from './modules.ts';

/** Parts of the words of which names of folders are made: `jvmMain`, `core-js`. */
const BETWEEN_WORDS = /[^\p{L}\p{N}]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u;

/** Where a file lies, packages aside, and for which platform it is. */
interface Place {
  readonly root: string;
  readonly platform: string;
}

/** Says which of several declarations a file sees. */
export class SourceSets {
  private readonly program: Program;
  private readonly modules: Modules;
  private readonly places: (Place | undefined)[] = [];

  constructor(program: Program, modules: Modules) {
    this.program = program;
    this.modules = modules;
  }

  /** How the language of a file tells platforms; undefined where it has no such declarations. */
  rulesOf(file: FileId): PlatformRules | undefined {
    return this.program.files[file]!.language.rules.modules.platforms;
  }

  /** Whether two files are sources of one kind in one place: they see the same. */
  isSame(a: FileId, b: FileId): boolean {
    return a === b || this.placeOf(a).root === this.placeOf(b).root;
  }

  /**
   * Of the files that declare something for all platforms, and those that give it for one, the one that `reader` sees: its
   * own, that of its platform which lies nearest, else the declaration; undefined when there is none.
   */
  seenBy(reader: FileId, expected: readonly FileId[], actual: readonly FileId[]): FileId | undefined {
    const rules = this.rulesOf(reader);
    const own = [...actual, ...expected].find((file) => this.isSame(file, reader));
    if (own !== undefined || !rules) return own;
    const { platform } = this.placeOf(reader);
    const fitting =
      platform === rules.common
        ? expected
        : actual.filter((file) => this.placeOf(file).platform === platform);
    return this.nearest(fitting, reader) ?? this.nearest(expected, reader);
  }

  /** Of some files the one that lies nearest to another, undefined for none. */
  nearest(files: readonly FileId[], reader: FileId): FileId | undefined {
    let nearest: FileId | undefined;
    let closest = -1;
    for (const file of files) {
      const closeness = this.closeness(file, reader);
      if (closeness > closest) [nearest, closest] = [file, closeness];
    }
    return nearest;
  }

  /** Folders that two files share, then words of the names of the first ones that differ. */
  private closeness(a: FileId, b: FileId): number {
    const [left, right] = [this.placeOf(a).root, this.placeOf(b).root];
    const depth = sharedDepth(left, right);
    const wordsOf = (root: string) => (root.split('/')[depth] ?? '').split(BETWEEN_WORDS);
    const [ours, theirs] = [wordsOf(left), wordsOf(right)];
    let words = 0;
    while (words < ours.length && ours[words] === theirs[words]) words++;
    return depth + words / (words + 1);
  }

  private placeOf(file: FileId): Place {
    return (this.places[file] ??= this.findPlace(file));
  }

  private findPlace(file: FileId): Place {
    const folders = directoryOf(this.program.files[file]!.path).split('/');
    const names = this.modules.packageName(file).split('.');
    let shared = Math.min(folders.length, names.length);
    while (shared > 0 && folders.slice(-shared).join('.') !== names.slice(-shared).join('.')) shared--;
    const root = folders.slice(0, folders.length - shared);
    const rules = this.rulesOf(file);
    if (!rules) return { root: root.join('/'), platform: '' };
    for (const folder of root.toReversed())
      for (const word of folder.split(BETWEEN_WORDS)) {
        const platform = rules.words.get(word.toLowerCase());
        if (platform !== undefined) return { root: root.join('/'), platform };
      }
    return { root: root.join('/'), platform: rules.usual };
  }
}
