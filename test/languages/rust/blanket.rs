// --- Cargo.toml
[package]
name = "shop"
// --- src/main.rs
trait Parser {
    fn map(&self) -> i32;
    fn own(&self) -> i32;
}
impl<F> Parser for F where F: Fn(i32) -> i32 {
    fn map(&self) -> i32 { 1 }
    fn own(&self) -> i32 { 2 }
}
fn double(n: &i32) -> i32 { n * 2 }
fn run(given: Option<&i32>) {
    given.map(double);
    //    ^^^ call external std:option.Option.map
    given.own();
    //    ^^^ call exact own
}
// ### what a trait gives a type of the library comes behind what that declares
trait Measured {
    fn len(&self) -> usize;
    fn depth(&self) -> usize;
}
impl<T> Measured for Vec<T> {
    fn len(&self) -> usize { 1 }
    fn depth(&self) -> usize { 2 }
}
fn measure(all: Vec<u8>) {
    all.len();
    //  ^^^ call external std:vec.Vec.len
    all.depth();
    //  ^^^^^ call exact depth
}
// ### what only a trait is known of has its members and those above it, and no others
use crate::unseen::Visited;
trait Linked: Copy { fn next(&self); }
fn walk<L>(link: L) where L: Linked + Visited {
    link.next();
    //   ^^^^ call exact Linked::next
    link.visit();
    //   ^^^^^ no call
}
