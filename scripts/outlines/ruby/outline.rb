# Prints the outline of Ruby's core and of libraries that come with it, as the signatures of the gem rbs tell it, in the format
# of server/resolve/library/outline.ts: `ruby outline.rb <library>…`. The first parameter of each method is the block that it is
# given, as the language's descriptor has it. With `--names` it prints the names of all members instead.
require 'rbs'

NAMES_ALONE = ARGV.delete('--names')
loader = RBS::EnvironmentLoader.new
ARGV.each { |library| loader.add(library: library, version: nil) if loader.has_library?(library: library, version: nil) }
environment = RBS::Environment.from_loader(loader).resolve_type_names

# What has no members that anybody asks for, or stands for many types.
NOTHING = %w[bool boolish untyped top bot interned].freeze

class Writer
  def initialize(environment, own, made)
    @environment = environment
    @own = own
    @made = made
  end

  def type(type, depth = 0)
    return '_' if depth > 5

    case type
    when RBS::Types::ClassInstance then named(type, depth)
    when RBS::Types::ClassSingleton then nested?(type.name) ? '_' : "^#{type.name.name}"
    when RBS::Types::Variable then variable(type.name)
    when RBS::Types::Bases::Self, RBS::Types::Bases::Instance then '%'
    when RBS::Types::Bases::Nil, RBS::Types::Bases::Void then 'None'
    when RBS::Types::Bases::Class then '_'
    when RBS::Types::Optional then either([type.type], depth)
    when RBS::Types::Union then either(type.types, depth)
    when RBS::Types::Tuple then "Array[#{either(type.types, depth)}]"
    when RBS::Types::Record then 'Hash'
    when RBS::Types::Proc then callable(type.type, depth)
    when RBS::Types::Literal then type.literal.is_a?(Integer) || type.literal.is_a?(String) || type.literal.is_a?(Symbol) ? type.literal.class.name : '_'
    when RBS::Types::Alias then aliased(type, depth)
    else '_'
    end
  end

  # A signature; the block comes first.
  def method(method_type)
    function = method_type.type
    block = method_type.block
    first = block ? "#{block.required ? '' : '?'}:#{callable(block.type, 0)}" : '?:-'
    parameters = [first]
    function.required_positionals.each { |one| parameters << ":#{type(one.type)}" }
    function.optional_positionals.each { |one| parameters << "?:#{type(one.type)}" }
    parameters << "*:#{type(function.rest_positionals.type)}" if function.rest_positionals
    function.trailing_positionals.each { |one| parameters << "?:#{type(one.type)}" }
    "(#{parameters.join(',')})#{type(function.return_type)}"
  end

  private

  def nested?(name)
    !name.namespace.empty? && name.namespace.path.any?
  end

  def named(type, depth)
    return '_' if nested?(type.name)

    arguments = type.args.map { |one| type(one, depth + 1) }
    arguments = [] if arguments.all?('_')
    arguments.empty? ? type.name.name.to_s : "#{type.name.name}[#{arguments.join(',')}]"
  end

  def variable(name)
    if (index = @own.index(name)) then "$#{index}"
    elsif (index = @made.index(name)) then "##{index}"
    else '_'
    end
  end

  def either(types, depth)
    parts = types.map { |one| type(one, depth + 1) }.uniq - ['None']
    parts.empty? || parts.include?('_') ? '_' : parts.join('|')
  end

  # A block that takes one pair takes its parts when it has several parameters, which is how pairs are mostly taken.
  def callable(function, depth)
    taken = function.required_positionals + function.optional_positionals
    types = taken.map(&:type)
    types = types.first.types if types.size == 1 && types.first.is_a?(RBS::Types::Tuple)
    "(#{types.map { |one| type(one, depth + 1) }.join(',')})#{type(function.return_type, depth + 1)}"
  end

  def aliased(type, depth)
    return 'String' if type.name.name == :string
    return 'Integer' if type.name.name == :int
    return '_' if NOTHING.include?(type.name.name.to_s)

    entry = @environment.alias_decls[type.name]
    entry && entry.decl.type_params.empty? ? type(entry.decl.type, depth + 1) : '_'
  end
end

builder = RBS::DefinitionBuilder.new(env: environment)
# All names of members, those of nested classes too.
if NAMES_ALONE
  names = environment.class_decls.keys.flat_map do |name|
    builder.build_instance(name).methods.keys + builder.build_singleton(name).methods.keys
  rescue RBS::NoSuperclassFoundError
    []
  end
  puts names.uniq.sort
  exit
end
classes = environment.class_decls.keys.select { |name| name.namespace.path.empty? }.sort_by(&:to_s)
puts '@ruby'
classes.each do |name|
  entry = environment.class_decls[name]
  parameters = entry.type_params.map(&:name)
  definition = builder.build_instance(name)
  singleton = builder.build_singleton(name)
  ancestors = builder.ancestor_builder.one_instance_ancestors(name)
  bases = []
  bases << ancestors.super_class if ancestors.respond_to?(:super_class) && ancestors.super_class
  mixed = (ancestors.prepended_modules || []) + (ancestors.included_modules || [])
  bases = (mixed.reverse + bases).filter_map do |base|
    next if !base.is_a?(RBS::Definition::Ancestor::Instance) || base.name.interface? || base.name.namespace.path.any?

    arguments = base.args.map { |one| Writer.new(environment, parameters, []).type(one) }
    arguments.empty? || arguments.all?('_') ? base.name.name.to_s : "#{base.name.name}[#{arguments.join(',')}]"
  end
  head = ":#{name.name}"
  head += " #{parameters.size}" if parameters.any? || bases.any?
  head += " #{bases.uniq.join(';')}" if bases.any?
  puts head
  write = lambda do |methods, mark|
    methods.sort_by { |method, _| method.to_s }.each do |method, found|
      next unless found.defs.any? { |one| one.implemented_in == name }

      found.defs.map(&:type).each do |one|
        puts " #{mark}#{method}#{Writer.new(environment, parameters, one.type_params.map(&:name)).method(one)}"
      end
    end
  end
  write.call(singleton.methods.reject { |method, _| %i[new allocate].include?(method) }, '^')
  write.call(definition.methods, '')
  # Private methods of Kernel are called on every object.
end
