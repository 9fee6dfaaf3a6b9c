package io.xlive.mediakit.amf;

import io.xlive.spi.XliveException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The objects and arrays of a message that a reference may name, in order of appearance. */
final class AmfReferences {
  private final List<Optional<Entry>> entries = new ArrayList<>();

  /** Reserves the next index for a value that is being read. */
  int open() {
    entries.add(Optional.empty());
    return entries.size() - 1;
  }

  /** The value at an index is complete. */
  <T extends AmfValue> T close(int index, T value, AmfInput.Cost cost) {
    entries.set(index, Optional.of(new Entry(value, cost)));
    return value;
  }

  /** What an index stands for, charged to the message. */
  AmfValue resolve(int index, AmfInput input) {
    if (index >= entries.size()) {
      throw XliveException.malformed("AMF reference to an object that is not there");
    }
    Entry entry =
        entries
            .get(index)
            .orElseThrow(
                () -> XliveException.malformed("AMF reference to an object from inside it"));
    input.charge(entry.cost);
    return entry.value;
  }

  private record Entry(AmfValue value, AmfInput.Cost cost) {}
}
