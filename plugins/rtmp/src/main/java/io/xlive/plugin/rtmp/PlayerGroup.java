package io.xlive.plugin.rtmp;

import io.xlive.spi.media.MediaFrame;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Event loop: the players of a stream with equal capabilities: they share every encoded byte. */
final class PlayerGroup {
  private final BatchWriter writer;
  private final EncodedGop gop;
  private final RtmpMeters meters;
  private final Set<Player> players = new LinkedHashSet<>();

  /** The same, to be walked while players come and go. */
  private Player[] all = {};

  PlayerGroup(BatchWriter writer, EncodedGop gop, RtmpMeters meters) {
    this.writer = writer;
    this.gop = gop;
    this.meters = meters;
  }

  /** Frames of before the first player came. */
  void prime(List<MediaFrame> recent) {
    deliver(recent);
  }

  void join(Player player) {
    players.add(player);
    all = players.toArray(Player[]::new);
    player.begin(writer, gop);
  }

  void leave(Player player) {
    players.remove(player);
    all = players.toArray(Player[]::new);
  }

  boolean isEmpty() {
    return players.isEmpty();
  }

  /** Encodes frames once and gives them to every player. */
  void deliver(List<MediaFrame> frames) {
    Batch batch = writer.write(frames);
    try {
      meters.framesEncoded.add(batch.frames().size());
      if (batch.frames().isEmpty()) {
        return;
      }
      // One after the other, to the socket: what a player is made of is in the cache just now.
      for (Player player : all) {
        player.offer(batch, writer);
        player.flush();
      }
      gop.add(batch);
    } finally {
      batch.release();
    }
  }

  /** Frames were lost for everybody. */
  void gap() {
    gop.clear();
    players.forEach(Player::gap);
  }

  void release() {
    gop.clear();
  }

  long gopBytes() {
    return gop.bytes();
  }
}
