// What functions of one name are told apart by: texts, letters, enumerators, and what stands in containers. Each gives something else.
// --- out.hpp
#pragma once
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>
namespace put {
enum Sign { Begin, End };
enum class Style { plain, block };
struct OfArray { void array(); };
struct OfText { void text(); };
struct OfLetter { void letter(); };
struct OfSign { void sign(); };
struct OfStyle { void style(); };
struct Out {
  OfText take(const std::string& text);
  OfLetter take(char one);
};
template <int N> OfArray operator<<(Out& out, const char (&text)[N]);
OfText operator<<(Out& out, const std::string& text);
OfLetter operator<<(Out& out, char one);
OfSign operator<<(Out& out, Sign one);
OfStyle operator<<(Out& out, Style one);
OfSign read(bool most = true);
OfText read(unsigned from, bool most);
OfLetter read(unsigned from, unsigned length, bool most = true);
struct Part {
  std::vector<Part*> parts;
  std::unordered_map<std::string, std::shared_ptr<Part>> named;
  void open();
};
}
// --- use.cpp
#include "out.hpp"
void use(put::Out& out, const std::string& text, const char* raw, put::Part& part) {
  (out << text[0]).letter();
  //               ^^^^^^ call exact OfLetter::letter
  (out << *text.begin()).letter();
  //                     ^^^^^^ call exact OfLetter::letter
  (out << raw[1]).letter();
  //              ^^^^^^ call exact OfLetter::letter
  (out << "a").array();
  //           ^^^^^ call exact OfArray::array
  (out << text).text();
  //            ^^^^ call exact OfText::text
  (out << put::Begin).sign();
  //                  ^^^^ call exact OfSign::sign
  (out << put::Style::block).style();
  //                         ^^^^^ call exact OfStyle::style
  out.take("text").text();
  //               ^^^^ call exact OfText::text
  out.take(raw).text();
  //            ^^^^ call exact OfText::text
  char letters[8];
  out.take(letters).text();
  //                ^^^^ call exact OfText::text
  out.take(letters[2]).letter();
  //                   ^^^^^^ call exact OfLetter::letter
  put::read(8, false).text();
  //                  ^^^^ call exact OfText::text
  part.parts[0]->open();
  //             ^^^^ call exact Part::open
  part.named.find("a")->second->open();
  //                            ^^^^ call exact Part::open
  part.named.at("a")->open();
  //                  ^^^^ call exact Part::open
}
