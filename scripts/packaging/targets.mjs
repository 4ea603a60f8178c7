// The platforms that a package is for, by the names VS Code gives them, and what is native on each.

/**
 * The suffixes of the binaries in better-sqlite3 and of the packages of @parcel/watcher on one platform.
 * @typedef {{ readonly sqlite: string, readonly watcher: string }} NativeNames
 */

/**
 * By VS Code's name of the platform.
 * @type {Readonly<Record<string, NativeNames>>}
 */
const NATIVE_NAMES = {
  'win32-x64': { sqlite: 'win32-x64', watcher: 'win32-x64' },
  'win32-arm64': { sqlite: 'win32-arm64', watcher: 'win32-arm64' },
  'darwin-x64': { sqlite: 'darwin-x64', watcher: 'darwin-x64' },
  'darwin-arm64': { sqlite: 'darwin-arm64', watcher: 'darwin-arm64' },
  'linux-x64': { sqlite: 'linux-x64', watcher: 'linux-x64-glibc' },
  'linux-arm64': { sqlite: 'linux-arm64', watcher: 'linux-arm64-glibc' },
  'alpine-x64': { sqlite: 'linuxmusl-x64', watcher: 'linux-x64-musl' },
  'alpine-arm64': { sqlite: 'linuxmusl-arm64', watcher: 'linux-arm64-musl' },
};

/** Every target there is a package for. */
export const TARGETS = Object.keys(NATIVE_NAMES);

const MEGABYTE = 1_000_000;

/** How large a package may be: for one target, and for all of them in one. */
export const SIZE_LIMITS = { target: 8 * MEGABYTE, universal: 25 * MEGABYTE };

/**
 * The native names of one target, or of all without an argument. Throws for a target that is none.
 * @param {string} [target]
 */
export function listNativeNames(target) {
  if (target === undefined) return Object.values(NATIVE_NAMES);
  const names = NATIVE_NAMES[target];
  if (!names) throw new Error(`There is no target "${target}". Targets: ${TARGETS.join(', ')}.`);
  return [names];
}

/** The target of this machine; undefined when there is no package for it. */
export function findOwnTarget() {
  const { platform, arch, report } = process;
  Object.assign(report, { excludeNetwork: true });
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (report.getReport());
  const isMusl = platform === 'linux' && !header.glibcVersionRuntime;
  const target = `${isMusl ? 'alpine' : platform}-${arch}`;
  return TARGETS.includes(target) ? target : undefined;
}

/**
 * The name of the package file for a target, or of the universal one.
 * @param {{ readonly name: string, readonly version: string }} manifest
 * @param {string} [target]
 */
export function getPackageFileName({ name, version }, target) {
  return `${name}-${target ?? 'universal'}-${version}.vsix`;
}
