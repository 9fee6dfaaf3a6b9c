package io.xlive.plugin.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Event loop: a connection without a socket. What is written stays in the outbound buffer, where
 * all bounds on waiting bytes see it as for a socket that takes nothing, until {@link #take}
 * fetches it; what {@link #feed} brings is read as from a socket, and not while reading is paused.
 */
final class TunnelChannel extends AbstractChannel {
  private static final ChannelMetadata METADATA = new ChannelMetadata(false);

  /** As much as is read from a socket at once: between two reads, reading may be paused. */
  private static final int READ = 16_384;

  private final ChannelConfig config = new DefaultChannelConfig(this);
  private final SocketAddress local;
  private final SocketAddress remote;
  private volatile boolean open = true;
  private boolean wanted;
  private boolean reading;
  private @Nullable Fed fed;
  private @Nullable ByteBuf taking;
  private int room;

  TunnelChannel(SocketAddress local, SocketAddress remote) {
    super(null);
    this.local = local;
    this.remote = remote;
  }

  private record Fed(ByteBuf bytes, Runnable after) {}

  /**
   * Hands in what the peer sent; one at a time.
   *
   * @param bytes belong to the channel from here on
   * @param after runs once all was read, or the channel is closed
   */
  void feed(ByteBuf bytes, Runnable after) {
    if (!open) {
      bytes.release();
      after.run();
      return;
    }
    fed = new Fed(bytes, after);
    deliver();
  }

  /** Appends to {@code out} what waits, at most so many bytes. */
  void take(ByteBuf out, int most) {
    taking = out;
    room = most;
    try {
      unsafe().flush();
    } finally {
      taking = null;
    }
  }

  private void deliver() {
    if (reading) {
      return;
    }
    reading = true;
    while (fed != null && wanted && fed.bytes().isReadable()) {
      wanted = false;
      int size = Math.min(READ, fed.bytes().readableBytes());
      pipeline().fireChannelRead(fed.bytes().readRetainedSlice(size));
      pipeline().fireChannelReadComplete();
    }
    reading = false;
    if (fed != null && !fed.bytes().isReadable()) {
      drop();
    }
  }

  private void drop() {
    Fed over = fed;
    if (over != null) {
      fed = null;
      over.bytes().release();
      over.after().run();
    }
  }

  @Override
  protected void doBeginRead() {
    wanted = true;
    deliver();
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer in) {
    ByteBuf out = taking;
    while (in.current() instanceof ByteBuf bytes) {
      if (!bytes.isReadable()) {
        // The mark behind the last words (LingeringClose): it has nobody to wait for.
        in.remove();
        continue;
      }
      int size = Math.min(room, bytes.readableBytes());
      if (out == null || size == 0) {
        return;
      }
      out.writeBytes(bytes, bytes.readerIndex(), size);
      room -= size;
      in.removeBytes(size);
    }
  }

  @Override
  protected Object filterOutboundMessage(Object message) {
    if (message instanceof ByteBuf) {
      return message;
    }
    throw new UnsupportedOperationException(message.getClass().getName());
  }

  @Override
  protected void doClose() {
    open = false;
    drop();
  }

  @Override
  protected void doDisconnect() {
    doClose();
  }

  @Override
  protected void doBind(SocketAddress address) {
    throw new UnsupportedOperationException("bind");
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new TunnelUnsafe();
  }

  private final class TunnelUnsafe extends AbstractUnsafe {
    @Override
    public void connect(SocketAddress to, SocketAddress from, ChannelPromise promise) {
      promise.setFailure(new UnsupportedOperationException("connect"));
    }
  }

  @Override
  protected boolean isCompatible(EventLoop loop) {
    return true;
  }

  @Override
  protected SocketAddress localAddress0() {
    return local;
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return remote;
  }

  @Override
  public ChannelConfig config() {
    return config;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean isActive() {
    return open && isRegistered();
  }

  @Override
  public ChannelMetadata metadata() {
    return METADATA;
  }
}
