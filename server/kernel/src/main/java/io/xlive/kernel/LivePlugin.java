package io.xlive.kernel;

import io.xlive.spi.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plugin with its extensions made.
 *
 * @param loaded its classes
 * @param made its extensions, in the order of its offers
 * @param guard watches the calls into it
 */
record LivePlugin(LoadedPlugin loaded, List<Made> made, CallbackGuard guard)
    implements AutoCloseable {
  /**
   * One extension.
   *
   * @param offer what it was made from
   * @param value the bare extension
   * @param context what it was lent
   */
  record Made(OfferedExtension offer, Object value, ExtensionContext context) {}

  String name() {
    return loaded.name();
  }

  /** Its services with their places in the start order. */
  List<Lifecycle.Step> steps() {
    List<Lifecycle.Step> steps = new ArrayList<>();
    for (Made one : made) {
      service(one)
          .ifPresent(
              service ->
                  steps.add(
                      new Lifecycle.Step(level(one.offer().kind()), one.offer().name(), service)));
    }
    return steps;
  }

  private Optional<Service> service(Made one) {
    return one.value() instanceof Service service
        ? Optional.of(new PluginService(service, name(), loaded.loader()))
        : Optional.empty();
  }

  private static StartLevel level(ExtensionKind kind) {
    return switch (kind) {
      case INGEST -> StartLevel.INGEST;
      case OUTPUT -> StartLevel.OUTPUTS;
      case CODEC, AUTH_PROVIDER, RATE_LIMIT_POLICY, STREAM_LISTENER -> StartLevel.SECURITY;
    };
  }

  boolean replaceable() {
    return loaded.offers().stream().allMatch(offer -> offer.kind().replaceable());
  }

  List<String> words() {
    return loaded.offers().stream().map(OfferedExtension::toString).toList();
  }

  /** Takes out its checks and dumps; its services were stopped before, its classes stay. */
  void release() {
    guard.close();
    made.forEach(one -> one.context().close());
  }

  /** The same, and lets its classes go. */
  @Override
  public void close() {
    release();
    loaded.close();
  }
}
