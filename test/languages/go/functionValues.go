package handlers

type Server struct {
    routes  map[string]func(*Server)
    onClose func() error
    logger
}

type logger interface{ Log(text string) }

type Hook func(s *Server) *Server

func (s *Server) handle()        {}
func (s *Server) Close() error   { return nil }
func start(s *Server)            {}
func chain(hooks ...Hook) Hook   { return hooks[0] }
func (h Hook) With(o Hook) Hook  { return h }

var table = map[string]func(*Server){
    "start":  start,
//            ^^^^^ ref exact functionValues.start
    "handle": (*Server).handle,
//                      ^^^^^^ ref exact Server.handle
}

func values(s *Server, given func(*Server)) {
    // What a map or a field holds is not known: no call, but a reference to where it was put in.
    table["start"](s)
    s.routes["x"](s)
    s.onClose()
//    ^^^^^^^ no call
//    ^^^^^^^ ref exact Server.onClose
    s.onClose = s.Close
//              ^^^^^^^ no call
//                ^^^^^ ref exact Server.Close
    given(s)
//  ^^^^^ no call
    s.Log("promoted from an embedded interface")
//    ^^^ call exact logger.Log
    s.logger.Log("by its name")
//           ^^^ call exact logger.Log
    closer := s.Close
//              ^^^^^ ref exact Server.Close
    closer()
//  ^^^^^^ call inferred Server.Close
    run := start
//         ^^^^^ ref exact functionValues.start
    run(s)
//  ^^^ call inferred functionValues.start
    chain(func(s *Server) *Server { s.handle(); return s }).With(nil)(s).handle()
//  ^^^^^ call exact functionValues.chain
//                                    ^^^^^^ call exact Server.handle
//                                                          ^^^^ call exact Hook.With
//                                                                       ^^^^^^ call exact Server.handle
}

func assertions(any interface{}) {
    if closer, ok := any.(interface{ Close() error }); ok {
        closer.Close()
//             ^^^^^ call exact assertions.Close
    }
    any.(*Server).handle()
//                ^^^^^^ call exact Server.handle
    switch v := any.(type) {
    case Hook:
        v.With(nil)
//        ^^^^ call exact Hook.With
    case logger:
        v.Log("")
//        ^^^ call exact logger.Log
    case func() *Server:
        v().handle()
//          ^^^^^^ call exact Server.handle
    case []*Server:
        v[0].handle()
//           ^^^^^^ call exact Server.handle
    }
}
