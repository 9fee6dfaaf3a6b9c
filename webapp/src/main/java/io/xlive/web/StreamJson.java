package io.xlive.web;

import io.xlive.spi.Peer;
import io.xlive.spi.media.FormatDetails;
import io.xlive.stream.StreamStatus;
import io.xlive.stream.TrackStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A live stream as the API shows it.
 *
 * @param path its name
 * @param state {@code opening}, {@code waiting}, {@code live} or {@code ended}
 * @param since when the publication began, RFC 3339
 * @param publisher who publishes
 * @param tracks what it carries
 * @param viewers players by protocol
 * @param bytes payload bytes so far
 * @param gopMs length of the last full group of pictures in milliseconds
 * @param playback where it can be played
 */
public record StreamJson(
    String path,
    String state,
    String since,
    Publisher publisher,
    List<Track> tracks,
    Map<String, Integer> viewers,
    long bytes,
    long gopMs,
    Map<String, String> playback) {

  /**
   * The publisher.
   *
   * @param protocol as in {@code rtmp}
   * @param client what it calls itself
   * @param user its authenticated name
   * @param remoteAddress address and port, for administrators only
   */
  public record Publisher(
      String protocol, String client, String user, Optional<String> remoteAddress) {}

  /**
   * A track; what does not apply is null.
   *
   * @param id names it inside the stream
   * @param kind {@code video}, {@code audio}, {@code text} or {@code data}
   * @param codec as in {@code h264}
   * @param codecString RFC 6381
   * @param width pixels
   * @param height pixels
   * @param frameRate measured frames per second
   * @param sampleRate samples per second
   * @param channels how many
   * @param bitRate measured bits per second
   */
  public record Track(
      String id,
      String kind,
      String codec,
      String codecString,
      Optional<Integer> width,
      Optional<Integer> height,
      Optional<Double> frameRate,
      Optional<Integer> sampleRate,
      Optional<Integer> channels,
      long bitRate) {}

  /**
   * A stream as an API's caller may see it.
   *
   * @param viewers players of all protocols
   * @param addresses whether the publisher's address may be shown
   * @param context the web application's path, empty at the root
   */
  static StreamJson of(
      StreamStatus status, Map<String, Integer> viewers, boolean addresses, String context) {
    String path = context + "/" + status.path();
    return new StreamJson(
        status.path().toString(),
        lower(status.state()),
        status.since().toString(),
        new Publisher(
            status.publisher().protocol(),
            status.publisher().client(),
            status.caller(),
            addresses ? Optional.of(address(status.publisher())) : Optional.empty()),
        status.tracks().stream().map(StreamJson::track).toList(),
        viewers,
        status.bytes(),
        status.gopMillis(),
        Map.of(
            "hls",
            path + ".m3u8",
            "hls_ts",
            path + "/ts.m3u8",
            "dash",
            path + ".mpd",
            "flv",
            path + ".flv",
            "ws_flv",
            path + ".flv"));
  }

  private static String address(Peer peer) {
    String host = peer.host();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + peer.address().getPort();
  }

  private static Track track(TrackStatus status) {
    FormatDetails details = status.format().details();
    Optional<FormatDetails.Video> video =
        details instanceof FormatDetails.Video v ? Optional.of(v) : Optional.empty();
    Optional<FormatDetails.Audio> audio =
        details instanceof FormatDetails.Audio a ? Optional.of(a) : Optional.empty();
    return new Track(
        status.format().id().value(),
        lower(status.format().kind()),
        status.format().codec().value(),
        details.codecString(),
        video.map(FormatDetails.Video::width),
        video.map(FormatDetails.Video::height),
        video.map(v -> Math.round(status.framesPerSecond() * 1000) / 1000.0),
        audio.map(FormatDetails.Audio::sampleRate),
        audio.map(FormatDetails.Audio::channels),
        status.bitsPerSecond());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
