/** Whether a path looks like a test's: a folder or base name that says test, spec or fixture as a whole word. */
export function isTestPath(path: string): boolean {
  return /(?:^|[/_.-])(?:(?:unit)?tests?|testsuites?|specs?|__tests__|testdata|fixtures?|conftest)(?:[/_.-]|$)/i.test(
    path,
  );
}
