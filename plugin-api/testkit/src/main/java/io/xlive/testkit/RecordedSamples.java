package io.xlive.testkit;

import io.xlive.spi.codec.Codec;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A few samples of one track as a text resource: lines {@code config HEX}, {@code key HEX} and
 * {@code sample HEX}, the last two in order and told apart by whether the demuxer that recorded
 * them said key frame; {@code #} begins a comment.
 *
 * @param config the configuration record or sequence start; empty when there is none
 * @param samples in decoding order
 */
public record RecordedSamples(Bytes config, List<Sample> samples) {
  /** One of them. */
  public record Sample(boolean key, Bytes payload) {}

  public RecordedSamples {
    samples = List.copyOf(samples);
  }

  /**
   * Reads the resource that stands beside a test class.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public static RecordedSamples of(Class<?> beside, String resource) {
    try (InputStream in = beside.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + resource + " beside " + beside);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecordedSamples parse(String text) {
    List<String> lines = text.lines().filter(l -> !l.startsWith("#") && !l.isBlank()).toList();
    Optional<Bytes> config =
        lines.stream().filter(l -> l.startsWith("config ")).findFirst().map(RecordedSamples::hex);
    List<Sample> samples =
        lines.stream()
            .filter(l -> !l.startsWith("config "))
            .map(l -> new Sample(l.startsWith("key "), hex(l)))
            .toList();
    return new RecordedSamples(config.orElse(Bytes.EMPTY), samples);
  }

  private static Bytes hex(String line) {
    return Bytes.ofHex(line.substring(line.indexOf(' ')));
  }

  /** The payload at an index. */
  public Bytes sample(int index) {
    return samples.get(index).payload();
  }

  /** All payloads, in decoding order. */
  public List<Bytes> payloads() {
    return samples.stream().map(Sample::payload).toList();
  }

  /** The smallest ones, the smallest first. */
  List<Bytes> smallest(int most) {
    return payloads().stream().sorted(Comparator.comparingInt(Bytes::length)).limit(most).toList();
  }

  /**
   * The track's format as a codec reads it, in milliseconds; without a configuration record by the
   * first sample.
   */
  public TrackFormat format(Codec codec) {
    return format(
        codec,
        config.isEmpty()
            ? codec.configFromSample(sample(0)).orElseThrow()
            : codec.configFromSequenceStart(config));
  }

  /** The format of a configuration record. */
  public static TrackFormat format(Codec codec, Bytes config) {
    return new TrackFormat(
        TrackId.of(codec.kind(), 0),
        codec.kind(),
        codec.id(),
        1000,
        config,
        codec.describe(config));
  }
}
