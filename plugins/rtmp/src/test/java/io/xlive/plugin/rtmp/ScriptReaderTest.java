package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.amf.Amf0Reader;
import io.xlive.mediakit.amf.Amf0Writer;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptReaderTest {
  private static final AmfValue ARRAY = AmfValue.ObjectValue.builder().put("width", 64).array();
  private static final AmfValue OBJECT = AmfValue.ObjectValue.builder().put("width", 64).object();

  @Test
  void metadataIsStateInAllItsForms() {
    for (AmfValue metadata : List.of(ARRAY, OBJECT)) {
      Bytes bare = Amf0Writer.encode(AmfValue.of("onMetaData"), metadata);
      Bytes set =
          Amf0Writer.encode(AmfValue.of("@setDataFrame"), AmfValue.of("onMetaData"), metadata);
      for (Bytes body : List.of(bare, set)) {
        MediaLog log = data(body);
        assertThat(log.last().format().id()).isEqualTo(new TrackId("data"));
        assertThat(log.last().format().kind()).isEqualTo(TrackKind.DATA);
        assertThat(log.last().format().codec().value()).isEqualTo("amf0");
        assertThat(log.last().flags()).isSameAs(FrameFlags.KEY);
        assertThat(log.last().dts()).isEqualTo(5);
        assertThat(log.last().payload()).isEqualTo(bare);
      }
    }
  }

  @Test
  void clearedMetadataIsEmptyMetadata() {
    MediaLog log =
        data(Amf0Writer.encode(AmfValue.of("@clearDataFrame"), AmfValue.of("onMetaData")));
    assertThat(log.last().flags()).isSameAs(FrameFlags.KEY);
    assertThat(Amf0Reader.readAll(log.last().payload()))
        .containsExactly(AmfValue.of("onMetaData"), AmfValue.ObjectValue.builder().array());
  }

  @ParameterizedTest
  @ValueSource(strings = {"onTextData", "onCuePoint", "onFI", "somethingNew"})
  void otherMessagesPassBy(String name) {
    Bytes body = Amf0Writer.encode(AmfValue.of(name), OBJECT);
    MediaLog log = data(body);
    assertThat(log.last().flags()).isSameAs(FrameFlags.NONE);
    assertThat(log.last().payload()).isEqualTo(body);
  }

  @Test
  void amf3MessagesBecomeAmf0() {
    Bytes body =
        new BytesBuilder()
            .u8(0)
            .bytes(Amf0Writer.encode(AmfValue.of("onMetaData")))
            .bytes(Bytes.ofHex("11 0a 0b 01 0b 7769647468 04 40 01"))
            .build();
    MediaLog log = new MediaLog().message(MessageType.DATA_AMF3, 5, body);
    assertThat(log.last().payload())
        .isEqualTo(Amf0Writer.encode(AmfValue.of("onMetaData"), OBJECT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"|RtmpSampleAccess", "onStatus"})
  void aPublisherDoesNotSpeakForTheServer(String name) {
    MediaLog log = data(Amf0Writer.encode(AmfValue.of(name), OBJECT));
    assertThat(log.frames).isEmpty();
    assertThat(log.problems).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "05",
        "02 0001",
        "02 000d 40736574446174614672616d65",
        "02 0001 61 04",
        "02 0001 61 0a 00000009"
      })
  void brokenMessagesAreDropped(String hex) {
    MediaLog log = data(Bytes.ofHex(hex));
    assertThat(log.frames).isEmpty();
    assertThat(log.problems).hasSize(1);
  }

  private static MediaLog data(Bytes body) {
    return new MediaLog().message(MessageType.DATA_AMF0, 5, body);
  }
}
