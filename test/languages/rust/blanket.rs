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
