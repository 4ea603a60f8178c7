const COPIED =
  /(?:^|\/)(?:vendors?|generated|node_modules)\/|\.min\.[cm]?js$|\.pb\.go$|_pb2(?:_grpc)?\.py$|[._-]generated\./i;

/** Names of folders of other people's code, and those that only mean it at the root of a tree or of a package. */
const VENDORED = /^(?:third[_-]?party|3rdparty|_?vendored|_vendor)$/i;
const VENDORED_IN_PACKAGE = /^(?:vendors?|deps|externals?|extern)$/i;

/** Whether a path looks like that of code which was copied in, or made by a program. */
export function isCopiedPath(path: string): boolean {
  return COPIED.test(path) || isVendoredPath(path);
}

/**
 * Whether a path lies in a folder of other people's code that came with the project, by the names of its folders. `packages`
 * are folders that hold manifests; the root counts as one. Paths are relative with `/`.
 */
export function isVendoredPath(path: string, packages?: ReadonlySet<string>): boolean {
  for (let at = path.indexOf('/'), start = 0; at >= 0; start = at + 1, at = path.indexOf('/', start)) {
    const name = path.slice(start, at);
    if (VENDORED.test(name)) return true;
    if (!VENDORED_IN_PACKAGE.test(name)) continue;
    if (start === 0 || packages?.has(path.slice(0, start - 1)) === true) return true;
  }
  return false;
}

/** Whether a folder is one that tools and habit fill with such code, so that how much of it is indexed is limited. */
export function isVendoredFolder(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return VENDORED.test(name) || /^vendors?$/i.test(name);
}
