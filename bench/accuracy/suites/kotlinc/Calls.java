// Prints what kotlinc resolves every call of a Kotlin project to, one JSON object a line: written against the compiler that
// Debian packages (kotlin 1.3), whose jars have to be on the class path. `java -cp … Calls.java <folder> [class path] [common]`:
// folders below it, joined by colons, whose sources are for all platforms. What stands there is resolved without the others, as
// the compiler does for the metadata of a library, and the rest together with them.
import com.intellij.openapi.util.Disposer;
import com.intellij.psi.PsiElement;
import com.intellij.psi.PsiNameIdentifierOwner;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jetbrains.kotlin.analyzer.AnalysisResult;
import org.jetbrains.kotlin.cli.common.CLIConfigurationKeys;
import org.jetbrains.kotlin.cli.common.config.ContentRootsKt;
import org.jetbrains.kotlin.cli.common.messages.MessageCollector;
import org.jetbrains.kotlin.cli.jvm.compiler.EnvironmentConfigFiles;
import org.jetbrains.kotlin.cli.jvm.compiler.KotlinCoreEnvironment;
import org.jetbrains.kotlin.cli.jvm.compiler.KotlinToJVMBytecodeCompiler;
import org.jetbrains.kotlin.cli.jvm.config.JvmContentRootsKt;
import org.jetbrains.kotlin.config.ApiVersion;
import org.jetbrains.kotlin.config.CommonConfigurationKeys;
import org.jetbrains.kotlin.config.CompilerConfiguration;
import org.jetbrains.kotlin.config.LanguageFeature;
import org.jetbrains.kotlin.config.LanguageVersion;
import org.jetbrains.kotlin.config.LanguageVersionSettingsImpl;
import org.jetbrains.kotlin.descriptors.CallableDescriptor;
import org.jetbrains.kotlin.descriptors.CallableMemberDescriptor;
import org.jetbrains.kotlin.descriptors.ClassConstructorDescriptor;
import org.jetbrains.kotlin.descriptors.DeclarationDescriptor;
import org.jetbrains.kotlin.descriptors.FunctionDescriptor;
import org.jetbrains.kotlin.descriptors.PropertyDescriptor;
import org.jetbrains.kotlin.psi.*;
import org.jetbrains.kotlin.resolve.BindingContext;
import org.jetbrains.kotlin.resolve.DescriptorToSourceUtils;
import org.jetbrains.kotlin.resolve.calls.callUtil.CallUtilKt;
import org.jetbrains.kotlin.resolve.calls.model.ResolvedCall;
import org.jetbrains.kotlin.resolve.calls.model.VariableAsFunctionResolvedCall;
import org.jetbrains.kotlin.synthetic.SyntheticJavaPropertyDescriptor;

public final class Calls {
  private static final PrintStream OUT = new PrintStream(new BufferedOutputStream(System.out), false);
  private static Path root;
  private static BindingContext context;
  private static KtFile file;

  public static void main(String[] args) throws Exception {
    root = Path.of(args[0]).toRealPath();
    List<String> sources = new ArrayList<>();
    Set<String> javaRoots = new HashSet<>();
    try (var paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile).sorted()::iterator) {
        if (path.toString().endsWith(".kt")) sources.add(path.toString());
        if (path.toString().endsWith(".java")) javaRoots.add(rootOf(path));
      }
    }
    List<String> common = new ArrayList<>();
    for (String folder : (args.length > 2 ? args[2] : "").split(":"))
      if (!folder.isEmpty()) common.add(root.resolve(folder) + "/");
    List<String> shared = sources.stream().filter(one -> common.stream().anyMatch(one::startsWith)).toList();
    String jars = args.length > 1 ? args[1] : "";
    analyze(sources, shared, javaRoots, jars, !shared.isEmpty());
    if (!shared.isEmpty()) analyze(shared, List.of(), Set.of(), jars, true);
    OUT.flush();
    // Threads of the compiler stay.
    System.exit(0);
  }

  /** Prints what stands in `sources`, but for those that are only `seen`. */
  private static void analyze(
      List<String> sources, List<String> seen, Set<String> javaRoots, String jars, boolean hasPlatforms) throws Exception {
    var configuration = new CompilerConfiguration();
    configuration.put(CLIConfigurationKeys.MESSAGE_COLLECTOR_KEY, MessageCollector.Companion.getNONE());
    configuration.put(CommonConfigurationKeys.MODULE_NAME, "project");
    if (hasPlatforms)
      configuration.put(CommonConfigurationKeys.LANGUAGE_VERSION_SETTINGS, new LanguageVersionSettingsImpl(
          LanguageVersion.KOTLIN_1_3, ApiVersion.KOTLIN_1_3, Map.of(),
          Map.of(LanguageFeature.MultiPlatformProjects, LanguageFeature.State.ENABLED)));
    ContentRootsKt.addKotlinSourceRoots(configuration, sources);
    for (String one : javaRoots) JvmContentRootsKt.addJavaSourceRoot(configuration, new File(one), null);
    for (String jar : jars.split(":"))
      if (!jar.isEmpty()) JvmContentRootsKt.addJvmClasspathRoot(configuration, new File(jar));
    configuration.put(org.jetbrains.kotlin.config.JVMConfigurationKeys.JDK_HOME, new File(System.getProperty("java.home")));
    var environment = KotlinCoreEnvironment.createForProduction(
        Disposer.newDisposable(), configuration, EnvironmentConfigFiles.JVM_CONFIG_FILES);
    var analyze = KotlinToJVMBytecodeCompiler.class.getDeclaredMethod("analyze", KotlinCoreEnvironment.class, String.class);
    analyze.setAccessible(true);
    var result = (AnalysisResult) analyze.invoke(KotlinToJVMBytecodeCompiler.INSTANCE, environment, null);
    context = result.getBindingContext();
    for (KtFile one : environment.getSourceFiles()) {
      file = one;
      if (!seen.contains(one.getVirtualFilePath())) one.accept(new Sites());
    }
  }

  /** The folder in which the package of a Java file begins. */
  private static String rootOf(Path path) throws Exception {
    Path folder = path.getParent();
    for (String line : Files.readAllLines(path)) {
      if (!line.startsWith("package ")) continue;
      int parts = line.substring(8).split(";")[0].trim().split("\\.").length;
      for (int part = 0; part < parts && folder.getParent() != null; part++) folder = folder.getParent();
      break;
    }
    return folder.toString();
  }

  private static final class Sites extends KtTreeVisitorVoid {
    @Override public void visitCallExpression(KtCallExpression call) {
      super.visitCallExpression(call);
      var callee = call.getCalleeExpression();
      if (callee instanceof KtSimpleNameExpression name) print(name, name.getReferencedName(), call);
    }
    @Override public void visitBinaryExpression(KtBinaryExpression operation) {
      super.visitBinaryExpression(operation);
      var sign = operation.getOperationReference();
      if (sign.getIdentifier() != null) print(sign, sign.getReferencedName(), operation);
      else operator(sign, operation);
    }
    @Override public void visitPrefixExpression(KtPrefixExpression operation) {
      super.visitPrefixExpression(operation);
      operator(operation.getOperationReference(), operation);
    }
    @Override public void visitArrayAccessExpression(KtArrayAccessExpression access) {
      super.visitArrayAccessExpression(access);
      operator(access, access);
    }
    @Override public void visitSuperTypeCallEntry(KtSuperTypeCallEntry entry) {
      super.visitSuperTypeCallEntry(entry);
      var type = entry.getTypeAsUserType();
      var name = type == null ? null : type.getReferenceExpression();
      if (name != null) print(name, name.getReferencedName(), entry);
    }
    @Override public void visitSimpleNameExpression(KtSimpleNameExpression name) {
      super.visitSimpleNameExpression(name);
      if (name.getParent() instanceof KtCallExpression || !(name instanceof KtNameReferenceExpression)) return;
      var resolved = CallUtilKt.getResolvedCall(name, context);
      if (resolved == null) return;
      CallableDescriptor read = resolved.getResultingDescriptor();
      if (read instanceof SyntheticJavaPropertyDescriptor synthetic) {
        if (!isAssigned(name)) print(name, name.getReferencedName(), getterOf(synthetic, resolved), "property");
      } else if (read instanceof PropertyDescriptor property) {
        var declared = DescriptorToSourceUtils.descriptorToDeclaration(original(property));
        boolean isRead = declared instanceof KtProperty one && one.getGetter() != null && one.getGetter().hasBody();
        if (isRead && !isAssigned(name)) print(name, name.getReferencedName(), property, "property");
      }
    }

    /** What a call of the getter on the same receiver would call. */
    private FunctionDescriptor getterOf(SyntheticJavaPropertyDescriptor property, ResolvedCall<?> read) {
      var getter = property.getGetMethod();
      var receiver = read.getExtensionReceiver();
      if (receiver == null) return getter;
      for (var one : receiver.getType().getMemberScope().getContributedFunctions(
          getter.getName(), org.jetbrains.kotlin.incremental.components.NoLookupLocation.FROM_BACKEND))
        if (one.getValueParameters().isEmpty()) return one;
      return getter;
    }

    private boolean isAssigned(KtSimpleNameExpression name) {
      PsiElement at = name;
      while (at.getParent() instanceof KtQualifiedExpression around && around.getSelectorExpression() == at) at = around;
      return at.getParent() instanceof KtBinaryExpression around && around.getLeft() == at
          && around.getOperationReference().getText().equals("=");
    }

    /** An operator is a site where it means a function of the project. */
    private void operator(PsiElement at, KtElement operation) {
      var resolved = CallUtilKt.getResolvedCall(operation, context);
      if (resolved == null) return;
      var called = resolved.getResultingDescriptor();
      if (DescriptorToSourceUtils.descriptorToDeclaration(original(called)) == null) return;
      print(at, called.getName().asString(), called, "operator");
    }

    private void print(PsiElement at, String name, KtElement call) {
      ResolvedCall<? extends CallableDescriptor> resolved = CallUtilKt.getResolvedCall(call, context);
      if (resolved == null) {
        print(at, name, (CallableDescriptor) null, "call");
        return;
      }
      if (resolved instanceof VariableAsFunctionResolvedCall variable) resolved = variable.getFunctionCall();
      print(at, name, resolved.getResultingDescriptor(), "call");
    }

    private void print(PsiElement at, String name, CallableDescriptor called, String form) {
      String kind = "unknown";
      List<String> targets = new ArrayList<>();
      if (called != null && !org.jetbrains.kotlin.types.ErrorUtils.isError(called)) {
        kind = "function";
        DeclarationDescriptor of = original(called);
        PsiElement declared = DescriptorToSourceUtils.descriptorToDeclaration(of);
        if (declared == null && called instanceof CallableMemberDescriptor member)
          for (var one : member.getOverriddenDescriptors()) if (declared == null)
            declared = DescriptorToSourceUtils.descriptorToDeclaration(original(one));
        // A constructor that stands in the head of its class, or that nobody has written, is known by the class too.
        if (of instanceof ClassConstructorDescriptor made) {
          if (!(declared instanceof KtSecondaryConstructor))
            add(targets, DescriptorToSourceUtils.descriptorToDeclaration(made.getConstructedClass()));
        } else if (of instanceof org.jetbrains.kotlin.descriptors.synthetic.SyntheticMemberDescriptor<?> made)
          add(targets, DescriptorToSourceUtils.descriptorToDeclaration((DeclarationDescriptor) made.getBaseDescriptorForSynthetic()));
        add(targets, declared);
      }
      var out = new StringBuilder("{\"file\":").append(quote(relative(file.getVirtualFilePath())))
          .append(",\"line\":").append(lineOf(file.getText(), at.getTextOffset()))
          .append(",\"name\":").append(quote(name)).append(",\"form\":").append(quote(form))
          .append(",\"kind\":").append(quote(kind)).append(",\"targets\":[").append(String.join(",", targets)).append("]}");
      OUT.println(out);
    }

    private static void add(List<String> targets, PsiElement declared) {
      if (declared == null || declared.getContainingFile() == null) return;
      var holder = declared.getContainingFile();
      if (holder.getVirtualFile() == null) return;
      String path = holder.getVirtualFile().getPath();
      if (!Path.of(path).startsWith(root)) return;
      PsiElement name = declared instanceof PsiNameIdentifierOwner owner && owner.getNameIdentifier() != null
          ? owner.getNameIdentifier() : declared;
      String place = "{\"file\":" + quote(relative(path)) + ",\"line\":"
          + lineOf(holder.getText(), name.getTextOffset()) + "}";
      if (!targets.contains(place)) targets.add(place);
    }
  }

  /** The declaration that somebody has written: members that a class inherits are those of its base. */
  private static CallableDescriptor original(CallableDescriptor of) {
    CallableDescriptor at = of.getOriginal();
    while (at instanceof CallableMemberDescriptor member
        && member.getKind() == CallableMemberDescriptor.Kind.FAKE_OVERRIDE
        && !member.getOverriddenDescriptors().isEmpty())
      at = member.getOverriddenDescriptors().iterator().next().getOriginal();
    return at;
  }

  private static String relative(String path) {
    return root.relativize(Path.of(path)).toString();
  }

  private static int lineOf(String text, int offset) {
    int line = 1;
    for (int at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
    return line;
  }

  private static String quote(String of) {
    return "\"" + of.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
