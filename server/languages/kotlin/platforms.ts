// For which platform sources are, by the names of their folders: source sets of Gradle (`jvmMain`, `iosX64Test`), and folders of
// projects from before there were such.

const NATIVE = [
  'native',
  'apple',
  'ios',
  'macos',
  'tvos',
  'watchos',
  'linux',
  'mingw',
  'windows',
  'posix',
  'darwin',
  'unix',
];

export const platforms = {
  common: 'common',
  usual: 'jvm',
  words: new Map([
    ['common', 'common'],
    ['jvm', 'jvm'],
    ['android', 'jvm'],
    ['js', 'js'],
    ['wasm', 'wasm'],
    ...NATIVE.map((word) => [word, 'native'] as const),
  ]),
};
