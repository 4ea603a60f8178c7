// --- Cargo.toml
[package]
name = "links"
// --- src/lib.rs
pub struct Node;
impl Node { pub fn mark(&self) {} }
pub trait Mark { fn mark(&self); }
pub trait Graph { type Id: Mark; fn first(&self) -> Self::Id; }
pub trait Linked: Graph {
    type All: Iterator<Item = Self::Id>;
    type Nodes: Iterator<Item = Node>;
    fn all(&self) -> Self::All;
    fn nodes(&self) -> Self::Nodes;
}
// ### a loop over an associated type goes over what its bound says
fn over<G: Linked>(graph: G) {
    for one in graph.nodes() { one.mark(); }
    //                             ^^^^ call exact Node::mark
    for one in graph.all() { one.mark(); }
    //                           ^^^^ call exact Mark::mark
}
// ### a loop over a type parameter goes over what one of its bounds says
fn each<I: Clone + Iterator<Item = Node>>(all: I) {
    for one in all { one.mark(); }
    //                   ^^^^ call exact Node::mark
}
fn given<I>(all: I) where I: IntoIterator<Item = Node> {
    for one in all { one.mark(); }
    //                   ^^^^ call exact Node::mark
}
// ### members of tuples have numbers from 0 on
struct Pair { both: (u8, Node) }
impl Pair {
    fn run(&self, others: &mut (Node, (u8, Node))) {
        self.both.1.mark();
        //          ^^^^ call exact Node::mark
        others.0.mark();
        //       ^^^^ call exact Node::mark
        let (_, last) = &others.1;
        last.mark();
        //   ^^^^ call exact Node::mark
    }
}
// ### what a type of the library declares comes before a trait's method, also of a trait with a trait of the library above it
pub trait Nullable: Default {
    fn as_ref(&self) -> Option<&Node>;
    fn is_null(&self) -> bool;
}
impl Nullable for Option<Node> {
    fn as_ref(&self) -> Option<&Node> {
        self.as_ref()
        //   ^^^^^^ call external std:option.Option.as_ref
    }
    fn is_null(&self) -> bool { true }
}
fn check(node: Option<Node>) {
    node.is_null();
    //   ^^^^^^^ call exact is_null
}
// ### what a macro is given may have lines of the macro between declarations
template! {
/// Of graphs.
pub trait Sized2 {
    @section type
    @escape [type Index]
    type Index;
    @section self
    fn size(&self) -> Node;
}
}
fn sizes<S: Sized2>(one: S) {
    one.size().mark();
    //  ^^^^ call exact Sized2::size
    //         ^^^^ call exact Node::mark
}
