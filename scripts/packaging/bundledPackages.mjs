// Which packages went into a bundle.

const PACKAGE_FOLDER = /^(?:\.\.\/)*(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** The folders of all packages whose files esbuild took in, `node_modules/zod` for one, sorted. */
export function listPackages(metafiles) {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  const folders = inputs.map((path) => PACKAGE_FOLDER.exec(path.replaceAll('\\', '/'))?.[1]);
  return [...new Set(folders.filter(Boolean))].toSorted((a, b) => a.localeCompare(b, 'en'));
}
