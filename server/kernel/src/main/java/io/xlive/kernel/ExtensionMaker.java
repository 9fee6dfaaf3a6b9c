package io.xlive.kernel;

import io.xlive.spi.ExtensionFactory;
import io.xlive.spi.PluginContext;
import io.xlive.spi.XliveException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Makes the extensions of a plugin from its sections: all of them or none. */
final class ExtensionMaker {
  private final ExtensionContext.Lender lender;
  private final CallbackWatch watch;
  private final ErrorCounts errors;
  private final QuietLog log;

  ExtensionMaker(ExtensionContext.Lender lender, CallbackWatch watch, ErrorCounts errors) {
    this.watch = watch;
    this.lender = lender;
    this.errors = errors;
    this.log = new QuietLog(LoggerFactory.getLogger(CallbackGuard.class), lender.clock());
  }

  /**
   * Makes them.
   *
   * @param config holds the sections of all its offers
   * @param onDisabled is told when the plugin failed too often
   * @throws PluginRefusal when one cannot be made; the others are given up
   */
  LivePlugin make(LoadedPlugin loaded, ConfigTree config, Consumer<String> onDisabled)
      throws PluginRefusal {
    CallbackGuard guard =
        new CallbackGuard(loaded.name(), lender.clock(), watch, errors, log, onDisabled);
    List<LivePlugin.Made> made = new ArrayList<>();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loaded.loader());
    try {
      for (OfferedExtension offer : loaded.offers()) {
        ExtensionContext context = new ExtensionContext(lender, guard, offer.name());
        try {
          Object value = create(offer.factory(), config.record(offer.section().prefix()), context);
          made.add(new LivePlugin.Made(offer, value, context));
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
          context.close();
          made.forEach(one -> one.context().close());
          throw new PluginRefusal(clause(offer, e), e);
        }
      }
    } finally {
      thread.setContextClassLoader(before);
    }
    watch.add(guard);
    return new LivePlugin(loaded, List.copyOf(made), guard);
  }

  private static String clause(OfferedExtension offer, Throwable failure) {
    String reason = LoadFailure.describe(failure);
    return failure instanceof XliveException
        ? offer + ": " + reason
        : offer + " cannot be made: it " + reason;
  }

  @SuppressWarnings("unchecked") // the section was bound to the factory's own type
  private static <C extends Record, T> T create(
      ExtensionFactory<C, T> factory, Record config, PluginContext context) {
    return factory.create((C) config, context);
  }
}
