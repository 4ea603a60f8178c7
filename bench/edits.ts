// What the benchmarks of edits add to a file.

/** A function, by extension. */
const FUNCTIONS: Readonly<Record<string, (name: string) => string>> = {
  '.py': (name) => `\n\ndef ${name}(value):\n    return str(value)\n`,
  '.js': (name) => `\nexport function ${name}(value) {\n  return value.trim();\n}\n`,
  '.ts': (name) => `\nexport function ${name}(value: string): string {\n  return value.trim();\n}\n`,
  '.go': (name) => `\nfunc ${name}(value int) int {\n\treturn value\n}\n`,
  '.c': (name) => `\nint ${name}(int value)\n{\n\treturn value;\n}\n`,
};

/** Whether a function can be added to files with this extension. */
export function takesFunction(extension: string): boolean {
  return Object.hasOwn(FUNCTIONS, extension);
}

/** The text of a function of this name. Throws for an extension that takes none. */
export function makeFunction(extension: string, name: string): string {
  const make = FUNCTIONS[extension];
  if (!make) throw new Error(`No function can be added to a file ${extension}.`);
  return make(name);
}
