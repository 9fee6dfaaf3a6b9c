package io.xlive.plugin.rtmp;

import io.xlive.spi.DumpSource;

/** A dump as lines of {@code name=value}. */
final class DumpText implements DumpSource.Dump {
  private final StringBuilder text = new StringBuilder();

  static String of(DumpSource source) {
    DumpText text = new DumpText();
    source.dump(text);
    return text.text.toString();
  }

  @Override
  public DumpSource.Dump value(String name, Object value) {
    text.append(name).append('=').append(value).append('\n');
    return this;
  }

  @Override
  public DumpSource.Dump child(String name, DumpSource child) {
    text.append(name).append('\n');
    child.dump(this);
    return this;
  }
}
