// --- src/lib.rs
struct Flags { bits: u8 }

macro_rules! define_flag {
    ($bit:expr, $is:ident, $set:ident) => {
        fn $is(&self) -> bool { self.bits & (1 << $bit) > 0 }
        fn $set(&mut self, on: bool) -> &mut Flags { self.bits |= 1 << $bit; self }
    };
    ($name:ident) => {
        /// It takes no object.
        pub fn $name() -> Flags { Flags { bits: 0 } }
        fn reset(self) -> Flags { Flags { bits: 0 } }
    };
}

macro_rules! listed {
    ($($name:ident),*) => { $(fn $name() { })* };
}

impl Flags {
    define_flag!(0, is_open, set_open);
    define_flag! { empty }
    listed!(one, two);
}

fn run(mut flags: Flags) {
    flags.is_open();
    //    ^^^^^^^ call exact Flags::is_open
    flags.set_open(true).is_open();
    //    ^^^^^^^^ call exact Flags::set_open
    //                   ^^^^^^^ call exact Flags::is_open
    Flags::empty().reset().is_open();
    //     ^^^^^ call exact Flags::empty
    //             ^^^^^ call exact Flags::reset
    //                     ^^^^^^^ call exact Flags::is_open
    Flags::one();
    //     ^^^ no call
}
