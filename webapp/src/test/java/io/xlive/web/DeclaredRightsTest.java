package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeclaredRightsTest {
  @Test
  void everyResourceMethodDeclaresWhoMayCallIt() {
    List<Method> methods =
        RestApplication.RESOURCES.stream()
            .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
            .filter(DeclaredRightsTest::answersRequests)
            .toList();
    assertThat(methods)
        .hasSizeGreaterThan(5)
        .allMatch(
            method ->
                method.isAnnotationPresent(Requires.class)
                    != method.isAnnotationPresent(OpenToAll.class));
  }

  @Test
  void everyResourceOfThePackageIsListed() throws Exception {
    java.nio.file.Path classes =
        java.nio.file.Path.of(
                RestApplication.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("io/xlive/web");
    try (Stream<java.nio.file.Path> files = Files.list(classes)) {
      List<Class<?>> resources =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
              .<Class<?>>map(name -> load(name.substring(0, name.length() - 6)))
              .filter(type -> type.isAnnotationPresent(Path.class))
              .toList();
      assertThat(RestApplication.RESOURCES).containsExactlyInAnyOrderElementsOf(resources);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName("io.xlive.web." + name, false, RestApplication.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean answersRequests(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      if (annotation.annotationType().isAnnotationPresent(HttpMethod.class)
          || annotation instanceof Path) {
        return true;
      }
    }
    return false;
  }
}
