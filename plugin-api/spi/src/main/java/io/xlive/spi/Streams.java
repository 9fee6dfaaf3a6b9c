package io.xlive.spi;

import io.xlive.spi.ingest.Publication;
import io.xlive.spi.ingest.PublishRequest;
import io.xlive.spi.output.SubscribeRequest;
import io.xlive.spi.output.Subscription;
import java.util.concurrent.CompletionStage;

/**
 * The way to publish and to subscribe: authorises, asks the rate limits, then makes the state. Both
 * methods return at once; the stage completes on a virtual thread of the server, exceptionally with
 * an {@link XliveException} that says why not.
 */
public interface Streams {
  /**
   * Asks for the exclusive right to write a stream.
   *
   * @return fails with {@link SpiError#UNAUTHENTICATED}, {@link SpiError#FORBIDDEN}, {@link
   *     SpiError#STREAM_BUSY}, {@link SpiError#RATE_LIMITED}, {@link SpiError#LIMIT_REACHED},
   *     {@link SpiError#AUTH_UNAVAILABLE}, {@link SpiError#SHUTTING_DOWN}
   */
  CompletionStage<Publication> publish(PublishRequest request);

  /**
   * Asks for the right to read a stream.
   *
   * @return fails as {@link #publish} does, and with {@link SpiError#STREAM_NOT_FOUND} when nobody
   *     publishes it
   */
  CompletionStage<Subscription> subscribe(SubscribeRequest request);
}
