package app

import (
    "fmt"
    _ "image/png"
    str "strings"

    "example.com/app/internal/store"
    . "example.com/app/dots"
    "example.com/app/yaml.v3"
    "github.com/other/go-redis/v9"
)

func init() { setUp() }
//            ^^^^^ call exact other.setUp

func run(s *store.Store, r redis.Client) {
    fmt.Println(str.ToUpper("x"))
//      ^^^^^^^ call external fmt:Println
//                  ^^^^^^^ call external strings:ToUpper
    s.Save()
//    ^^^^ call exact Store.Save
    store.Open().Save()
//        ^^^^ call exact store.Open
//               ^^^^ call exact Store.Save
    Dotted()
//  ^^^^^^ call exact dots.Dotted
    goyaml.Parse()
//         ^^^^^ call exact parse.Parse
    r.Get("x")
//    ^^^ call external github.com/other/go-redis/v9:Client.Get
    var b str.Builder
    b.Len()
//    ^^^ call external strings:Builder.Len
    reader, err := redis.Open()
    reader.Close()
//         ^^^^^ call external github.com/other/go-redis/v9:Open.Close
    store.Default.Save()
//        ^^^^^^^ ref exact store.Default
//                ^^^^ call exact Store.Save
    handlers := []func(*store.Store){store.Handle}
//                                         ^^^^^^ ref exact store.Handle
    _, _ = handlers, err
}
// --- other.go
package app

func setUp() { system() }
//             ^^^^^^ call exact system_linux.system
// --- system_linux.go
package app

func system() {}
// --- system_windows.go
package app

func system() {}

func windowsOnly() { system() }
//                   ^^^^^^ call exact system_windows.system
// --- generate.go
//go:build ignore

package main

func main() { setUp() }
//            ^^^^^ no call
// --- app_test.go
package app

func helper() { run(nil, nil) }
//              ^^^ call exact packages.run
// --- outside_test.go
package app_test

import "example.com/app"

func check() {
    app.Exported()
//      ^^^^^^^^ call exact api.Exported
    setUp()
//  ^^^^^ no call
}
// --- api.go
package app

func Exported() {}
// --- internal/store/store.go
package store

type Store struct{}

var Default Store

func Open() *Store     { return &Store{} }
func Handle(s *Store)  {}
func (s *Store) Save() {}
// --- dots/dots.go
package dots

func Dotted() {}
// --- yaml.v3/parse.go
package goyaml

func Parse() {}
// --- go.mod
module example.com/app

require github.com/other/go-redis/v9 v9.0.0
