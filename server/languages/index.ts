// The languages that are indexed. Adding one is a new folder and a line here.

import { c } from './c/c.ts';
import { cpp } from './cpp/cpp.ts';
import { csharp } from './csharp/csharp.ts';
import { go } from './go/go.ts';
import { java } from './java/java.ts';
import { javascript } from './javascript/javascript.ts';
import { kotlin } from './kotlin/kotlin.ts';
import type { Language } from './language.ts';
import { php } from './php/php.ts';
import { python } from './python/python.ts';
import { ruby } from './ruby/ruby.ts';
import { rust } from './rust/rust.ts';
import { typescript } from './typescript/typescript.ts';

export const languages: readonly Language[] = [
  c,
  cpp,
  csharp,
  go,
  java,
  javascript,
  kotlin,
  php,
  python,
  ruby,
  rust,
  typescript,
];
