// --- Cargo.toml
[package]
name = "shop-core"
[dependencies]
serde = "1"
// --- src/lib.rs
pub mod item;
mod util;
pub use item::{Item, Kind as ItemKind};
use crate::util::*;

pub fn run(items: &[Item], kind: ItemKind) -> usize {
    let config = util::config();
    //                 ^^^^^^ call exact util::config
    let item = Item::new("a", 1);
    //               ^^^ call exact Item::new
    item.describe();
    //   ^^^^^^^^ call exact Label::describe
    item.next().next().label();
    //   ^^^^ call exact Item::next
    //          ^^^^ call exact Item::next
    //                 ^^^^^ call exact Item::label
    println!("{} {}", item.count(), twice(2));
    //                     ^^^^^ call exact Item::count
    //                              ^^^^^ call exact util::twice
    assert_eq!(config.size(), 2);
    //                ^^^^ call exact Config::size
    let all = vec![item.next(), Item::new("b", 2)];
    //                  ^^^^ call exact Item::next
    //                                ^^^ call exact Item::new
    match kind {
        ItemKind::Plain => run(items, kind),
        //                 ^^^ call exact crate::run
        ItemKind::Boxed(inner, Part { of, .. }) => inner.count() + of.count(),
        //                                               ^^^^^ call exact Item::count
        //                                                            ^^^^^ call exact Item::count
        ItemKind::Named { item } if item.count() > 1 => item.label().len(),
        //                               ^^^^^ call exact Item::count
        //                                                   ^^^^^ call exact Item::label
    }
}
// --- src/item.rs
use super::util::config;
use std::fmt;

pub struct Item {
    name: String,
    count: usize,
}
pub struct Part { pub of: Item }
pub enum Kind {
    Plain,
    Boxed(Item, Part),
    Named { item: Item },
}
pub trait Label {
    fn label(&self) -> String;
    fn describe(&self) -> String {
        self.label()
        //   ^^^^^ call exact Label::label
    }
}
impl Item {
    pub fn new(name: &str, count: usize) -> Self {
        config().check(count);
        //       ^^^^^ call exact Config::check
        Self { name: name.to_string(), count }
    }
    pub fn count(&self) -> usize { self.count }
    //                                  ^^^^^ ref exact Item::count
    pub fn next(&self) -> Item {
        let item = Self::new(&self.name, self.count());
        //               ^^^ call exact Item::new
        //                                    ^^^^^ call exact Item::count
        let item = if item.count() > 3 { item } else { Item::new("c", 0) };
        //                 ^^^^^ call exact Item::count
        item
    }
}
impl Label for Item {
    fn label(&self) -> String { self.name.clone() }
}
impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.label())
        //                   ^^^^^ call exact Item::label
    }
}
#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn counts() {
        let Item { name, count } = Item::new("x", 1);
        //                               ^^^ call exact Item::new
        if let Kind::Boxed(first, _) = make() { first.next(); }
        //                             ^^^^ call exact tests::make
        //                                            ^^^^ call exact Item::next
    }
    fn make() -> Kind { Kind::Plain }
}
// --- src/util.rs
pub struct Config { size: usize }
impl Config {
    pub fn size(&self) -> usize { self.size }
    pub fn check(&self, n: usize) -> bool { n < self.size() }
    //                                               ^^^^ call exact Config::size
}
pub fn config() -> Config { Config { size: twice(1) } }
//                                         ^^^^^ call exact util::twice
pub fn twice(n: usize) -> usize { n * 2 }
// --- src/marks.rs
pub trait Shape { fn area(&self) -> i32; }
#[derive(Debug, Shape)]
//              ^^^^^ implements exact marks::Shape
pub struct Marked;
