package io.xlive.plugin.rtmp;

/** How sockets are driven. */
public enum RtmpTransport {
  /** epoll where there is one, else NIO. */
  AUTO,
  /** Linux epoll. */
  EPOLL,
  /** Linux io_uring; often forbidden in containers. */
  IO_URING,
  /** The JDK's own. */
  NIO
}
