package io.xlive.testkit;

import io.xlive.spi.media.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An initialization section as {@link Fmp4Conformance} reads it.
 *
 * @param trackId of the only track
 * @param timescale of its media
 * @param video whether its handler is {@code vide}
 * @param entry its sample entry's type
 * @param lengthSize bytes of a NAL unit's length; 0 when samples are no NAL units
 * @param trex default duration, size and flags
 */
record Mp4Init(
    long trackId, long timescale, boolean video, String entry, int lengthSize, List<Long> trex) {
  private static final Set<String> VIDEO_ENTRIES =
      Set.of("avc1", "avc3", "hvc1", "hev1", "av01", "vp09", "vp08", "encv");
  private static final Map<String, Integer> EMPTY_TABLES =
      Map.of("stts", 4, "stsc", 4, "stco", 4, "stsz", 8);

  static Optional<Mp4Init> read(Bytes bytes, List<Violation> violations) {
    Reader reader = new Reader(violations);
    Optional<List<Mp4Atom>> atoms = Mp4Atom.sequence(bytes);
    if (atoms.isEmpty()
        || atoms.get().size() != 2
        || !atoms.get().get(0).type().equals("ftyp")
        || !atoms.get().get(1).type().equals("moov")) {
      reader.report("boxes", "not ftyp and moov alone");
      return Optional.empty();
    }
    reader.brands(atoms.get().get(0));
    return reader.movie(atoms.get().get(1));
  }

  /** Reads and reports. */
  private record Reader(List<Violation> violations) {
    void report(String rule, String detail) {
      violations.add(new Violation(rule, "init", detail));
    }

    void brands(Mp4Atom ftyp) {
      List<String> brands = new ArrayList<>();
      for (int at = 8; at + 4 <= ftyp.body().length(); at += 4) {
        brands.add(text(ftyp.body(), at));
      }
      // tfdt with default-base-is-moof needs iso5, signed offsets iso6 (ISO/IEC 14496-12, Annex E).
      if (!brands.contains("iso6") || !(brands.contains("cmfc") || brands.contains("cmf2"))) {
        report("brands", "iso6 and cmfc are not both among " + brands);
      }
    }

    Optional<Mp4Init> movie(Mp4Atom moov) {
      List<Mp4Atom> tracks = moov.all("trak");
      Optional<Mp4Atom> header = moov.down("mvhd");
      if (tracks.size() != 1 || header.isEmpty() || header.get().body().length() < 100) {
        report("moov", "not one mvhd and one trak");
        return Optional.empty();
      }
      Bytes mvhd = header.get().body();
      if (mvhd.u8(0) != 0 || mvhd.u32(16) != 0) {
        report("moov", "the duration of a live movie is unknown: 0");
      }
      Mp4Atom trak = tracks.getFirst();
      Optional<Mp4Atom> tkhd = trak.down("tkhd");
      Optional<Mp4Atom> mdhd = trak.down("mdia", "mdhd");
      Optional<Mp4Atom> hdlr = trak.down("mdia", "hdlr");
      Optional<Mp4Atom> stbl = trak.down("mdia", "minf", "stbl");
      if (!atLeast(tkhd, 84) || !atLeast(mdhd, 24) || !atLeast(hdlr, 21) || stbl.isEmpty()) {
        report("trak", "tkhd, mdhd, hdlr or stbl is missing or short");
        return Optional.empty();
      }
      long id = tkhd.get().body().u32(12);
      if (id == 0 || mvhd.u32(96) <= id || (tkhd.get().flags() & 1) == 0) {
        report("trak", "track id " + id + ", next " + mvhd.u32(96) + ", or not enabled");
      }
      long timescale = mdhd.get().body().u32(12);
      if (timescale == 0 || mvhd.u32(12) == 0 || mdhd.get().body().u32(16) != 0) {
        report("mdhd", "timescale 0 or a duration");
      }
      boolean video = text(hdlr.get().body(), 8).equals("vide");
      mediaHeader(trak, video);
      tables(stbl.get());
      return entry(stbl.get(), video)
          .flatMap(
              entry ->
                  trex(moov, id)
                      .map(
                          defaults ->
                              new Mp4Init(
                                  id,
                                  timescale,
                                  video,
                                  entry.type(),
                                  lengthSize(entry),
                                  defaults)));
    }

    private void mediaHeader(Mp4Atom trak, boolean video) {
      if (video != trak.down("mdia", "minf", "vmhd").isPresent()) {
        report("minf", "vmhd and handler do not go together");
      }
      Optional<Mp4Atom> dref = trak.down("mdia", "minf", "dinf", "dref");
      if (!atLeast(dref, 20) || (dref.get().body().u8(19) & 1) == 0) {
        report("dinf", "media is not in this file");
      }
    }

    private void tables(Mp4Atom stbl) {
      EMPTY_TABLES.forEach(
          (type, at) -> {
            Optional<Mp4Atom> table = stbl.down(type);
            if (!atLeast(table, at + 4) || table.get().body().u32(at) != 0) {
              report("stbl", type + " is missing or not empty");
            }
          });
      if (stbl.down("stss").isPresent() || stbl.down("ctts").isPresent()) {
        report("stbl", "stss or ctts in a fragmented movie");
      }
    }

    private Optional<Mp4Atom> entry(Mp4Atom stbl, boolean video) {
      Optional<Mp4Atom> stsd = stbl.down("stsd");
      if (!atLeast(stsd, 16) || stsd.get().body().u32(4) != 1) {
        report("stsd", "not one sample entry");
        return Optional.empty();
      }
      List<Mp4Atom> entries = Mp4Atom.sequence(stsd.get().body().from(8)).orElse(List.of());
      if (entries.size() != 1 || VIDEO_ENTRIES.contains(entries.getFirst().type()) != video) {
        report("stsd", "no sample entry, or one that its handler does not have");
        return Optional.empty();
      }
      Mp4Atom entry = entries.getFirst();
      int fixed = video ? 78 : 28;
      if (entry.body().length() < fixed
          || entry.body().u16(6) != 1
          || Mp4Atom.sequence(entry.body().from(fixed)).isEmpty()) {
        report("stsd", entry.type() + " is not as its kind wants it");
        return Optional.empty();
      }
      return Optional.of(entry);
    }

    private Optional<List<Long>> trex(Mp4Atom moov, long id) {
      Optional<Mp4Atom> trex = moov.down("mvex", "trex");
      if (!atLeast(trex, 24) || trex.get().body().u32(4) != id || trex.get().body().u32(8) != 1) {
        report("trex", "no trex of the track");
        return Optional.empty();
      }
      Bytes body = trex.get().body();
      return Optional.of(List.of(body.u32(12), body.u32(16), body.u32(20)));
    }

    private static int lengthSize(Mp4Atom entry) {
      List<Mp4Atom> boxes =
          entry.body().length() < 78
              ? List.of()
              : Mp4Atom.sequence(entry.body().from(78)).orElse(List.of());
      for (Mp4Atom box : boxes) {
        if (box.type().equals("avcC") && box.body().length() > 4) {
          return (box.body().u8(4) & 3) + 1;
        }
        if (box.type().equals("hvcC") && box.body().length() > 21) {
          return (box.body().u8(21) & 3) + 1;
        }
      }
      return 0;
    }

    private static boolean atLeast(Optional<Mp4Atom> atom, int length) {
      return atom.isPresent() && atom.get().body().length() >= length;
    }

    private static String text(Bytes body, int at) {
      return new String(body.slice(at, 4).toArray(), StandardCharsets.ISO_8859_1);
    }
  }
}
