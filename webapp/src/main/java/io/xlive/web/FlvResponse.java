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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A player over HTTP: asynchronous output of a servlet. */
final class FlvResponse implements FlvSink, WriteListener, AnswerEnd {
  private static final Logger LOG = LoggerFactory.getLogger(FlvResponse.class);

  private final FlvClient client;
  private final AsyncContext context;
  private final ServletOutputStream out;

  /** Container thread only. */
  private boolean started;

  private FlvResponse(FlvClient client, AsyncContext context, ServletOutputStream out) {
    this.client = client;
    this.context = context;
    this.out = out;
  }

  /** Lets a player play; the headers are set. */
  static void open(HttpServletRequest request, HttpServletResponse response, FlvClient client)
      throws IOException {
    boolean opened = false;
    try {
      AsyncContext context = request.startAsync();
      context.setTimeout(NO_TIMEOUT);
      FlvResponse sink = new FlvResponse(client, context, response.getOutputStream());
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
    return out.isReady();
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    out.write(bytes);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void end(FlvEnd end) {
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
