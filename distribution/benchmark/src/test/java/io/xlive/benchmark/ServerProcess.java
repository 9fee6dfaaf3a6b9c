package io.xlive.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A child process and what the kernel says of it and of its own children (proc(5)). */
final class ServerProcess implements AutoCloseable {
  private static final double TICKS_PER_SECOND = 100;

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static ServerProcess start(List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new ServerProcess(builder.start(), log);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits until somebody listens on a port. */
  void listening(int port) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1000);
        return;
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new IOException("the server did not start:\n" + Files.readString(log), notYet);
        }
        Thread.sleep(20);
      }
    }
  }

  /** User and system time of all its processes, in seconds. */
  double cpuSeconds() throws IOException {
    long ticks = 0;
    for (long pid : pids()) {
      ticks += ticks(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
    }
    return ticks / TICKS_PER_SECOND;
  }

  /** User and system time of each thread that compiles for a JVM, in seconds; empty for others. */
  Map<Path, Double> compilerSeconds() throws IOException {
    Map<Path, Double> seconds = new HashMap<>();
    for (long pid : pids()) {
      try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
        for (Path thread : threads.toList()) {
          String stat = threadStat(thread);
          if (stat.contains("CompilerThre")) {
            seconds.put(thread, ticks(stat) / TICKS_PER_SECOND);
          }
        }
      }
    }
    return seconds;
  }

  private static String threadStat(Path thread) {
    try {
      return Files.readString(thread.resolve("stat"));
    } catch (IOException ended) {
      return "";
    }
  }

  private static long ticks(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  long residentMiB() throws IOException {
    long kib = 0;
    for (long pid : pids()) {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith("VmRSS:")) {
          kib += Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    }
    return kib / 1024;
  }

  private List<Long> pids() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(ProcessHandle::pid)
        .toList();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
