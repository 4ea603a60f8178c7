// --- shapes.hpp
#pragma once
#include <functional>
#include <memory>
#include <vector>
namespace app {
template <class Derived> struct Counted {
  void count() { static_cast<Derived*>(this)->step(); }
};
struct Worker : Counted<Worker> {
  void step();
  virtual void work(int n = 1);
  virtual ~Worker();
};
struct Fast : Worker {
  using Worker::Worker;
  Fast();
  explicit Fast(int speed);
  void work(int n) override;
  operator bool() const;
  std::function<void(int)> done;
  std::unique_ptr<Worker> inner;
  Worker part{};
};
template <class T> T largest(T a, T b);
template <class T> struct Holder {
  T held;
  T* get();
  template <class F> void each(F f) { f(held); }
};
class Secret {
  friend class Opener;
  friend void peek(Secret& s);
  void hidden();
};
struct Opener { void open(Secret& s) { s.hidden(); } };
//                                       ^^^^^^ call exact Secret::hidden
enum class Level { low, high };
int rank(Level level);
int rank(int number);
using Pointer = std::shared_ptr<Worker>;
typedef Holder<Fast> FastHolder;
constexpr int twice(int n) { return n * 2; }
inline int table[] = {twice(1), twice(2)};
//                    ^^^^^ call exact twice
}
// --- shapes.cpp
#include "shapes.hpp"
namespace app {
Worker::~Worker() { step(); }
//                  ^^^^ call exact Worker::step
void Worker::step() {}
void Worker::work(int n) { step(); }
//                         ^^^^ call exact Worker::step
Fast::Fast() : Fast(1) {}
//             ^^^^ call exact Fast
Fast::Fast(int speed) : Worker(), inner(new Fast()) { Worker::work(speed); }
//                                                            ^^^^ call exact Worker::work
//                                          ^^^^ call exact Fast
void Fast::work(int n) {
  this->step();
  //    ^^^^ call exact Worker::step
  inner->work(n);
  //     ^^^^ call exact Worker::work
  part.step();
  //   ^^^^ call exact Worker::step
  count();
//^^^^^ call exact Counted::count
}
void peek(Secret& s) { s.hidden(); }
//                       ^^^^^^ call exact Secret::hidden
int rank(Level level) { return rank(static_cast<int>(level)); }
//                             ^^^^ call exact rank
int rank(int number) { return number; }
}
// --- main.cpp
#include "shapes.hpp"
#include <algorithm>
#include <map>
#include <optional>
using namespace app;
static Pointer make() { return std::make_shared<Fast>(2); }
template <typename Func> void apply(Func f) { f(); }
int main() {
  auto made = make();
  //          ^^^^ call exact make
  made->work();
  //    ^^^^ call exact Worker::work
  std::vector<std::unique_ptr<Worker>> workers;
  workers.push_back(std::make_unique<Fast>());
  for (auto& one : workers) one->work(1);
  //                             ^^^^ call exact Worker::work
  workers.front()->step();
  //               ^^^^ call exact Worker::step
  FastHolder holder;
  holder.held.work(1);
  //          ^^^^ call exact Fast::work
  holder.get()->step();
  //     ^^^ call exact Holder::get
  //            ^^^^ call exact Worker::step
  std::map<int, Fast> byNumber;
  byNumber[1].work(2);
  //          ^^^^ call exact Fast::work
  auto found = byNumber.find(1);
  found->second.work(3);
  //            ^^^^ call exact Fast::work
  std::optional<Fast> maybe;
  maybe->work(1);
  //     ^^^^ call exact Fast::work
  maybe.value().work(1);
  //            ^^^^ call exact Fast::work
  auto run = [&made](int n) { made->work(n); };
  //                                ^^^^ call exact Worker::work
  run(1);
  rank(Level::high);
//^^^^ call exact rank
  rank(3);
//^^^^ call exact rank
  dynamic_cast<Fast*>(made.get())->work(1);
  //                               ^^^^ call exact Fast::work
  std::for_each(workers.begin(), workers.end(), [](const std::unique_ptr<Worker>& w) { w->step(); });
  //                                                                                      ^^^^ call exact Worker::step
  if (auto* fast = dynamic_cast<Fast*>(made.get())) fast->work(2);
  //                                                      ^^^^ call exact Fast::work
  Worker& as = *made;
  as.work();
  // ^^^^ call exact Worker::work
  Fast braces{3};
//^^^^ call exact Fast
  Fast* heap = new Fast(4);
  //               ^^^^ call exact Fast
  delete heap;
  Worker* many = new Worker[2];
  many[1].step();
  //      ^^^^ call exact Worker::step
  auto [a, b] = std::pair<Fast, int>(braces, 1);
  a.work(1);
  //^^^^ call exact Fast::work
  largest(braces, braces).work(1);
  //                      ^^^^ call exact Fast::work
//^^^^^^^ call exact largest
  (made ? *made : as).work();
  //                  ^^^^ call exact Worker::work
  try { made->step(); } catch (const std::exception& e) { e.what(); }
  //          ^^^^ call exact Worker::step
  void (Worker::*member)() = &Worker::step;
  apply([&] { as.step(); });
//^^^^^ call exact apply
  //             ^^^^ call exact Worker::step
}
