# Notes which method each executed call reached: `TRACE_ROOT=<folder> TRACE_OUT=<file> ruby -r ./trace.rb <tests>`.
# One line a pair, tab-separated: file and line of the call, the name that was called, the class of the object for
# constructors, then the places of the method and of those that it overrides, `-` for what lies outside of the folder.
# Only what a call in the folder reached is noted; a call from C code counts for the line of Ruby that runs it.

require 'set'

module CallTrace
  ROOT = File.realpath(ENV.fetch('TRACE_ROOT')) + '/'
  SEEN = Set.new
  PLACES = {}
  CLASS_OF = Kernel.instance_method(:class)
  NAME_OF = Module.instance_method(:name)

  module_function

  def relative(path)
    path.start_with?(ROOT) ? path[ROOT.size..] : nil
  end

  # The methods of that name that the one which ran overrides, nearest first, with itself.
  def places(owner, name, path, line)
    PLACES[[owner, name, path, line]] ||= begin
      found = [[path, line]]
      begin
        method = owner.instance_method(name)
        while method
          found << method.source_location if method.source_location
          method = method.super_method
        end
      rescue NameError
        nil
      end
      found.filter_map { |file, at| (inside = relative(file)) && "#{inside}:#{at}" }.uniq.join(',')
    end
  end

  def note(site, name, kind, targets)
    file = relative(site.path)
    return unless file

    SEEN << "#{file}\t#{site.lineno}\t#{name}\t#{kind}\t#{targets.empty? ? '-' : targets}"
  end

  # What was noted is not looked at again: method and place of the caller tell it.
  KNOWN = Hash.new { |files, path| files[path] = Hash.new { |lines, line| lines[line] = Set.new } }

  CALLS = TracePoint.new(:call) do |point|
    site = caller_locations(2, 1)&.first
    next unless site&.path&.start_with?(ROOT)

    name = point.callee_id
    next unless KNOWN[site.path][site.lineno].add?([name, point.defined_class, point.lineno].hash)

    kind = name == :initialize ? NAME_OF.bind_call(CLASS_OF.bind_call(point.self)).to_s : ''
    note(site, name, kind, places(point.defined_class, point.method_id, point.path, point.lineno))
  end

  OUTSIDE = TracePoint.new(:c_call) do |point|
    path = point.path
    next unless path&.start_with?(ROOT)

    name = point.callee_id
    next unless KNOWN[path][point.lineno].add?(name.hash)

    found = begin
      point.defined_class.instance_method(point.method_id).source_location
    rescue NameError
      nil
    end
    targets = found && relative(found[0]) ? places(point.defined_class, point.method_id, *found) : ''
    note(point, name, '', targets)
  end

  def finish
    CALLS.disable
    OUTSIDE.disable
    File.write(ENV.fetch('TRACE_OUT'), SEEN.to_a.sort.join("\n") + "\n")
  end
end

# The last thing that runs, behind the tests that other hooks of the exit run.
at_exit { CallTrace.finish }
CallTrace::CALLS.enable
CallTrace::OUTSIDE.enable
