package io.xlive.spi;

import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that a plugin can call, implement or catch, one line each, by reflection. */
final class ApiSignatures {
  private final TreeSet<String> lines = new TreeSet<>();

  static List<String> of(Path classes) throws IOException {
    ApiSignatures signatures = new ApiSignatures();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.toList()) {
        String name = classes.relativize(file).toString().replace('\\', '.').replace('/', '.');
        if (name.endsWith(".class") && !name.endsWith("-info.class")) {
          signatures.add(load(name.substring(0, name.length() - ".class".length())));
        }
      }
    }
    return List.copyOf(signatures.lines);
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ApiSignatures.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private void add(Class<?> type) {
    if (!reachable(type)) {
      return;
    }
    lines.add(type.getName() + " = " + head(type));
    for (Field field : type.getDeclaredFields()) {
      if (visible(field.getModifiers()) && !field.isSynthetic()) {
        String modifiers = Modifier.toString(field.getModifiers());
        member(type, modifiers + " " + text(field.getAnnotatedType()) + " " + field.getName());
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (visible(constructor.getModifiers()) && !constructor.isSynthetic()) {
        member(type, executable(constructor, "new"));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (visible(method.getModifiers()) && !method.isSynthetic()) {
        String name = text(method.getAnnotatedReturnType()) + " " + method.getName();
        member(type, (method.isDefault() ? "default " : "") + executable(method, name));
      }
    }
  }

  private void member(Class<?> type, String signature) {
    lines.add(type.getName() + "#" + signature.strip());
  }

  private static boolean reachable(Class<?> type) {
    if (type.isAnonymousClass() || type.isLocalClass() || type.isSynthetic()) {
      return false;
    }
    Class<?> outer = type.getDeclaringClass();
    return visible(type.getModifiers()) && (outer == null || reachable(outer));
  }

  private static boolean visible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String head(Class<?> type) {
    StringBuilder head = new StringBuilder(type.toGenericString());
    if (type.getAnnotatedSuperclass() != null && type.getSuperclass() != Object.class) {
      head.append(" extends ").append(text(type.getAnnotatedSuperclass()));
    }
    AnnotatedType[] interfaces = type.getAnnotatedInterfaces();
    if (interfaces.length > 0) {
      head.append(type.isInterface() ? " extends " : " implements ").append(list(interfaces));
    }
    if (type.isSealed()) {
      head.append(" permits ")
          .append(
              Arrays.stream(type.getPermittedSubclasses())
                  .map(Class::getName)
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    if (type.isRecord()) {
      // In order: the order of components is the order of the constructor's arguments.
      head.append(" components ")
          .append(
              Arrays.stream(type.getRecordComponents())
                  .map(each -> text(each.getAnnotatedType()) + " " + each.getName())
                  .collect(Collectors.joining(", ", "(", ")")));
    }
    return head.toString();
  }

  private static String executable(Executable executable, String name) {
    List<String> words = new ArrayList<>();
    words.add(Modifier.toString(executable.getModifiers() & Modifier.methodModifiers()));
    if (executable.getTypeParameters().length > 0) {
      words.add(
          Arrays.stream(executable.getTypeParameters())
              .map(ApiSignatures::variable)
              .collect(Collectors.joining(", ", "<", ">")));
    }
    String arguments = list(executable.getAnnotatedParameterTypes());
    words.add(name + "(" + arguments + (executable.isVarArgs() ? " ..." : "") + ")");
    if (executable.getExceptionTypes().length > 0) {
      words.add("throws " + list(executable.getAnnotatedExceptionTypes()));
    }
    return String.join(" ", words).strip();
  }

  private static String variable(TypeVariable<?> variable) {
    return variable.getName() + " extends " + list(variable.getAnnotatedBounds());
  }

  private static String list(AnnotatedType[] types) {
    return Arrays.stream(types).map(ApiSignatures::text).collect(Collectors.joining(", "));
  }

  private static String text(AnnotatedType type) {
    return type.toString().replace("@org.jspecify.annotations.Nullable()", "@Nullable");
  }
}
