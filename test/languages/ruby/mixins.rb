# --- lib/mixins.rb
# What is mixed in last is found first, and what comes before the class before it; the class has what it is given itself.
module Loud
  def speak = "#{super}!"
  def shout = speak
#             ^^^^^ call exact Loud#speak
end

module Polite
  def speak = 'please'
  def greet = 'hello'
end

module Registry
  def register(name) = entries << name
#                      ^^^^^^^ call exact Registry#entries
  def entries = @entries ||= []
end

class Animal
  include Loud
  include Polite
  extend Registry
  register :animal
# ^^^^^^^^ call exact Registry#register

  def greet = super.upcase

  def talk = speak
#            ^^^^^ call exact Polite#speak
end

class Dog < Animal
  register :dog
# ^^^^^^^^ call exact Registry#register
  def self.build = new.talk
#                      ^^^^ call inferred Animal#talk
  class << self
    def all = [build]
#              ^^^^^ call exact Dog.build
  end
end

Animal.prepend Loud
#              ^^^^ inherits exact Loud

module Helpers
  module_function

  def twice(value) = value * 2
  def four = twice(2)
#            ^^^^^ call exact Helpers#twice
end

class String
  def shouted = upcase + '!'
#               ^^^^^^ call external ruby:String.upcase
end

def run
  Dog.build
#     ^^^^^ call exact Dog.build
  Dog.all
#     ^^^ call exact Dog.all
  Helpers.twice(3)
#         ^^^^^ call exact Helpers#twice
  'a'.shouted
#     ^^^^^^^ call exact String#shouted
  [Dog.new].each { |dog| dog.talk }
#                            ^^^^ call inferred Animal#talk
  [Dog.new].map(&:talk)
#                 ^^^^ call inferred Animal#talk
  { dog: Dog.new }.each { |_name, dog| dog.talk }
#                                          ^^^^ call inferred Animal#talk
  point = Point.new(1, 2)
  point.x
#       ^ call inferred Point#x
  ::Dog.build
#       ^^^^^ call exact Dog.build
end

Point = Struct.new(:x, :y) do
  def sum = x + y
#           ^ call exact Point#x
end
