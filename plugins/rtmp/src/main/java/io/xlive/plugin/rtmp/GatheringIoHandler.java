package io.xlive.plugin.rtmp;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Event loop: waits a moment before it looks at the sockets when the {@link ReadPace} says so. A
 * task of another thread ends the wait, and so does a timer that is due.
 */
final class GatheringIoHandler implements IoHandler {
  private final IoHandler sockets;
  private final ReadPace pace;
  private @Nullable Thread thread;
  private volatile boolean pausing;

  GatheringIoHandler(IoHandler sockets, ReadPace pace) {
    this.sockets = sockets;
    this.pace = pace;
  }

  @Override
  public void initialize() {
    thread = Thread.currentThread();
    sockets.initialize();
  }

  @Override
  public int run(IoHandlerContext context) {
    long now = System.nanoTime();
    long pause = pace.pauseNanos(now);
    if (pause > 0) {
      pause(context, Math.min(pause, context.delayNanos(now)));
    }
    int ready = sockets.run(context);
    pace.looked(ready, System.nanoTime());
    return ready;
  }

  private void pause(IoHandlerContext context, long nanos) {
    // Told first, asked then: whoever adds a task in between sees that it has to wake this thread.
    pausing = true;
    if (nanos > 0 && context.canBlock()) {
      LockSupport.parkNanos(this, nanos);
    }
    pausing = false;
  }

  @Override
  public void wakeup() {
    if (pausing) {
      LockSupport.unpark(thread);
    }
    sockets.wakeup();
  }

  @Override
  public void prepareToDestroy() {
    sockets.prepareToDestroy();
  }

  @Override
  public void destroy() {
    sockets.destroy();
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    return sockets.register(handle);
  }

  @Override
  public boolean isCompatible(Class<? extends IoHandle> type) {
    return sockets.isCompatible(type);
  }
}
