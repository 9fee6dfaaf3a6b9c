package io.xlive.plugin.rtmp;

import io.xlive.spi.Peer;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.ingest.Publication;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Event loop: one publish, from messages to frames; the single writer of its publication. */
final class Publisher {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  /** Frames after which all tracks are taken to have shown up. */
  private static final int TRACKS_KNOWN_AFTER = 30;

  private final RtmpConnection connection;
  private final String name;
  private final Publication publication;
  private final MediaReader reader;
  private final Map<TrackId, TrackFormat> tracks = new LinkedHashMap<>();
  private long frames;
  private boolean told;

  Publisher(RtmpConnection connection, String name, Publication publication) {
    this.connection = connection;
    this.name = name;
    this.publication = publication;
    this.reader =
        new FlvDepacketizer(
            connection.environment.context().codecs(), new PublisherProblems(connection));
  }

  /** The stream name as the peer wrote it. */
  String name() {
    return name;
  }

  /** A media or data message. */
  void message(RtmpMessage message) {
    long now = connection.environment.nanos().getAsLong();
    if (message.type() == MessageType.AGGREGATE) {
      AggregateMessage.split(message, part -> reader.read(part, now, this::frame));
    } else {
      reader.read(message, now, this::frame);
    }
  }

  private void frame(MediaFrame frame) {
    frames++;
    connection.environment.meters().framesIn.increment();
    if (tracks.get(frame.format().id()) != frame.format()) {
      tracks.put(frame.format().id(), frame.format());
    }
    if (!told && frames >= TRACKS_KNOWN_AFTER) {
      tell();
    }
    publication.write(frame);
  }

  /** Gives the right back. */
  void end(EndReason reason) {
    if (!told) {
      tell();
    }
    publication.end(reason);
    LOG.info(
        "{} ended publishing {}: {}, {} frames",
        connection.peer().connection(),
        publication.path(),
        reason,
        frames);
  }

  private void tell() {
    told = true;
    Peer peer = connection.peer();
    LOG.info(
        "{} from {} ({}) publishes {}, {} tracks ({})",
        peer.connection(),
        peer.host(),
        peer.client(),
        publication.path(),
        tracks.size(),
        tracks.values().stream().map(Publisher::summary).collect(Collectors.joining(", ")));
  }

  private static String summary(TrackFormat format) {
    return switch (format.details()) {
      case FormatDetails.Video video ->
          format.codec()
              + " "
              + video.width()
              + "x"
              + video.height()
              + video.frameRate().map(rate -> String.format(" %.2f fps", rate.value())).orElse("");
      case FormatDetails.Audio audio ->
          format.codec() + " " + audio.sampleRate() + " Hz " + audio.channels() + " ch";
      case FormatDetails.Metadata metadata -> metadata.scheme();
    };
  }
}
