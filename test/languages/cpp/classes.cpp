// --- shape.hpp
#ifndef SHAPE_H
#define SHAPE_H
namespace geo {
class LIB_EXPORT Shape {
 public:
  explicit Shape(int id = 0);
  virtual ~Shape();
  virtual double area() const = 0;
  void print(int depth = 1) const;
  static Shape* make(const char* name);
  void grow(int by);
  void grow(double by);
 protected:
  struct Inner;
  int id_;
};
class Square : public Shape {
 public:
  Square(double side) : Shape(4), side_(side) { check(side); }
  //                    ^^^^^ call exact Shape
  //                                            ^^^^^ call exact check
  double area() const override;
 private:
  static void check(double);
  double side_;
};
double total(const Shape& a, const Shape& b);
void helper(int);
enum Color { red, green };
void paint(const Square& what, Color color);
}
#endif
// --- shape.cpp
#include "shape.hpp"
namespace geo {
namespace { int local(int x) { return x; } }
struct Shape::Inner { void ring() {} };
Shape::Shape(int id) : id_(id) { local(id); }
//                               ^^^^^ call exact local
Shape::~Shape() {}
void Shape::print(int depth) const {
  area();
//^^^^ call exact area
  helper(depth);
//^^^^^^ call exact helper
  print(2);
//^^^^^ call exact print
  Inner inner;
  inner.ring();
  //    ^^^^ call exact ring
}
void Shape::grow(int by) { grow(by + 1.5); }
//                         ^^^^ call exact grow
void Shape::grow(double by) {}
double Square::area() const { check(side_); return side_ * side_; }
//                            ^^^^^ call exact check
void Square::check(double) {}
double total(const Shape& a, const Shape& b) { return a.area() + b.area(); }
//                                                      ^^^^ call exact area
void paint(const Square& what, Color color) {}
}
void geo::helper(int n) { local(n); }
//                        ^^^^^ call exact local
geo::Shape* geo::Shape::make(const char* name) { return new Square(1.0); }
//                                                          ^^^^^^ call exact Square
// --- main.cpp
#include "shape.hpp"
using namespace geo;
namespace g = geo;
using geo::total;
static void run(Shape* s) {
  s->print();
  // ^^^^^ call exact print
  auto q = Square(2);
  //       ^^^^^^ call exact Square
  q.area();
  //^^^^ call exact area
  total(*s, q);
//^^^^^ call exact total
  g::helper(1);
  // ^^^^^^ call exact helper
  paint(q, red);
//^^^^^ call exact paint
}
int main() {
  Square sq(3.0);
//^^^^^^ call exact Square
  run(&sq);
//^^^ call exact run
  Shape::make("x")->area();
  //     ^^^^ call exact make
  //                ^^^^ call exact area
  auto p = new geo::Square(4);
  //                ^^^^^^ call exact Square
  p->print(1);
  // ^^^^^ call exact print
  Square shapes[2] = {sq, sq};
  shapes[0].area();
  //        ^^^^ call exact area
  auto each = [&](const Square& one) { return one.area(); };
  //                                              ^^^^ call exact area
  for (const Square& one : shapes) one.area();
  //                                   ^^^^ call exact area
  static_cast<Square*>(p)->area();
  //                       ^^^^ call exact area
  return 0;
}
// --- marked.hpp
#define REQUIRES(text, ...) class = typename std::enable_if<__VA_ARGS__::value>::type
#define nonneg
namespace marked {
class Store {
 public:
  template <class T, REQUIRES("a number", std::is_integral<T>),
            REQUIRES("no truth", std::is_signed<T>)>
  void keep(T one) { count(one); }
  //                 ^^^^^ call exact Store::count
  void count(nonneg int times);
  nonneg int size() const;
  void all(const std::vector<nonneg int>& list, nonneg int from = 0) { count(size()); }
  //                                                                         ^^^^ call exact Store::size
  //                                                                   ^^^^^ call exact Store::count
};
}
