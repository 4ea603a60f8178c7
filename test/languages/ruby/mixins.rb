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
# --- lib/takers.rb
# What a module gives to the class that takes it over.
module Plugin
  def self.included(base)
    super
    base.extend(Registry)
    base.send :include, Helpers
  end
  module Registry
    def register; 1; end
  end
  module Helpers
    def help; 1; end
  end
end
module Hooked
  class << self
    def included(base)
      base.extend ClassMethods
    end
  end
  module ClassMethods
    def hooked; register_all; end
    def register_all; 1; end
  end
end
module Around
  include Plugin
end
class Tool
  include Plugin
  include Hooked
  register
# ^^^^^^^^ call exact Plugin::Registry#register
  class << self
    def all; hooked; end
    #        ^^^^^^ call exact Hooked::ClassMethods#hooked
  end
  def run; help; end
  #        ^^^^ call exact Plugin::Helpers#help
  def other; register; end
  #          ^^^^^^^^ no call
end
class SpecialTool < Tool
  hooked
# ^^^^^^ call exact Hooked::ClassMethods#hooked
end
SpecialTool.register
#           ^^^^^^^^ call exact Plugin::Registry#register
module Tagged
  extend ActiveSupport::Concern
  included do
    include Plugin::Helpers
    extend Finders
  end
  module Finders
    def find_tagged; 1; end
  end
  module ClassMethods
    def tagged; 1; end
  end
  class_methods do
    def untagged; tagged; end
    #             ^^^^^^ call exact Tagged::ClassMethods#tagged
  end
end
class Post
  include Tagged
  tagged
# ^^^^^^ call exact Tagged::ClassMethods#tagged
  def run; help; end
  #        ^^^^ call exact Plugin::Helpers#help
end
Post.untagged
#    ^^^^^^^^ call exact Tagged::ClassMethods#untagged
Post.find_tagged
#    ^^^^^^^^^^^ call exact Tagged::Finders#find_tagged
