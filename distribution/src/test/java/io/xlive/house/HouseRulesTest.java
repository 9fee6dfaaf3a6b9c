package io.xlive.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules of the house, kept by a machine; each failure names the class and the line. */
@Tag("gate")
class HouseRulesTest {
  private static final int LONGEST_FILE = 600;
  private static final Set<String> WORDS_THAT_SAY_NOTHING =
      Set.of("Manager", "Helper", "Util", "Utils", "Impl", "Base", "Abstract", "Data", "Info");

  private static SourceTree tree;
  private static JavaClasses house;

  @BeforeAll
  static void read() {
    tree = SourceTree.find();
    List<Path> compiled = new ArrayList<>();
    for (Path module : tree.modules()) {
      Path classes = module.resolve("target/classes");
      assertThat(classes)
          .as("a module that is not compiled escapes the rules; build the whole tree")
          .isDirectory();
      compiled.add(classes);
    }
    house = new ClassFileImporter().importPaths(compiled);
  }

  @Test
  void allModulesAreLookedAt() {
    assertThat(tree.modules()).hasSizeGreaterThan(20);
    assertThat(house.size()).isGreaterThan(30);
  }

  @Test
  void nettyStaysInItsPlugin() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.xlive.plugin.rtmp..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .because("a ByteBuf never leaves a network plugin: no reference counts elsewhere")
        .check(house);
  }

  @Test
  void spiSeesOnlyTheJdkAndThreeInterfaces() {
    classes()
        .that()
        .resideInAPackage("io.xlive.spi..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.xlive.spi..",
            "java..",
            "javax..",
            "org.slf4j..",
            "jakarta.security.enterprise..",
            "org.eclipse.microprofile.health..",
            "org.jspecify.annotations..")
        .check(house);
  }

  @Test
  void modulesDependInOneDirection() {
    onlyOurs("io.xlive.mediakit..", "io.xlive.spi..");
    onlyOurs("io.xlive.testkit..", "io.xlive.spi..", "io.xlive.mediakit..");
    onlyOurs("io.xlive.kernel..", "io.xlive.spi..");
    onlyOurs("io.xlive.stream..", "io.xlive.spi..", "io.xlive.mediakit..");
    onlyOurs("io.xlive.hls..", "io.xlive.spi..", "io.xlive.mediakit..");
    onlyOurs("io.xlive.flv..", "io.xlive.spi..", "io.xlive.mediakit..");
    onlyOurs("io.xlive.security..", "io.xlive.spi..", "io.xlive.mediakit..");
    onlyOurs("io.xlive.host..", "io.xlive.spi..", "io.xlive.kernel..");
    onlyOurs("io.xlive.plugin..", "io.xlive.spi..", "io.xlive.mediakit..");
    onlyOurs(
        "io.xlive.web..",
        "io.xlive.spi..",
        "io.xlive.mediakit..",
        "io.xlive.kernel..",
        "io.xlive.stream..",
        "io.xlive.hls..",
        "io.xlive.flv..",
        "io.xlive.security..");
  }

  private static void onlyOurs(String from, String... allowed) {
    DescribedPredicate<JavaClass> ours = resideInAPackage("io.xlive..");
    DescribedPredicate<JavaClass> other = ours.and(DescribedPredicate.not(resideInAPackage(from)));
    for (String each : allowed) {
      other = other.and(DescribedPredicate.not(resideInAPackage(each)));
    }
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat(other.as("belong to modules that %s must not see", from))
        .check(house);
  }

  @Test
  void pluginsDoNotKnowEachOther() {
    slices().matching("io.xlive.plugin.(*)..").should().notDependOnEachOther().check(house);
  }

  @Test
  void mediakitHasNoInputOutputAndNoThreads() {
    noClasses()
        .that()
        .resideInAPackage("io.xlive.mediakit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.net..", "java.nio.file..", "java.nio.channels..", "java.util.concurrent..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .check(house);
  }

  @Test
  void injectionStaysInKernelAndWebapp() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.xlive.kernel..", "io.xlive.web..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.glassfish.hk2..", "org.jvnet.hk2..", "jakarta.inject..")
        .because("classes take constructor arguments and are tested without a container")
        .check(house);
  }

  @Test
  void noStaticStateThatChanges() {
    fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(SYNTHETIC)
        .should()
        .haveModifier(FINAL)
        .check(house);
    DescribedPredicate<JavaClass> changing =
        resideInAPackage("java.util.concurrent.atomic..")
            .or(JavaClass.Predicates.assignableTo(ConcurrentMap.class))
            .or(JavaClass.Predicates.assignableTo(LongAdder.class))
            .or(JavaClass.Predicates.assignableTo(Lock.class))
            .and(DescribedPredicate.not(namedLikeFieldUpdater()));
    noFields()
        .that()
        .areStatic()
        .should()
        .haveRawType(changing.as("a thing that is made to change"))
        .check(house);
  }

  private static DescribedPredicate<JavaClass> namedLikeFieldUpdater() {
    return DescribedPredicate.describe(
        "field updaters", each -> each.getSimpleName().endsWith("FieldUpdater"));
  }

  @Test
  void noThreadLocals() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocal.class)
        .because("work moves between virtual threads and event loops; pass it or scope it")
        .check(house);
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("io.netty.util.concurrent.FastThreadLocal")
        .check(house);
  }

  @Test
  void classNamesSaySomething() {
    List<String> empty =
        house.stream()
            .filter(each -> !each.isAnonymousClass())
            .filter(each -> saysNothing(each.getSimpleName()))
            .map(JavaClass::getName)
            .toList();
    assertThat(empty).as("names with Manager, Helper, Util, ... or an I in front").isEmpty();
  }

  private static boolean saysNothing(String name) {
    return WORDS_THAT_SAY_NOTHING.stream().anyMatch(name::endsWith)
        || name.startsWith("Abstract")
        || name.matches("I[A-Z][a-z].*");
  }

  @Test
  void filesHaveOneReason() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : tree.mainSources()) {
      try (Stream<String> lines = Files.lines(file)) {
        long count = lines.count();
        if (count > LONGEST_FILE) {
          tooLong.add(tree.root().relativize(file) + ": " + count + " lines");
        }
      }
    }
    assertThat(tooLong).as("files of more than %d lines", LONGEST_FILE).isEmpty();
  }
}
