// Calls prints what go/types says of every call below a folder, one JSON object per line: the place of the callee's
// name, and where the function that it names is declared. It needs nothing but the standard library and no network;
// packages that cannot be found leave their calls undecided.
//
//	calls <folder>
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// Call is one call expression whose callee has a name.
type Call struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Name string `json:"name"`
	// Kind is what the name stands for: function, builtin, type, variable or unknown.
	Kind string `json:"kind"`
	// TargetFile is empty for functions that are declared outside of the folder.
	TargetFile string `json:"targetFile"`
	TargetLine int    `json:"targetLine"`
	Category   string `json:"category"`
}

// Program is everything below the folder, and the packages that it imports.
type Program struct {
	root     string
	fset     *token.FileSet
	modules  []Module
	packages map[string]*types.Package
	realDirs map[string]string
	errors   int
	out      *json.Encoder
}

// Module is a go.mod below the folder.
type Module struct{ path, dir string }

func main() {
	root, err := filepath.EvalSymlinks(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	program := &Program{root: root, fset: token.NewFileSet(), packages: map[string]*types.Package{}, realDirs: map[string]string{}, out: json.NewEncoder(out)}
	dirs := program.findDirectories()
	for _, dir := range dirs {
		program.checkDirectory(dir)
	}
	fmt.Fprintf(os.Stderr, "%d directories, %d type errors\n", len(dirs), program.errors)
}

func (p *Program) findDirectories() []string {
	var dirs []string
	filepath.Walk(p.root, func(path string, info os.FileInfo, err error) error {
		if err != nil {
			return nil
		}
		base := filepath.Base(path)
		if info.IsDir() {
			if path != p.root && (base == "testdata" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_")) {
				return filepath.SkipDir
			}
			dirs = append(dirs, path)
		} else if base == "go.mod" {
			p.addModule(path)
		}
		return nil
	})
	sort.Strings(dirs)
	// The longest module path that fits an import path is the module of the package.
	sort.Slice(p.modules, func(i, j int) bool { return len(p.modules[i].path) > len(p.modules[j].path) })
	return dirs
}

func (p *Program) addModule(file string) {
	text, _ := os.ReadFile(file)
	for _, line := range strings.Split(string(text), "\n") {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "module" {
			p.modules = append(p.modules, Module{strings.Trim(fields[1], `"`), filepath.Dir(file)})
			return
		}
	}
}

// checkDirectory checks the package of a directory with its tests, then the package that tests it from outside.
func (p *Program) checkDirectory(dir string) {
	found, err := build.ImportDir(dir, 0)
	if found == nil || (err != nil && len(found.GoFiles)+len(found.CgoFiles)+len(found.TestGoFiles)+len(found.XTestGoFiles) == 0) {
		return
	}
	plain := join(found.GoFiles, found.CgoFiles)
	pkg := p.checkFiles(dir, join(plain, found.TestGoFiles))
	if len(found.XTestGoFiles) == 0 {
		return
	}
	// The outer tests see what the inner tests export.
	before, known := p.packages[dir]
	if pkg != nil && len(found.TestGoFiles) > 0 {
		p.packages[dir] = pkg
	}
	p.checkFiles(dir, found.XTestGoFiles)
	if known {
		p.packages[dir] = before
	} else {
		delete(p.packages, dir)
	}
}

func join(lists ...[]string) []string {
	var all []string
	for _, list := range lists {
		all = append(all, list...)
	}
	return all
}

func (p *Program) checkFiles(dir string, names []string) *types.Package {
	if len(names) == 0 {
		return nil
	}
	var files []*ast.File
	for _, name := range names {
		if file, err := parser.ParseFile(p.fset, filepath.Join(dir, name), nil, 0); file != nil && err == nil {
			files = append(files, file)
		}
	}
	info := &types.Info{
		Uses:       map[*ast.Ident]types.Object{},
		Types:      map[ast.Expr]types.TypeAndValue{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	config := types.Config{Importer: Importer{p, dir}, FakeImportC: true, Error: func(error) { p.errors++ }}
	pkg, _ := config.Check(dir, p.fset, files, info)
	for _, file := range files {
		ast.Inspect(file, func(node ast.Node) bool {
			if call, ok := node.(*ast.CallExpr); ok {
				p.printCall(call, info, pkg)
			}
			return true
		})
	}
	return pkg
}

func (p *Program) printCall(expression *ast.CallExpr, info *types.Info, pkg *types.Package) {
	name, selector := calleeName(expression.Fun, info)
	if name == nil {
		return
	}
	place := p.fset.PositionFor(name.Pos(), false)
	file, inside := p.relative(place.Filename)
	if !inside {
		return
	}
	call := Call{File: file, Line: place.Line, Name: name.Name, Kind: "unknown", Category: "unknown"}
	switch object := info.Uses[name].(type) {
	case *types.Func:
		object = object.Origin()
		call.Kind = "function"
		call.Category = category(object, selector, info, pkg)
		target := p.fset.PositionFor(object.Pos(), false)
		if file, inside := p.relative(target.Filename); inside {
			call.TargetFile, call.TargetLine = file, target.Line
		}
	case *types.Builtin:
		call.Kind, call.Category = "builtin", "builtin"
	case *types.TypeName:
		call.Kind, call.Category = "type", "conversion"
	case *types.Var:
		call.Kind, call.Category = "variable", "variable"
	}
	p.out.Encode(call)
}

// calleeName is the last name of what is called, below parentheses and type arguments; nil when it has none.
func calleeName(expression ast.Expr, info *types.Info) (*ast.Ident, *ast.SelectorExpr) {
	for {
		switch e := expression.(type) {
		case *ast.ParenExpr:
			expression = e.X
		case *ast.IndexListExpr:
			expression = e.X
		case *ast.IndexExpr:
			if known, ok := info.Types[e.X]; !ok || known.IsValue() && !isFunction(known.Type) {
				return nil, nil
			}
			expression = e.X
		case *ast.Ident:
			return e, nil
		case *ast.SelectorExpr:
			return e.Sel, e
		default:
			return nil, nil
		}
	}
}

func isFunction(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

func category(object *types.Func, selector *ast.SelectorExpr, info *types.Info, pkg *types.Package) string {
	receiver := object.Type().(*types.Signature).Recv()
	switch {
	case receiver == nil && object.Pkg() == pkg:
		return "function of the package"
	case receiver == nil:
		return "function of another package"
	case types.IsInterface(receiver.Type()):
		return "method of an interface"
	}
	if selection := info.Selections[selector]; selection != nil && len(selection.Index()) > 1 {
		return "promoted method"
	}
	return "method"
}

func (p *Program) relative(file string) (string, bool) {
	if file == "" {
		return "", false
	}
	// The folder can also be known by a link that leads to it, such as GOROOT.
	dir := filepath.Dir(file)
	real, known := p.realDirs[dir]
	if !known {
		var err error
		if real, err = filepath.EvalSymlinks(dir); err != nil {
			real = dir
		}
		p.realDirs[dir] = real
	}
	path, err := filepath.Rel(p.root, filepath.Join(real, filepath.Base(file)))
	if err != nil || strings.HasPrefix(path, "..") {
		return "", false
	}
	return filepath.ToSlash(path), true
}

// Importer finds packages for the files of a directory: those of the folder by its modules, others where the go
// command would find them without a network.
type Importer struct {
	program *Program
	dir     string
}

// Import is ImportFrom the importer's own directory.
func (i Importer) Import(path string) (*types.Package, error) { return i.ImportFrom(path, i.dir, 0) }

// ImportFrom checks the declarations of a package, once.
func (i Importer) ImportFrom(path, dir string, _ types.ImportMode) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	p := i.program
	if dir == "" {
		dir = i.dir
	}
	found := p.find(path, dir)
	if found == nil || len(found.GoFiles)+len(found.CgoFiles) == 0 {
		return nil, fmt.Errorf("no package %s", path)
	}
	if known, ok := p.packages[found.Dir]; ok {
		if known == nil {
			return nil, fmt.Errorf("import cycle through %s", path)
		}
		return known, nil
	}
	p.packages[found.Dir] = nil
	var files []*ast.File
	for _, name := range join(found.GoFiles, found.CgoFiles) {
		if file, _ := parser.ParseFile(p.fset, filepath.Join(found.Dir, name), nil, parser.SkipObjectResolution); file != nil {
			files = append(files, file)
		}
	}
	config := types.Config{Importer: Importer{p, found.Dir}, FakeImportC: true, IgnoreFuncBodies: true, Error: func(error) {}}
	pkg, _ := config.Check(path, p.fset, files, nil)
	p.packages[found.Dir] = pkg
	return pkg, nil
}

func (p *Program) find(path, dir string) *build.Package {
	for _, module := range p.modules {
		rest := strings.TrimPrefix(path, module.path)
		if rest == path || (rest != "" && rest[0] != '/') {
			continue
		}
		if found, _ := build.ImportDir(filepath.Join(module.dir, rest), 0); found != nil && len(found.GoFiles)+len(found.CgoFiles) > 0 {
			return found
		}
	}
	for at := dir; strings.HasPrefix(at, p.root); at = filepath.Dir(at) {
		if found, _ := build.ImportDir(filepath.Join(at, "vendor", path), 0); found != nil && len(found.GoFiles) > 0 {
			return found
		}
	}
	found, _ := build.Import(path, dir, 0)
	return found
}
