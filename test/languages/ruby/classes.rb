# --- lib/shop/item.rb
require 'shop/priced'
require_relative 'tools'

module Shop
  class Base
    include Priced
    #       ^^^^^^ inherits exact Shop::Priced
    LIMIT = 3

    attr_reader :name
    attr_accessor :tools

    def initialize(name, tools = Tools.new)
      #                          ^^^^^ call exact Tools#initialize
      @name = name
      @tools = tools
    end

    def self.create(name) = new(name)
    #                       ^^^ call exact Base#initialize

    def price
      LIMIT * helper(1)
      #       ^^^^^^ call exact helper
#     ^^^^^ ref exact Base::LIMIT
    end

    def describe
      tools.show(self)
#     ^^^^^ call exact Base#tools
      #     ^^^^ call inferred Tools#show
    end

    def total
      price
#     ^^^^^ call exact Base#price
      price = 1
      price
#     ^^^^^ no call
    end

    alias label describe
  end
end

class Shop::Item < Shop::Base
  #                     ^^^^ inherits exact Shop::Base
  def initialize(name)
    super(name, Shop::Tools.new)
#   ^^^^^ no call
    #                 ^^^^^ call exact Tools#initialize
    self.tools = Shop::Tools.new
    #    ^^^^^ no call
  end

  def describe
    super + label
    #       ^^^^^ call exact Base#describe
  end

  def self.create(name) = super
end

def run(item)
  item.price
  #    ^^^^^ call inferred Base#price
  Shop::Item.create('a').describe
  #          ^^^^^^ call exact Item.create
  other = Shop::Item.new('b')
  #             ^^^^ call exact Item#initialize
  other.price
  #     ^^^^^ call inferred Base#price
  other&.discount(2)
  #      ^^^^^^^^ call inferred Priced#discount
  helper 3
# ^^^^^^ call exact helper
end
# --- lib/shop/priced.rb
module Shop::Priced
  def discount(by) = price - by
  def self.default = Shop::Base::LIMIT
  #                              ^^^^^ ref exact Base::LIMIT
end
# --- lib/shop/tools.rb
module Shop
  class Tools
    def initialize; end

    def show(base) = base.name
  end
end
# --- lib/shop/more.rb
class Shop::Tools
  def more
    show(self)
#   ^^^^ call exact Tools#show
  end
end
# --- lib/helper.rb
def helper(count) = count
