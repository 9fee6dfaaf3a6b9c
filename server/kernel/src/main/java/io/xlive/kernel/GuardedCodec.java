package io.xlive.kernel;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.FlvMapping;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.codec.TsForm;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CaptionChannels;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackKind;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A codec whose surprises become refusals: a sample it chokes on is invalid, a configuration
 * unsupported.
 */
final class GuardedCodec implements Codec {
  private static final Inspection FAILED = new Inspection.Invalid("the codec's plugin failed");

  private final Codec codec;
  private final CallbackGuard guard;
  // Names are made once: some callbacks come with every frame.
  private final String inspect;
  private final String captions;
  private final String color;
  private final String configFromSequenceStart;
  private final String sequenceStart;
  private final String configFromSample;
  private final String describe;
  private final String sampleEntry;

  GuardedCodec(Codec codec, CallbackGuard guard) {
    this.codec = codec;
    this.guard = guard;
    this.inspect = name("inspect");
    this.captions = name("captions");
    this.color = name("color");
    this.configFromSequenceStart = name("configFromSequenceStart");
    this.sequenceStart = name("sequenceStart");
    this.configFromSample = name("configFromSample");
    this.describe = name("describe");
    this.sampleEntry = name("sampleEntry");
  }

  @Override
  public CodecId id() {
    return codec.id();
  }

  @Override
  public TrackKind kind() {
    return codec.kind();
  }

  @Override
  public FlvMapping flv() {
    return codec.flv();
  }

  @Override
  public Optional<TsForm> ts() {
    return codec.ts();
  }

  @Override
  public Inspection inspect(TrackFormat format, Bytes sample) {
    if (guard.disabled()) {
      return FAILED;
    }
    int slot = guard.enterMedia(inspect);
    try {
      return codec.inspect(format, sample);
    } catch (XliveException _) {
      return new Inspection.Invalid("malformed");
    } catch (Throwable failure) {
      failed(inspect, failure);
      return FAILED;
    } finally {
      guard.leaveMedia(slot, inspect);
    }
  }

  @Override
  public CaptionChannels captions(TrackFormat format, Bytes sample, CaptionChannels seen) {
    if (guard.disabled()) {
      return seen;
    }
    int slot = guard.enterMedia(captions);
    try {
      return codec.captions(format, sample, seen);
    } catch (XliveException _) {
      return seen;
    } catch (Throwable failure) {
      failed(captions, failure);
      return seen;
    } finally {
      guard.leaveMedia(slot, captions);
    }
  }

  @Override
  public ColorDescription color(TrackFormat format, Bytes sample, ColorDescription known) {
    if (guard.disabled()) {
      return known;
    }
    int slot = guard.enterMedia(color);
    try {
      return codec.color(format, sample, known);
    } catch (XliveException _) {
      return known;
    } catch (Throwable failure) {
      failed(color, failure);
      return known;
    } finally {
      guard.leaveMedia(slot, color);
    }
  }

  @Override
  public Bytes configFromSequenceStart(Bytes body) {
    return call(configFromSequenceStart, () -> codec.configFromSequenceStart(body));
  }

  @Override
  public Bytes sequenceStart(Bytes config) {
    return call(sequenceStart, () -> codec.sequenceStart(config));
  }

  @Override
  public Optional<Bytes> configFromSample(Bytes sample) {
    return call(configFromSample, () -> codec.configFromSample(sample));
  }

  @Override
  public FormatDetails describe(Bytes config) {
    return call(describe, () -> codec.describe(config));
  }

  @Override
  public Bytes sampleEntry(TrackFormat format) {
    return call(sampleEntry, () -> codec.sampleEntry(format));
  }

  private <T> T call(String callback, Supplier<T> action) {
    if (guard.disabled()) {
      throw refusal("is disabled");
    }
    int slot = guard.enterMedia(callback);
    try {
      return action.get();
    } catch (XliveException expected) {
      throw expected;
    } catch (Throwable failure) {
      failed(callback, failure);
      throw refusal("failed");
    } finally {
      guard.leaveMedia(slot, callback);
    }
  }

  private String name(String method) {
    return "codec " + codec.id() + " " + method;
  }

  private void failed(String callback, Throwable failure) {
    if (!CallbackGuard.own(failure)) {
      throw (Error) failure;
    }
    guard.failed(callback, failure);
  }

  private XliveException refusal(String how) {
    return new XliveException(
        SpiError.UNSUPPORTED_MEDIA, "the plugin of codec " + codec.id() + " " + how);
  }
}
