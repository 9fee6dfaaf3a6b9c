package io.xlive.plugin.rtmp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.xlive.spi.Listening;
import io.xlive.spi.PluginContext;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.ingest.Ingest;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns the event loops ("rtmp-loop-N"): the RTMP server. */
final class RtmpIngest implements Ingest {
  private static final Logger LOG = LoggerFactory.getLogger(RtmpIngest.class);
  private static final int BACKLOG = 1_024;

  // A usual picture comes with one read; the small messages between them would shrink the buffer.
  private static final int LEAST_READ = 16 << 10;
  private static final int MOST_READ = 64 << 10;

  private static final long LONGEST_GOODBYE = 1_500_000_000L;

  private final RtmpConfig config;
  private final RtmpEnvironment environment;
  private final RtmpSessions sessions = new RtmpSessions();
  private final List<Listening> listening = new CopyOnWriteArrayList<>();
  private final List<Channel> servers = new ArrayList<>();
  private final AcceptGate gate;
  private final Admission admission;
  private final TunnelSessions tunnels;
  private final LoopHealth health;
  private @Nullable EventLoopGroup loops;

  RtmpIngest(RtmpConfig config, PluginContext context) {
    this.config = config;
    this.environment =
        new RtmpEnvironment(
            config,
            context,
            new RtmpMeters(context.meters()),
            new ConnectionLimits(config.limits()),
            new QuietLog(LOG, System::nanoTime),
            System::nanoTime);
    this.gate =
        new AcceptGate(
            DescriptorReserve.ofProcess(config.limits().reservedDescriptors(), System::nanoTime),
            LOG,
            System::nanoTime);
    this.admission = new Admission(environment, sessions, gate, new AtomicLong()::incrementAndGet);
    this.tunnels = new TunnelSessions(admission);
    this.health = new LoopHealth(System::nanoTime);
    context.healthCheck(health);
    context.dump("rtmp", new RtmpDump(environment, sessions, this::listening));
  }

  private static String shown(Listening open) {
    String host =
        open.address().getAddress().isAnyLocalAddress() ? "*" : open.address().getHostString();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + open.address().getPort();
  }

  @Override
  public void start() {
    SocketTransport transport = SocketTransport.of(config.transport()).gathering(config.latency());
    int count =
        config.threads() > 0 ? config.threads() : Runtime.getRuntime().availableProcessors();
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            count, new DefaultThreadFactory("rtmp-loop", true), transport.ioHandlers());
    loops = group;
    try {
      Optional<TlsContexts> certificate = certificate();
      for (RtmpPort port : RtmpPort.of(config, certificate, admission, tunnels)) {
        listen(transport, group, port);
      }
      health.watch(group);
      LOG.info(
          "RTMP listens on {} ({}, {} event loops)",
          listening.stream().map(RtmpIngest::shown).collect(Collectors.joining(", ")),
          transport.name(),
          count);
    } catch (XliveException e) {
      stop();
      throw e;
    }
  }

  private Optional<TlsContexts> certificate() {
    RtmpTlsConfig tls = config.tls();
    if (tls.certificate().isEmpty() && tls.key().isEmpty() && tls.clientAuthorities().isEmpty()) {
      return Optional.empty();
    }
    if (tls.certificate().isEmpty() || tls.key().isEmpty()) {
      throw new XliveException(
          SpiError.INVALID_CONFIGURATION, "RTMPS needs both rtmp.tls.certificate and rtmp.tls.key");
    }
    Path home = environment.context().home();
    return Optional.of(
        new TlsContexts(
            home.resolve(tls.certificate().get()),
            home.resolve(tls.key().get()),
            tls.clientAuthorities().map(home::resolve),
            System::nanoTime,
            environment.warnings()));
  }

  private void listen(SocketTransport transport, EventLoopGroup group, RtmpPort port) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(transport.serverChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOCATOR, ByteBufAllocator.DEFAULT)
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(LEAST_READ, LEAST_READ, MOST_READ))
            .handler(gate)
            .childHandler(new ClientAddress(admission, port.pipeline()));
    ChannelFuture bound = bootstrap.bind(new InetSocketAddress(port.bind(), port.number()));
    bound.awaitUninterruptibly();
    if (!bound.isSuccess()) {
      Throwable cause = bound.cause();
      String reason =
          cause instanceof java.net.BindException ? "address already in use" : cause.getMessage();
      throw new XliveException(
          SpiError.CANNOT_LISTEN,
          "cannot listen on "
              + port.bind()
              + ":"
              + port.number()
              + " ("
              + port.keys()
              + "): "
              + reason);
    }
    servers.add(bound.channel());
    gate.add(bound.channel());
    listening.add(
        new Listening(port.protocol(), (InetSocketAddress) bound.channel().localAddress()));
  }

  @Override
  public void stop() {
    EventLoopGroup running = loops;
    if (running == null) {
      return;
    }
    servers.forEach(server -> server.close().awaitUninterruptibly(1_000));
    for (RtmpSession session : sessions.all()) {
      try {
        session.connection().loop().execute(session::shutdown);
      } catch (RejectedExecutionException stopped) {
        LOG.debug("{} is gone", session.connection().peer().connection());
      }
    }
    // What they are told must leave before the loops do.
    long until = System.nanoTime() + LONGEST_GOODBYE;
    for (RtmpSession session : sessions.all()) {
      long left = Math.max(1, (until - System.nanoTime()) / 1_000_000);
      session.connection().channel.closeFuture().awaitUninterruptibly(left);
    }
    health.stopped();
    running.shutdownGracefully(0, 2_000, TimeUnit.MILLISECONDS).awaitUninterruptibly(2_500);
    listening.clear();
  }

  @Override
  public List<Listening> listening() {
    return List.copyOf(listening);
  }
}
