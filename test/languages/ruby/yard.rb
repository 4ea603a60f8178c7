# --- lib/yard.rb
module Shop
  class Item
    def price; 1; end
  end
  class Box
    def unpack; self; end
  end
  class Cart
    # The first of all items.
    #
    # @return [Item, nil] the item, if there is one
    def first; @items.first; end

    # @param other [Shop::Box] what is opened
    # @param [Item] item what is sold
    # @param names [Array<String>]
    # @param boxes [Array<Box>]
    def take(other, item, names, boxes)
      other.unpack
      #     ^^^^^^ call inferred Box#unpack
      item.price
      #    ^^^^^ call inferred Item#price
      boxes.first.unpack
      #           ^^^^^^ call inferred Box#unpack
      boxes.each { |box| box.unpack }
      #                      ^^^^^^ call inferred Box#unpack
      names.first.upcase
    end

    # @return [Hash{Symbol => Item}]
    def by_name; load_all; end

    # @return [Item] the last one
    attr_reader :last

    # @return [void]
    def clear; Box.new; end

    # @overload at(index)
    #   @param index [Integer]
    #   @return [Item]
    # @overload at(box)
    #   @param box [Box]
    #   @return [Box]
    def at(what); find(what); end

    # @return [NoSuchThing] the comment is wrong, the code is not
    def wrong; Box.new; end

    def use
      first.price
      #     ^^^^^ call inferred Item#price
      by_name[:a].price
      #           ^^^^^ call inferred Item#price
      by_name.each { |key, item| item.price }
      #                               ^^^^^ call inferred Item#price
      last.price
      #    ^^^^^ call inferred Item#price
      clear.unpack
      #     ^^^^^^ call inferred Box#unpack
      wrong.unpack
      #     ^^^^^^ call inferred Box#unpack
      at(1).unpack
      #     ^^^^^^ call inferred Box#unpack
    end
  end
end
