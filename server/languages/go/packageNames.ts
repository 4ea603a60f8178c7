// First path elements of the standard library's packages; the go command reserves elements without a dot for it.
const STANDARD = new Set(
  (
    'archive bufio builtin bytes cmp compress container context crypto database debug embed encoding errors expvar ' +
    'flag fmt go hash html image index internal io iter log maps math mime net os path plugin reflect regexp runtime ' +
    'slices sort strconv strings structs sync syscall testing text time unicode unique unsafe weak'
  ).split(' '),
);

// Hosts whose modules are host/owner/repository; of other hosts most are vanity names: host/module.
const CODE_HOSTS = new Set(
  'github.com gitlab.com bitbucket.org codeberg.org gitee.com git.sr.ht gitea.com golang.org'.split(' '),
);

/** Whether an import path belongs to the standard library, judged by its first element. */
export function isStandardPackage(importPath: string): boolean {
  return STANDARD.has(importPath.split('/', 1)[0] ?? '');
}

/** The module that one would have to fetch for an import path, as far as the path alone tells. */
export function guessModulePath(importPath: string): string {
  const elements = importPath.split('/');
  const host = elements[0] ?? '';
  if (!host.includes('.')) return importPath;
  const isUserOfGopkg = host === 'gopkg.in' && !/\.v\d+$/.test(elements[1] ?? '');
  let length = CODE_HOSTS.has(host) || isUserOfGopkg ? 3 : 2;
  if (/^v\d+$/.test(elements[length] ?? '')) length++;
  return elements.slice(0, length).join('/');
}

/**
 * Names that a package can have, judged by its import path alone: the last element without a major version, and without
 * what repositories add to the name (`go-redis` holds `redis`, `yaml.v3` holds `yaml`).
 */
export function guessPackageNames(importPath: string): string[] {
  const elements = importPath.split('/');
  if (elements.length > 1 && /^v\d+$/.test(elements.at(-1)!)) elements.pop();
  const last = elements.at(-1)!.replace(/\.v\d+$/, '');
  if (/^\w+$/.test(last)) return [last];
  const parts = last.split(/[-.]/);
  const names = [...parts, parts.join(''), parts.join('_'), parts.filter((part) => part !== 'go').join('')];
  return [...new Set(names)].filter((name) => /^[A-Za-z_]\w*$/.test(name));
}
