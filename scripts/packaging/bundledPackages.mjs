// Which packages went into a bundle.

const PACKAGE_FOLDER = /^(?:\.\.\/)*(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/**
 * The folders of all packages whose files esbuild took in, `node_modules/zod` for one, sorted.
 * @param {readonly import('esbuild').Metafile[]} metafiles
 */
export function listPackages(metafiles) {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  const folders = inputs.flatMap((path) => PACKAGE_FOLDER.exec(path.replaceAll('\\', '/'))?.[1] ?? []);
  return [...new Set(folders)].toSorted((a, b) => a.localeCompare(b, 'en'));
}
