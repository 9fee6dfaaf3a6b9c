package io.xlive.web;

import io.xlive.flv.FlvClient;
import io.xlive.flv.FlvEnd;
import io.xlive.flv.FlvSink;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A player over HTTP: asynchronous output of a servlet, which begins the body, and then the host's
 * short way where there is one.
 */
final class FlvResponse implements FlvSink, WriteListener, AnswerEnd {
  private static final Logger LOG = LoggerFactory.getLogger(FlvResponse.class);

  private final FlvClient client;
  private final AsyncContext context;
  private final ServletOutputStream out;

  /** Who may write. */
  private enum Way {
    /** Servlet output. */
    SERVLET,
    /** The host's, free. */
    SHORT,
    /** The host's, where a write is under way. */
    WRITING,
    /** Nobody. */
    ENDED
  }

  private final AtomicReference<Way> way = new AtomicReference<>(Way.SERVLET);

  /** Used by whoever may write. */
  private Optional<HostBody> body;

  private boolean begun;

  /** Container thread only. */
  private boolean started;

  private FlvResponse(
      FlvClient client, AsyncContext context, ServletOutputStream out, Optional<HostBody> body) {
    this.client = client;
    this.context = context;
    this.out = out;
    this.body = body;
  }

  /** Lets a player play; the headers are set. */
  static void open(HttpServletRequest request, HttpServletResponse response, FlvClient client)
      throws IOException {
    boolean opened = false;
    try {
      AsyncContext context = request.startAsync();
      context.setTimeout(NO_TIMEOUT);
      FlvResponse sink =
          new FlvResponse(client, context, response.getOutputStream(), HostBody.of(request));
      context.addListener(sink);
      sink.out.setWriteListener(sink);
      opened = true;
    } finally {
      if (!opened) {
        client.close();
      }
    }
  }

  @Override
  public void onWritePossible() {
    if (started) {
      client.writable();
    } else {
      started = true;
      client.start(this);
    }
  }

  @Override
  public void onError(Throwable failure) {
    LOG.debug("{}: an FLV response broke", client.path(), failure);
    client.failed();
  }

  @Override
  public boolean ready() {
    return switch (Objects.requireNonNull(way.get(), "there is always a way")) {
      case SERVLET -> servletReady();
      case SHORT, ENDED -> true;
      case WRITING -> false;
    };
  }

  /** What the servlet output began has left when it is ready again. */
  private boolean servletReady() {
    if (!out.isReady()) {
      return false;
    }
    if (begun && body.isPresent()) {
      way.compareAndSet(Way.SERVLET, Way.SHORT);
    }
    return true;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    if (way.compareAndSet(Way.SHORT, Way.WRITING)) {
      CompletableFuture<Boolean> written = body.orElseThrow().write(bytes);
      if (written.state() != Future.State.SUCCESS) {
        var _ = written.whenComplete((taken, failure) -> written(failure));
      } else if (written.resultNow()) {
        leave();
      } else {
        body = Optional.empty();
        if (way.compareAndSet(Way.WRITING, Way.SERVLET)) {
          out.write(bytes);
        } else {
          complete();
        }
      }
    } else if (way.get() == Way.SERVLET) {
      begun = true;
      out.write(bytes);
    }
  }

  private void written(@Nullable Throwable failure) {
    if (leave()) {
      if (failure == null) {
        client.writable();
      } else {
        client.failed();
      }
    }
  }

  /** Ends a write; false when the answer was to end meanwhile. */
  private boolean leave() {
    boolean goesOn = way.compareAndSet(Way.WRITING, Way.SHORT);
    if (!goesOn) {
      complete();
    }
    return goesOn;
  }

  @Override
  public void flush() throws IOException {
    if (way.get() == Way.SERVLET) {
      out.flush();
    }
  }

  @Override
  public void end(FlvEnd end) {
    if (way.getAndSet(Way.ENDED) != Way.WRITING) {
      complete();
    }
  }

  private void complete() {
    try {
      context.complete();
    } catch (IllegalStateException over) {
      LOG.debug("{}: an FLV response had ended already", client.path(), over);
    }
  }

  @Override
  public void over() {
    client.close();
  }

  @Override
  public void onError(AsyncEvent event) {
    client.failed();
  }
}
