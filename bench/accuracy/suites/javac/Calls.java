// Prints what javac says of every call and construction in the Java files below a folder, one JSON object a line:
// file, line, name, kind, targetFile, targetLine. `java Calls.java <folder> [class path]`; needs the JDK alone.

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.TreeInfo;
import com.sun.tools.javac.tree.TreeScanner;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

public class Calls {
  private static final PrintStream OUT = new PrintStream(System.out, false, StandardCharsets.UTF_8);
  private static Path root;
  /** Where methods, constructors and classes stand: file and line of the name. */
  private static final Map<Symbol, String[]> places = new HashMap<>();
  private static JCTree.JCCompilationUnit unit;
  private static String text;

  public static void main(String[] args) throws Exception {
    root = Path.of(args[0]).toRealPath();
    List<Path> paths = new ArrayList<>();
    try (var walk = Files.walk(root)) {
      walk.filter(p -> p.toString().endsWith(".java") && !p.endsWith("module-info.java")).sorted().forEach(paths::add);
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
    List<String> options = new ArrayList<>(List.of("-proc:none", "-nowarn", "-Xmaxerrs", "1000000", "-implicit:none"));
    if (args.length > 1 && !args[1].isEmpty()) options.addAll(List.of("-cp", args[1]));
    int[] errors = {0};
    var task = (JavacTask) compiler.getTask(null, manager, d -> {
      if (d.getKind() == javax.tools.Diagnostic.Kind.ERROR && errors[0]++ < 5) System.err.println(d);
    }, options, null, manager.getJavaFileObjectsFromPaths(paths));
    List<CompilationUnitTree> units = new ArrayList<>();
    task.parse().forEach(units::add);
    task.analyze();
    System.err.println(units.size() + " files, " + errors[0] + " errors");
    for (var one : units) { enter(one); new Definitions().scan(unit); }
    for (var one : units) { enter(one); new Sites().scan(unit); }
    OUT.flush();
  }

  private static void enter(CompilationUnitTree one) throws Exception {
    unit = (JCTree.JCCompilationUnit) one;
    text = unit.getSourceFile().getCharContent(true).toString();
  }

  private static String file() {
    return root.relativize(Path.of(unit.getSourceFile().toUri())).toString();
  }

  private static String lineOf(int position) {
    return String.valueOf(unit.getLineMap().getLineNumber(Math.max(0, position)));
  }

  private static final class Definitions extends TreeScanner {
    @Override public void visitClassDef(JCTree.JCClassDecl tree) {
      if (tree.sym != null && !tree.name.isEmpty())
        places.put(tree.sym, new String[] {file(), lineOf(text.indexOf(tree.name.toString(), tree.pos))});
      super.visitClassDef(tree);
    }
    @Override public void visitMethodDef(JCTree.JCMethodDecl tree) {
      if (tree.sym != null && (tree.mods.flags & Flags.GENERATEDCONSTR) == 0)
        places.put(tree.sym, new String[] {file(), lineOf(tree.pos)});
      super.visitMethodDef(tree);
    }
    @Override public void visitVarDef(JCTree.JCVariableDecl tree) {
      if (tree.sym != null) places.put(tree.sym, new String[] {file(), lineOf(tree.pos)});
      super.visitVarDef(tree);
    }
  }

  private static final class Sites extends TreeScanner {
    @Override public void visitMethodDef(JCTree.JCMethodDecl tree) {
      if ((tree.mods.flags & (Flags.GENERATEDCONSTR | Flags.GENERATED_MEMBER)) == 0) super.visitMethodDef(tree);
    }
    @Override public void visitApply(JCTree.JCMethodInvocation tree) {
      var callee = TreeInfo.skipParens(tree.meth);
      var symbol = TreeInfo.symbol(callee);
      var name = TreeInfo.name(callee).toString();
      int end = TreeInfo.endPos(callee);
      int at = callee instanceof JCTree.JCFieldAccess ? text.indexOf(name, callee.pos) : callee.getStartPosition();
      // What is called without being written has no name there.
      if (at >= 0 && text.startsWith(name, at)) {
        boolean isThis = name.equals("this");
        print(at, isThis && symbol != null ? symbol.owner.getSimpleName().toString() : name, symbol);
      }
      super.visitApply(tree);
    }
    @Override public void visitNewClass(JCTree.JCNewClass tree) {
      JCTree type = tree.clazz;
      while (type instanceof JCTree.JCTypeApply || type instanceof JCTree.JCAnnotatedType)
        type = type instanceof JCTree.JCTypeApply a ? a.clazz : ((JCTree.JCAnnotatedType) type).underlyingType;
      var name = TreeInfo.name(type).toString();
      int at = type instanceof JCTree.JCFieldAccess ? text.indexOf(name, type.pos) : type.getStartPosition();
      Symbol symbol = tree.constructor;
      if (tree.def != null) {
        symbol = null;
        for (var member : tree.def.defs)
          if (member instanceof JCTree.JCMethodDecl method && method.name.toString().equals("<init>")) {
            var call = TreeInfo.firstConstructorCall(method);
            if (call != null) symbol = TreeInfo.symbol(call.meth);
          }
        var made = TreeInfo.symbol(type);
        if (made != null && made.isInterface()) symbol = made;
      }
      if (at >= 0 && text.startsWith(name, at)) print(at, name, symbol);
      super.visitNewClass(tree);
    }

    private void print(int at, String name, Symbol symbol) {
      String kind = "unknown";
      String[] place = null;
      if (symbol != null && symbol.type != null && !symbol.type.isErroneous()) {
        kind = "function";
        place = places.get(symbol);
        // A constructor that nobody wrote is its class; a method that reads a part of a record is the part.
        if (place == null && symbol.isConstructor()) place = places.get(symbol.owner);
        if (place == null && symbol.owner instanceof Symbol.ClassSymbol owner && places.containsKey(owner)) {
          for (var member : owner.members().getSymbolsByName(symbol.name))
            if (member.kind == com.sun.tools.javac.code.Kinds.Kind.VAR) place = places.get(member);
          // `values` and `valueOf` of enumerations are written nowhere.
          if (place == null) kind = "unwritten";
        }
      }
      OUT.println("{\"file\":" + quote(file()) + ",\"line\":" + lineOf(at) + ",\"name\":" + quote(name)
          + ",\"kind\":\"" + kind + "\",\"targetFile\":" + quote(place == null ? "" : place[0])
          + ",\"targetLine\":" + (place == null ? "0" : place[1]) + "}");
    }

    private static String quote(String of) {
      return "\"" + of.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
  }
}
