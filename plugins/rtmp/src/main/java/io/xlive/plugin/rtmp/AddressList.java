package io.xlive.plugin.rtmp;

import io.xlive.spi.Cidr;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Addresses and CIDR blocks of a configuration list. */
record AddressList(List<Cidr> ranges) {
  AddressList {
    ranges = List.copyOf(ranges);
  }

  /**
   * Reads the entries.
   *
   * @throws XliveException naming the key for an entry that is neither
   */
  static AddressList parse(String key, List<String> entries) {
    List<Cidr> ranges = new ArrayList<>();
    for (String entry : entries) {
      try {
        ranges.add(Cidr.parse(entry));
      } catch (IllegalArgumentException e) {
        throw new XliveException(
            SpiError.INVALID_CONFIGURATION,
            key + ": not an address or a block such as 10.0.0.0/8: " + entry);
      }
    }
    return new AddressList(ranges);
  }

  /** Whether an address is inside any. */
  boolean contains(InetAddress address) {
    for (Cidr range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
