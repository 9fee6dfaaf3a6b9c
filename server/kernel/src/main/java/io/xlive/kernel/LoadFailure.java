package io.xlive.kernel;

import io.xlive.spi.XliveException;
import java.util.ServiceConfigurationError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts what goes wrong while classes of a plugin are loaded and run into one clause for the
 * operator.
 */
final class LoadFailure {
  private static final Pattern CLASS_VERSION = Pattern.compile("class file version (\\d+)");
  private static final Pattern NOT_FOUND = Pattern.compile("Provider (\\S+) not found");
  private static final int FIRST_CLASS_VERSION = 44;

  private LoadFailure() {}

  /** A clause that goes behind the jar's name. */
  static String describe(Throwable failure) {
    if (failure instanceof ServiceConfigurationError entry) {
      return entry.getCause() == null
          ? serviceEntry(String.valueOf(entry.getMessage()))
          : describe(entry.getCause());
    }
    if (failure instanceof ExceptionInInitializerError && failure.getCause() != null) {
      return describe(failure.getCause());
    }
    String message = String.valueOf(failure.getMessage());
    return switch (failure) {
      case UnsupportedClassVersionError _ -> newerJava(message);
      case ClassFormatError _ -> "holds a damaged class";
      case NoClassDefFoundError _, ClassNotFoundException _ ->
          "needs class "
              + message.replace('/', '.')
              + ", which is neither in it nor shared by the server";
      case LinkageError _ ->
          "does not fit this server: " + failure.getClass().getSimpleName() + ": " + message;
      case XliveException expected -> String.valueOf(expected.getMessage());
      default ->
          "throws "
              + failure.getClass().getSimpleName()
              + (failure.getMessage() == null ? "" : ": " + message);
    };
  }

  private static String serviceEntry(String message) {
    Matcher notFound = NOT_FOUND.matcher(message);
    if (notFound.find()) {
      return JarCheck.SERVICE + " names " + notFound.group(1) + ", which is not in it";
    }
    if (message.contains("not a subtype")) {
      return JarCheck.SERVICE + " names a class that is no plugin";
    }
    return "has a bad service entry: " + message;
  }

  private static String newerJava(String message) {
    Matcher version = CLASS_VERSION.matcher(message);
    String built =
        version.find()
            ? "Java " + (Integer.parseInt(version.group(1)) - FIRST_CLASS_VERSION)
            : "a newer Java";
    return "was built for " + built + ", this server runs on Java " + Runtime.version().feature();
  }
}
