package io.xlive.host;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.xlive.kernel.LogConfig;
import org.slf4j.LoggerFactory;

/** Sets up the log from the section {@code log}: one event a line on standard output. */
final class Logging {
  /**
   * Line breaks and other control characters of a message are replaced, so that one event stays one
   * line. The lines of a stack trace are the only ones that do not begin with a time, and nothing
   * else can be taken for them: breaks inside of an exception's message are replaced too.
   */
  private static final String TEXT =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %-22logger{0}"
          + " %replace(%msg){'[\\p{Cc}\\u2028\\u2029]', '?'}%n"
          + "%replace(%ex){'\\R(?!\\t|Caused by: |$)', '?'}";

  private Logging() {}

  /** Replaces whatever was set up before. */
  static void configure(LogConfig config) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder(config.format(), context));
    console.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level(config.level()));
    root.addAppender(console);
    // Why the web application did not start is told by itself, a line each, and why a port cannot
    // be had by us; Jetty would add stack traces.
    context.getLogger("org.eclipse.jetty.ee11.webapp.WebAppContext").setLevel(Level.ERROR);
    context.getLogger("org.eclipse.jetty.util.component.AbstractLifeCycle").setLevel(Level.ERROR);
    // Containers and libraries speak of themselves at INFO; an operator wants to hear them only
    // when something is wrong.
    if (config.level() == LogConfig.Level.INFO) {
      for (String quiet :
          new String[] {"org.eclipse.jetty", "org.glassfish", "io.netty", "io.smallrye"}) {
        context.getLogger(quiet).setLevel(Level.WARN);
      }
    }
  }

  private static Encoder<ILoggingEvent> encoder(LogConfig.Format format, LoggerContext context) {
    return switch (format) {
      case JSON -> {
        JsonEncoder json = new JsonEncoder();
        json.setContext(context);
        json.setWithFormattedMessage(true);
        json.setWithMessage(false);
        json.setWithArguments(false);
        json.setWithContext(false);
        json.setWithNanoseconds(false);
        json.setWithSequenceNumber(false);
        json.start();
        yield json;
      }
      case TEXT -> {
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern(TEXT);
        text.start();
        yield text;
      }
    };
  }

  private static Level level(LogConfig.Level level) {
    return switch (level) {
      case ERROR -> Level.ERROR;
      case WARN -> Level.WARN;
      case INFO -> Level.INFO;
      case DEBUG -> Level.DEBUG;
      case TRACE -> Level.TRACE;
    };
  }
}
