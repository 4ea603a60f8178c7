# Examples of RSpec and minitest, records of Rails, and other code that declares methods by calls.
# --- shop.rb
class Account
  def rename; end
  def self.build = new
end
class Cart
  def account = Account.new
  def add(item); self; end
end
# --- shop_spec.rb
RSpec.describe Cart do
  let(:cart) { Cart.new }
  let(:owner) { cart.account }
  #                  ^^^^^^^ call inferred Cart#account
  subject(:named) { Account.build }
  it 'adds' do
    cart.add(1)
    #    ^^^ call inferred Cart#add
    owner.rename
    #     ^^^^^^ call inferred Account#rename
    named.rename
    #     ^^^^^^ call inferred Account#rename
    described_class.new.add(2)
    #                   ^^^ call inferred Cart#add
  end
end
RSpec.describe Account do
  it { subject.rename }
  #            ^^^^^^ call inferred Account#rename
end
# --- records.rb
class Post < ApplicationRecord
  belongs_to :author, class_name: 'Account'
  has_many :line_items
  scope :recent, ->(from) { where(at: from) }
  before_save :check, if: :dirty?
  #            ^^^^^ call inferred Post#check
  #                        ^^^^^^ call inferred Post#dirty?
  def check
    author.rename
    #      ^^^^^^ call inferred Account#rename
    line_items.first.ship
    #                ^^^^ call inferred LineItem#ship
  end
  def dirty?; end
end
class LineItem < ApplicationRecord
  belongs_to :post
  def ship
    post.check
    #    ^^^^^ call inferred Post#check
    Post.recent(1).first.check
    #                    ^^^^^ call inferred Post#check
    #    ^^^^^^ call exact Post.recent
  end
end
# --- refined.rb
module Shout
  refine String do
    def shout; upcase; end
  end
end
class Loud
  using Shout
  def run(one)
    'a'.shout
    #   ^^^^^ call exact Shout#shout
    case one
    in Account => account then account.rename
    #                                  ^^^^^^ call inferred Account#rename
    end
  end
end
# --- helper.rb
RSpec.configure do |config|
  config.order = :random
  def captured; Account.build; end
end
# --- captured_spec.rb
require 'helper'
RSpec.describe 'captured' do
  it { captured.rename }
  #             ^^^^^^ call inferred Account#rename
  #    ^^^^^^^^ call exact captured
end
