package scopes

type url struct{}
type T struct{ url *url }
type U struct{ t T }

func (url) parse() *T { return nil }
func (*T) open() *U   { return nil }
func (*U) close()     {}

func shadows(v *T, url url) {
    url.parse()
//      ^^^^^ call exact url.parse
    if v := v.open(); v != nil {
//            ^^^^ call exact T.open
        v.close()
//        ^^^^^ call exact U.close
    } else {
        v.close()
//        ^^^^^ call exact U.close
    }
    v.open()
//    ^^^^ call exact T.open
    {
        v := v.open()
//             ^^^^ call exact T.open
        v.close()
//        ^^^^^ call exact U.close
    }
    for v := v.open(); ; {
//             ^^^^ call exact T.open
        v.close()
//        ^^^^^ call exact U.close
    }
    switch v := v.open(); {
//                ^^^^ call exact T.open
    case true:
        v := v.t
        v.open()
//        ^^^^ call exact T.open
    default:
        v.close()
//        ^^^^^ call exact U.close
    }
    func() {
        v.open()
//        ^^^^ call exact T.open
        v := v.open()
        v.close()
//        ^^^^^ call exact U.close
    }()
    var late = helper()
//             ^^^^^^ call exact scopes.helper
    helper := func() *U { return nil }
    helper().close()
//  ^^^^^^ call inferred shadows.helper
//           ^^^^^ call exact U.close
    type U struct{}
    len := late.open
    len()
//  ^^^ call inferred T.open
}

func helper() *T { return nil }

func (t *T) helper() {
    helper()
//  ^^^^^^ call exact scopes.helper
    open()
//  ^^^^ no call
}
