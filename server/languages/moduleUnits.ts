import { languages } from './index.ts';

/** Whether files of a language are imported one by one, not by the directory or the program that they belong to. */
export function isImportedAsFile(language: string): boolean {
  return languages.find(({ id }) => id === language)?.rules.modules.moduleUnit === 'file';
}
