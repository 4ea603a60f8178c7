// Outline prints what the packages of Go's standard library that are named on the command line declare, as go/types reads it
// from their export data, in the format of server/resolve/library/outline.ts. It needs the installed Go alone.
package main

import (
	"bufio"
	"fmt"
	"go/importer"
	"go/types"
	"os"
	"sort"
	"strings"
)

// Universe is the package of what every file sees.
const universe = "builtin"

// Generic types that the language has and no package declares. What one can range over is iterable here.
const ownTypes = `:iterable 1
:slice 1 iterable[$0]
:array 1 iterable[$0]
:map 2 iterable[$1]
:chan 1 iterable[$0]
:tuple 0
`

type printer struct {
	out *bufio.Writer
	// The package whose declarations are written, and the type parameters that are in sight.
	current *types.Package
	names   map[*types.TypeParam]string
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	p := &printer{out: out, names: map[*types.TypeParam]string{}}
	fmt.Fprintf(out, "@%s\n%s", universe, ownTypes)
	for _, name := range types.Universe.Names() {
		if object, ok := types.Universe.Lookup(name).(*types.TypeName); ok {
			p.typeName(object)
		}
	}
	from := importer.Default()
	paths := append([]string{}, os.Args[1:]...)
	sort.Strings(paths)
	for _, path := range paths {
		pkg, err := from.Import(path)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		p.current = pkg
		fmt.Fprintf(out, "@%s\n", path)
		for _, name := range pkg.Scope().Names() {
			if object := pkg.Scope().Lookup(name); object.Exported() {
				p.object(object)
			}
		}
	}
}

func (p *printer) object(object types.Object) {
	switch object := object.(type) {
	case *types.TypeName:
		p.typeName(object)
	case *types.Func:
		p.function("", object)
	case *types.Var, *types.Const:
		fmt.Fprintf(p.out, "%s %s\n", object.Name(), p.text(object.Type(), false))
	}
}

func (p *printer) typeName(object *types.TypeName) {
	named, ok := object.Type().(*types.Named)
	if basic, ok := object.Type().(*types.Basic); ok && object.IsAlias() {
		fmt.Fprintf(p.out, "=%s %s.%s\n", object.Name(), universe, types.Typ[basic.Kind()].Name())
		return
	}
	if object.IsAlias() || (!ok && object.Pkg() != nil) {
		if ok && named.Obj().Pkg() != nil && named.Obj() != object {
			fmt.Fprintf(p.out, "=%s %s.%s\n", object.Name(), named.Obj().Pkg().Path(), named.Obj().Name())
		}
		return
	}
	if !ok {
		if object.Name() == "string" {
			fmt.Fprintf(p.out, ":string 0 iterable[rune]\n")
		} else {
			fmt.Fprintf(p.out, ":%s\n", object.Name())
		}
		return
	}
	count := named.TypeParams().Len()
	for i := 0; i < count; i++ {
		p.names[named.TypeParams().At(i)] = fmt.Sprintf("$%d", i)
	}
	mark := ":"
	if types.IsInterface(named) {
		mark = "~"
	}
	fmt.Fprintf(p.out, "%s%s", mark, object.Name())
	if base := p.ranged(named.Underlying()); count > 0 || base != "" {
		fmt.Fprintf(p.out, " %d", count)
		if base != "" {
			fmt.Fprintf(p.out, " iterable[%s]", base)
		}
	}
	fmt.Fprintln(p.out)
	if structure, ok := named.Underlying().(*types.Struct); ok {
		p.fields(structure)
	}
	var receiver types.Type = named
	if !types.IsInterface(named) {
		receiver = types.NewPointer(named)
	}
	methods := types.NewMethodSet(receiver)
	for i := 0; i < methods.Len(); i++ {
		if method := methods.At(i).Obj().(*types.Func); method.Exported() {
			for j, own := 0, receiverOf(method); j < own.Len(); j++ {
				p.names[own.At(j)] = fmt.Sprintf("$%d", j)
			}
			p.function(" ", method)
		}
	}
}

// The elements of what one can range over, "" for other types.
func (p *printer) ranged(t types.Type) string {
	switch t := t.(type) {
	case *types.Slice:
		return p.text(t.Elem(), false)
	case *types.Array:
		return p.text(t.Elem(), false)
	case *types.Map:
		return p.text(t.Elem(), false)
	case *types.Chan:
		return p.text(t.Elem(), false)
	}
	return ""
}

func receiverOf(method *types.Func) *types.TypeParamList {
	return method.Type().(*types.Signature).RecvTypeParams()
}

func (p *printer) fields(structure *types.Struct) {
	for i := 0; i < structure.NumFields(); i++ {
		if field := structure.Field(i); field.Exported() {
			fmt.Fprintf(p.out, " %s %s\n", field.Name(), p.text(field.Type(), false))
		}
	}
}

func (p *printer) function(indent string, function *types.Func) {
	signature := function.Type().(*types.Signature)
	for i := 0; i < signature.TypeParams().Len(); i++ {
		p.names[signature.TypeParams().At(i)] = fmt.Sprintf("#%d", i)
	}
	var parameters []string
	for i := 0; i < signature.Params().Len(); i++ {
		t := signature.Params().At(i).Type()
		star := ""
		if signature.Variadic() && i == signature.Params().Len()-1 {
			star = "*"
			if slice, ok := t.(*types.Slice); ok {
				t = slice.Elem()
			}
		}
		if text := p.text(t, true); text != "_" {
			parameters = append(parameters, star+":"+text)
		} else if star != "" {
			parameters = append(parameters, "*:_")
		} else {
			parameters = append(parameters, "-")
		}
	}
	fmt.Fprintf(p.out, "%s%s(%s)%s\n", indent, function.Name(), strings.Join(parameters, ","), known(p.results(signature)))
}

func (p *printer) results(signature *types.Signature) string {
	results := signature.Results()
	switch results.Len() {
	case 0:
		return "None"
	case 1:
		return p.text(results.At(0).Type(), false)
	}
	var texts []string
	for i := 0; i < results.Len(); i++ {
		texts = append(texts, p.text(results.At(i).Type(), false))
	}
	return "tuple[" + strings.Join(texts, ",") + "]"
}

func known(text string) string {
	if text == "_" {
		return ""
	}
	return text
}

// The type as it is written. What takes a function by the name of its type can be called with what that says.
func (p *printer) text(t types.Type, isTaken bool) string {
	switch t := t.(type) {
	case *types.Basic:
		return basicName(t)
	case *types.Pointer:
		return p.text(t.Elem(), isTaken)
	case *types.Slice:
		return "slice[" + p.text(t.Elem(), false) + "]"
	case *types.Array:
		return "array[" + p.text(t.Elem(), false) + "]"
	case *types.Chan:
		return "chan[" + p.text(t.Elem(), false) + "]"
	case *types.Map:
		return "map[" + p.text(t.Key(), false) + "," + p.text(t.Elem(), false) + "]"
	case *types.TypeParam:
		if name, ok := p.names[t]; ok {
			return name
		}
	case *types.Signature:
		return p.callable(t)
	case *types.Named:
		if signature, ok := t.Underlying().(*types.Signature); ok && isTaken {
			return p.callable(signature)
		}
		return p.named(t)
	}
	return "_"
}

func (p *printer) callable(signature *types.Signature) string {
	var parameters []string
	for i := 0; i < signature.Params().Len(); i++ {
		if signature.Variadic() && i == signature.Params().Len()-1 {
			parameters = append(parameters, "*")
		} else {
			parameters = append(parameters, p.text(signature.Params().At(i).Type(), false))
		}
	}
	text := "(" + strings.Join(parameters, ",") + ")"
	if result := p.results(signature); result != "None" && result != "_" {
		return text + "{" + result + "}"
	}
	return text
}

func (p *printer) named(named *types.Named) string {
	object := named.Obj()
	name := object.Name()
	if object.Pkg() != nil && !object.Exported() {
		return "_"
	}
	if object.Pkg() != nil && object.Pkg() != p.current && object.Pkg().Path() != p.current.Path() {
		name = object.Pkg().Path() + "." + name
	}
	if named.TypeArgs().Len() == 0 {
		return name
	}
	var given []string
	for i := 0; i < named.TypeArgs().Len(); i++ {
		given = append(given, p.text(named.TypeArgs().At(i), false))
	}
	return name + "[" + strings.Join(given, ",") + "]"
}

func basicName(t *types.Basic) string {
	name := strings.TrimPrefix(t.Name(), "untyped ")
	switch t.Kind() {
	case types.UnsafePointer, types.Invalid, types.UntypedNil:
		return "_"
	case types.UntypedFloat:
		return "float64"
	case types.UntypedComplex:
		return "complex128"
	}
	return name
}
