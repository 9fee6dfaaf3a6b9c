package io.xlive.plugin.rtmp;

import io.xlive.spi.media.BytesBuilder;

/**
 * Event loop: where the messages of one connection are gathered. Frames are kept until their
 * segment leaves the playlist; small ones lie in arrays that they share, so that a collector finds
 * one object where there were dozens. Picture and sound are told apart, for one may be asked for
 * and not the other.
 */
final class MessageBodies {
  /**
   * ZGC keeps arrays above 256 KiB apart from the litter of the moment, so that they are not moved
   * when that is swept up. The header of the array makes it more.
   */
  private static final long LARGEST = 256 << 10;

  /** With thousands of connections those begun must not take a heap that matters. */
  private static final long SHARE_OF_HEAP = 1L << 14;

  /** What is larger than so much of a shared array has one of its own. */
  private static final int SHARE = 4;

  private final int most;
  private final BytesBuilder pictures;
  private final BytesBuilder sounds;

  /** {@code heap} is the most that the process may use, in bytes. */
  MessageBodies(long heap) {
    this.most = (int) Math.min(heap / SHARE_OF_HEAP, LARGEST);
    this.pictures = BytesBuilder.sharing(most);
    this.sounds = BytesBuilder.sharing(most / SHARE);
  }

  /**
   * Where a message is to be gathered that begins now: {@code build} or {@code clear} ends it.
   *
   * @param length as announced
   * @param room bytes for which there is to be room at once
   */
  BytesBuilder body(int type, int length, int room) {
    return switch (type) {
      case MessageType.VIDEO -> body(pictures, most / SHARE, length, room);
      case MessageType.AUDIO -> body(sounds, most / SHARE / SHARE, length, room);
      default -> new BytesBuilder(room);
    };
  }

  /** An array gathers one message at a time; another that begins meanwhile has its own. */
  private static BytesBuilder body(BytesBuilder shared, int longest, int length, int room) {
    return length > longest || shared.length() > 0 ? new BytesBuilder(room) : shared.reserve(room);
  }
}
