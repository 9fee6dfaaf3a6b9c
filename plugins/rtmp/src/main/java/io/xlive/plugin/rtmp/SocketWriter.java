package io.xlive.plugin.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.util.Optional;

/**
 * Event loop: writes to a socket past Netty's outbound buffer while that is empty. Of what Netty
 * keeps for a channel it looks at two objects instead of a dozen; with hundreds of players none of
 * them is in the processor's cache.
 */
final class SocketWriter {
  private final Socket socket;
  private final ChannelOutboundBuffer buffer;

  private SocketWriter(Socket socket, ChannelOutboundBuffer buffer) {
    this.socket = socket;
    this.buffer = buffer;
  }

  /** Empty when the channel's socket is not written to by this thread, or is closed. */
  static Optional<SocketWriter> of(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return channel instanceof EpollSocketChannel epoll
            && epoll.fd() instanceof Socket socket
            && buffer != null
        ? Optional.of(new SocketWriter(socket, buffer))
        : Optional.empty();
  }

  /** Whether the socket is open and everything before has left. */
  boolean ready() {
    return buffer.totalPendingWriteBytes() == 0 && socket.isOpen();
  }

  /**
   * Writes once; only when {@link #ready}.
   *
   * @return how many bytes the socket took. The rest goes the common way, which finds out what was
   *     wrong, too.
   */
  int write(ByteBuf bytes) {
    if (!bytes.hasMemoryAddress()) {
      return 0;
    }
    try {
      return socket.sendAddress(bytes.memoryAddress(), bytes.readerIndex(), bytes.writerIndex());
    } catch (IOException broken) {
      return 0;
    }
  }
}
