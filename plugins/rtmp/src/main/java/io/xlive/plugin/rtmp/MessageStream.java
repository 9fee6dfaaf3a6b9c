package io.xlive.plugin.rtmp;

import io.xlive.spi.ingest.EndReason;
import org.jspecify.annotations.Nullable;

/** Event loop: one message stream of a connection: idle, publishing or playing. */
final class MessageStream {
  private final int id;
  private final RtmpConnection connection;
  private final Runnable usageChanged;
  private @Nullable Publisher publisher;
  private @Nullable Player player;

  MessageStream(int id, RtmpConnection connection, Runnable usageChanged) {
    this.id = id;
    this.connection = connection;
    this.usageChanged = usageChanged;
  }

  int id() {
    return id;
  }

  boolean inUse() {
    return publishing() || playing();
  }

  boolean publishing() {
    return publisher != null;
  }

  boolean playing() {
    return player != null;
  }

  boolean publishes(String name) {
    Publisher now = publisher;
    return now != null && now.name().equals(name);
  }

  @Nullable Publisher publisher() {
    return publisher;
  }

  @Nullable Player player() {
    return player;
  }

  void publish(Publisher started) {
    publisher = started;
    connection.environment.meters().publishers.increment();
    usageChanged.run();
  }

  void play(Player started) {
    player = started;
    connection.environment.meters().players.increment();
    usageChanged.run();
  }

  void media(RtmpMessage message) {
    Publisher now = publisher;
    if (now != null) {
      now.message(message);
    }
  }

  /** Back to idle. */
  void end(EndReason reason) {
    Publisher publishing = publisher;
    if (publishing != null) {
      publisher = null;
      connection.environment.meters().publishers.decrement();
      publishing.end(reason);
    }
    Player playing = player;
    if (playing != null) {
      player = null;
      connection.environment.meters().players.decrement();
      playing.close();
    }
    if (publishing != null || playing != null) {
      usageChanged.run();
    }
  }
}
