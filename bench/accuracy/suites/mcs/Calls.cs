// Prints what the calls and constructions of an assembly call that mcs compiled with -debug, one JSON object a line: file, line,
// name, kind, isExternal, targets. A target is a type, a name and the simple names of the parameters' types, because
// methods without a body have no lines. `mono Calls.exe <assembly> <folder>`; needs Mono.Cecil and the symbol reader of mono.

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.CompilerServices.SymbolWriter;

static class Calls {
  static string root;
  static Dictionary<int, MethodEntry> entries;
  /// Method -> the methods that replace it.
  static readonly Dictionary<MethodDefinition, List<MethodDefinition>> overrides = new Dictionary<MethodDefinition, List<MethodDefinition>> ();

  static int Main (string[] args) {
    root = Path.GetFullPath (args[1]).TrimEnd ('/') + "/";
    var resolver = new DefaultAssemblyResolver ();
    foreach (var folder in args.Skip (2)) resolver.AddSearchDirectory (folder);
    resolver.AddSearchDirectory (Path.GetDirectoryName (typeof (object).Assembly.Location));
    var module = AssemblyDefinition.ReadAssembly (args[0], new ReaderParameters { AssemblyResolver = resolver }).MainModule;
    entries = MonoSymbolFile.ReadSymbolFile (args[0] + ".mdb").Methods.ToDictionary (one => one.Token);
    var types = module.Types.SelectMany (WithNested).ToList ();
    foreach (var method in types.SelectMany (type => type.Methods).Where (one => one.IsVirtual && one.IsReuseSlot)) {
      var replaced = FindReplaced (method);
      if (replaced == null) continue;
      if (!overrides.TryGetValue (replaced, out var list)) overrides[replaced] = list = new List<MethodDefinition> ();
      list.Add (method);
    }
    foreach (var method in types.SelectMany (type => type.Methods).Where (one => one.HasBody)) Print (method);
    return 0;
  }

  static IEnumerable<TypeDefinition> WithNested (TypeDefinition type) =>
    new[] { type }.Concat (type.NestedTypes.SelectMany (WithNested));

  /// The method of a base that introduced what this one replaces.
  static MethodDefinition FindReplaced (MethodDefinition method) {
    for (var at = Resolve (method.DeclaringType.BaseType); at != null; at = Resolve (at.BaseType)) {
      var found = at.Methods.FirstOrDefault (one => one.IsVirtual && one.Name == method.Name && TakesSame (one, method));
      if (found != null) return found.IsNewSlot ? found : FindReplaced (found) ?? found;
    }
    return null;
  }

  static bool TakesSame (MethodDefinition a, MethodDefinition b) =>
    a.Parameters.Count == b.Parameters.Count && a.GenericParameters.Count == b.GenericParameters.Count
    && a.Parameters.Zip (b.Parameters, (x, y) => x.ParameterType.IsGenericParameter || y.ParameterType.IsGenericParameter
      || SimpleName (x.ParameterType) == SimpleName (y.ParameterType)).All (same => same);

  static TypeDefinition Resolve (TypeReference type) {
    try { return type?.Resolve (); } catch (Exception) { return null; }
  }

  static MethodDefinition Resolve (MethodReference method) {
    try { return method.Resolve (); } catch (Exception) { return null; }
  }

  static bool IsMade (string name) => name.Contains ("<") || name.Contains ("$");

  static bool IsOurs (TypeDefinition type) => type != null && entries != null && type.Module.FileName == moduleName;
  static string moduleName;

  static void Print (MethodDefinition method) {
    moduleName = moduleName ?? method.Module.FileName;
    if (!entries.TryGetValue (method.MetadataToken.ToInt32 (), out var entry)) return;
    var lines = entry.GetLineNumberTable ().LineNumbers;
    var at = 0;
    foreach (var instruction in method.Body.Instructions) {
      while (at + 1 < lines.Length && lines[at + 1].Offset <= instruction.Offset) at++;
      if (!(instruction.Operand is MethodReference called) || lines.Length == 0) continue;
      var code = instruction.OpCode.Code;
      if (code != Code.Call && code != Code.Callvirt && code != Code.Newobj && code != Code.Ldftn && code != Code.Ldvirtftn) continue;
      if (code == Code.Ldftn || code == Code.Ldvirtftn) continue;
      // What is hidden belongs to no line of its own.
      var line = lines[at].IsHidden && at > 0 ? lines[at - 1] : lines[at];
      Print (method, instruction, called, entry.CompileUnit.SourceFile.FileName, line.Row);
    }
  }

  static void Print (MethodDefinition from, Instruction instruction, MethodReference called, string file, int line) {
    if (!Path.GetFullPath (file).StartsWith (root, StringComparison.Ordinal)) return;
    var element = called.DeclaringType.GetElementType ();
    if (IsMade (called.Name) || IsMade (element.FullName) || called.DeclaringType.IsArray) return;
    var target = Resolve (called);
    var isConstructor = called.Name == ".ctor";
    var isConstruction = instruction.OpCode.Code == Code.Newobj;
    var type = Resolve (element);
    if (type?.BaseType != null && type.BaseType.FullName == "System.MulticastDelegate") return;
    string name = called.Name, kind = "call";
    if (isConstructor && isConstruction) { name = WithoutArity (element.Name); kind = "construct"; }
    else if (isConstructor) {
      // One without arguments need not be written.
      if (called.Parameters.Count == 0 || !from.IsConstructor) return;
      name = element.FullName == from.DeclaringType.FullName ? "this" : "base";
      kind = name == "this" ? "this" : "base";
    } else if (target != null && (target.IsGetter || target.IsSetter)) {
      name = name.Substring (name.LastIndexOf ("et_", StringComparison.Ordinal) + 3);
      kind = "property";
    } else if (target != null && target.IsSpecialName) return;
    var isOurs = IsOurs (type);
    var targets = new List<MethodDefinition> ();
    if (isOurs && target != null) targets.Add (target);
    if (target != null && target.IsVirtual && !type.IsInterface && instruction.OpCode.Code == Code.Callvirt)
      AddReplacing (targets, target, from, instruction);
    isOurs = isOurs || targets.Count > 0;
    var text = new StringBuilder ();
    text.Append ("{\"file\":").Append (Quote (Path.GetFullPath (file).Substring (root.Length))).Append (",\"line\":").Append (line);
    text.Append (",\"name\":").Append (Quote (name)).Append (",\"kind\":").Append (Quote (kind));
    text.Append (",\"isExternal\":").Append (isOurs ? "false" : "true").Append (",\"isMade\":").Append (isOurs && target == null ? "true" : "false");
    text.Append (",\"targets\":[").Append (string.Join (",", targets.Select (Describe))).Append ("]}");
    Console.WriteLine (text);
  }

  /// The method that replaces another in the type that it is called on, as far as that is plain; else all that do.
  static void AddReplacing (List<MethodDefinition> targets, MethodDefinition target, MethodDefinition from, Instruction call) {
    if (!overrides.TryGetValue (target, out var replacing)) return;
    var type = Resolve (ReceiverOf (from, call, target.Parameters.Count));
    if (type == null) {
      if (targets.Count > 0) targets.AddRange (replacing);
      return;
    }
    for (var at = type; at != null; at = Resolve (at.BaseType)) {
      var found = replacing.FirstOrDefault (one => one.DeclaringType == at);
      if (found == null) continue;
      targets.Clear ();
      targets.Add (found);
      return;
    }
  }

  /// The type of what a method is called on, null when the way there is not straight.
  static TypeReference ReceiverOf (MethodDefinition from, Instruction call, int depth) {
    for (var at = call.Previous; at != null; at = at.Previous) {
      if (at.OpCode.FlowControl == FlowControl.Branch || at.OpCode.FlowControl == FlowControl.Cond_Branch) return null;
      if (at.OpCode.OpCodeType == OpCodeType.Prefix || at.OpCode.Code == Code.Nop) continue;
      int pushes = Pushes (at), pops = Pops (at, from);
      if (pushes > 0 && depth == 0) return TypeOf (at, from);
      if (pops < 0) return null;
      depth += pops - pushes;
      if (depth < 0) return null;
    }
    return null;
  }

  static int Pushes (Instruction at) {
    switch (at.OpCode.StackBehaviourPush) {
    case StackBehaviour.Push0: return 0;
    case StackBehaviour.Push1_push1: return 2;
    case StackBehaviour.Varpush: return ((MethodReference) at.Operand).ReturnType.FullName == "System.Void" ? 0 : 1;
    default: return 1;
    }
  }

  static int Pops (Instruction at, MethodDefinition from) {
    switch (at.OpCode.StackBehaviourPop) {
    case StackBehaviour.Pop0: return 0;
    case StackBehaviour.Pop1: case StackBehaviour.Popi: case StackBehaviour.Popref: return 1;
    case StackBehaviour.Pop1_pop1: case StackBehaviour.Popi_pop1: case StackBehaviour.Popi_popi: case StackBehaviour.Popi_popi8:
    case StackBehaviour.Popi_popr4: case StackBehaviour.Popi_popr8: case StackBehaviour.Popref_pop1: case StackBehaviour.Popref_popi: return 2;
    case StackBehaviour.Varpop:
      if (at.OpCode.Code == Code.Ret) return -1;
      var called = (MethodReference) at.Operand;
      return called.Parameters.Count + (called.HasThis && at.OpCode.Code != Code.Newobj ? 1 : 0);
    case StackBehaviour.PopAll: return -1;
    default: return 3;
    }
  }

  static TypeReference TypeOf (Instruction at, MethodDefinition from) {
    switch (at.OpCode.Code) {
    case Code.Ldarg_0: return from.HasThis ? from.DeclaringType : from.Parameters[0].ParameterType;
    case Code.Ldarg_1: case Code.Ldarg_2: case Code.Ldarg_3:
      return from.Parameters[at.OpCode.Code - Code.Ldarg_0 - (from.HasThis ? 1 : 0)].ParameterType;
    case Code.Ldloc_0: case Code.Ldloc_1: case Code.Ldloc_2: case Code.Ldloc_3:
      return from.Body.Variables[at.OpCode.Code - Code.Ldloc_0].VariableType;
    }
    if (at.Operand is ParameterDefinition) return ((ParameterDefinition) at.Operand).ParameterType;
    if (at.Operand is VariableDefinition) return ((VariableDefinition) at.Operand).VariableType;
    var given = at.Operand as TypeReference;
    if (given != null) return at.OpCode.Code == Code.Castclass || at.OpCode.Code == Code.Isinst ? given : null;
    var called = at.Operand as MethodReference;
    if (at.Operand is FieldReference) given = ((FieldReference) at.Operand).FieldType;
    else if (called != null) given = at.OpCode.Code == Code.Newobj ? called.DeclaringType : called.ReturnType;
    return given is GenericParameter ? null : given;
  }

  static string Describe (MethodDefinition method) {
    var parameters = string.Join (",", method.Parameters.Select (one => Quote (SimpleName (one.ParameterType))));
    var name = method.IsConstructor ? ".ctor" : method.Name;
    if (method.IsGetter || method.IsSetter) name = name.Substring (name.LastIndexOf ("et_", StringComparison.Ordinal) + 3);
    return "{\"type\":" + Quote (method.DeclaringType.FullName.Replace ('/', '.')) + ",\"name\":" + Quote (name) + ",\"parameters\":[" + parameters + "]}";
  }

  static string WithoutArity (string name) => name.IndexOf ('`') < 0 ? name : name.Substring (0, name.IndexOf ('`'));

  static string SimpleName (TypeReference type) {
    var element = type as TypeSpecification;
    if (type is ByReferenceType) return SimpleName (element.ElementType);
    if (type is ArrayType) return SimpleName (element.ElementType) + "[]";
    if (type is PointerType) return SimpleName (element.ElementType) + "*";
    var generic = type as GenericInstanceType;
    if (generic != null && generic.ElementType.FullName == "System.Nullable`1") return SimpleName (generic.GenericArguments[0]);
    return WithoutArity (type.Name);
  }

  static string Quote (string text) => "\"" + text.Replace ("\\", "\\\\").Replace ("\"", "\\\"") + "\"";
}
