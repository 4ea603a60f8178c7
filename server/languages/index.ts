// The languages that are indexed. Adding one is a new folder and a line here.

import type { Language } from './language.ts';
import { python } from './python/python.ts';

export const languages: readonly Language[] = [python];
