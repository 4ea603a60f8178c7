// What the outline of the standard library tells: what its functions give, hold and call.
package library

import (
    "bufio"
    "context"
    "net/http"
    "os"
    "path/filepath"
    "sort"
    "strings"
    "sync"
    "sync/atomic"
    "time"
)

type Task struct{ name string }

func (t *Task) Run() *Task { return t }
func (t *Task) Stop()      {}

func setUp()                                             {}
func serve(w http.ResponseWriter, r *http.Request)        {}
func visit(path string, info os.FileInfo, err error) error { return nil }
func isSpace(r rune) bool                                { return false }

// ### functions that the library calls

func callbacks(once *sync.Once, tasks []*Task, mux *http.ServeMux) {
    once.Do(setUp)
//          ^^^^^ call inferred setUp
    http.HandleFunc("/", serve)
//                       ^^^^^ call inferred serve
    mux.HandleFunc("/", serve)
//                      ^^^^^ call inferred serve
    filepath.Walk(".", visit)
//                     ^^^^^ call inferred visit
    strings.FieldsFunc("a b", isSpace)
//                            ^^^^^^^ call inferred isSpace
    strings.Map(func(r rune) rune { setUp(); return r }, "a")
//                                  ^^^^^ call exact setUp
    time.AfterFunc(time.Second, setUp)
//                              ^^^^^ call inferred setUp
    sort.Slice(tasks, func(i, j int) bool { tasks[i].Run(); return true })
//                                                   ^^^ call exact Task.Run
}

// ### what they give

func results(ctx context.Context) {
    var held atomic.Pointer[Task]
    held.Load().Run()
//              ^^^ call exact Task.Run
    held.Swap(&Task{}).Stop()
//                     ^^^^ call exact Task.Stop
    pool := sync.Pool{New: func() any { return &Task{} }}
    pool.Get().(*Task).Run()
//       ^^^ call external sync:Pool.Get
//                     ^^^ call exact Task.Run
    var builder strings.Builder
    builder.WriteString("a")
//          ^^^^^^^^^^^ call external strings:Builder.WriteString
    scanner := bufio.NewScanner(os.Stdin)
    scanner.Scan()
//          ^^^^ call external bufio:Scanner.Scan
    strings.Split(scanner.Text(), ",")
//                        ^^^^ call external bufio:Scanner.Text
    response, err := http.Get("a")
//                        ^^^ call external net/http:Get
    response.Body.Close()
//                ^^^^^ call external io:ReadCloser.Close
    err.Error()
//      ^^^^^ call external builtin:error.Error
    ctx, cancel := context.WithTimeout(ctx, time.Second)
    ctx.Err().Error()
//            ^^^^^ call external builtin:error.Error
    cancel()
    file, _ := os.Open("a")
    file.Stat()
    info, _ := file.Stat()
    info.ModTime().Add(time.Second).Unix()
//       ^^^^^^^ call external io/fs:FileInfo.ModTime
//                                  ^^^^ call external time:Time.Unix
    for _, entry := range must(os.ReadDir(".")) {
        entry.Name()
    }
    request, _ := http.NewRequestWithContext(ctx, "GET", "a", nil)
    request.Header.Get("a")
//                 ^^^ call external net/http:Header.Get
    request.URL.Query().Get("a")
//              ^^^^^ call external net/url:URL.Query
//                      ^^^ call external net/url:Values.Get
    time.Duration(1).String()
//                   ^^^^^^ call external time:Duration.String
    http.HandlerFunc(serve).ServeHTTP(nil, request)
//                          ^^^^^^^^^ call external net/http:HandlerFunc.ServeHTTP
}

func must[T any](value T, err error) T { return value }

// ### a type of the project around one of the library

type guarded struct {
    sync.Mutex
    *bufio.Reader
    tasks map[string]*Task
}

func (g *guarded) all() {
    g.Lock()
//    ^^^^ call external sync:Mutex.Lock
    defer g.Unlock()
    line, _ := g.ReadString('a')
//               ^^^^^^^^^^ call external bufio:Reader.ReadString
    strings.TrimSpace(line)
    for _, task := range g.tasks {
        task.Run()
//           ^^^ call exact Task.Run
    }
}

