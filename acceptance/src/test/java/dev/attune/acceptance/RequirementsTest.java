package dev.attune.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/// Every line of docs/wire.md has a test, and every test names lines that are there.
final class RequirementsTest {
  private static final Pattern LINE = Pattern.compile("^\\| *([A-Z]+-[0-9]+)\\b");

  @Test
  void everyLineOfTheContractHasATest() throws Exception {
    var lines = linesOfTheContract();
    var proved = new TreeSet<String>();
    for (var test : testClasses()) {
      for (var method : test.getDeclaredMethods()) {
        var requirement = method.getAnnotation(Requirement.class);
        if (requirement != null) {
          assertThat(
                  method.isAnnotationPresent(Test.class)
                      || method.isAnnotationPresent(ParameterizedTest.class))
              .as("%s is a test", method)
              .isTrue();
          proved.addAll(Arrays.asList(requirement.value()));
        }
      }
    }

    assertThat(lines).hasSizeGreaterThan(80);
    assertThat(proved).containsExactlyElementsOf(lines);
  }

  private static Set<String> linesOfTheContract() throws IOException {
    var lines = new TreeSet<String>();
    for (var line : Files.readAllLines(Attune.ROOT.resolve("docs/wire.md"))) {
      var named = LINE.matcher(line);
      if (named.find()) {
        assertThat(lines.add(named.group(1))).as("%s is there once", named.group(1)).isTrue();
      }
    }
    return lines;
  }

  private static List<Class<?>> testClasses()
      throws IOException, URISyntaxException, ClassNotFoundException {
    var folder = Path.of(RequirementsTest.class.getResource("").toURI());
    List<String> names;
    try (var files = Files.list(folder)) {
      names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith("Test.class"))
              .map(name -> name.substring(0, name.length() - ".class".length()))
              .collect(Collectors.toList());
    }
    var classes = new ArrayList<Class<?>>();
    for (var name : names) {
      classes.add(Class.forName(RequirementsTest.class.getPackageName() + "." + name));
    }
    return classes;
  }
}
