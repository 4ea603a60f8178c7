// Classes whose parts are written outside of them, and names that several packages of one file declare.
// --- tree.hpp
#pragma once
#include <list>
#include <map>
namespace lib {
template <class T> class List {
 public:
  typedef typename std::list<T>::const_iterator Iterator;
  Iterator begin() const;
};
struct Text { void trim(); };
struct Texts : List<Text> {};
template <class K, class V> struct Map {
  typedef typename std::map<K, V>::iterator Iterator;
  Iterator begin();
};
typedef Map<Text, Texts> Table;
class File {
 public:
  void close();
};
namespace deep {
class File : public lib::File {
 public:
  class Side {
   public:
    static void look();
    void move();
  };
  class Inner {
   public:
    void run();
  };
  static void help();
  void save();
 private:
  class Hidden;
  Hidden* hidden;
};
}
}
// --- tree.cpp
#include "tree.hpp"
using namespace lib;
class deep::File::Hidden {
 public:
  class Base;
  class Below;
  void load();
};
class deep::File::Hidden::Base {
 public:
  Text text;
  void go();
};
class deep::File::Hidden::Below : public deep::File::Hidden::Base {
 public:
  void walk();
};
void deep::File::Hidden::Below::walk() {
  go();
//^^ call exact Base::go
  text.trim();
  //   ^^^^ call exact Text::trim
}
void deep::File::save() {
  hidden->load();
  //      ^^^^ call exact Hidden::load
  close();
//^^^^^ call exact lib::File::close
}
void deep::File::Inner::run() {
  help();
//^^^^ call exact deep::File::help
  Side::look();
  //    ^^^^ call exact Side::look
  Side side;
  side.move();
  //   ^^^^ call exact Side::move
}
void each(const Texts& texts, Table& table) {
  for (Texts::Iterator it = texts.begin();;) it->trim();
  //                                             ^^^^ call exact Text::trim
  Table::Iterator at = table.begin();
  at->first.trim();
  //        ^^^^ call exact Text::trim
}
