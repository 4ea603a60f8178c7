# --- lib/shop.rb
require 'forwardable'
module Shop
  class Item
    attr_reader :price
    def initialize(price) = @price = price
    def cost = price
    #          ^^^^^ call exact Item#price
    def <=>(other) = cost <=> other.cost
    def discount(by) = Item.new(price - by)
    #                  ^^^^ call exact Item#initialize
  end
  Point = Struct.new(:x, :y) do
    def norm = x + y
  end
  Pair = Data.define(:left, :right) do
    def both = [left, right]
  end
  class Cart
    extend Forwardable
    def_delegators :@items, :size, :each
    def_delegator :@owner, :name, :owner_name
    include Enumerable
    def initialize(owner)
      @owner = owner
      @items = []
      @first = Item.new(1)
      @log ||= Logger.new
    end
    def total
      @first.cost
      #      ^^^^ call inferred Item#cost
      @log.note('x')
      #    ^^^^ call inferred Loud#note
      add(Item.new(2)).total
    # ^^^ call exact Cart#add
      items = [Item.new(1), Item.new(2)]
      items.map { |item| item.cost }.sum
      #                       ^^^^ call inferred Item#cost
      items.each_with_index { |item, index| item.discount(index) }
      #                                          ^^^^^^^^ call inferred Item#discount
      items.first.cost
      #           ^^^^ call inferred Item#cost
      items.sort_by(&:cost)
      items.select { |i| i.price > 1 }.first.cost
      #                                      ^^^^ call inferred Item#cost
      by_name = { a: Item.new(1) }
      by_name[:a].cost
      #           ^^^^ call inferred Item#cost
      by_name.each { |name, item| item.cost }
      #                                ^^^^ call inferred Item#cost
      Point.new(1, 2).norm
      #               ^^^^ call inferred Point#norm
      Pair.new(left: 1, right: 2).both
      #                           ^^^^ call inferred Pair#both
      self.class.build
      #          ^^^^^ call inferred Cart.build
    end
    def add(item)
      @items << item
      self
    end
    # @param item [Item]
    # @return [Logger]
    def logger_for(item)
      item.discount(1)
      #    ^^^^^^^^ call inferred Item#discount
      find_logger
    end
    def use_logger
      logger_for(nil).note('a')
      #               ^^^^ call inferred Loud#note
    end
    class << self
      def build(owner = nil) = new(owner)
      def default = @default ||= build
      #                          ^^^^^ call exact Cart.build
    end
    %w[red blue].each { |color| define_method("#{color}?") { true } }
    define_method(:empty?) { size.zero? }
    alias_method :sum_up, :total
    alias again total
  end
  class Logger
    def note(text) = write(text)
    #                ^^^^^ call exact Logger#write
    def write(text) = nil
    private :write
  end
  module Loud
    def note(text) = super(text.upcase)
  end
  Logger.prepend(Loud)
  class Special < Item
    def cost = super + 1
    #          ^^^^^ call exact Item#cost
  end
  module Shouting
    refine String do
      def shout = upcase
    end
  end
  Helpers = Module.new do
    def help = nil
  end
  using Shouting
  def self.run
    'a'.shout
    Cart.default.total
    #    ^^^^^^^ call exact Cart.default
    #            ^^^^^ call inferred Cart#total
    Cart.build.sum_up
    #          ^^^^^^ call inferred Cart#total
    Cart.build.again
    #          ^^^^^ call inferred Cart#total
    Special.new(1).price
    #              ^^^^^ call inferred Item#price
    case Item.new(1)
    in Item => item then item.cost
    #                         ^^^^ call inferred Item#cost
    end
    item = if rand > 1 then Item.new(1) else Special.new(2) end
    item.discount(1)
    #    ^^^^^^^^ call inferred Item#discount
    [1, 2].map { Item.new(_1) }.each { _1.cost }
    #                                     ^^^^ call inferred Item#cost
    Item.new(1).then { |made| made.cost }
    #                              ^^^^ call inferred Item#cost
    Item.new(1).tap { |made| made.cost }.cost
    #                             ^^^^ call inferred Item#cost
    #                                    ^^^^ call inferred Item#cost
    Item.new(5)&.cost
    #            ^^^^ call inferred Item#cost
    Item.new(5).public_send(:cost)
    #                        ^^^^ call inferred Item#cost
    callback = Item.new(1).method(:cost)
    callback.call
  end
end
# --- spec/shop_spec.rb
require_relative '../lib/shop'
RSpec.describe Shop::Item do
  let(:item) { Shop::Item.new(3) }
  let!(:cart) { Shop::Cart.new(nil) }
  subject { described_class.new(4) }
  subject(:special) { Shop::Special.new(4) }
  before { @logger = Shop::Logger.new }
  it 'costs' do
    item.cost
    #    ^^^^ call inferred Item#cost
    cart.add(item)
    subject.discount(1)
    #       ^^^^^^^^ call inferred Item#discount
    special.price
    #       ^^^^^ call inferred Item#price
    @logger.note('x')
    #       ^^^^ call inferred Loud#note
    described_class.new(1).cost
    #                      ^^^^ call inferred Item#cost
    expect(item.cost).to eq 3
    #           ^^^^ call inferred Item#cost
  end
end
# --- test/shop_test.rb
require_relative '../lib/shop'
class ShopTest < Minitest::Test
  def setup
    @item = Shop::Item.new(3)
  end
  def test_cost
    assert_equal 3, @item.cost
    #                     ^^^^ call inferred Item#cost
  end
end
# --- lib/sides.rb
# A class and its objects can have aliases and methods of one name.
module Options
  def options; 1; end
end
class Command
  include Options
  class << self
    def declare; 1; end
    alias_method :options, :declare
    alias choices declare
  end
  def choices; 2; end
end
class Runner < Command
  options
# ^^^^^^^ call exact Command.declare
  def run
    options
  # ^^^^^^^ call exact Options#options
    choices
  # ^^^^^^^ call exact Command#choices
    self.class.options
    #          ^^^^^^^ call inferred Command.declare
  end
end
Runner.choices
#      ^^^^^^^ call exact Command.declare
