// --- Cargo.toml
[package]
name = "shop"
// --- src/main.rs
use std::cmp::Ordering;
use std::ops::{Add, AddAssign, Index, Neg};

struct Money { cents: i32 }
struct Grid { cells: Vec<Money> }
impl Add for Money { type Output = Money; fn add(self, other: Money) -> Money { self } }
impl Neg for Money { type Output = Money; fn neg(self) -> Money { self } }
impl AddAssign for Money { fn add_assign(&mut self, other: Money) {} }
impl PartialEq for Money { fn eq(&self, other: &Money) -> bool { true } }
impl PartialOrd for Money { fn partial_cmp(&self, other: &Money) -> Option<Ordering> { None } }
impl Index<usize> for Grid { type Output = Money; fn index(&self, at: usize) -> &Money { &self.cells[at] } }
impl Money { fn show(&self) {} }

fn run(a: Money, b: Money, grid: Grid, n: i32) {
    (a + b).show();
    // ^ call exact Money::add
    //      ^^^^ call exact Money::show
    let less = -a;
    //         ^ call exact Money::neg
    less.show();
    //   ^^^^ call exact Money::show
    let mut sum = a;
    sum += b;
    //  ^^ call exact Money::add_assign
    if a == b || a != b { return; }
    //   ^^ call exact Money::eq
    //             ^^ call exact Money::eq
    if a < b { return; }
    //   ^ call exact Money::partial_cmp
    grid[0].show();
    //  ^ call exact Grid::index
    //      ^^^^ call exact Money::show
    n + 1;
    //^ no call
    a.cents + n;
    //      ^ no call
}
