package shop

type Engine struct{ power int }

func (e *Engine) Start() error { return nil }
func (e Engine) Power() int    { return e.power }

type Radio struct{}

func (Radio) Tune() {}

type Car struct {
    *Engine
    Radio
    spare, second Engine
    wheels        []*Wheel
    onStop        func()
}

type Wheel struct{ turns int }

func (w *Wheel) Turn() *Wheel { w.turns++; return w }

func NewCar() *Car {
    return &Car{Engine: &Engine{}, wheels: []*Wheel{{turns: 1}}}
}

func (c *Car) Run() {
    c.Start()
//    ^^^^^ call exact Engine.Start
    c.Tune()
//    ^^^^ call exact Radio.Tune
    c.Engine.Power()
//           ^^^^^ call exact Engine.Power
    c.second.Start()
//           ^^^^^ call exact Engine.Start
    c.stop()
//    ^^^^ call exact Car.stop
    c.wheels[0].Turn().Turn()
//              ^^^^ call exact Wheel.Turn
//                     ^^^^ call exact Wheel.Turn
    c.onStop()
//    ^^^^^^ no call
//    ^^^^^^ ref exact Car.onStop
    c.missing()
//    ^^^^^^^ no call
}

func main() {
    NewCar().Run()
//           ^^^ call exact Car.Run
    start := (*Engine).Start
//                     ^^^^^ ref exact Engine.Start
    start(&Engine{})
//  ^^^^^ call inferred Engine.Start
    turn := new(Wheel).Turn
//                     ^^^^ ref exact Wheel.Turn
    defer turn()
//        ^^^^ call inferred Wheel.Turn
    go Radio.Tune(Radio{})
//           ^^^^ call exact Radio.Tune
    (&Car{}).Run()
//           ^^^ call exact Car.Run
}

// A level that is nearer hides what is further down.

type Deep struct{}

func (Deep) Name() {}

type Near struct{ Deep }
type Here struct{}

func (Here) Name() {}

type Both struct {
    Near
    Here
}

func depth(b Both) {
    b.Name()
//    ^^^^ call exact Here.Name
}
// --- more.go
package shop

// Methods may stand in any file of the package.

func (c *Car) stop() {
    c.spare.Power()
//          ^^^^^ call exact Engine.Power
}
