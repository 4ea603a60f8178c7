// Prints the outline of packages of Kotlin's standard library, as its compiler reads their metadata. Extensions are members of
// the types that they extend. `java -cp <jars of the compiler> Outline.java <kotlin-stdlib.jar> <package>…`
import com.intellij.openapi.util.Disposer;
import java.io.File;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jetbrains.kotlin.analyzer.AnalysisResult;
import org.jetbrains.kotlin.builtins.FunctionTypesKt;
import org.jetbrains.kotlin.cli.common.CLIConfigurationKeys;
import org.jetbrains.kotlin.cli.common.config.ContentRootsKt;
import org.jetbrains.kotlin.cli.common.messages.MessageCollector;
import org.jetbrains.kotlin.cli.jvm.compiler.EnvironmentConfigFiles;
import org.jetbrains.kotlin.cli.jvm.compiler.KotlinCoreEnvironment;
import org.jetbrains.kotlin.cli.jvm.compiler.KotlinToJVMBytecodeCompiler;
import org.jetbrains.kotlin.cli.jvm.config.JvmContentRootsKt;
import org.jetbrains.kotlin.config.CommonConfigurationKeys;
import org.jetbrains.kotlin.config.CompilerConfiguration;
import org.jetbrains.kotlin.config.JVMConfigurationKeys;
import org.jetbrains.kotlin.descriptors.*;
import org.jetbrains.kotlin.name.FqName;
import org.jetbrains.kotlin.resolve.descriptorUtil.DescriptorUtilsKt;
import org.jetbrains.kotlin.resolve.scopes.DescriptorKindFilter;
import org.jetbrains.kotlin.resolve.scopes.MemberScope;
import org.jetbrains.kotlin.types.KotlinType;

public final class Outline {
  /** Module → its declarations by name; class → its head and members. */
  private static final Map<String, Set<String>> tops = new TreeMap<>();
  private static final Map<String, Map<String, String>> heads = new TreeMap<>();
  private static final Map<String, Set<String>> members = new LinkedHashMap<>();

  public static void main(String[] args) throws Exception {
    var source = Files.createTempFile("outline", ".kt");
    var configuration = new CompilerConfiguration();
    configuration.put(CLIConfigurationKeys.MESSAGE_COLLECTOR_KEY, MessageCollector.Companion.getNONE());
    configuration.put(CommonConfigurationKeys.MODULE_NAME, "outline");
    configuration.put(JVMConfigurationKeys.JDK_HOME, new File(System.getProperty("java.home")));
    ContentRootsKt.addKotlinSourceRoots(configuration, List.of(source.toString()));
    JvmContentRootsKt.addJvmClasspathRoot(configuration, new File(args[0]));
    var environment = KotlinCoreEnvironment.createForProduction(
        Disposer.newDisposable(), configuration, EnvironmentConfigFiles.JVM_CONFIG_FILES);
    var analyze = KotlinToJVMBytecodeCompiler.class.getDeclaredMethod("analyze", KotlinCoreEnvironment.class, String.class);
    analyze.setAccessible(true);
    var module = ((AnalysisResult) analyze.invoke(KotlinToJVMBytecodeCompiler.INSTANCE, environment, null)).getModuleDescriptor();
    for (int at = 1; at < args.length; at++) {
      heads.computeIfAbsent(args[at], key -> new TreeMap<>());
      for (var one : described(module.getPackage(new FqName(args[at])).getMemberScope())) {
        if (one instanceof ClassDescriptor type) addClass(args[at], type);
        else if (one instanceof TypeAliasDescriptor alias) addAlias(args[at], alias);
        else if (one instanceof CallableMemberDescriptor callable) addCallable(args[at], null, callable);
      }
    }
    for (var entry : heads.entrySet()) addFactories(entry.getKey(), entry.getValue().keySet());
    var out = new StringBuilder();
    for (var entry : heads.entrySet()) {
      out.append("\n@").append(entry.getKey());
      for (var line : tops.getOrDefault(entry.getKey(), Set.of())) out.append('\n').append(line);
      for (var head : entry.getValue().entrySet()) {
        out.append('\n').append(head.getValue());
        for (var line : members.getOrDefault(entry.getKey() + "." + head.getKey(), Set.of())) out.append("\n ").append(line);
      }
    }
    System.out.print(out.append('\n'));
    System.out.flush();
    System.exit(0);
  }

  private static Iterable<DeclarationDescriptor> described(MemberScope scope) {
    return new ArrayList<>(scope.getContributedDescriptors(DescriptorKindFilter.ALL, MemberScope.Companion.getALL_NAME_FILTER()));
  }

  private static boolean isSeen(DeclarationDescriptorWithVisibility one) {
    return one.getVisibility() == Visibilities.PUBLIC || one.getVisibility() == Visibilities.PROTECTED;
  }

  private static void addClass(String module, ClassDescriptor type) {
    if (!isSeen(type)) return;
    var name = nameOf(type).substring(module.length() + 1);
    var bases = type.getTypeConstructor().getSupertypes().stream().map(one -> typeOf(one, type.getDeclaredTypeParameters(), List.of(), null))
        .filter(one -> !one.equals("_")).collect(Collectors.joining(";"));
    int count = type.getDeclaredTypeParameters().size();
    heads.get(module).put(name, ":" + name + (count > 0 ? " " + count : bases.isEmpty() ? "" : " 0") + (bases.isEmpty() ? "" : " " + bases));
    if (type.getKind() == ClassKind.ENUM_ENTRY) return;
    for (var one : described(type.getUnsubstitutedMemberScope())) {
      if (one instanceof CallableMemberDescriptor callable && callable.getKind() != CallableMemberDescriptor.Kind.FAKE_OVERRIDE)
        addCallable(module, type, callable);
    }
    for (var one : described(type.getUnsubstitutedInnerClassesScope()))
      if (one instanceof ClassDescriptor inner && inner.getKind() != ClassKind.ENUM_ENTRY) addClass(module, inner);
    for (var made : type.getConstructors())
      if (isSeen(made)) add(nameOf(type), "constructor" + parameters(made, type.getDeclaredTypeParameters(), List.of(), null) + "%");
  }

  /** A class of Java under a name of Kotlin: what it is of Kotlin's types is what is known of it. */
  private static void addAlias(String module, TypeAliasDescriptor alias) {
    var type = alias.getClassDescriptor();
    if (type == null || !isSeen(alias)) return;
    var name = alias.getName().asString();
    var bases = new LinkedHashSet<String>();
    for (var one : org.jetbrains.kotlin.types.TypeUtils.getAllSupertypes(type.getDefaultType())) {
      var text = typeOf(one, type.getDeclaredTypeParameters(), List.of(), null);
      if (text.startsWith("kotlin.") || text.equals("Throwable") || !text.contains(".")) bases.add(text);
    }
    bases.remove("_");
    bases.remove("Any");
    int count = type.getDeclaredTypeParameters().size();
    heads.get(module).put(name, ":" + name + " " + count + (bases.isEmpty() ? "" : " " + String.join(";", bases)));
    for (var made : type.getConstructors())
      if (isSeen(made)) add(module + "." + name, "constructor" + parameters(made, type.getDeclaredTypeParameters(), List.of(), null) + "%");
  }

  private static void addCallable(String module, ClassDescriptor within, CallableMemberDescriptor callable) {
    if (!isSeen(callable) || callable.getName().isSpecial()) return;
    var receiver = callable.getExtensionReceiverParameter();
    List<TypeParameterDescriptor> own = within == null ? List.of() : within.getDeclaredTypeParameters();
    String owner = within == null ? null : nameOf(within);
    List<TypeParameterDescriptor> ofFunction = new ArrayList<>(callable.getTypeParameters());
    TypeParameterDescriptor self = null;
    if (receiver != null && within != null) return;
    if (receiver != null) {
      var type = receiver.getType();
      var described = type.getConstructor().getDeclarationDescriptor();
      if (described instanceof TypeParameterDescriptor parameter) {
        self = parameter;
        described = parameter.getUpperBounds().get(0).getConstructor().getDeclarationDescriptor();
      }
      if (!(described instanceof ClassDescriptor extended)) return;
      owner = nameOf(extended);
      if (!owner.startsWith("kotlin.")) return;
      var mapped = new ArrayList<TypeParameterDescriptor>();
      if (self == null)
        for (var argument : type.getArguments())
          mapped.add(argument.getType().getConstructor().getDeclarationDescriptor() instanceof TypeParameterDescriptor one ? one : null);
      own = mapped;
      ofFunction.removeAll(mapped);
      ofFunction.remove(self);
    }
    var name = callable.getName().asString();
    if (callable instanceof PropertyDescriptor) {
      var line = name + " " + typeOf(callable.getReturnType(), own, ofFunction, self);
      if (owner == null) tops.computeIfAbsent(module, key -> new LinkedHashSet<>()).add(line);
      else add(owner, line);
      return;
    }
    var line = name + parameters(callable, own, ofFunction, self) + typeOf(callable.getReturnType(), own, ofFunction, self);
    if (owner == null) tops.computeIfAbsent(module, key -> new LinkedHashSet<>()).add(line);
    else add(owner, line);
  }

  /** A function that has the name of a class makes one. */
  private static void addFactories(String module, Set<String> classes) {
    for (var line : List.copyOf(tops.getOrDefault(module, Set.of()))) {
      int open = line.indexOf('(');
      if (open < 0 || !classes.contains(line.substring(0, open))) continue;
      int close = open;
      for (int depth = 0; close < line.length(); close++) {
        if (line.charAt(close) == '(') depth++;
        if (line.charAt(close) == ')' && --depth == 0) break;
      }
      tops.get(module).remove(line);
      add(module + "." + line.substring(0, open), "constructor" + line.substring(open, close + 1).replace('#', '$') + "%");
    }
  }

  private static void add(String owner, String line) {
    members.computeIfAbsent(owner, key -> new LinkedHashSet<>()).add(line);
  }

  private static String parameters(CallableDescriptor of, List<TypeParameterDescriptor> own, List<TypeParameterDescriptor> made, TypeParameterDescriptor self) {
    var parts = new ArrayList<String>();
    for (var one : of.getValueParameters()) {
      boolean isRest = one.getVarargElementType() != null;
      var type = typeOf(isRest ? one.getVarargElementType() : one.getType(), own, made, self);
      parts.add((isRest ? "*" : "") + one.getName().asString() + (one.declaresDefaultValue() ? "?" : "") + ":" + type);
    }
    return "(" + String.join(",", parts) + ")";
  }

  /** The package and name of a class; those around it stand before its name with `$`. */
  private static String nameOf(ClassDescriptor type) {
    return type.getContainingDeclaration() instanceof ClassDescriptor around
        ? nameOf(around) + "$" + type.getName().asString()
        : DescriptorUtilsKt.getFqNameSafe(type).asString();
  }

  private static String typeOf(KotlinType type, List<TypeParameterDescriptor> own, List<TypeParameterDescriptor> made, TypeParameterDescriptor self) {
    if (type == null) return "_";
    var described = type.getConstructor().getDeclarationDescriptor();
    if (described instanceof TypeParameterDescriptor parameter) {
      if (parameter.equals(self)) return "%";
      if (own.contains(parameter)) return "$" + own.indexOf(parameter);
      return made.contains(parameter) ? "#" + made.indexOf(parameter) : "_";
    }
    if (!(described instanceof ClassDescriptor of)) return "_";
    if (FunctionTypesKt.isFunctionType(type) || FunctionTypesKt.isSuspendFunctionType(type)) {
      var parts = new ArrayList<String>();
      var receiver = FunctionTypesKt.getReceiverTypeFromFunctionType(type);
      if (receiver != null) parts.add("@" + typeOf(receiver, own, made, self));
      for (var one : FunctionTypesKt.getValueParameterTypesFromFunctionType(type)) parts.add(typeOf(one.getType(), own, made, self));
      return "(" + String.join(",", parts) + "){" + typeOf(FunctionTypesKt.getReturnTypeFromFunctionType(type), own, made, self) + "}";
    }
    var full = nameOf(of);
    if (full.equals("kotlin.Unit")) return "None";
    if (full.equals("kotlin.Nothing")) return "_";
    var name = full.startsWith("kotlin.") && full.indexOf('.', 7) < 0 ? full.substring(7) : full;
    if (type.getArguments().isEmpty()) return name;
    return name + "[" + type.getArguments().stream().map(one -> one.isStarProjection() ? "_" : typeOf(one.getType(), own, made, self)).collect(Collectors.joining(",")) + "]";
  }
}
