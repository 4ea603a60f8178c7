# --- lib/parse_context.rb
# What an object is called, and what is called on it, tell what it is where nothing else does.
class ParseContext
  attr_accessor :depth
  def error_mode = :strict
  def new_tokenizer(source) = Tokenizer.new(source)
  #                           ^^^^^^^^^ call exact Tokenizer#initialize
end

class Tokenizer
  def initialize(source); end
  def shift = nil
  def depth = 0
  def line_number = 1
end

class Special < Tokenizer
  def line_number = 2
end

def parse(parse_context, tokenizer, other)
  parse_context.depth
#               ^^^^^ call inferred ParseContext#depth
  tokenizer.depth
#           ^^^^^ call inferred Tokenizer#depth
  other.depth
#       ^^^^^ no call
  other.error_mode
#       ^^^^^^^^^^ call inferred ParseContext#error_mode
  other.line_number
#       ^^^^^^^^^^^ call inferred Tokenizer#line_number
  old_parse_context = other
  old_parse_context.new_tokenizer('').shift
#                   ^^^^^^^^^^^^^ call inferred ParseContext#new_tokenizer
#                                     ^^^^^ call inferred Tokenizer#shift
  other.shift
#       ^^^^^ no call
end

module Switching
  def switch = strict_parse(1) + fallback
#              ^^^^^^^^^^^^ call inferred Variable#strict_parse
#                                ^^^^^^^^ no call
end

class Variable
  include Switching
#         ^^^^^^^^^ inherits exact Switching
  def strict_parse(markup) = markup
end

class Stranger
  def strict_parse(markup) = markup
end

class Element
  attr_accessor :kind, :inner_text
end

class Token
  attr_accessor :kind
end

def render(el, el2)
  el.kind
#    ^^^^ call inferred Element#kind
  el.inner_text
#    ^^^^^^^^^^ call inferred Element#inner_text
  el2.kind
#     ^^^^ no call
end

def again(el) = el.kind
#                  ^^^^ call inferred Element#kind

def ruled(width)
  "=".no_such_name
#     ^^^^^^^^^^^^ no call
  "-" * width
#     ^ call external ruby:String.*
end
