package io.xlive.plugin.ac3;

import java.util.List;

/** acmod: ETSI TS 102 366, Table 4.3. */
final class ChannelModes {
  private static final List<Integer> CHANNELS = List.of(2, 1, 2, 3, 3, 4, 4, 5);

  private ChannelModes() {}

  static int channels(int mode, boolean lfe) {
    return CHANNELS.get(mode) + (lfe ? 1 : 0);
  }
}
