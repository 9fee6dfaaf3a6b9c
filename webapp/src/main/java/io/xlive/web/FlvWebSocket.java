package io.xlive.web;

import io.xlive.flv.FlvClient;
import io.xlive.flv.FlvEnd;
import io.xlive.flv.FlvSink;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A player over a WebSocket: the FLV stream in binary messages, each of whole tags. What the player
 * says is ignored. Loaded only where the container has WebSockets.
 */
public final class FlvWebSocket extends Endpoint implements FlvSink {
  private static final Logger LOG = LoggerFactory.getLogger(FlvWebSocket.class);
  private static final int LONGEST_INPUT = 1_024;

  private final FlvClient client;
  private final AtomicBoolean sending = new AtomicBoolean();
  private volatile @Nullable Session session;

  private FlvWebSocket(FlvClient client) {
    this.client = client;
  }

  /** Answers an upgrade, which has been admitted. */
  static void open(
      Object container, HttpServletRequest request, HttpServletResponse response, FlvClient client)
      throws IOException {
    boolean opened = false;
    try {
      ServerEndpointConfig config =
          ServerEndpointConfig.Builder.create(FlvWebSocket.class, request.getRequestURI())
              .configurator(new One(new FlvWebSocket(client)))
              .build();
      ((ServerContainer) container).upgradeHttpToWebSocket(request, response, config, Map.of());
      // Containers set 101 when they like, but a refusal at once.
      opened = response.getStatus() < HttpServletResponse.SC_BAD_REQUEST;
    } catch (DeploymentException e) {
      throw new XliveException(SpiError.PLUGIN_FAILED, "the container refuses an endpoint", e);
    } finally {
      if (!opened) {
        client.close();
      }
    }
  }

  @Override
  public void onOpen(Session opened, EndpointConfig config) {
    session = opened;
    opened.setMaxIdleTimeout(0);
    opened.setMaxTextMessageBufferSize(LONGEST_INPUT);
    opened.setMaxBinaryMessageBufferSize(LONGEST_INPUT);
    opened.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {});
    opened.addMessageHandler(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) bytes -> {});
    client.start(this);
  }

  @Override
  public void onClose(Session closed, CloseReason reason) {
    client.failed();
  }

  @Override
  public void onError(Session broken, Throwable failure) {
    LOG.debug("{}: a WebSocket broke", client.path(), failure);
    client.failed();
  }

  @Override
  public boolean ready() {
    return !sending.get();
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    Session open = session;
    if (open == null || !open.isOpen()) {
      throw new IOException("the WebSocket is closed");
    }
    sending.set(true);
    open.getAsyncRemote()
        .sendBinary(
            bytes,
            result -> {
              sending.set(false);
              if (result.isOK()) {
                client.writable();
              } else {
                client.failed();
              }
            });
  }

  @Override
  public void flush() {
    // Each message leaves by itself.
  }

  @Override
  public void end(FlvEnd end) {
    Session open = session;
    if (open == null || !open.isOpen()) {
      return;
    }
    CloseReason.CloseCode code =
        switch (end) {
          case FINISHED, LOST, GONE -> CloseReason.CloseCodes.NORMAL_CLOSURE;
          case SHUTDOWN -> CloseReason.CloseCodes.GOING_AWAY;
          case TOO_SLOW -> CloseReason.CloseCodes.TRY_AGAIN_LATER;
          case NOT_LEGACY -> CloseReason.CloseCodes.CANNOT_ACCEPT;
        };
    try {
      open.close(new CloseReason(code, end.reason()));
    } catch (IOException | IllegalStateException e) {
      LOG.debug("{}: a WebSocket could not be closed", client.path(), e);
    }
  }

  /**
   * Hands out one endpoint. Compressing what is compressed already would cost more than the rest
   * together, so no extension is taken.
   */
  private static final class One extends ServerEndpointConfig.Configurator {
    private final FlvWebSocket endpoint;

    One(FlvWebSocket endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      return type.cast(endpoint);
    }

    @Override
    public List<Extension> getNegotiatedExtensions(
        List<Extension> installed, List<Extension> requested) {
      return List.of();
    }

    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
      return "";
    }

    @Override
    public boolean checkOrigin(String origin) {
      // As with every other form of playback, the token decides and not the page.
      return true;
    }
  }
}
