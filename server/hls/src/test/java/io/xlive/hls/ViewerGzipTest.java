package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewerGzipTest {
  private final Random random = new Random(1952);

  private static byte[] joined(List<Bytes> pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    pieces.forEach(piece -> all.writeBytes(piece.toArray()));
    return all.toByteArray();
  }

  private static String unpacked(List<Bytes> pieces) throws IOException {
    return new String(
        new GZIPInputStream(new ByteArrayInputStream(joined(pieces))).readAllBytes(),
        StandardCharsets.US_ASCII);
  }

  private RenderedPlaylist playlist(int uris, int filler) {
    PlaylistText text = new PlaylistText();
    text.line("#EXTM3U");
    for (int i = 0; i < uris; i++) {
      text.line("#EXT-X-PROGRAM-DATE-TIME:2026-03-01T12:00:" + i % 60 + ".000Z");
      text.line("#" + "x".repeat(filler == 0 ? 0 : random.nextInt(filler)));
      text.line("#EXTINF:" + random.nextInt(1000) / 100.0 + ",");
      text.uri("video,z," + (random.nextInt(10) == 0 ? random.nextInt() : i) + ".m4s").line("");
    }
    return new RenderedPlaylist(text, 2, "application/vnd.apple.mpegurl");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 50, 2_000})
  void everyViewerUnpacksWhatTheOthersGetUnpacked(int filler) throws IOException {
    for (int uris : new int[] {1, 2, 3, 7, 40, 300}) {
      RenderedPlaylist playlist = playlist(uris, filler);
      for (int i = 0; i < 5; i++) {
        String query = ViewerId.pair(ViewerId.Protocol.HLS, random);
        String plain = new String(joined(playlist.with(query)), StandardCharsets.US_ASCII);
        assertThat(unpacked(playlist.gzip(query).orElseThrow())).isEqualTo(plain);
      }
    }
  }

  @Test
  void itIsAsSmallAsThatOfNobody() {
    RenderedPlaylist playlist = playlist(40, 0);
    String query = ViewerId.pair(ViewerId.Protocol.DASH, random);
    int own = joined(playlist.gzip(query).orElseThrow()).length;
    assertThat(own).isLessThan(playlist.gzip().length() + 300);
    assertThat(own).isLessThan(joined(playlist.with(query)).length / 3);
  }

  @Test
  void whatIsSharedIsSharedByAll() {
    RenderedPlaylist playlist = playlist(40, 0);
    List<Bytes> one = playlist.gzip(ViewerId.pair(ViewerId.Protocol.HLS, random)).orElseThrow();
    List<Bytes> other = playlist.gzip(ViewerId.pair(ViewerId.Protocol.HLS, random)).orElseThrow();
    assertThat(one).hasSize(4);
    assertThat(one.get(0)).isSameAs(other.get(0));
    assertThat(one.get(2)).isSameAs(other.get(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "token=x",
        "token=x&xviewer=hAAAAAAAAAAAAAAA",
        "xviewer=hAAAAAAAAAAAAAAA&token=x",
        "xviewer=xAAAAAAAAAAAAAAA"
      })
  void otherQueriesAreNotPackedSo(String query) {
    assertThat(playlist(3, 0).gzip(query)).isEmpty();
  }

  /** Farther from URI to URI than a reference reaches (RFC 1951 3.2.5). */
  @Test
  void whatCannotBePackedSoIsNot() {
    PlaylistText text = new PlaylistText();
    text.uri("a").line("x".repeat(40_000)).uri("b").line("");
    assertThat(
            new RenderedPlaylist(text, 2, "application/dash+xml").gzip("xviewer=hAAAAAAAAAAAAAAA"))
        .isEmpty();
  }

  @Test
  void aPlaylistWithoutUrisIsNotPackedSo() {
    RenderedPlaylist empty =
        new RenderedPlaylist(new PlaylistText().line("#EXTM3U"), 2, "application/dash+xml");
    assertThat(empty.gzip("xviewer=hAAAAAAAAAAAAAAA")).isEmpty();
  }
}
