package io.xlive.mediakit.flv;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;

/**
 * A media or data message of RTMP, or tag of FLV, for players; its body is {@code head} followed by
 * {@code body}, so that a frame's payload needs no copy.
 *
 * @param type see {@link FlvTag#type}
 * @param timestamp milliseconds, 32 bits unsigned that wrap
 * @param head a few bytes
 * @param body the rest
 */
public record FlvMessage(int type, int timestamp, Bytes head, Bytes body) {
  /** The whole body in one piece. */
  public Bytes whole() {
    return new BytesBuilder(head.length() + body.length()).bytes(head).bytes(body).build();
  }

  /** Bytes of the whole body. */
  public int length() {
    return head.length() + body.length();
  }
}
