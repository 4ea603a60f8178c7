# What every object has and only the object itself can be asked for is no answer for others.
class Store
  def self.close = 1
  def run
    open('a')
#   ^^^^ call external ruby:Kernel.open
    self.puts(1)
#        ^^^^ call external ruby:Kernel.puts
    object_id
#   ^^^^^^^^^ call external ruby:Object.object_id
  end
end
Store.open('a')
#     ^^^^ no call
Store.new.puts('a')
#         ^^^^ no call
Store.new.run.inspect
#         ^^^ call inferred Store#run
Store.name
#     ^^^^ call external ruby:Module.name
Store.new.object_id
#         ^^^^^^^^^ call external ruby:Object.object_id
Kernel.open('b')
#      ^^^^ call external ruby:Kernel.open
File.open('b')
#    ^^^^ call external ruby:File.open
class File2
  def self.open(path) = new
end
File2.open('c')
#     ^^^^ call exact File2.open
