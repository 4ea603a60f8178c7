# What a class takes over from the library gives it no more than the library says.
require 'fileutils'
class Application
  def handle_options; end
end
class Case
  include FileUtils
  def test_options
    app.instance_eval { handle_options }
    #                   ^^^^^^^^^^^^^^ call inferred Application#handle_options
    mkdir_p 'a'
  # ^^^^^^^ call external ruby:FileUtils.mkdir_p
  end
end
class Listed
  include Enumerable
  def self.make = new
  def first_of = Listed.make.trim
  #                          ^^^^ call inferred Scope#trim
end
class Scope < Listed
  def trim; end
end
