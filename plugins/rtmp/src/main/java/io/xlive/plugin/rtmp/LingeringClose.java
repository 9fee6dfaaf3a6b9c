package io.xlive.plugin.rtmp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * Event loop: closes a connection so that its peer reads the last words. A socket that is closed
 * while bytes of the peer are unread is reset (RFC 1122, 4.2.2.13), and an encoder in the middle of
 * sending would see a broken pipe instead of the reason; so only our direction is closed at first,
 * and what still comes is read for a moment.
 */
final class LingeringClose {
  /** An encoder looks for answers every few frames. */
  private static final long LINGER_MILLIS = 1_000;

  /** A peer that does not read would keep it open for ever. */
  private static final long LIMIT_MILLIS = 5_000;

  private LingeringClose() {}

  /** What was written before leaves; the channel is closed when the peer does so or time is up. */
  static void of(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    channel.flush();
    ChannelFuture last =
        tls == null
            ? channel.writeAndFlush(channel.alloc().buffer(0, 0))
            : tls.closeOutbound(channel.newPromise());
    last.addListener(
        sent -> {
          if (sent.isSuccess() && channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
            closeIn(channel, LINGER_MILLIS);
          } else {
            channel.close();
          }
        });
    closeIn(channel, LIMIT_MILLIS);
  }

  private static void closeIn(Channel channel, long millis) {
    channel.eventLoop().schedule(() -> channel.close(), millis, TimeUnit.MILLISECONDS);
  }
}
