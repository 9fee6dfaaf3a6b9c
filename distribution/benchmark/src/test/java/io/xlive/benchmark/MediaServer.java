package io.xlive.benchmark;

import java.io.IOException;

/** A server under load: a child process on free ports of the loopback interface. */
interface MediaServer extends AutoCloseable {
  /** Its name in the tables. */
  String name();

  int rtmpPort();

  int httpPort();

  /** The application that makes HLS of what is published. */
  String hlsApp();

  /** The application for players. */
  String playApp();

  /** How long it has to run under load before it is measured, of what is allowed, in seconds. */
  default int warmup(int seconds) {
    return seconds;
  }

  /** Its program. */
  ServerProcess process();

  /** Processor time used until now, in seconds. */
  default double cpuSeconds() throws IOException {
    return process().cpuSeconds();
  }

  /** Resident memory, in MiB. */
  default long residentMiB() throws IOException {
    return process().residentMiB();
  }

  @Override
  default void close() {
    process().close();
  }
}
