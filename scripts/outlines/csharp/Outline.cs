// Prints the outline of assemblies, as their metadata tells it, in the format of server/resolve/library/outline.ts:
// `mono Outline.exe <assembly>… -- <namespace>…`. Needs Mono.Cecil. A type with type parameters has their number behind its
// name; extension methods stand with the type that they are called on.

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;

static class Outline {
  const string First = "System";
  static HashSet<string> namespaces;
  static Dictionary<string, TypeDefinition> types;
  /// Type -> methods elsewhere that are called on it.
  static readonly Dictionary<string, List<MethodDefinition>> extensions = new Dictionary<string, List<MethodDefinition>> ();
  static string current;

  static void Main (string[] args) {
    var split = Array.IndexOf (args, "--");
    var resolver = new DefaultAssemblyResolver ();
    foreach (var folder in args.Take (split).Select (Path.GetDirectoryName).Distinct ()) resolver.AddSearchDirectory (folder);
    var parameters = new ReaderParameters { AssemblyResolver = resolver };
    namespaces = new HashSet<string> (args.Skip (split + 1));
    types = new Dictionary<string, TypeDefinition> ();
    foreach (var file in args.Take (split))
      foreach (var type in AssemblyDefinition.ReadAssembly (file, parameters).MainModule.Types.SelectMany (WithNested))
        if (IsSeen (type) && namespaces.Contains (NamespaceOf (type))) types[type.FullName] = type;
    foreach (var method in types.Values.Where (type => type.IsSealed && type.IsAbstract).SelectMany (type => type.Methods)) AddExtension (method);
    foreach (var group in types.Values.GroupBy (NamespaceOf).OrderBy (one => one.Key, StringComparer.Ordinal)) {
      current = group.Key;
      Console.WriteLine ("@" + current);
      if (current == First) Console.Write (":array 1 Array;System.Collections.Generic.IList`1[$0]\n Length Int32\n this[](:Int32)$0\n:tuple 0 Object\n");
      foreach (var type in group.OrderBy (NameIn, StringComparer.Ordinal)) Print (type);
    }
  }

  static IEnumerable<TypeDefinition> WithNested (TypeDefinition type) => new[] { type }.Concat (type.NestedTypes.SelectMany (WithNested));

  static bool IsSeen (TypeDefinition type) =>
    (type.IsPublic || type.IsNestedPublic || type.IsNestedFamily) && (type.DeclaringType == null || IsSeen (type.DeclaringType)) && !type.Name.Contains ("<");

  static bool IsOpen (MethodDefinition method) => method != null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

  static string NamespaceOf (TypeReference type) => type.DeclaringType == null ? type.Namespace : NamespaceOf (type.DeclaringType);

  static string NameIn (TypeReference type) => type.DeclaringType == null ? type.Name : NameIn (type.DeclaringType) + "$" + type.Name;

  static void AddExtension (MethodDefinition method) {
    if (!IsOpen (method) || !method.CustomAttributes.Any (one => one.AttributeType.Name == "ExtensionAttribute")) return;
    var on = method.Parameters[0].ParameterType.GetElementType ().FullName;
    if (!extensions.TryGetValue (on, out var known)) extensions[on] = known = new List<MethodDefinition> ();
    known.Add (method);
  }

  static void Print (TypeDefinition type) {
    var writer = new Writer { Owner = type };
    var bases = type.Interfaces.Select (one => one.InterfaceType);
    if (type.BaseType != null) bases = new[] { type.BaseType }.Concat (bases);
    var named = bases.Where (one => types.ContainsKey (one.GetElementType ().FullName)).Select (writer.Named).Distinct ().ToList ();
    if (type.IsInterface) named.Add (writer.Name ("System.Object", First, "Object"));
    var count = type.GenericParameters.Count;
    var line = ":" + NameIn (type);
    if (count > 0 || named.Count > 0) line += " " + count;
    if (named.Count > 0) line += " " + string.Join (";", named);
    Console.Write (line + "\n");
    var lines = new SortedSet<string> (StringComparer.Ordinal);
    if (!type.IsEnum || type.FullName == "System.Enum")
      foreach (var field in type.Fields.Where (one => one.IsPublic || one.IsFamily)) lines.Add (" " + field.Name + " " + writer.Write (field.FieldType));
    else foreach (var field in type.Fields.Where (one => one.IsStatic)) lines.Add (" " + field.Name + " " + NameIn (type));
    foreach (var property in type.Properties.Where (one => IsOpen (one.GetMethod) || IsOpen (one.SetMethod))) {
      if (property.Name.Contains (".")) continue;
      var given = writer.Write (property.PropertyType);
      if (property.HasParameters) lines.Add (" this[]" + writer.Parameters (property.Parameters) + given);
      else lines.Add (" " + property.Name + " " + given);
    }
    foreach (var one in type.Events.Where (one => IsOpen (one.AddMethod) && !one.Name.Contains ("."))) lines.Add (" " + one.Name + " " + writer.Write (one.EventType));
    foreach (var method in type.Methods.Where (one => IsOpen (one) && !one.IsSpecialName && !one.Name.Contains ("."))) {
      writer.Method = method;
      lines.Add (" " + method.Name + writer.Parameters (method.Parameters) + writer.Result (method));
    }
    if (extensions.TryGetValue (type.FullName, out var added))
      foreach (var method in added) {
        var inner = new Writer { Owner = type, Method = method, On = method.Parameters[0].ParameterType as GenericInstanceType };
        lines.Add (" " + method.Name + inner.Parameters (method.Parameters.Skip (1)) + inner.Result (method));
      }
    foreach (var text in lines) Console.Write (text + "\n");
  }

  /// Writes types as they are seen in a type and a method.
  class Writer {
    public TypeDefinition Owner;
    public MethodDefinition Method;
    /// What an extension method is called on.
    public GenericInstanceType On;

    public string Parameters (IEnumerable<ParameterDefinition> parameters) =>
      "(" + string.Join (",", parameters.Select (one => {
        var isRest = one.CustomAttributes.Any (each => each.AttributeType.Name == "ParamArrayAttribute");
        var type = isRest ? ((ArrayType) one.ParameterType).ElementType : one.ParameterType;
        return (isRest ? "*" : one.Name + (one.IsOptional ? "?" : "")) + ":" + Write (type);
      })) + ")";

    public string Result (MethodDefinition method) => method.ReturnType.FullName == "System.Void" ? "None" : Named (method.ReturnType);

    /// A type of functions that are given is what it is called with.
    public string Write (TypeReference type) {
      var element = type as ByReferenceType;
      if (element != null) return Write (element.ElementType);
      TypeDefinition definition;
      var isFunction = types.TryGetValue (type.GetElementType ().FullName, out definition)
        && definition.BaseType != null && definition.BaseType.FullName == "System.MulticastDelegate";
      if (!isFunction || type is ArrayType) return Named (type);
      var invoke = definition.Methods.First (one => one.Name == "Invoke");
      var given = type as GenericInstanceType;
      Func<TypeReference, string> of = one => {
        var parameter = one as GenericParameter;
        if (parameter == null) return HasParameters (one) ? "_" : Named (one);
        return given == null ? "_" : Named (given.GenericArguments[parameter.Position]);
      };
      var result = invoke.ReturnType.FullName == "System.Void" ? "" : of (invoke.ReturnType);
      return "(" + string.Join (",", invoke.Parameters.Select (one => of (one.ParameterType))) + ")" + result;
    }

    static bool HasParameters (TypeReference type) => type.ContainsGenericParameter;

    public string Named (TypeReference type) {
      var parameter = type as GenericParameter;
      if (parameter != null) {
        if (parameter.Owner is TypeReference) return "$" + parameter.Position;
        // The receiver of an extension method says what its type parameters are.
        var own = On == null ? -1 : On.GenericArguments.IndexOf (parameter);
        if (own >= 0) return "$" + own;
        var before = On == null ? 0 : On.GenericArguments.Count (one => one is GenericParameter && ((GenericParameter) one).Position < parameter.Position);
        return "#" + (parameter.Position - before);
      }
      if (type is ByReferenceType) return Named (((ByReferenceType) type).ElementType);
      if (type is PointerType) return Named (((PointerType) type).ElementType);
      if (type is RequiredModifierType) return Named (((RequiredModifierType) type).ElementType);
      if (type is ArrayType) return Name ("System.Array", First, "array") + "[" + Named (((ArrayType) type).ElementType) + "]";
      var generic = type as GenericInstanceType;
      if (generic != null && generic.ElementType.FullName == "System.Nullable`1") return Named (generic.GenericArguments[0]);
      var definition = type.GetElementType ();
      if (!types.ContainsKey (definition.FullName)) return "_";
      var name = Name (definition.FullName, NamespaceOf (definition), NameIn (definition));
      return generic == null ? name : name + "[" + string.Join (",", generic.GenericArguments.Select (Named)) + "]";
    }

    /// The names of the first namespace and of the one that is being written need none before them.
    public string Name (string full, string space, string name) {
      if (space == current) return name;
      var isHidden = types.ContainsKey (current + "." + name);
      return space == First && !isHidden ? name : space + "." + name;
    }
  }
}
