// Texts that are no source of a language that is indexed and can name what such source defines.

const TEXT_EXTENSIONS =
  // What is shown, of toolkits that call handlers by their names.
  '.glade .ui .blp .qml .xaml .axaml .fxml .xib .storyboard .plist .razor .cshtml .jsp .ftl .twig .liquid .haml .slim .njk ' +
  '.html .htm .xhtml .xml .svg .jinja .jinja2 .j2 .tmpl .tpl .hbs .mustache .ejs .pug .erb .vue .svelte .astro .mdx ' +
  '.json .jsonc .json5 .yaml .yml .toml .ini .cfg .conf .env .properties .txt .sh .bash .zsh .ps1 .bat .sql .graphql ' +
  '.proto .gradle .mk .mod .c .h .cc .cpp .hpp .cs .java .kt .rb .php .rs .swift .scala .lua .pyx .pxd .ipynb .css .scss .s .S .asm ' +
  '.dart .m .mm .groovy .pl .pm .r .R .jl .ex .exs .clj .cljs .erl .hs .ml .fs .vb .zig .nim .el .coffee .cmake .bzl .nix .tf ' +
  '.desktop .service .in .am .ac ' +
  // What tools make source from: bindings of C to other languages, grammars, lists of what a library gives away.
  '.xs .i .swg .sip .y .yy .ypp .l .ll .lpp .re .gperf .def .map .sym .lds .ld .vala .vapi .gir .inc .tcl .awk .d .phtml .tt .fish .vcl';

/** Extensions with their dots. Prose is not among them. */
export const otherTextExtensions: readonly string[] = TEXT_EXTENSIONS.split(' ');

/** Names of files that have no such extension. */
export const otherTextNames: readonly string[] = [
  'Makefile',
  'GNUmakefile',
  'Jenkinsfile',
  'Vagrantfile',
  'typemap',
  'Dockerfile',
  'setup.cfg',
  '.babelrc',
  '.eslintrc',
];
