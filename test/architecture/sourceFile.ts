// Source files as the architecture checks see them: a path, a text, the imports in it.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';

/** A file of the project; `path` is relative to its root, with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** One import, type-only and dynamic ones included. `target` is a path of the project, or a package as it is written. */
export interface Import {
  readonly from: string;
  readonly target: string;
  readonly isPackage: boolean;
}

const projectRoot = join(import.meta.dirname, '..', '..');

/** All files below a folder of the project whose names end so; none when the folder does not exist. */
export function loadSourceFiles(folder: string, ending = '.ts'): SourceFile[] {
  const absolute = join(projectRoot, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((path) => path.endsWith(ending))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') }));
}

const IMPORT_FORMS = [
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^\s*import\s*['"]([^'"]+)['"]/gm,
  /\b(?:import|require|require\.resolve)\(\s*['"`]([^'"`]+)['"`]/g,
];

/** Every import of a file, in no particular order. */
export function listImports({ path, text }: SourceFile): Import[] {
  const code = stripComments(text);
  return IMPORT_FORMS.flatMap((form) =>
    [...code.matchAll(form)].map((match) => {
      const specifier = match[1] ?? '';
      const isPackage = !specifier.startsWith('.');
      const target = isPackage ? specifier : posix.join(posix.dirname(path), specifier);
      return { from: path, target, isPackage };
    }),
  );
}

/** The text with whole-line and trailing comments blanked; the lines keep their numbers. */
export function stripComments(text: string): string {
  const withoutBlocks = text.replaceAll(/(?<=^\s*)\/\*[\s\S]*?\*\//gm, (block) =>
    block.replaceAll(/[^\n]/g, ' '),
  );
  return withoutBlocks.replaceAll(/(?<=^|\s)\/\/ .*$/gm, '');
}
