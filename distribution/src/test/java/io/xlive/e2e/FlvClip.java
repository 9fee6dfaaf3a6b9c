package io.xlive.e2e;

import io.xlive.mediakit.flv.FlvReader;
import io.xlive.mediakit.flv.FlvTag;
import io.xlive.mediakit.flv.FlvWriter;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A clip taken apart, for streams that ffmpeg does not make.
 *
 * @param tags the messages of its push
 */
record FlvClip(List<FlvTag> tags) {
  private static final int FRAME_MILLIS = 40;
  private static final int AAC_SEQUENCE_HEADER = 0;
  private static final int AVC_KEY_FRAME = 0x17;
  private static final int AVC_HEADER = 5;

  static FlvClip read(Path file) {
    try {
      FlvReader reader = new FlvReader(Bytes.copyOf(Files.readAllBytes(file)));
      return new FlvClip(
          Stream.generate(reader::next)
              .takeWhile(Optional::isPresent)
              .flatMap(Optional::stream)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * This one and another behind it, each with its own configuration, as an encoder that changes its
   * settings without connecting anew sends it.
   */
  FlvClip then(FlvClip second) {
    List<FlvTag> all = new ArrayList<>(tags);
    long end = tags.stream().mapToLong(FlvTag::timestamp).max().orElse(0) + FRAME_MILLIS;
    for (FlvTag tag : second.tags) {
      if (tag.type() != FlvTag.SCRIPT) {
        all.add(new FlvTag(tag.type(), end + tag.timestamp(), tag.body()));
      }
    }
    return new FlvClip(all);
  }

  /** The same AAC frames under another AudioSpecificConfig. */
  FlvClip audioConfig(Bytes config) {
    return new FlvClip(tags.stream().map(tag -> audioConfig(tag, config)).toList());
  }

  /** The same H.264 with a NAL unit in front of each key frame, as it came in the legacy form. */
  FlvClip beforeKeyFrames(Bytes unit) {
    return new FlvClip(tags.stream().map(tag -> beforeKeyFrame(tag, unit)).toList());
  }

  private static FlvTag beforeKeyFrame(FlvTag tag, Bytes unit) {
    boolean key =
        tag.type() == FlvTag.VIDEO && tag.body().u8(0) == AVC_KEY_FRAME && tag.body().u8(1) == 1;
    return key
        ? new FlvTag(
            tag.type(),
            tag.timestamp(),
            new BytesBuilder()
                .bytes(tag.body().slice(0, AVC_HEADER))
                .u32(unit.length())
                .bytes(unit)
                .bytes(tag.body().from(AVC_HEADER))
                .build())
        : tag;
  }

  private static FlvTag audioConfig(FlvTag tag, Bytes config) {
    boolean configures = tag.type() == FlvTag.AUDIO && tag.body().u8(1) == AAC_SEQUENCE_HEADER;
    return configures
        ? new FlvTag(
            tag.type(),
            tag.timestamp(),
            new BytesBuilder().bytes(tag.body().slice(0, 2)).bytes(config).build())
        : tag;
  }

  /** As a file. */
  Path write(Path file) {
    BytesBuilder out = new BytesBuilder();
    FlvWriter.header(true, true, out);
    tags.forEach(tag -> FlvWriter.tag(tag.type(), tag.timestamp(), tag.body(), Bytes.EMPTY, out));
    try {
      return Files.write(file, out.build().toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
