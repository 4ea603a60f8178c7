# A module that is mixed into itself, with what it holds as an object.
module Around
  class Parser
    def parse_query(text); end
  end
  module Parts
    class << self
      attr_accessor :limit
    end
    module_function
    def build; end
  end
end
Around::Parts.limit.parse_query(1)
#             ^^^^^ call exact Parts.limit
Around::Parts.build
#             ^^^^^ call exact Parts#build
