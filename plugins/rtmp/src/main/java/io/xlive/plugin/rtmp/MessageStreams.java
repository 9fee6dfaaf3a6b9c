package io.xlive.plugin.rtmp;

import io.xlive.spi.XliveException;
import io.xlive.spi.ingest.EndReason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Event loop: the message streams that a connection created. */
final class MessageStreams {
  private final RtmpConnection connection;
  private final FanOut fanOut;
  private final Runnable usageChanged;
  private final Map<Integer, MessageStream> byId = new TreeMap<>();

  MessageStreams(RtmpConnection connection, FanOut fanOut, Runnable usageChanged) {
    this.connection = connection;
    this.fanOut = fanOut;
    this.usageChanged = usageChanged;
  }

  FanOut fanOut() {
    return fanOut;
  }

  /**
   * Makes one; ids are reused, so the first stream of a player is always 1.
   *
   * @throws XliveException when there are too many
   */
  MessageStream create() {
    int most = connection.environment.config().limits().streams();
    if (byId.size() >= most) {
      throw new XliveException(
          RtmpError.OVER_LIMIT, "more than " + most + " message streams (rtmp.limits.streams)");
    }
    int id = 1;
    while (byId.containsKey(id)) {
      id++;
    }
    MessageStream stream = new MessageStream(id, connection, usageChanged);
    byId.put(id, stream);
    return stream;
  }

  /** One that this connection created. */
  Optional<MessageStream> find(int id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * The one that a command came on.
   *
   * @throws XliveException when this connection did not create it
   */
  MessageStream require(Command command, String what) {
    return find(command.streamId())
        .orElseThrow(
            () ->
                new XliveException(
                    RtmpError.PROTOCOL_ERROR, what + " on a stream that was not created"));
  }

  /** The publisher of a stream name, as the peer wrote it. */
  Optional<MessageStream> publishing(String name) {
    return byId.values().stream().filter(stream -> stream.publishes(name)).findFirst();
  }

  /** Ends and forgets one. */
  void delete(int id, EndReason reason) {
    MessageStream stream = byId.remove(id);
    if (stream != null) {
      stream.end(reason);
    }
  }

  /** Ends and forgets all. */
  void endAll(EndReason reason) {
    List<MessageStream> all = new ArrayList<>(byId.values());
    byId.clear();
    all.forEach(stream -> stream.end(reason));
  }

  /** A media or data message; on a stream that does not publish it is ignored. */
  void media(RtmpMessage message) {
    MessageStream stream = byId.get(message.streamId());
    if (stream != null) {
      stream.media(message);
    } else if (message.streamId() == 0 && byId.size() == 1) {
      // Some encoders leave the message stream id out.
      byId.values().iterator().next().media(message);
    }
  }

  boolean inUse() {
    return byId.values().stream().anyMatch(MessageStream::inUse);
  }

  boolean publishing() {
    return byId.values().stream().anyMatch(MessageStream::publishing);
  }

  boolean playing() {
    // Asked after every read: a loop costs less than a stream.
    for (MessageStream stream : byId.values()) {
      if (stream.playing()) {
        return true;
      }
    }
    return false;
  }

  /** How many play. */
  long plays() {
    return byId.values().stream().filter(MessageStream::playing).count();
  }

  Collection<MessageStream> all() {
    return byId.values();
  }
}
