// --- near.hpp
#pragma once
namespace a {
struct Point { int x; };
void show(const Point& p);
namespace b { void show(int n); void inner(); }
inline namespace v1 { void versioned(); }
}
// --- near.cpp
#include "near.hpp"
namespace a {
void show(const Point& p) { b::inner(); }
//                             ^^^^^ call exact inner
namespace b { void show(int n) { inner(); versioned(); } void inner() {} }
//                               ^^^^^ call exact inner
//                                        ^^^^^^^^^ call exact versioned
void versioned() {}
}
// --- other.cpp
// Another program has functions of the same names.
namespace a { void versioned(); void lone() { versioned(); } }
void helper() {}
// --- use.cpp
#include "near.hpp"
#define TWICE(call) do { call; call; } while (0)
static void helper() {}
void given() {
  a::Point p;
  show(p);
//^^^^ call inferred show
}
void far() {
  a::b::show(1);
  //    ^^^^ call exact show
  a::versioned();
  // ^^^^^^^^^ call exact versioned
  helper();
//^^^^^^ call exact helper
  TWICE(helper());
//^^^^^ call exact TWICE
  //    ^^^^^^ call exact helper
  using namespace a;
  b::inner();
  // ^^^^^ call exact inner
}
TEST_F(Fixture, ShowsPoints) { prepare(); }
struct Fixture { void prepare(); };
