package zoo

type Namer interface{ Name() string }

type Animal interface {
    Namer
    Speak(to Animal) (string, error)
}

type Dog struct{ name string }
//   ^^^ no call

func (d *Dog) Name() string                    { return d.name }
//            ^^^^ overrides inferred Namer.Name
func (d *Dog) Speak(to Animal) (string, error) { return "woof", nil }

type pack []Animal

func (p pack) first() Animal { return p[0] }

func talk(a Animal, all pack, any interface{ Bark() }) {
    a.Speak(a)
//    ^^^^^ call exact Animal.Speak
    a.Name()
//    ^^^^ call exact Namer.Name
    all.first().Name()
//              ^^^^ call exact Namer.Name
    all[1].Name()
//         ^^^^ call exact Namer.Name
    any.Bark()
//      ^^^^ call exact talk.Bark
    if dog, ok := a.(*Dog); ok {
        dog.Name()
//          ^^^^ call exact Dog.Name
    }
    a.(*Dog).Speak(nil)
//           ^^^^^ call exact Dog.Speak
    switch a := a.(type) {
    case *Dog:
        a.Name()
//        ^^^^ call exact Dog.Name
    case Namer, error:
        a.Name()
//        ^^^^ call exact Namer.Name
    default:
        a.Speak(a)
//        ^^^^^ call exact Animal.Speak
    }
}

type wrapped struct{ Animal }

func (w wrapped) loud() error {
    w.Speak(w)
//    ^^^^^ call exact Animal.Speak
    _, err := w.Animal.Speak(w)
//                     ^^^^^ call exact Animal.Speak
    err.Error()
//      ^^^^^ call external builtin:error.Error
    return err
}

var _ Animal = (*Dog)(nil)
//    ^^^^^^ type exact Animal
