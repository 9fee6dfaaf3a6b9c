package org.example.xlive;

import io.xlive.spi.PluginContext;
import io.xlive.spi.event.StreamEvent;
import io.xlive.spi.event.StreamListener;
import io.xlive.spi.event.StreamListenerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Makes the listener {@code audit}, which writes {@code audit.log} in its data folder. */
final class AuditFactory implements StreamListenerFactory<AuditConfig> {
  @Override
  public String name() {
    return "audit";
  }

  @Override
  public Class<AuditConfig> configType() {
    return AuditConfig.class;
  }

  @Override
  public StreamListener create(AuditConfig config, PluginContext context) {
    Path file = context.dataFolder().resolve("audit.log");
    return event -> text(event, config.players()).ifPresent(text -> append(file, event, text));
  }

  private static Optional<String> text(StreamEvent event, boolean players) {
    return switch (event) {
      case StreamEvent.Published published ->
          Optional.of("published from " + published.peer().host());
      case StreamEvent.Unpublished ended -> Optional.of("ended: " + ended.reason());
      case StreamEvent.PlayStarted started when players ->
          Optional.of("played by " + started.peer().host());
      default -> Optional.empty();
    };
  }

  private static void append(Path file, StreamEvent event, String text) {
    try {
      Files.writeString(
          file,
          event.time() + " " + event.path() + " " + text + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
