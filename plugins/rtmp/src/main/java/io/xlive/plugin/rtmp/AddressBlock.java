package io.xlive.plugin.rtmp;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** An address or a CIDR block, as in {@code 10.0.0.0/8}, {@code ::1}. */
final class AddressBlock {
  private final byte[] network;
  private final int prefix;

  private AddressBlock(byte[] network, int prefix) {
    this.network = network;
    this.prefix = prefix;
  }

  /**
   * Reads the entries of a configuration list.
   *
   * @throws XliveException naming the key for an entry that is no numeric address or block
   */
  static List<AddressBlock> parseAll(String key, List<String> entries) {
    return entries.stream().map(entry -> parse(key, entry.strip())).toList();
  }

  private static AddressBlock parse(String key, String text) {
    try {
      int slash = text.indexOf('/');
      String host = slash < 0 ? text : text.substring(0, slash);
      if (!host.matches("[0-9a-fA-F.:]+")) {
        throw new NumberFormatException("not numeric");
      }
      byte[] network = InetAddress.getByName(host).getAddress();
      int bits = network.length * 8;
      int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      if (prefix < 0 || prefix > bits) {
        throw new NumberFormatException("prefix length");
      }
      return new AddressBlock(network, prefix);
    } catch (UnknownHostException | NumberFormatException e) {
      throw new XliveException(
          SpiError.INVALID_CONFIGURATION,
          key + ": not an address or a block such as 10.0.0.0/8: " + text);
    }
  }

  /** Whether an address is inside. */
  boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != network.length) {
      return false;
    }
    int whole = prefix / 8;
    for (int i = 0; i < whole; i++) {
      if (bytes[i] != network[i]) {
        return false;
      }
    }
    int rest = prefix % 8;
    return rest == 0 || (bytes[whole] ^ network[whole]) >> (8 - rest) == 0;
  }

  /** Whether an address is inside any. */
  static boolean anyContains(List<AddressBlock> blocks, InetAddress address) {
    for (AddressBlock block : blocks) {
      if (block.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
