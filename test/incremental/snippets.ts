// What random edits write: lines of each language, with places for names and for other files of the tree.
import { basename, dirname, extname, relative } from 'node:path';

/** Lines that define something, by extension; `NAME` and `OTHER` are replaced by names of the tree. */
export const SNIPPETS: Readonly<Record<string, readonly string[]>> = {
  '.py': [
    '__all__ = ["NAME", "OTHER"]\n',
    'def NAME(value):\n    return OTHER(value)\n',
    'class NAME(OTHER):\n    def OTHER(self):\n        self.THIRD = THIRD()\n        return self.OTHER()\n',
    'NAME = OTHER\n',
    'for NAME in OTHER():\n    NAME.THIRD()\n',
    'NAME = [lambda: OTHER(), lambda value: THIRD(value)]\nNAME[0]()\nTHIRD(lambda: NAME[1]())\n',
  ],
  '.ts': [
    'export default OTHER;\n',
    'export function NAME(value: OTHER): THIRD {\n  return OTHER(value);\n}\n',
    'export class NAME extends OTHER {\n  THIRD = new THIRD();\n  OTHER() {\n    return this.THIRD.OTHER();\n  }\n}\n',
    'export const NAME = OTHER.THIRD;\n',
    'export interface NAME extends OTHER {\n  THIRD(): OTHER;\n}\n',
    'export const NAME = [() => OTHER(), (value) => THIRD(value)];\nNAME[0]();\nOTHER.map((one) => NAME[1](one));\n',
  ],
  '.js': [
    'function NAME(value) {\n  return OTHER(value);\n}\n',
    'exports.NAME = OTHER;\n',
    'class NAME extends OTHER {\n  THIRD() {\n    return super.THIRD();\n  }\n}\n',
    'exports.NAME = [() => OTHER(), function () { THIRD(); }];\nOTHER[0]();\n[1].map((one) => THIRD(one));\n',
    'exports.NAME = () => [(value) => OTHER(value)];\nOTHER(() => NAME())[0](() => THIRD());\n',
  ],
  '.go': [
    'func NAME(value int) int {\n\treturn OTHER(value)\n}\n',
    'type NAME struct {\n\tOTHER\n\tTHIRD int\n}\n\nfunc (n *NAME) OTHER() *THIRD {\n\treturn n.THIRD\n}\n',
    'type NAME interface {\n\tOTHER() THIRD\n}\n',
    'var NAME = OTHER()\n',
    'func NAME(run func() int) {\n\trun()\n\tfunc() { OTHER() }()\n\tTHIRD(func() { NAME(nil) })\n}\n',
  ],
  '.java': [
    'class NAME extends OTHER {\n  THIRD OTHER(THIRD a) { return NAME(a); }\n  THIRD OTHER(int a) { return OTHER(null); }\n}\n',
    'interface NAME extends OTHER<THIRD> {\n  OTHER NAME(THIRD of);\n}\n',
    'record NAME(OTHER THIRD, int OTHER) implements THIRD {\n  OTHER of() { return THIRD().NAME(); }\n}\n',
    'enum NAME {\n  OTHER(1) { void THIRD() { NAME(); } }, THIRD;\n  NAME(int... a) { new OTHER(a).THIRD(x -> x.OTHER()); }\n}\n',
    'class NAME<T extends OTHER> {\n  static OTHER THIRD = new NAME<>().OTHER(T::THIRD);\n  T OTHER(THIRD a) { return new OTHER() { T THIRD() { return NAME(); } }.THIRD(); }\n}\n',
  ],
  '.kt': [
    'class NAME(val OTHER: THIRD, x: OTHER = OTHER()) : OTHER(x) {\n  fun THIRD() = OTHER.NAME()\n  companion object { fun of() = NAME(THIRD())\n  }\n}\n',
    'fun NAME(OTHER: THIRD = THIRD(), vararg x: Int): OTHER = OTHER.THIRD { it.NAME() }\n',
    'fun OTHER.NAME() = this.THIRD() + THIRD\nval OTHER.THIRD: NAME get() = NAME()\n',
    'object NAME : OTHER { val THIRD by lazy { OTHER() } }\n',
    'enum class NAME(val x: OTHER) {\n  OTHER(THIRD()), THIRD(OTHER.NAME());\n  fun of(a: NAME) = when (a) { is OTHER -> a.THIRD(); else -> x }\n}\n',
    'data class NAME(val OTHER: THIRD)\nfun THIRD.use() { val (a, b) = NAME(this); apply { OTHER() } }\n',
  ],
  '.php': [
    'function NAME(OTHER $a, $b = THIRD) {\n  return OTHER($a->THIRD, $b);\n}\n',
    'class NAME extends OTHER {\n  public ?THIRD $OTHER = null;\n  const THIRD = self::NAME;\n  function OTHER(): static { return parent::OTHER($this->OTHER->NAME()); }\n}\n',
    'trait NAME {\n  use OTHER, THIRD { OTHER::NAME insteadof THIRD; NAME as OTHER; }\n  static function THIRD() { return static::NAME(); }\n}\n',
    'interface NAME extends OTHER, \\THIRD {\n  /** @return THIRD[] */\n  function OTHER(): array;\n}\n',
    '/**\n * @template T of OTHER\n * @method T THIRD()\n * @property OTHER $NAME\n */\nclass NAME {\n  /** @param class-string<T> $a */\n  function __construct(private OTHER $THIRD, $a) { foreach ($this->THIRD() as $one) $one->NAME(); }\n}\n',
    'enum NAME implements OTHER {\n  case THIRD;\n  function OTHER(): self { return self::THIRD->OTHER(); }\n}\n',
    '$OTHER = new NAME(fn (THIRD $a) => $a->OTHER(...));\n$OTHER->THIRD();\n',
  ],
  '.rb': [
    'def NAME(value, &THIRD)\n  OTHER(value) { |one| one.THIRD }\nend\n',
    'class NAME < OTHER\n  include THIRD\n  attr_accessor :OTHER\n  def initialize(value) = super\n  def THIRD\n    @OTHER ||= THIRD.new(self)\n    OTHER.NAME\n  end\nend\n',
    'module NAME\n  extend OTHER\n  module_function\n  def THIRD = self.OTHER\n  class OTHER; def NAME = yield(THIRD); end\nend\n',
    'class OTHER::NAME\n  class << self\n    def THIRD = new.OTHER\n    alias OTHER THIRD\n  end\nend\n',
    'NAME = Struct.new(:OTHER, :THIRD) do\n  prepend OTHER\n  def NAME = self.THIRD.map(&:OTHER)\nend\n',
    'NAME = OTHER.new.THIRD\nNAME.OTHER\n',
  ],
  '.rs': [
    'pub fn NAME(value: OTHER) -> THIRD {\n    OTHER(value.THIRD())\n}\n',
    'pub struct NAME<T: OTHER> { pub OTHER: T, THIRD: OTHER }\nimpl<T: OTHER> NAME<T> {\n    pub fn OTHER(&self) -> &T { self.THIRD.NAME(); &self.OTHER }\n}\n',
    'pub trait NAME: OTHER {\n    type THIRD;\n    fn OTHER(&self) -> Self::THIRD;\n    fn THIRD(&self) { self.OTHER().NAME() }\n}\n',
    'impl OTHER for THIRD {\n    fn NAME(&self) -> Self { println!("{}", self.OTHER()); Self::NAME() }\n}\n',
    'impl<T: OTHER> THIRD for T {\n    fn NAME(&self) { self.OTHER() }\n}\n',
    'pub enum NAME { OTHER, THIRD(OTHER), NAME { OTHER: THIRD } }\nimpl NAME {\n    fn THIRD(self) { match self { NAME::THIRD(of) => of.OTHER(), NAME::NAME { OTHER } => OTHER.NAME(), _ => THIRD() } }\n}\n',
    'mod NAME {\n    use super::*;\n    pub type OTHER = super::THIRD;\n    pub const THIRD: OTHER = OTHER::NAME(|value| value.OTHER());\n}\n',
  ],
  '.cs': [
    'namespace OTHER {\n  class NAME : THIRD {\n    THIRD OTHER(THIRD a) { return NAME(a); }\n    THIRD OTHER(int a = 1) { return OTHER(null); }\n  }\n}\n',
    'partial class NAME {\n  OTHER THIRD { get { return NAME(THIRD); } set { value.OTHER(); } }\n}\n',
    'static class NAME {\n  public static OTHER THIRD(this OTHER a, params int[] OTHER) => a.NAME().THIRD();\n}\n',
    'interface NAME<T> : OTHER {\n  T THIRD(OTHER of);\n  OTHER this[int THIRD] { get; }\n}\n',
    'record NAME(OTHER THIRD, int OTHER) {\n  THIRD OTHER() => new NAME(THIRD, 1).OTHER().THIRD(x => x?.NAME());\n}\n',
    'delegate OTHER NAME(THIRD of);\nenum OTHER { NAME, THIRD }\nclass THIRD { NAME OTHER; void NAME() { OTHER(THIRD.NAME); } }\n',
  ],
  '.cpp': [
    'class NAME : public OTHER {\n public:\n  THIRD OTHER(THIRD a) const;\n  THIRD OTHER(int a = 1) { return OTHER(THIRD()); }\n};\n',
    'THIRD NAME::OTHER(THIRD a) const { return this->NAME(a)->OTHER(); }\n',
    'namespace NAME {\nOTHER THIRD(OTHER a, int b = 1);\nstatic int OTHER(int a) { return THIRD(a); }\n}\n',
    'OTHER NAME::THIRD(OTHER a, int b) { NAME::OTHER c(a); return c.THIRD(); }\n',
    'template <class OTHER> struct NAME { OTHER* operator->() { return THIRD; } OTHER* THIRD; };\nint THIRD(NAME<OTHER>& a) { return a->NAME(); }\n',
    'enum class NAME { OTHER, THIRD };\nusing OTHER = THIRD;\nusing namespace NAME;\nint OTHER(NAME a);\n',
  ],
  '.hpp': [
    'class NAME : public OTHER {\n public:\n  NAME(OTHER a);\n  virtual THIRD OTHER(THIRD a) = 0;\n  OTHER NAME;\n};\n',
    'namespace NAME {\nOTHER THIRD(OTHER a, int b = 1);\nclass OTHER;\n}\n',
    '#define NAME(a) OTHER(a)\n',
  ],
  '.c': [
    'int NAME(struct THIRD *value) {\n  return OTHER(value->THIRD());\n}\n',
    'static int NAME(void) {\n  return OTHER() + THIRD;\n}\n',
    'int NAME(int value);\n',
    '#define NAME(value) OTHER(value)\n',
    'struct NAME {\n  int (*OTHER)(void);\n  struct THIRD *NAME;\n};\n',
    'struct NAME OTHER = { .OTHER = THIRD };\n',
    '#define NAME(value) static int value##_OTHER(void) {\\\n  return THIRD();\\\n}\n',
    'NAME(THIRD)\nint OTHER(void) { return THIRD_OTHER() + OTHER_THIRD(); }\n',
  ],
};
/** Lines that bring names from other files; `MODULE` is replaced by what the language calls one of them. */
export const MODULE_LINES: Readonly<Record<string, readonly string[]>> = {
  '.py': [
    'from . import NAME as OTHER\n',
    'from MODULE import *\n',
    'from MODULE import NAME, OTHER as THIRD\n',
  ],
  '.ts': [
    "export * from 'MODULE';\n",
    "export * as NAME from 'MODULE';\n",
    "export { NAME, OTHER as THIRD } from 'MODULE';\n",
    "import * as NAME from 'MODULE';\nNAME.OTHER();\n",
    "import NAME, { OTHER } from 'MODULE';\n",
  ],
  '.js': [
    "const NAME = require('MODULE');\nNAME.OTHER();\n",
    "module.exports = require('MODULE');\n",
    "module.exports = { ...require('MODULE'), NAME: OTHER };\n",
    "const { NAME, OTHER } = require('MODULE');\n",
    "export * from 'MODULE';\n",
  ],
  '.go': ['import . "MODULE"\n', 'import NAME "MODULE"\n', 'import _ "MODULE"\n'],
  '.c': ['#include "MODULE"\n'],
  '.cpp': ['#include "MODULE"\n', 'using namespace NAME;\n', 'using NAME::OTHER;\n'],
  '.hpp': ['#include "MODULE"\n', 'using NAME::OTHER;\n'],
  '.kt': [
    'package MODULE\n',
    'import MODULE.NAME\n',
    'import MODULE.NAME as OTHER\n',
    'import MODULE.*\n',
    'import MODULE.NAME.OTHER\n',
    'import MODULE.NAME.*\n',
  ],
  '.php': [
    'namespace MODULE;\n',
    'use MODULE\\NAME;\n',
    'use MODULE\\{NAME as OTHER, THIRD};\n',
    'use function MODULE\\NAME;\n',
    '\\MODULE\\NAME::OTHER();\n',
  ],
  '.rb': ["require 'MODULE'\n", "require_relative 'MODULE'\nNAME.OTHER\n"],
  '.rs': [
    'mod MODULE;\n',
    'use super::MODULE::{NAME, OTHER as THIRD};\n',
    'pub use crate::MODULE::*;\n',
    'use self::MODULE::NAME::{self, OTHER};\n',
    'use NAME::*;\n',
  ],
  '.cs': [
    'namespace MODULE;\n',
    'using MODULE;\n',
    'using static MODULE.NAME;\n',
    'using NAME = MODULE.OTHER;\n',
    'global using MODULE;\n',
  ],
  '.java': [
    'package MODULE;\n',
    'import MODULE.NAME;\n',
    'import MODULE.*;\n',
    'import static MODULE.NAME.OTHER;\n',
    'import static MODULE.NAME.*;\n',
  ],
};

/** Whether a line is likely to bring names from another file. */
export function isModuleLine(line: string): boolean {
  return /\bfrom\b|\bimport\b|\bpackage\b|\busing\b|\brequire(?:_relative)?\b|#include|\bnamespace\b|\buse\b|\bmod\b/.test(
    line,
  );
}

/** What a file calls another of its language. */
export function moduleName(from: string, to: string, goModule: string): string {
  const extension = extname(to);
  const way = relative(dirname(from), to);
  if (extension === '.c' || extension === '.cpp' || extension === '.hpp') return way;
  // Namespaces follow the folders, from the second one on.
  if (extension === '.php') return dirname(to).split('/').slice(1).join('\\');
  if (extension === '.rs') return basename(to, extension);
  // Packages are named by their folders, from the one on that begins them by custom.
  if (extension === '.java' || extension === '.kt' || extension === '.cs') {
    const parts = dirname(to).split('/');
    return parts
      .slice(
        Math.max(
          0,
          parts.findIndex((part) => /^(?:org|com)$/.test(part)),
        ),
      )
      .join('.');
  }
  if (extension === '.go')
    return [goModule, ...dirname(to).split('/')].filter((part) => part !== '.').join('/');
  const bare = way.slice(0, -extension.length);
  if (extension !== '.py') return bare.startsWith('.') ? bare : `./${bare}`;
  const parts = bare.split('/');
  const ups = parts.filter((part) => part === '..').length;
  return (
    '.'.repeat(ups + 1) +
    parts
      .slice(ups)
      .filter((part) => part !== '__init__')
      .join('.')
  );
}

/** Texts that configuration files get. */
export const CONFIGS: Readonly<Record<string, readonly string[]>> = {
  'package.json': ['{"name":"tree","main":"./STEM.js"}\n', '{"name":"other","exports":{".":"./STEM.js"}}\n'],
  'tsconfig.json': ['{"compilerOptions":{"baseUrl":".","paths":{"@/*":["./*"]}}}\n', '{}\n'],
  'Cargo.toml': ['[package]\nname = "STEM"\n', '[package]\nname = "other"\n[lib]\npath = "STEM.rs"\n'],
  'go.mod': ['module example.com/tree\n', 'module example.com/other\n'],
  'pyproject.toml': ['[project]\nname = "tree"\n', '[tool.setuptools]\npackage-dir = {"" = "src"}\n'],
};
