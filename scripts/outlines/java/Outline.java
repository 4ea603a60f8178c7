// Prints the outline of the packages of a JDK that are named on the command line, as reflection tells them, in the format of
// server/resolve/library/outline.ts: `java Outline.java java.lang java.util …`. Needs the JDK alone.

import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

public class Outline {
  private static final PrintStream OUT = new PrintStream(System.out, false, StandardCharsets.UTF_8);
  private static final String FIRST = "java.lang";
  private static Set<String> packages;
  private static String current;

  public static void main(String[] args) throws Exception {
    packages = new TreeSet<>(Arrays.asList(args));
    boolean onlyFunctional = packages.remove("--functional");
    var modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
    Map<String, TreeMap<String, Class<?>>> classes = new TreeMap<>();
    try (var walk = Files.walk(modules)) {
      for (Path path : (Iterable<Path>) walk::iterator) {
        String name = path.toString();
        if (!name.endsWith(".class") || path.getNameCount() < 4) continue;
        String full = path.subpath(2, path.getNameCount()).toString().replace('/', '.').replaceAll("\\.class$", "");
        int dot = full.lastIndexOf('.');
        if (dot < 0 || !packages.contains(full.substring(0, dot))) continue;
        Class<?> type = Class.forName(full, false, ClassLoader.getSystemClassLoader());
        if (isSeen(type)) classes.computeIfAbsent(full.substring(0, dot), k -> new TreeMap<>()).put(nameIn(type), type);
      }
    }
    for (var one : classes.entrySet()) {
      current = one.getKey();
      if (onlyFunctional) {
        for (var type : one.getValue().entrySet()) printFunctional(type.getKey(), type.getValue());
        continue;
      }
      OUT.println("@" + current);
      if (current.equals(FIRST)) {
        for (String name : List.of("boolean", "byte", "char", "double", "float", "int", "long", "short")) OUT.println(":" + name);
        OUT.println(":array 1 Object");
        OUT.println(" length int");
        OUT.println(" clone()%");
      }
      for (var type : one.getValue().entrySet()) print(type.getKey(), type.getValue());
    }
    OUT.flush();
  }

  /** An interface for which a function can stand, and its method. */
  private static void printFunctional(String name, Class<?> type) {
    if (!type.isInterface() || !type.isAnnotationPresent(FunctionalInterface.class)) return;
    Method single = TypeWriter.singleOf(type);
    if (single != null) OUT.println(current + "." + name + " " + single.getName());
  }

  /** Whether code outside of its package can name a class. */
  private static boolean isSeen(Class<?> type) {
    for (Class<?> at = type; at != null; at = at.getEnclosingClass())
      if (at.isAnonymousClass() || at.isLocalClass() || !isOpen(at.getModifiers())) return false;
    return true;
  }

  private static boolean isOpen(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  /** A nested class is named after those around it: `Map$Entry`. */
  private static String nameIn(Class<?> type) {
    return type.getName().substring(type.getPackageName().length() + 1);
  }

  private static void print(String name, Class<?> type) {
    Set<String> bases = new LinkedHashSet<>();
    addBases(type, bases, new TypeWriter(null, type));
    int count = type.getTypeParameters().length;
    OUT.println(":" + name + (count > 0 ? " " + count : bases.isEmpty() ? "" : " 0") + (bases.isEmpty() ? "" : " " + String.join(";", bases)));
    var writer = new TypeWriter(null, type);
    Set<String> lines = new TreeSet<>();
    for (Field field : type.getDeclaredFields())
      if (isOpen(field.getModifiers()) && !field.isSynthetic()) lines.add(" " + field.getName() + " " + writer.write(field.getGenericType()));
    for (Class<?> at = type; at != null && (at == type || !isSeen(at)); at = at.getSuperclass())
      for (Method method : at.getDeclaredMethods())
        if (isOpen(method.getModifiers()) && !method.isSynthetic())
          lines.add(" " + method.getName() + signature(method, type, method.getGenericReturnType()));
    lines.forEach(OUT::println);
  }

  /** Those that code can name; of one that it cannot name those above. */
  private static void addBases(Class<?> type, Set<String> bases, TypeWriter writer) {
    List<Type> above = new ArrayList<>();
    if (type.getGenericSuperclass() != null) above.add(type.getGenericSuperclass());
    above.addAll(Arrays.asList(type.getGenericInterfaces()));
    for (Type one : above) {
      Class<?> raw = one instanceof ParameterizedType given ? (Class<?>) given.getRawType() : (Class<?>) one;
      if (!isSeen(raw)) addBases(raw, bases, new TypeWriter(null, raw));
      else if (packages.contains(raw.getPackageName())) bases.add(writer.named(one));
    }
    if (type.isInterface() && above.isEmpty()) bases.add("Object");
  }

  private static String signature(Executable method, Class<?> owner, Type result) {
    var writer = new TypeWriter(method, owner);
    List<String> parameters = new ArrayList<>();
    Type[] types = method.getGenericParameterTypes();
    for (int index = 0; index < types.length; index++) {
      boolean isRest = method.isVarArgs() && index == types.length - 1;
      String written = isRest ? writer.write(elementOf(types[index])) : writer.write(types[index]);
      parameters.add((isRest ? "*" : "") + ":" + written);
    }
    String given = result == void.class ? "None" : writer.write(result);
    return "(" + String.join(",", parameters) + ")" + given;
  }

  private static Type elementOf(Type array) {
    return array instanceof GenericArrayType generic ? generic.getGenericComponentType() : ((Class<?>) array).getComponentType();
  }

  /** Writes types as they are seen in a method, or in a class when that is null. */
  private record TypeWriter(Executable method, Class<?> owner) {
    /** An interface with a single method is what it is called for: a function can stand for it. */
    String write(Type type) {
      Class<?> raw = rawOf(type);
      Method single = raw == null || !raw.isInterface() || !raw.isAnnotationPresent(FunctionalInterface.class) ? null : singleOf(raw);
      if (single == null) return named(type);
      Type[] given = type instanceof ParameterizedType parameterized ? parameterized.getActualTypeArguments() : new Type[0];
      List<String> parameters = new ArrayList<>();
      for (Type one : single.getGenericParameterTypes()) parameters.add(substituted(one, raw, given));
      String result = single.getReturnType() == void.class ? "" : substituted(single.getGenericReturnType(), raw, given);
      return "(" + String.join(",", parameters) + ")" + result;
    }

    private String substituted(Type type, Class<?> raw, Type[] given) {
      if (!(type instanceof TypeVariable<?> variable)) return type instanceof Class<?> plain ? named(plain) : "_";
      int index = Arrays.asList(raw.getTypeParameters()).indexOf(variable);
      return index >= 0 && index < given.length ? named(given[index]) : "_";
    }

    private static Method singleOf(Class<?> raw) {
      Method found = null;
      for (Method one : raw.getMethods()) {
        if (!Modifier.isAbstract(one.getModifiers()) || isOfObject(one)) continue;
        if (found != null && !found.getName().equals(one.getName())) return null;
        found = one;
      }
      return found;
    }

    private static boolean isOfObject(Method method) {
      try {
        Object.class.getMethod(method.getName(), method.getParameterTypes());
        return true;
      } catch (NoSuchMethodException none) {
        return false;
      }
    }

    private static Class<?> rawOf(Type type) {
      if (type instanceof Class<?> plain) return plain;
      return type instanceof ParameterizedType given ? (Class<?>) given.getRawType() : null;
    }

    String named(Type type) {
      if (type instanceof WildcardType wildcard) {
        Type[] lower = wildcard.getLowerBounds();
        Type bound = lower.length > 0 ? lower[0] : wildcard.getUpperBounds()[0];
        return bound == Object.class ? "_" : named(bound);
      }
      if (type instanceof TypeVariable<?> variable) return written(variable);
      if (type instanceof GenericArrayType array) return "array[" + named(array.getGenericComponentType()) + "]";
      if (type instanceof ParameterizedType given) {
        List<String> parts = new ArrayList<>();
        for (Type one : given.getActualTypeArguments()) parts.add(named(one));
        return named(given.getRawType()) + "[" + String.join(",", parts) + "]";
      }
      Class<?> plain = (Class<?>) type;
      if (plain.isArray()) return "array[" + named(plain.getComponentType()) + "]";
      if (plain.isPrimitive()) return plain == void.class ? "None" : plain.getName();
      if (!packages.contains(plain.getPackageName()) || !isSeen(plain)) return "_";
      String from = plain.getPackageName();
      return from.equals(current) || from.equals(FIRST) ? nameIn(plain) : from + "." + nameIn(plain);
    }

    private String written(TypeVariable<?> variable) {
      GenericDeclaration declares = variable.getGenericDeclaration();
      int index = Arrays.asList(declares.getTypeParameters()).indexOf(variable);
      if (declares == owner) return "$" + index;
      if (declares == method) return "#" + index;
      return "_";
    }
  }
}
