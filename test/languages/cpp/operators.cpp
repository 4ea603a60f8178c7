// --- vec.hpp
#pragma once
#include <ostream>
namespace geo {
struct Vec {
  double x, y;
  Vec operator+(const Vec& o) const { return {x + o.x, y + o.y}; }
  Vec operator-(const Vec& o) const;
  Vec operator-() const;
  Vec& operator+=(const Vec& o);
  bool operator==(const Vec& o) const;
  double operator[](int i) const;
  double& operator[](int i);
  Vec& operator=(const Vec& o);
  Vec& operator++();
  Vec operator++(int);
  bool operator!() const;
  double length() const;
  friend bool operator<(const Vec& a, const Vec& b) { return a.length() < b.length(); }
};
Vec operator*(const Vec& v, double by);
Vec operator*(double by, const Vec& v);
std::ostream& operator<<(std::ostream& out, const Vec& v);
template <class T> struct Box {
  T& operator*();
  T* operator->();
  T operator()(int n);
};
}
// --- use.cpp
#include "vec.hpp"
#include <iostream>
using geo::Vec;
void run(Vec a, Vec b, Vec* p, Vec* q, geo::Box<Vec> box, int n) {
  Vec c = a + b;
  //        ^ call exact Vec::operator+
  (a + b).length();
  //      ^^^^^^ call exact Vec::length
  //  ^ call exact Vec::operator+
  c = a - b;
  //    ^ call exact Vec::operator-
  //^ call exact Vec::operator=
  c = -a;
  //  ^ call exact Vec::operator-
  //^ call exact Vec::operator=
  a += b;
  //^^ call exact Vec::operator+=
  if (a == b) n = n + 1;
  //    ^^ call exact Vec::operator==
  //                ^ no call
  a[n];
  //^ call exact Vec::operator[]
  ++a;
//^^ call exact Vec::operator++
  a++;
  //^^ call exact Vec::operator++
  if (a < b) return;
  //    ^ call exact operator<
  (a * 2.0).length();
  // ^ call exact operator*
  //        ^^^^^^ call exact Vec::length
  2.0 * a;
  //  ^ call exact operator*
  std::cout << a << "x" << b;
  //        ^^ call exact operator<<
  p + n;
  //^ no call
  if (p == q) *p = *q;
  //    ^^ no call
  //             ^ call exact Vec::operator=
  *p + *q;
  // ^ call exact Vec::operator+
  (*box).length();
  //     ^^^^^^ call exact Vec::length
  // ^ call exact Box::operator*
  box->length();
  //   ^^^^^^ call exact Vec::length
//^^^ call exact Box::operator->
  p->length();
  // ^^^^^^ call exact Vec::length
  auto made = new Vec;
  made + 1;
  //   ^ no call
  !a;
//^ call exact Vec::operator!
  box(1).length();
  //     ^^^^^^ call exact Vec::length
}
// --- held.hpp
#pragma once
#include <utility>
namespace held {
struct Copied { void copied(); };
struct Moved { void moved(); };
struct Text {
  Copied operator=(const Text& other);
  Moved operator=(Text&& other);
  Copied put(const Text& other);
  Moved put(Text&& other);
  friend Moved joined(const Text& a, const Text& b) { return {}; }
};
struct Title : Text {};
Text made();
const Text& kept();
}
// --- held.cpp
#include "held.hpp"
void hold(held::Text a, held::Text b, held::Title c, held::Title d) {
  (a = b).copied();
  //      ^^^^^^ call exact Copied::copied
  (a = held::made()).moved();
  //                 ^^^^^ call exact Moved::moved
  (a = held::kept()).copied();
  //                 ^^^^^^ call exact Copied::copied
  (a = std::move(b)).moved();
  //                 ^^^^^ call exact Moved::moved
  a.put(held::Text()).moved();
  //                  ^^^^^ call exact Moved::moved
  a.put(b).copied();
  //       ^^^^^^ call exact Copied::copied
  c = d;
  //^ no call
  joined(a, b).moved();
  //           ^^^^^ call inferred Moved::moved
//^^^^^^ call inferred joined
}
// --- signs.cpp
enum class Kind { one, two };
struct Any {
  template <class T> Any(T value);
  friend bool operator==(Any a, Any b) { return true; }
};
bool operator<(Kind a, Kind b);
void compare(Kind kind, Any any) {
  if (kind == Kind::one) return;
  //       ^^ no call
  if (any == any) return;
  //      ^^ call exact operator==
  if (kind < Kind::two) return;
  //       ^ call exact operator<
}
// --- conversions.cpp
struct Id { int value; bool has() const; operator bool() const; operator Id*(); };
Id::operator bool() const { return has(); }
//                                 ^^^ call exact Id::has
Id::operator Id*() { return has() ? this : nullptr; }
//                          ^^^ call exact Id::has
