package io.xlive.web;

import io.xlive.spi.media.StreamPath;
import io.xlive.spi.ratelimit.RateLimitAction;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Decides whether a player gets a stream. Asked for every request, before anything is looked up;
 * safe for any thread, may block.
 */
@FunctionalInterface
public interface PlaybackGate {

  /** Who may have what was admitted. */
  enum Audience {
    /** Anyone: any site's player may read it, any cache may keep it. */
    EVERYONE,
    /** Only callers who show a right: no foreign site, no shared cache. */
    CALLER
  }

  /**
   * Admits a request.
   *
   * @param request tells who asks and what it shows
   * @param path which stream; it need not exist
   * @param action {@link RateLimitAction#PLAY} for a multivariant playlist or an FLV stream, {@link
   *     RateLimitAction#MEDIA_REQUEST} for what follows
   * @param protocol of the player, as in {@code hls} or {@code flv}
   * @throws io.xlive.spi.XliveException when it may not; the answer follows from the code
   */
  Audience admit(
      HttpServletRequest request, StreamPath path, RateLimitAction action, String protocol);
}
