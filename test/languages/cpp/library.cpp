// --- own.hpp
#pragma once
class Foo {
 public:
  void go();
  Foo* next();
  int count() const;
};
struct Own { Foo* operator->(); };
template <class T> class Bag {
 public:
  typedef typename std::list<T>::iterator Iterator;
  Iterator begin();
  T& front();
  const T& front() const;
  Bag<T>& append(const T& item);
  Bag<T>& append(const Bag<T>& others);
};
class Text {
 public:
  Text(const char* text);
  Text(const Text& other);
  void set(const char* text);
  void set(int number);
  void set(const Foo* foo);
};
// --- use.cpp
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>
#include "own.hpp"
void run(std::vector<Foo> v, std::map<std::string, Foo> m, std::unique_ptr<Foo> p, std::vector<Foo*>* q,
         std::shared_ptr<Foo> shared, Own own, Bag<Foo> bag, const Bag<Foo>& fixed) {
  v[0].go();
  //   ^^ call exact Foo::go
  v.at(0).go();
  //^^ call external std:vector.at
  //      ^^ call exact Foo::go
  v.front().next()->go();
  //        ^^^^ call exact Foo::next
  //                ^^ call exact Foo::go
  for (auto& one : v) one.go();
  //                      ^^ call exact Foo::go
  for (Foo* one : *q) one->go();
  //                       ^^ call exact Foo::go
  for (auto& [key, value] : m) value.go();
  //                                 ^^ call exact Foo::go
  for (auto it = v.begin(); it != v.end(); ++it) it->go();
  //                                                 ^^ call exact Foo::go
  for (std::map<std::string, Foo>::const_iterator it = m.begin(); it != m.end(); ++it) it->second.go();
  //                                                                                              ^^ call exact Foo::go
  for (Bag<Foo>::Iterator it = bag.begin();; ++it) (*it).go();
  //                                                     ^^ call exact Foo::go
  p->go();
  // ^^ call exact Foo::go
  p.get()->go();
  //       ^^ call exact Foo::go
  shared->go();
  //      ^^ call exact Foo::go
  own->go();
  //   ^^ call exact Foo::go
  auto made = std::make_unique<Foo>();
  //               ^^^^^^^^^^^ call external std:make_unique
  made->go();
  //    ^^ call exact Foo::go
  std::move(made)->go();
  //               ^^ call exact Foo::go
  m["a"].go();
  //     ^^ call exact Foo::go
  bag.append(v[0]);
  //  ^^^^^^ call exact Bag::append
  bag.front().go();
  //          ^^ call exact Foo::go
  fixed.front().count();
  //    ^^^^^ call exact Bag::front
  //            ^^^^^ call exact Foo::count
  Text text("a");
//^^^^ call exact Text
  Text copy(text);
//^^^^ call exact Text
  text.set("b");
  //   ^^^ call exact Text::set
  text.set(28U);
  //   ^^^ call exact Text::set
  text.set(&v[0]);
  //   ^^^ call exact Text::set
}
