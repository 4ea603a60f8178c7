const COPIED =
  /(?:^|\/)(?:vendor|third[_-]?party|3rdparty|_vendor|generated|node_modules)\/|\.min\.[cm]?js$|\.pb\.go$|_pb2(?:_grpc)?\.py$|[._-]generated\./i;

/** Whether a path looks like that of code which was copied in, or made by a program. */
export function isCopiedPath(path: string): boolean {
  return COPIED.test(path);
}
