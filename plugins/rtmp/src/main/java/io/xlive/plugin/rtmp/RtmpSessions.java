package io.xlive.plugin.rtmp;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All sessions and the fan-out of each event loop. Safe for any thread. */
final class RtmpSessions {
  private final Set<RtmpSession> all = ConcurrentHashMap.newKeySet();
  private final Map<EventLoop, FanOut> fanOuts = new ConcurrentHashMap<>();

  void add(RtmpSession session) {
    all.add(session);
  }

  void remove(RtmpSession session) {
    all.remove(session);
  }

  Set<RtmpSession> all() {
    return all;
  }

  List<FanOut> fanOuts() {
    return List.copyOf(fanOuts.values());
  }

  FanOut fanOutOf(EventLoop loop, RtmpEnvironment environment) {
    return fanOuts.computeIfAbsent(loop, made -> new FanOut(made, environment));
  }
}
